import type { SegmentDestination } from '../../contract/segment-detail.ts'
import type { Segment } from '../../contract/segment.ts'
import { displayName } from '../../domain/destination-types.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { isMappingComplete } from '../../domain/mapping-rules.ts'
import { formatDate } from '../../lib/format.ts'

/**
 * The destinations that are sent a segment as long as it is active, now or from a later day on: active
 * ones, with a mapping that is complete, has not ended, and is not blocked.
 *
 * @param today `YYYY-MM-DD`, UTC.
 */
export function receivers(
  items: readonly SegmentDestination[],
  { restrictedLabels }: Pick<Segment, 'restrictedLabels'>,
  today: string,
): SegmentDestination[] {
  return items.filter(
    ({ destination, mapping }) =>
      destination.status === 'active' &&
      isMappingComplete(destination.configuration, mapping) &&
      (mapping.endDate === null ||
        (mapping.endDate >= today && mapping.endDate >= mapping.startDate)) &&
      blockedBy(destination.exportLabels, restrictedLabels).length === 0,
  )
}

/** Each of them in a line: its name and id, and when it begins, if that is not yet. */
export function receiverLines(items: readonly SegmentDestination[], today: string): string[] {
  return items.map(({ destination, mapping }) => {
    const name = `${displayName(destination)} (${destination.id})`
    return mapping.startDate > today ? `${name}, from ${formatDate(mapping.startDate)} on` : name
  })
}
