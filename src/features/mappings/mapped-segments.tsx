import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { qPages } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { MappingSort } from '../../contract/endpoints.ts'
import type { Mapping, MappingWithSegment } from '../../contract/mapping.ts'
import { autoValue } from '../../domain/mapping-rules.ts'
import { plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { toast } from '../../ui/toast.ts'
import { BulkBar } from './bulk-bar.tsx'
import { type CellField, checkCell } from './cell-values.ts'
import { ListError } from './list-error.tsx'
import { mappedColumns } from './mapped-columns.tsx'
import { type EditState, type MappingEdits, withUnsent } from './mapping-edits.ts'
import { mappedInput, type MappingSearch } from './mapping-search.ts'
import { reasonsOf } from './reasons.ts'
import { refreshMappings } from './refresh.ts'

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
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [isUnmapping, setUnmapping] = useState(false)
  const list = useInfiniteQuery({
    ...qPages('mappingList', mappedInput(destination.id, search)),
    placeholderData: keepPreviousData,
  })
  const stored = list.data?.pages.flatMap((page) => page.items) ?? []
  const rows = stored.map((mapping) => withUnsent(mapping, editState))
  const total = list.data?.pages[0]?.total ?? 0
  const params = { destinationId: destination.id }

  function commit(mapping: MappingWithSegment, field: CellField, text: string): string | null {
    const change = checkCell(configuration, mapping, field, text)
    if ('problem' in change) return change.problem
    edits.edit([{ segmentId: mapping.segmentId, revision: mapping.revision, set: change.set }])
    return null
  }

  function setForSelected(set: Partial<Mapping>): void {
    const { startDate, endDate, priority } = set
    edits.edit(
      rows
        .filter(({ segmentId }) => selected.has(segmentId))
        .map(({ segmentId, revision }) => ({
          segmentId,
          revision,
          set: {
            ...(startDate === undefined ? {} : { startDate }),
            ...(endDate === undefined ? {} : { endDate }),
            ...(priority === undefined ? {} : { priority }),
          },
        })),
    )
  }

  /** Reads all that match first: what is selected is what is changed. */
  async function selectAll(): Promise<void> {
    let pages = list.data?.pages ?? []
    while (pages.at(-1)?.nextCursor) {
      // oxlint-disable-next-line no-await-in-loop -- each page tells where the next begins
      const next = await list.fetchNextPage()
      if (next.isError || !next.data) return
      pages = next.data.pages
    }
    setSelected(new Set(pages.flatMap((page) => page.items).map(({ segmentId }) => segmentId)))
  }

  async function unmap(): Promise<void> {
    setUnmapping(true)
    try {
      const body = { select: { segmentIds: [...selected] } }
      const { removed } = await call('mappingBulkDelete', { params, body })
      setSelected(new Set())
      await refreshMappings()
      toast({
        message: `Unmapped ${plural(removed.length, 'segment')}`,
        action: { label: 'Undo', onAct: () => void remap(removed, crypto.randomUUID()) },
      })
    } catch (error) {
      toast({
        message: 'Nothing was unmapped',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: () => void unmap() },
      })
    } finally {
      setUnmapping(false)
    }
  }

  async function remap(removed: Mapping[], idempotencyKey: string): Promise<void> {
    const mapped = removed.map(({ revision: _revision, updatedAt: _updatedAt, ...row }) => row)
    try {
      await call('mappingBulkCreate', { params, body: { rows: mapped }, idempotencyKey })
      await refreshMappings()
    } catch (error) {
      toast({
        message: 'The segments could not be mapped again',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: () => void remap(removed, idempotencyKey) },
      })
    }
  }

  const columns = mappedColumns({
    configuration,
    today,
    conflicts: editState.conflicts,
    onCommit: commit,
    onAutomatic:
      autoFill === 'off'
        ? null
        : ({ segmentId, revision, segment }) =>
            edits.edit([{ segmentId, revision, set: autoValue(autoFill, segment) }]),
  })

  return (
    <>
      {selected.size > 0 && (
        <BulkBar
          count={selected.size}
          total={total}
          today={today}
          hasPriority={configuration.type === 'cookie'}
          isBusy={isUnmapping}
          onSelectAll={() => void selectAll()}
          onClear={() => setSelected(new Set())}
          onDates={setForSelected}
          onPriority={(priority) => setForSelected({ priority })}
          onUnmap={() => void unmap()}
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
        selection={{ selected, onChange: setSelected }}
        onNeedRows={() => {
          if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
        }}
        sort={{ column: search.sort, direction: search.direction }}
        onSort={({ column, direction }) =>
          onSearch({ sort: MappingSort.catch('name').parse(column), direction })
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
