import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingImportRejection } from '../../contract/mapping-import.ts'
import { headersFor } from '../../domain/mapping-import/table.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { RejectedRows } from '../../ui/rejected-rows.tsx'
import type { CheckedTable } from './import-diff.tsx'

/** Rows that are left out, to be downloaded, corrected and imported again. */
export function RejectedMappings({
  destination,
  checked: { table },
  rejected,
}: {
  destination: Destination
  checked: Pick<CheckedTable, 'table'>
  rejected: readonly MappingImportRejection[]
}) {
  if (rejected.length === 0) {
    return <EmptyState title="Nothing is rejected">All rows can be imported.</EmptyState>
  }
  // A table without headers gets some, so that what is corrected is recognised again.
  const header = table.hasHeader
    ? table.rows[0]
    : { line: 0, cells: headersFor(table.roles, destination.configuration) }
  return <RejectedRows what="Segment" rejected={rejected} header={header} rows={table.rows} />
}
