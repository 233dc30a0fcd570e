import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { qPages } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Segment } from '../../contract/segment.ts'
import { MAPPING_BATCH_MAX, type SegmentSelection } from '../../contract/mapping.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toast.ts'
import { DateRange, type Dates } from './date-range.tsx'
import { availableInput, type MappingSearch, selectionOf } from './mapping-search.ts'
import { reasonsOf } from './reasons.ts'
import { refreshMappings } from './refresh.ts'
import { blockedReason } from './segment-columns.tsx'
import { availableColumns } from './available-columns.tsx'

type AvailableSegmentsProps = {
  destination: Destination
  search: MappingSearch
  today: string
  onSearch: (changes: Partial<MappingSearch>) => void
}

/** Segments that are not mapped yet: choose some, or take all that match. */
export function AvailableSegments({
  destination,
  search,
  today,
  onSearch,
}: AvailableSegmentsProps) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [dates, setDates] = useState<Dates>({ startDate: today, endDate: null })
  const list = useInfiniteQuery({
    ...qPages('segmentList', availableInput(destination.id, search)),
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const params = { destinationId: destination.id }

  const map = useCreate('mappingBulkCreate', {
    onSuccess: async ({ created, alreadyMapped, blocked, segmentIds }) => {
      setSelected(new Set())
      await refreshMappings()
      toast({
        message: created > 0 ? `Mapped ${plural(created, 'segment')}` : 'No segment was mapped',
        tone: created > 0 ? 'ok' : 'info',
        ...leftOut(alreadyMapped, blocked),
        ...(created > 0 && { action: { label: 'Undo', onAct: () => void undo(segmentIds) } }),
      })
    },
  })

  function disabledReason({ restrictedLabels }: Segment): string | null {
    const labels = blockedBy(destination.exportLabels, restrictedLabels)
    return labels.length > 0 ? blockedReason(labels) : null
  }

  async function undo(segmentIds: number[]): Promise<void> {
    try {
      await call('mappingBulkDelete', { params, body: { select: { segmentIds } } })
      await refreshMappings()
    } catch (error) {
      toast({
        message: 'The segments are still mapped',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: () => void undo(segmentIds) },
      })
    }
  }

  function mapSelection(select: SegmentSelection): void {
    map.mutate({ params, body: { select, ...dates } })
  }

  const wrongDates =
    dates.endDate !== null && dates.endDate < dates.startDate
      ? 'The end is before the start.'
      : undefined
  const isFiltered = search.q !== '' || search.folder.length > 0

  return (
    <>
      <div className="flex flex-wrap items-start gap-3 border-b border-line px-3.5 py-2.5">
        <DateRange dates={dates} onChange={setDates} />
        <span className="grow" />
        <Button
          className="sm:mt-6"
          isPending={map.isPending}
          disabledReason={selected.size === 0 ? 'Tick some segments first.' : wrongDates}
          onClick={() => mapSelection({ segmentIds: [...selected] })}
        >
          Map {formatNumber(selected.size)} selected
        </Button>
        <Button
          variant="primary"
          className="sm:mt-6"
          isPending={map.isPending}
          pendingLabel="Mapping…"
          disabledReason={
            list.isPlaceholderData || list.isPending
              ? 'Still counting what matches.'
              : total === 0
                ? 'No segment matches.'
                : total > MAPPING_BATCH_MAX
                  ? `At most ${formatNumber(MAPPING_BATCH_MAX)} can be mapped at once. Narrow the search.`
                  : wrongDates
          }
          onClick={() => mapSelection(selectionOf(search))}
        >
          Map all {formatNumber(total)} {isFiltered ? 'matching' : 'segments'}
        </Button>
      </div>
      {map.isError && (
        <div className="p-3.5">
          <Notice
            tone="bad"
            isLive
            actions={<Button onClick={() => map.mutate(map.variables)}>Retry</Button>}
          >
            <b>Nothing was mapped: {describeError(map.error).title}.</b> {reasonsOf(map.error)}
          </Notice>
        </div>
      )}
      <DataGrid
        label="Available segments"
        columns={availableColumns(destination)}
        rows={rows}
        rowCount={total}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowHeight={34}
        status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
        isRefreshing={list.isPlaceholderData}
        selection={{ selected, onChange: setSelected, disabledReason }}
        onNeedRows={() => {
          if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
        }}
        sort={{ column: search.sort, direction: search.direction }}
        onSort={({ column, direction }) =>
          onSearch({ sort: column === 'id' || column === 'people' ? column : 'name', direction })
        }
        emptyState={
          isFiltered ? (
            <EmptyState
              title="Nothing matches"
              actions={
                <Button onClick={() => onSearch({ q: '', folder: [] })}>Clear filters</Button>
              }
            >
              Segments that are mapped already are under Mapped.
            </EmptyState>
          ) : destination.mappings.total > 0 ? (
            <EmptyState title="Every segment is mapped">There is none left to add.</EmptyState>
          ) : (
            <EmptyState
              title="The account has no segments yet"
              actions={
                <LinkButton variant="primary" to={paths.segmentImport()}>
                  Import segments
                </LinkButton>
              }
            >
              Import them, then come back: this draft is kept.
            </EmptyState>
          )
        }
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

/** For a toast: which of the segments were not mapped, and why. */
function leftOut(alreadyMapped: number, blocked: number): { detail?: string } {
  const reasons = [
    ...(blocked > 0
      ? [
          `${plural(blocked, 'segment')} ${blocked === 1 ? 'was' : 'were'} left out: export controls block ${blocked === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...(alreadyMapped > 0
      ? [`Somebody else had mapped ${formatNumber(alreadyMapped)} of them already.`]
      : []),
  ]
  return reasons.length > 0 ? { detail: reasons.join(' ') } : {}
}
