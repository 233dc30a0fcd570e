import { type RowField, touchedRows } from '../../src/domain/mapping-changes.ts'
import type { HandlerContext } from '../handler.ts'

/**
 * The segments whose mappings the changes after one touched in some fields.
 *
 * @returns null: some of these changes are forgotten by now, so that it may have been any.
 */
export async function touchedSince(
  destinationId: number,
  asOf: number,
  fields: 'any' | readonly RowField[],
  { transaction }: HandlerContext,
): Promise<ReadonlySet<number> | null> {
  const last = await transaction.lastMappingChange(destinationId)
  const touched = new Set<number>()
  for (let number = asOf + 1; number <= last; number += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each may be megabytes: all of them do not fit into memory
    const change = await transaction.mappingChange(destinationId, number)
    if (!change) return null
    for (const segmentId of touchedRows(change.rows, fields)) touched.add(segmentId)
  }
  return touched
}
