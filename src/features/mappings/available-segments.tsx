import * as z from 'zod/mini'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { ApiError, describeError } from '../../api/api-error.ts'
import { call, type CallOutput } from '../../api/client.ts'
import { reasonsOf } from '../../api/failure-words.ts'
import { q, queryClient } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import { useRowWindows } from '../../api/use-row-windows.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { MappingSort } from '../../contract/endpoints.ts'
import { MAPPING_BATCH_MAX, type SegmentSelection } from '../../contract/mapping.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { isLive } from '../../domain/mapping-by-rule.ts'
import { requiredMappingFields } from '../../domain/mapping-rules.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SheetGrid } from '../../ui/sheet/sheet-grid.tsx'
import { toast } from '../../ui/toast.ts'
import { availableColumns } from './available-columns.tsx'
import { ClearFilters } from './clear-filters.tsx'
import { chosenWidths, shownColumns, withWidth } from './chosen-columns.ts'
import { DateRange, type Dates } from './date-range.tsx'
import {
  availableFilter,
  availableInput,
  isFiltered,
  type MappingSearch,
  withinOf,
} from './mapping-search.ts'
import type { MappingSession } from './mapping-session.ts'
import { readRows } from './read-rows.ts'
import { blockedReason } from './segment-columns.tsx'
import { SelectionToolbar, SelectionWords } from './selection-bar.tsx'
import { useRowSelection } from './use-row-selection.ts'

type AvailableSegmentsProps = {
  destination: Destination
  search: MappingSearch
  today: string
  session: MappingSession
  onSearch: (changes: Partial<MappingSearch>) => void
  onClearFilters: () => void
  /** Where the words about the selection are to be; null: not there yet. */
  toolbarPlace: HTMLElement | null
}

type Row = CallOutput<'segmentList'>['items'][number]

/** Segments that are not mapped yet: choose some, or take all that match. */
export function AvailableSegments({
  destination,
  search,
  today,
  session,
  onSearch,
  onClearFilters,
  toolbarPlace,
}: AvailableSegmentsProps) {
  const [dates, setDates] = useState<Dates>({ startDate: today, endDate: null })
  const input = availableInput(destination.id, search)
  const list = useRowWindows<'segmentList'>('segmentList', input)
  const { total } = list
  const params = { destinationId: destination.id }
  const isFree = (row: Row) =>
    blockedBy(destination.exportLabels, row.restrictedLabels).length === 0

  const readFrom = (first: number, last: number): Promise<Row[]> =>
    readRows(first, last, (page) => call('segmentList', { query: { ...input.query, ...page } }))

  /** Without those that export controls keep out. */
  async function readIds(): Promise<readonly number[]> {
    const query = { ...input.query, sendableWith: destination.exportLabels ?? [] }
    const all = q('segmentIdList', { query })
    return (await queryClient.fetchQuery({ ...all, staleTime: 0 })).segmentIds
  }

  async function readRange(first: number, last: number): Promise<readonly number[]> {
    const loaded: Row[] = []
    for (let index = first; index <= last; index += 1) {
      const row = list.rowAt(index)
      if (row) loaded.push(row)
    }
    const rows = loaded.length === last - first + 1 ? loaded : await readFrom(first, last)
    return rows.filter(isFree).map(({ id }) => id)
  }

  const selection = useRowSelection({
    session,
    within: withinOf(search),
    total,
    readIds,
    readRange,
  })

  const map = useCreate('mappingBulkCreate', {
    onSuccess: async ({ created, alreadyMapped, blocked, change }) => {
      session.made(change)
      selection.none()
      await session.refresh()
      toast({
        message: created > 0 ? `Mapped ${plural(created, 'segment')}` : 'No segment was mapped',
        tone: created > 0 ? 'ok' : 'info',
        ...leftOut(alreadyMapped, blocked),
        ...session.undoAction(change),
      })
    },
  })

  function mapSelection(select: SegmentSelection): void {
    // What fails is shown below the buttons.
    session
      .write(() => map.mutateAsync({ params, body: { select, ...dates } }))
      .catch(() => undefined)
  }

  const columns = availableColumns(destination)
  const { size } = selection.ids
  const wrongDates =
    dates.endDate !== null && dates.endDate < dates.startDate
      ? 'The end is before the start.'
      : undefined
  const lacking = missingInNew(destination)
  const cannotMap =
    lacking.length > 0
      ? `This destination was activated and must stay complete. Each new mapping needs ${andList(lacking)}.`
      : undefined
  const isAll = !isFiltered(search) && search.folder.length === 0

  const importLink = (
    <LinkButton size="small" to={paths.mappingImport(destination.id)}>
      Paste or import…
    </LinkButton>
  )

  return (
    <>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5">
        <DateRange dates={dates} onChange={setDates} />
        <span className="grow" />
        <Button
          className="lg:mt-6"
          isPending={map.isPending}
          disabledReason={
            cannotMap ??
            (size === 0
              ? 'Tick some segments first.'
              : size > MAPPING_BATCH_MAX
                ? tooMany('selected')
                : wrongDates)
          }
          onClick={() => mapSelection({ segmentIds: [...selection.ids] })}
        >
          Map {formatNumber(size)} selected
        </Button>
        <Button
          variant="primary"
          className="lg:mt-6"
          isPending={map.isPending}
          pendingLabel="Mapping…"
          disabledReason={
            cannotMap ??
            (list.isError
              ? 'What matches could not be read. Retry below.'
              : list.isRefreshing || list.isPending
                ? 'Still counting what matches.'
                : total === 0
                  ? 'No segment matches.'
                  : total > MAPPING_BATCH_MAX
                    ? tooMany('found')
                    : wrongDates)
          }
          onClick={() => mapSelection(availableFilter(search))}
        >
          Map all {list.isError ? '' : formatNumber(total)}{' '}
          {isAll ? (total === 1 ? 'segment' : 'segments') : 'matching'}
        </Button>
      </div>
      {cannotMap !== undefined && (
        <div className="p-3.5">
          <Notice tone="info" actions={importLink}>
            <b>New mappings need {andList(lacking)}.</b> This destination was activated and must
            stay complete, so segments cannot be mapped without. Paste or import them with it.
          </Notice>
        </div>
      )}
      {map.isError && (
        <div className="p-3.5">
          <Notice
            tone="bad"
            isLive
            actions={
              // Asked the same again, it would say the same: some segments have no value of their own.
              map.error instanceof ApiError && map.error.slug === 'not-ready' ? (
                importLink
              ) : (
                <Button onClick={() => map.mutate(map.variables)}>Retry</Button>
              )
            }
          >
            <b>Nothing was mapped: {describeError(map.error).title}.</b> {reasonsOf(map.error)}
          </Notice>
        </div>
      )}
      <SheetGrid<Row, number>
        label="Available segments"
        columns={shownColumns(columns, search.segmentColumns)}
        rowCount={total}
        rowAt={list.rowAt}
        rowKey={idOf}
        rowName={nameOf}
        status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
        isRefreshing={list.isRefreshing}
        onVisible={list.onVisible}
        readRows={readFrom}
        sort={{ column: search.sort, direction: search.direction }}
        onSort={({ column, direction }) =>
          onSearch({ sort: z.catch(MappingSort, 'name').parse(column), direction })
        }
        selection={{
          ...selection.inGrid,
          disabledReason: ({ restrictedLabels }) => {
            const labels = blockedBy(destination.exportLabels, restrictedLabels)
            return labels.length > 0 ? blockedReason(labels) : null
          },
        }}
        onUndo={() => void session.takeBack('undo')}
        onRedo={() => void session.takeBack('redo')}
        widths={chosenWidths(search.segmentColumns)}
        onWidth={(column, width) =>
          onSearch({ segmentColumns: withWidth(columns, search.segmentColumns, column, width) })
        }
        heightClass="max-h-[max(20rem,calc(100dvh-26.5rem))]"
        emptyState={
          <NoneAvailable isAll={isAll} destination={destination} onClearFilters={onClearFilters} />
        }
        errorState={
          <ListError
            error={list.error}
            isRetrying={list.isFetching}
            onRetry={() => void list.refetch()}
          />
        }
      />
      <output className="sr-only">{selection.ended}</output>
      {size > 0 &&
        toolbarPlace &&
        createPortal(
          <SelectionToolbar label="Selected segments">
            <SelectionWords selection={selection} total={total} />
            <Button size="small" variant="ghost" onClick={selection.none}>
              Clear selection
            </Button>
          </SelectionToolbar>,
          toolbarPlace,
        )}
    </>
  )
}

const idOf = ({ id }: Row): number => id
const nameOf = ({ name }: Row): string => name

/** What new mappings would have to have at once and do not get by themselves, in words. */
function missingInNew(destination: Destination): string[] {
  // A draft is completed later.
  if (!isLive(destination)) return []
  const { configuration, autoFill } = destination
  return requiredMappingFields(configuration)
    .filter((field) => field !== 'value' || autoFill === 'off')
    .map((field) => LACKING[field])
}

const LACKING = { key: 'a key', value: 'a value', url: 'a URL' } as const

const andList = (words: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(words)

function tooMany(what: 'selected' | 'found'): string {
  const most = formatNumber(MAPPING_BATCH_MAX)
  return what === 'found'
    ? `At most ${most} can be mapped at once. Narrow the search.`
    : `At most ${most} can be mapped at once. Select fewer.`
}

function NoneAvailable({
  isAll,
  destination,
  onClearFilters,
}: {
  /** Nothing restricts what is shown. */
  isAll: boolean
  destination: Destination
  onClearFilters: () => void
}) {
  if (!isAll) {
    return (
      <EmptyState title="Nothing matches" actions={<ClearFilters onClear={onClearFilters} />}>
        Segments that are mapped already are under Mapped.
      </EmptyState>
    )
  }
  if (destination.mappings.total > 0) {
    return <EmptyState title="Every segment is mapped">There is none left to add.</EmptyState>
  }
  return (
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
