import * as z from 'zod/mini'
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useNavigate } from 'react-router'
import { call } from '../../api/client.ts'
import { q, queryClient } from '../../api/query.ts'
import { useRowWindows } from '../../api/use-row-windows.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { MappingSort } from '../../contract/endpoints.ts'
import type { EditKind, MappingWithSegment } from '../../contract/mapping.ts'
import { plural } from '../../lib/format.ts'
import { handOverPaste } from '../../parts/import/pasted-mappings.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type CellEdit, SheetGrid } from '../../ui/sheet/sheet-grid.tsx'
import { toast } from '../../ui/toast.ts'
import { type CellText, planAutomatic, planCells } from './cell-values.ts'
import { ClearFilters } from './clear-filters.tsx'
import { chosenWidths, shownColumns, withWidth } from './chosen-columns.ts'
import { columnOfField, fieldOfColumn, mappedColumns } from './mapped-columns.tsx'
import { type EditState, withUnsent } from './mapping-edits.ts'
import { isFiltered, mappedInput, type MappingSearch, withinOf } from './mapping-search.ts'
import type { MappingSession } from './mapping-session.ts'
import { readRows } from './read-rows.ts'
import { SelectionBar } from './selection-bar.tsx'
import { useBulkChanges } from './use-bulk-changes.ts'
import { useRowSelection } from './use-row-selection.ts'

type MappedSegmentsProps = {
  destination: Destination
  search: MappingSearch
  today: string
  session: MappingSession
  editState: EditState
  onSearch: (changes: Partial<MappingSearch>) => void
  onClearFilters: () => void
  /** Where the selection's tools are to be; null: not there yet. */
  toolbarPlace: HTMLElement | null
}

/** The segments that the destination is sent, to be edited in place or together. */
export function MappedSegments(props: MappedSegmentsProps) {
  const { destination, search, today, session, editState, onSearch, onClearFilters } = props
  const { toolbarPlace } = props
  const { configuration, autoFill } = destination
  const { edits } = session
  const navigate = useNavigate()
  const input = mappedInput(destination.id, search)
  const list = useRowWindows<'mappingList'>('mappingList', input)
  const { total } = list

  const rowAt = (index: number): MappingWithSegment | undefined => {
    const row = list.rowAt(index)
    return row && withUnsent(row, editState)
  }

  const seen = useRef({ first: 0, last: 0 })
  const visibleRows = (): MappingWithSegment[] => {
    const { first, last } = seen.current
    const rows: MappingWithSegment[] = []
    for (let index = first; index <= last; index += 1) {
      const row = list.rowAt(index)
      if (row) rows.push(row)
    }
    return rows
  }
  // The session reads what edits changed elsewhere in the rows that a person sees.
  useEffect(() => session.setVisible(visibleRows))

  async function readFrom(first: number, last: number): Promise<MappingWithSegment[]> {
    const rows = await readRows(first, last, (page) =>
      call('mappingList', { ...input, query: { ...input.query, ...page } }),
    )
    session.remember(rows)
    return rows.map((row) => withUnsent(row, editState))
  }

  const readIds = async (): Promise<readonly number[]> =>
    (await queryClient.fetchQuery({ ...q('mappingIdList', input), staleTime: 0 })).segmentIds

  async function readRange(first: number, last: number): Promise<readonly number[]> {
    const ids: number[] = []
    for (let index = first; index <= last; index += 1) {
      const id = list.rowAt(index)?.segmentId
      if (id === undefined) return (await readIds()).slice(first, last + 1)
      ids.push(id)
    }
    return ids
  }

  const selection = useRowSelection({
    session,
    within: withinOf(search),
    total,
    readIds,
    readRange,
  })
  const bulk = useBulkChanges({ session, selection })

  function edit(given: CellEdit<number>[], kind: EditKind): ReadonlyMap<string, string> {
    const rows = session.rowsOf(given.map(({ key }) => key))
    const cells = given.flatMap(({ key, column, text }): CellText[] => {
      const row = rows.get(key)
      const field = fieldOfColumn(column)
      return row && field ? [{ mapping: withUnsent(row, edits.state()), field, text }] : []
    })
    const plan = planCells(destination, cells)
    edits.edit(plan.edits, kind)
    return new Map(
      plan.problems.map(({ segmentId, field, message }) => [
        `${segmentId}/${columnOfField(field)}`,
        message,
      ]),
    )
  }

  /** @returns what became of the values, as a sentence. */
  function backToAutomatic(segmentIds: readonly number[]): string {
    const rows = [...session.rowsOf(segmentIds).values()]
    const plan = planAutomatic(
      destination,
      rows.map((row) => withUnsent(row, edits.state())),
    )
    edits.edit(plan.edits, 'edit')
    const [problem] = plan.problems
    if (problem !== undefined) {
      const count = plan.problems.length
      toast({
        message: `${plural(count, 'value')} ${count === 1 ? 'stays' : 'stay'} as typed`,
        detail: problem,
        tone: 'bad',
      })
      return ''
    }
    const { length } = plan.edits
    if (length === 0) return 'No value here was changed by hand.'
    return `${plural(length, 'value')} ${length === 1 ? 'is' : 'are'} automatic again.`
  }

  const all = mappedColumns({
    destination,
    today,
    conflicts: editState.conflicts,
    onAutomatic: autoFill === 'off' ? null : ({ segmentId }) => void backToAutomatic([segmentId]),
  })
  const isByPriority =
    configuration.type === 'cookie' && search.sort === 'priority' && search.direction === 'desc'

  return (
    <>
      <SheetGrid<MappingWithSegment, number>
        label="Mapped segments"
        columns={shownColumns(all, search.columns)}
        rowCount={total}
        rowAt={rowAt}
        rowKey={segmentIdOf}
        rowName={segmentNameOf}
        status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
        isRefreshing={list.isRefreshing}
        onVisible={(first, last) => {
          seen.current = { first, last }
          list.onVisible(first, last)
          session.remember(visibleRows())
        }}
        readRows={readFrom}
        sort={{ column: search.sort, direction: search.direction }}
        onSort={({ column, direction }) =>
          onSearch({ sort: z.catch(MappingSort, 'name').parse(column), direction })
        }
        selection={selection.inGrid}
        onEdit={edit}
        onBigPaste={(text) => {
          handOverPaste(destination.id, text)
          void navigate(paths.mappingImport(destination.id))
          return true
        }}
        onUndo={() => void session.takeBack('undo')}
        onRedo={() => void session.takeBack('redo')}
        {...(autoFill !== 'off' && {
          onReset: (ids: number[], columns: string[]) =>
            columns.includes('value')
              ? backToAutomatic(ids)
              : 'Only values are automatic. Choose cells of the column Value.',
        })}
        widths={chosenWidths(search.columns)}
        onWidth={(column, width) =>
          onSearch({ columns: withWidth(all, search.columns, column, width) })
        }
        {...(isByPriority && { onMove: (keys, before) => bulk.move(keys, before) })}
        heightClass={
          selection.ids.size > 0
            ? 'max-h-[max(19rem,calc(100dvh-22.5rem))]'
            : 'max-h-[max(22rem,calc(100dvh-19.5rem))]'
        }
        emptyState={
          <NothingMapped search={search} onSearch={onSearch} onClearFilters={onClearFilters} />
        }
        errorState={
          <ListError
            error={list.error}
            isRetrying={list.isFetching}
            onRetry={() => void list.refetch()}
          />
        }
      />
      <output className="sr-only">{selection.ended || bulk.moved}</output>
      {selection.ids.size > 0 &&
        toolbarPlace &&
        createPortal(
          <SelectionBar
            destination={destination}
            today={today}
            selection={selection}
            bulk={bulk}
            total={total}
          />,
          toolbarPlace,
        )}
    </>
  )
}

const segmentIdOf = ({ segmentId }: MappingWithSegment): number => segmentId
const segmentNameOf = ({ segment }: MappingWithSegment): string => segment.name

function NothingMapped({
  search,
  onSearch,
  onClearFilters,
}: {
  search: MappingSearch
  onSearch: (changes: Partial<MappingSearch>) => void
  onClearFilters: () => void
}) {
  if (isFiltered(search) || search.folder.length > 0) {
    return (
      <EmptyState title="Nothing matches" actions={<ClearFilters onClear={onClearFilters} />}>
        Names, ids, integration codes and values of mapped segments are searched.
      </EmptyState>
    )
  }
  switch (search.view) {
    case 'attention':
      return (
        <EmptyState title="Nothing needs attention">
          Every mapping has what it needs, and none is double, over or paused.
        </EmptyState>
      )
    case 'blocked':
      return (
        <EmptyState title="Nothing is blocked">
          No export control keeps a mapped segment from this destination.
        </EmptyState>
      )
    case 'mapped':
    case 'available':
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
}
