import { type LimitName, limitProblem } from '../src/domain/limits.ts'
import type { DestinationType } from '../src/contract/destination/destination.ts'
import type { HandlerContext } from './handler.ts'
import { ProblemError } from './problem-error.ts'

/** domain.md, "Account limits": refuses a destination more than the account may have. */
export async function refuseBeyondLimit(
  type: DestinationType,
  { transaction, limits }: HandlerContext,
): Promise<void> {
  await transaction.lockAccount()
  const { destinations, byType } = await transaction.usage()
  const used: [LimitName, number][] = [
    ['destinations', destinations],
    [`${type}-destinations`, byType[type]],
  ]
  for (const [name, count] of used) {
    const problem = limitProblem(limits, name, count, 1)
    if (problem) {
      const { detail, ...limit } = problem
      throw new ProblemError('limit-reached', detail, { limit })
    }
  }
}
