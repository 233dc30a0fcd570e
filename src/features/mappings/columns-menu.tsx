import { ChevronDown } from 'lucide-react'
import type { Destination } from '../../contract/destination/destination.ts'
import { Button } from '../../ui/button.tsx'
import { LazyMenu } from '../../ui/lazy-menu.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { availableColumns } from './available-columns.tsx'
import { shownColumns, withColumns } from './chosen-columns.ts'
import { mappedColumns } from './mapped-columns.tsx'
import type { MappingSearch } from './mapping-search.ts'

/** Which columns are shown; they and their widths can be put back. */
export function ColumnsMenu({
  destination,
  search,
  onSearch,
}: {
  destination: Destination
  search: MappingSearch
  onSearch: (changes: Partial<MappingSearch>) => void
}) {
  const isAvailable = search.view === 'available'
  const all = (
    isAvailable
      ? availableColumns(destination)
      : mappedColumns({ destination, today: '', conflicts: new Map(), onAutomatic: null })
  ).map(({ id, header, isRowHeader, isExtra }) => ({
    id,
    header,
    isRowHeader: isRowHeader === true,
    isExtra: isExtra === true,
  }))
  const chosen = isAvailable ? search.segmentColumns : search.columns
  const choose = (columns: MappingSearch['columns']) =>
    onSearch(isAvailable ? { segmentColumns: columns } : { columns })
  return (
    <span className="inline-flex items-center gap-2">
      {chosen !== null && (
        <TextButton className="text-sm" onClick={() => choose(null)}>
          Reset columns
        </TextButton>
      )}
      <LazyMenu
        label="Columns"
        choice={{
          mode: 'multiple',
          options: all
            .filter(({ isRowHeader }) => !isRowHeader)
            .map(({ id, header }) => ({ value: id, label: header })),
          selected: shownColumns(all, chosen).map(({ id }) => id),
          onChange: (ids) => choose(withColumns(all, chosen, ids)),
        }}
        trigger={(props) => (
          <Button size="small" variant="ghost" {...props}>
            Columns
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </Button>
        )}
      />
    </span>
  )
}
