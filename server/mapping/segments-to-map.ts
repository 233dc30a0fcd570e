import type { Destination } from '../../src/contract/destination/destination.ts'
import type { SegmentSelection } from '../../src/contract/mapping.ts'
import type { FieldProblem } from '../../src/contract/problem.ts'
import type { Segment } from '../../src/contract/segment.ts'
import { blockedBy } from '../../src/domain/export-controls.ts'
import type { RuleSegment } from '../../src/domain/mapping-by-rule.ts'
import { restrictionSentence } from '../../src/domain/restriction-sentence.ts'
import { pathsOf } from '../audience-model/lineage.ts'
import { refuseInvalid } from '../destination/destination-changes.ts'
import type { HandlerContext } from '../handler.ts'

/** The most faults that one answer lists; more would not be read. */
export const ERRORS_LISTED = 100

function idPath(at: number): string {
  return `select.segmentIds.${at}`
}

/** domain.md, "Data export controls": whether a segment may not go where the destination sends to. */
export function isBlocked(
  { exportLabels }: Destination,
  { restrictedLabels }: Pick<Segment, 'restrictedLabels'>,
): boolean {
  return blockedBy(exportLabels, restrictedLabels).length > 0
}

/**
 * The segments with these ids, that may be mapped.
 *
 * @param pathOf where the request names the id at a place.
 * @throws ProblemError validation-failed: there is no such segment, or export controls keep it out
 */
export async function mappableSegments(
  destination: Destination,
  ids: readonly number[],
  pathOf: (at: number) => string,
  context: HandlerContext,
): Promise<Segment[]> {
  const segments = await context.transaction.segments([...new Set(ids)])
  refuseInvalid(unknownSegments(ids, segments, pathOf))
  await refuseBlocked(destination, ids, segments, pathOf, context)
  return segments
}

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
  const why = await blockedReasons(
    destination,
    listed.map(({ id }) => id),
    context,
  )
  refuseInvalid(listed.map(({ id, path }) => ({ path, message: why(id) })))
}

/**
 * What stands against mapping segments that are blocked for a destination: a sentence for each.
 *
 * @param ids those of which the whole way to the control is told.
 */
export async function blockedReasons(
  destination: Destination,
  ids: readonly number[],
  context: HandlerContext,
): Promise<(segmentId: number) => string> {
  const ways = ids.length === 0 ? null : await pathsOf([...new Set(ids)], context)
  return (segmentId) => {
    const way = ways?.get(segmentId)?.find(({ label }) => destination.exportLabels?.includes(label))
    return way
      ? restrictionSentence(way, { hasDestination: true })
      : `Export controls keep segment ${segmentId} from this destination.`
  }
}

/** Segments of a selection, and how many more match that export controls keep out. */
export async function segmentsToMap(
  destination: Destination,
  select: SegmentSelection,
  context: HandlerContext,
): Promise<{ segments: RuleSegment[]; blocked: number }> {
  if (!('segmentIds' in select)) {
    const found = await context.transaction.unmappedSegments(destination.id, select)
    const segments = found.filter((segment) => !isBlocked(destination, segment))
    return { segments, blocked: found.length - segments.length }
  }
  const ids = [...new Set(select.segmentIds)]
  return { segments: await mappableSegments(destination, ids, idPath, context), blocked: 0 }
}
