import type { Visitor, VisitorInput } from '../../src/contract/visitor.ts'
import { limitProblem } from '../../src/domain/limits.ts'
import { checkDid, checkVisitor } from '../../src/domain/visitor-rules.ts'
import { refuseInvalid } from '../destination/destination-changes.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'

/** The most faults that one answer lists; more would not be read. */
const ERRORS_LISTED = 100

/** Where a visitor stands in a request: it is the body, or one of a list. */
const alone = () => ''
const inList = (at: number) => `visitors.${at}.`

/** @throws ProblemError not-found, revision-conflict */
async function findUnchanged(
  visitorId: number,
  revision: number,
  { transaction }: HandlerContext,
): Promise<Visitor> {
  const visitor = await transaction.visitor(visitorId, true)
  if (!visitor) throw new ProblemError('not-found', `There is no visitor ${visitorId}.`)
  if (visitor.revision === revision) return visitor
  throw new ProblemError(
    'revision-conflict',
    'The visitor was changed since you read it. Compare both versions and save again.',
    { current: visitor },
  )
}

/** @param pathOf where each of the visitors stands in the request. */
async function refuseInvalidVisitors(
  visitors: readonly VisitorInput[],
  pathOf: (at: number) => string,
  { transaction }: HandlerContext,
): Promise<void> {
  const ids = visitors.flatMap(({ qualifications }) =>
    qualifications.map(({ segmentId }) => segmentId),
  )
  const segments = await transaction.segments([...new Set(ids)])
  const known = new Set(segments.map(({ id }) => id))
  refuseInvalid(
    visitors
      .flatMap((visitor, at) =>
        checkVisitor(visitor, (id) => known.has(id)).map(({ path, message }) => ({
          path: `${pathOf(at)}${path}`,
          message,
        })),
      )
      .slice(0, ERRORS_LISTED),
  )
}

/** @param others who has which UUID already. The account must be locked, for nobody else to take one. */
function refuseTakenDids(
  visitors: readonly VisitorInput[],
  pathOf: (at: number) => string,
  others: readonly Visitor[],
): void {
  const owners = new Map(others.map(({ did, name }) => [did, name]))
  const errors = visitors.flatMap((visitor, at) => {
    const taken = checkDid(visitor, owners)
    if (taken.length === 0) owners.set(visitor.did, visitor.name)
    return taken.map(({ path, message }) => ({ path: `${pathOf(at)}${path}`, message }))
  })
  refuseInvalid(errors.slice(0, ERRORS_LISTED))
}

/** Gives new visitors the next ids. @throws ProblemError limit-reached, validation-failed */
async function insert(
  visitors: readonly VisitorInput[],
  pathOf: (at: number) => string,
  { transaction, limits }: HandlerContext,
): Promise<Visitor[]> {
  await transaction.lockAccount()
  const stored = await transaction.listVisitors()
  const problem = limitProblem(limits, 'visitors', stored.length, visitors.length)
  if (problem) {
    const { detail, ...limit } = problem
    throw new ProblemError('limit-reached', detail, { limit })
  }
  refuseTakenDids(visitors, pathOf, stored)
  const last = await transaction.lastVisitorId()
  const added = visitors.map((visitor, at) => ({ id: last + 1 + at, revision: 1, ...visitor }))
  await transaction.insertVisitors(added)
  return added
}

export const visitorHandlers: Handlers<
  'visitorList' | 'visitorCreate' | 'visitorImport' | 'visitorUpdate' | 'visitorDelete'
> = {
  async visitorList(_input, { transaction }) {
    return { items: await transaction.listVisitors() }
  },

  async visitorCreate({ body }, context) {
    await refuseInvalidVisitors([body], alone, context)
    const [visitor] = await insert([body], alone, context)
    if (!visitor) throw new TypeError('One visitor was given and none was stored')
    return visitor
  },

  async visitorImport({ body }, context) {
    await refuseInvalidVisitors(body.visitors, inList, context)
    return { items: await insert(body.visitors, inList, context) }
  },

  async visitorUpdate({ params, body, revision }, context) {
    await context.transaction.lockAccount()
    const before = await findUnchanged(params.visitorId, revision, context)
    await refuseInvalidVisitors([body], alone, context)
    const others = (await context.transaction.listVisitors()).filter(({ id }) => id !== before.id)
    refuseTakenDids([body], alone, others)
    const after = { ...before, ...body, revision: before.revision + 1 }
    await context.transaction.saveVisitor(after)
    return after
  },

  async visitorDelete({ params, revision }, context) {
    const visitor = await findUnchanged(params.visitorId, revision, context)
    await context.transaction.deleteVisitor(visitor.id)
    return visitor
  },
}
