import type { Destination } from '../../contract/destination/destination.ts'
import type { Mapping, MappingWithSegment } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { isMappingComplete } from '../mapping-rules.ts'

/** What delivery needs to know of a mapping that is sent. */
export type DeliveryMapping = Pick<
  Mapping,
  'segmentId' | 'value' | 'key' | 'url' | 'secureUrl' | 'priority'
>

/**
 * The mappings of a destination that a visitor's data is sent for: the visitor is qualified, the
 * segment is active, the day is within the mapping's dates (both included), and nothing is missing.
 * domain.md, "Terms": qualified.
 *
 * @param today the day, `YYYY-MM-DD`.
 * @returns by segment id.
 */
export function sendableMappings(
  { configuration }: Pick<Destination, 'configuration'>,
  mappings: readonly MappingWithSegment[],
  visitor: Pick<Visitor, 'segmentIds'>,
  today: string,
): DeliveryMapping[] {
  const qualified = new Set(visitor.segmentIds)
  return mappings
    .filter(
      (mapping) =>
        qualified.has(mapping.segmentId) &&
        mapping.segment.status === 'active' &&
        mapping.startDate <= today &&
        (mapping.endDate === null || mapping.endDate >= today) &&
        isMappingComplete(configuration, mapping),
    )
    .toSorted((a, b) => a.segmentId - b.segmentId)
}
