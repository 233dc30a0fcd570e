import * as z from 'zod/mini'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { qPages } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { MappingSort } from '../../contract/endpoints.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { autoValue, checkMapping } from '../../domain/mapping-rules.ts'
import { ListError } from '../../parts/list-error.tsx'
import { Button } from '../../ui/button.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { toast } from '../../ui/toast.ts'
import { BulkBar } from './bulk-bar.tsx'
import { type CellField, checkCell } from './cell-values.ts'
import { mappedColumns } from './mapped-columns.tsx'
import { type EditState, type MappingEdits, withUnsent } from './mapping-edits.ts'
import { mappedInput, type MappingSearch } from './mapping-search.ts'
import { useBulkActions } from './use-bulk-actions.ts'

type MappedSegmentsProps = {
  destination: Destination
  search: MappingSearch
  today: string
  edits: MappingEdits
  editState: EditState
  onSearch: (changes: Partial<MappingSearch>) => void
}

/** The segments that the destination is sent, to be edited in place or together. */
export function MappedSegments(props: MappedSegmentsProps) {
  const { destination, search, today, edits, editState, onSearch } = props
  const { configuration, autoFill } = destination
  const list = useInfiniteQuery({
    ...qPages('mappingList', mappedInput(destination.id, search)),
    placeholderData: keepPreviousData,
  })
  const stored = list.data?.pages.flatMap((page) => page.items) ?? []
  const rows = stored.map((mapping) => withUnsent(mapping, editState))
  const total = list.data?.pages[0]?.total ?? 0
  const bulk = useBulkActions({ destination, search, edits, editState, rows, total })

  function commit(mapping: MappingWithSegment, field: CellField, text: string): string | null {
    const change = checkCell(configuration, mapping, field, text)
    if ('problem' in change) return change.problem
    edits.edit([{ segmentId: mapping.segmentId, revision: mapping.revision, set: change.set }])
    return null
  }

  function backToAutomatic(mapping: MappingWithSegment): void {
    const set = autoValue(autoFill, mapping.segment)
    const [problem] = checkMapping(configuration, { ...mapping, ...set })
    if (problem) {
      toast({ message: `The automatic value cannot be used. ${problem.message}`, tone: 'bad' })
      return
    }
    edits.edit([{ segmentId: mapping.segmentId, revision: mapping.revision, set }])
  }

  const columns = mappedColumns({
    destination,
    today,
    conflicts: editState.conflicts,
    onCommit: commit,
    onAutomatic: autoFill === 'off' ? null : backToAutomatic,
  })

  return (
    <>
      {bulk.count > 0 && (
        <BulkBar
          count={bulk.count}
          total={total}
          today={today}
          hasPriority={configuration.type === 'cookie'}
          isBusy={bulk.isUnmapping || list.isPlaceholderData}
          progress={bulk.progress}
          onSelectAll={() => bulk.select('all')}
          onClear={() => bulk.select(new Set())}
          onSet={(set) => void bulk.setForSelected(set)}
          onUnmap={() => void bulk.unmap()}
        />
      )}
      <DataGrid
        label="Mapped segments"
        columns={columns}
        rows={rows}
        rowCount={total}
        rowKey={({ segmentId }) => segmentId}
        rowName={({ segment }) => segment.name}
        rowHeight={34}
        status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
        isRefreshing={list.isPlaceholderData}
        selection={{ selected: bulk.selected, onChange: bulk.select }}
        onNeedRows={() => {
          if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
        }}
        sort={{ column: search.sort, direction: search.direction }}
        onSort={({ column, direction }) =>
          onSearch({ sort: z.catch(MappingSort, 'name').parse(column), direction })
        }
        emptyState={<NothingMapped search={search} onSearch={onSearch} />}
        errorState={
          <ListError
            error={list.error}
            isRetrying={list.isFetching}
            onRetry={() => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
          />
        }
      />
    </>
  )
}

function NothingMapped({
  search,
  onSearch,
}: {
  search: MappingSearch
  onSearch: (changes: Partial<MappingSearch>) => void
}) {
  if (search.q || search.folder.length > 0) {
    return (
      <EmptyState
        title="Nothing matches"
        actions={<Button onClick={() => onSearch({ q: '', folder: [] })}>Clear filters</Button>}
      >
        Names, ids and integration codes of mapped segments are searched.
      </EmptyState>
    )
  }
  if (search.view === 'incomplete') {
    return <EmptyState title="Nothing is incomplete">Every mapping has what it needs.</EmptyState>
  }
  if (search.view === 'blocked') {
    return (
      <EmptyState title="Nothing is blocked">
        No export control keeps a mapped segment from this destination.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No segment is mapped yet"
      actions={
        <Button variant="primary" onClick={() => onSearch({ view: 'available' })}>
          Choose segments
        </Button>
      }
    >
      Only mapped segments are sent.
    </EmptyState>
  )
}
