import type { DestinationConfiguration } from '../../contract/destination/destination.ts'
import type { Mapping, MappingFields } from '../../contract/mapping.ts'
import { checkMapping } from '../../domain/mapping-rules.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import type { RowChange } from './mapping-edits.ts'

/** What can be set for many rows at once; what is not given stays as it is in each row. */
export type BulkSet = Partial<Pick<MappingFields, 'startDate' | 'endDate' | 'priority'>>

/**
 * The changes that give every row the same dates or priority: for all of them, or for none with the
 * reason why. A row's other faults are no reason; they were there before.
 */
export function bulkChanges(
  configuration: DestinationConfiguration,
  rows: readonly Mapping[],
  set: BulkSet,
): { changes: RowChange[] } | { problem: string } {
  const wrong = rows.flatMap((row) =>
    checkMapping(configuration, { ...row, ...set }).filter(({ path }) => path === 'endDate'),
  )
  if (wrong.length > 0) {
    return {
      problem: `${formatNumber(wrong.length)} of ${plural(rows.length, 'segment')} would end before ${wrong.length === 1 ? 'it starts' : 'they start'}. Nothing was set; choose other dates or fewer segments.`,
    }
  }
  return { changes: rows.map(({ segmentId, revision }) => ({ segmentId, revision, set })) }
}
