import type { SegmentWithUse } from '../../src/contract/segment.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'

/** @throws ProblemError not-found */
async function findSegment(id: number, { transaction }: HandlerContext): Promise<SegmentWithUse> {
  const [segment] = (
    await transaction.listSegments({ segmentIds: [id], sort: 'id', direction: 'asc', limit: 1 })
  ).items
  if (segment) return segment
  throw new ProblemError('not-found', `There is no segment ${id}.`)
}

export const segmentDetailHandlers: Handlers<
  'segmentView' | 'segmentDestinationList' | 'segmentStatusUpdate'
> = {
  async segmentView({ params }, context) {
    const { transaction } = context
    const segment = await findSegment(params.segmentId, context)
    const { dataSources, traits, mergeRules, segmentRules } = await transaction.lineageOf([
      segment.id,
    ])
    const rule = segmentRules.find(({ segmentId }) => segmentId === segment.id)
    const sourceOf = new Map(dataSources.map((source) => [source.id, source]))
    // The lineage has what included segments are made of as well.
    const own = new Set(rule?.traitIds)
    const included = await transaction.segments(rule?.includedSegmentIds ?? [])
    return {
      segment,
      dataSource: sourceOf.get(rule?.dataSourceId ?? 0) ?? null,
      traits: traits
        .filter(({ id }) => own.has(id))
        .map((trait) => ({ trait, dataSource: sourceOf.get(trait.dataSourceId) ?? null })),
      includedSegments: included
        .map(({ id, name }) => ({ id, name }))
        .toSorted((a, b) => a.id - b.id),
      mergeRule: mergeRules.find(({ id }) => id === rule?.mergeRuleId) ?? null,
    }
  },

  async segmentDestinationList({ params }, context) {
    const { id } = await findSegment(params.segmentId, context)
    return { items: await context.transaction.segmentDestinations(id) }
  },

  async segmentStatusUpdate({ params, body }, context) {
    const { transaction, now } = context
    // As an import of segments does, which writes the same rows.
    await transaction.shareAudienceModel()
    await transaction.lockAccount()
    const [segment] = await transaction.segments([params.segmentId])
    if (!segment) throw new ProblemError('not-found', `There is no segment ${params.segmentId}.`)
    if (segment.status === body.status) return segment
    const changed = { ...segment, status: body.status, updatedAt: now.toISOString() }
    await transaction.saveSegments([changed])
    return changed
  },
}
