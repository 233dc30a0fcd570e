import type { ExportEffects } from '../../src/contract/audience-model.ts'
import { effectSummary } from '../../src/domain/export-effects.ts'
import { ProblemError } from '../problem-error.ts'

/**
 * What is delivered stops only when somebody has seen what it is.
 *
 * @throws ProblemError confirmation-required
 */
export function refuseUnconfirmed(effects: ExportEffects, confirmed: boolean): void {
  if (confirmed || effects.blocks.length === 0) return
  throw new ProblemError(
    'confirmation-required',
    `Export controls would block ${effectSummary(effects.blocks)}. What is blocked stays mapped, and is not sent. Confirm the change to make it.`,
    { effects },
  )
}
