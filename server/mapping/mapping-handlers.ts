import type { Destination } from '../../src/contract/destination/destination.ts'
import type { Mapping, SegmentSelection } from '../../src/contract/mapping.ts'
import type { FieldProblem } from '../../src/contract/problem.ts'
import type { Segment } from '../../src/contract/segment.ts'
import { blockedBy } from '../../src/domain/export-controls.ts'
import { checkMapping, newMappingFields } from '../../src/domain/mapping-rules.ts'
import { restrictionSentence } from '../../src/domain/restriction-sentence.ts'
import { pathsOf } from '../audience-model/lineage.ts'
import {
  findDestination,
  refuseDeleted,
  refuseInvalid,
  refuseUnready,
} from '../destination/destination-changes.ts'
import { folderOf } from '../folder-parameter.ts'
import type { HandlerContext, Handlers } from '../handler.ts'

/** The most faults that one answer lists; more would not be read. */
const ERRORS_LISTED = 100

async function changeable(destinationId: number, context: HandlerContext): Promise<Destination> {
  const destination = await findDestination(destinationId, context, true)
  refuseDeleted(destination)
  return destination
}

/** Counts anew after a change; what was activated must stay complete. */
async function afterChange(
  destination: Destination,
  { transaction }: HandlerContext,
): Promise<void> {
  const mappings = await transaction.refreshMappingStats(destination)
  refuseUnready({ ...destination, mappings })
}

/** Where a request names a segment. */
const rowPath = (at: number) => `rows.${at}.segmentId`
const idPath = (at: number) => `select.segmentIds.${at}`

function unknownSegments(
  ids: readonly number[],
  known: readonly Segment[],
  pathOf: (at: number) => string,
): FieldProblem[] {
  const found = new Set(known.map(({ id }) => id))
  return ids
    .flatMap((id, at) =>
      found.has(id) ? [] : [{ path: pathOf(at), message: `There is no segment ${id}.` }],
    )
    .slice(0, ERRORS_LISTED)
}

function isBlocked({ exportLabels }: Destination, { restrictedLabels }: Segment): boolean {
  return blockedBy(exportLabels, restrictedLabels).length > 0
}

/**
 * domain.md, "Data export controls": refuses segments that may not be sent where the destination
 * sends to, each with what stands against it. Those that are mapped already stay so.
 *
 * @param ids the segments as the request names them.
 * @throws ProblemError validation-failed
 */
async function refuseBlocked(
  destination: Destination,
  ids: readonly number[],
  segments: readonly Segment[],
  pathOf: (at: number) => string,
  context: HandlerContext,
): Promise<void> {
  const blocked = new Set(
    segments.filter((segment) => isBlocked(destination, segment)).map(({ id }) => id),
  )
  if (blocked.size === 0) return
  const mapped = await context.transaction.mappings(destination.id, [...blocked])
  for (const { segmentId } of mapped) blocked.delete(segmentId)
  const listed = ids
    .map((id, at) => ({ id, path: pathOf(at) }))
    .filter(({ id }) => blocked.has(id))
    .slice(0, ERRORS_LISTED)
  const ways = await pathsOf([...new Set(listed.map(({ id }) => id))], context)
  refuseInvalid(
    listed.map(({ id, path }) => {
      const way = ways.get(id)?.find(({ label }) => destination.exportLabels?.includes(label))
      const message = way
        ? restrictionSentence(way, { hasDestination: true })
        : `Export controls keep segment ${id} from this destination.`
      return { path, message }
    }),
  )
}

/** Segments of a selection, and how many more match that export controls keep out. */
async function segmentsToMap(
  destination: Destination,
  select: SegmentSelection,
  context: HandlerContext,
): Promise<{ segments: Segment[]; blocked: number }> {
  const { transaction } = context
  if (!('segmentIds' in select)) {
    const found = await transaction.unmappedSegments(destination.id, select)
    const segments = found.filter((segment) => !isBlocked(destination, segment))
    return { segments, blocked: found.length - segments.length }
  }
  const ids = [...new Set(select.segmentIds)]
  const segments = await transaction.segments(ids)
  refuseInvalid(unknownSegments(ids, segments, idPath))
  await refuseBlocked(destination, ids, segments, idPath, context)
  return { segments, blocked: 0 }
}

export const mappingHandlers: Handlers<
  | 'mappingList'
  | 'deliveryMappingList'
  | 'mappingBulkCreate'
  | 'mappingBulkUpdate'
  | 'mappingBulkDelete'
> = {
  async mappingList({ params, query }, context) {
    const destination = await findDestination(params.destinationId, context)
    return context.transaction.listMappings(destination, {
      q: query.q,
      folder: folderOf(query.folder),
      segmentIds: query.segmentIds,
      incomplete: query.incomplete === 'true',
      blocked: query.blocked === 'true',
      sort: query.sort,
      direction: query.direction,
      cursor: query.cursor,
      limit: query.limit,
    })
  },

  async deliveryMappingList({ params }, context) {
    const { id } = await findDestination(params.destinationId, context)
    return { items: await context.transaction.deliveryMappings(id) }
  },

  async mappingBulkCreate({ params, body }, context) {
    const { transaction, now } = context
    const destination = await changeable(params.destinationId, context)
    const common = { revision: 1, updatedAt: now.toISOString() }
    let mappings: Mapping[]
    let blocked = 0
    if ('rows' in body) {
      const ids = body.rows.map(({ segmentId }) => segmentId)
      const known = await transaction.segments([...new Set(ids)])
      refuseInvalid(unknownSegments(ids, known, rowPath))
      await refuseBlocked(destination, ids, known, rowPath, context)
      refuseInvalid(
        body.rows
          .flatMap((row, at) =>
            checkMapping(destination.configuration, row).map(({ path, message }) => ({
              path: `rows.${at}.${path}`,
              message,
            })),
          )
          .slice(0, ERRORS_LISTED),
      )
      const last = new Map(body.rows.map((row) => [row.segmentId, row]))
      mappings = Array.from(last.values(), (row) => ({ ...row, ...common }))
    } else {
      const { select, startDate, endDate } = body
      const selected = await segmentsToMap(destination, select, context)
      blocked = selected.blocked
      mappings = selected.segments.map((segment) => ({
        segmentId: segment.id,
        ...newMappingFields(destination, segment, startDate, endDate),
        ...common,
      }))
      const [sample] = mappings
      if (sample) refuseInvalid(checkMapping(destination.configuration, sample))
    }
    const segmentIds = await transaction.insertMappings(destination.id, mappings)
    await afterChange(destination, context)
    return {
      created: segmentIds.length,
      alreadyMapped: mappings.length - segmentIds.length,
      blocked,
      segmentIds,
    }
  },

  async mappingBulkUpdate({ params, body }, context) {
    const { transaction, now } = context
    const destination = await changeable(params.destinationId, context)
    const stored = await transaction.mappings(
      destination.id,
      body.changes.map(({ segmentId }) => segmentId),
    )
    const current = new Map(stored.map((mapping) => [mapping.segmentId, mapping]))
    const updated: Mapping[] = []
    const conflicts: { segmentId: number; current: Mapping | null }[] = []
    const errors: FieldProblem[] = []
    body.changes.forEach(({ segmentId, revision, set }, at) => {
      const before = current.get(segmentId)
      if (before?.revision !== revision) {
        conflicts.push({ segmentId, current: before ?? null })
        return
      }
      const after: Mapping = {
        ...before,
        ...(set.value === undefined ? {} : { valueOrigin: 'manual' }),
        ...set,
        revision: revision + 1,
        updatedAt: now.toISOString(),
      }
      current.set(segmentId, after)
      updated.push(after)
      for (const { path, message } of checkMapping(destination.configuration, after)) {
        errors.push({ path: `changes.${at}.set.${path}`, message })
      }
    })
    refuseInvalid(errors.slice(0, ERRORS_LISTED))
    await transaction.saveMappings(destination.id, updated)
    await afterChange(destination, context)
    return { updated, conflicts }
  },

  async mappingBulkDelete({ params, body }, context) {
    const { transaction } = context
    const destination = await changeable(params.destinationId, context)
    const ids =
      'segmentIds' in body.select
        ? body.select.segmentIds
        : await transaction.mappedSegmentIds(destination.id, body.select)
    const removed = await transaction.deleteMappings(destination.id, ids)
    await afterChange(destination, context)
    return { removed }
  },
}
