/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, out of the table layout's reach */
import {
  type ChangeEvent,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { CheckboxInput } from './checkbox-input.tsx'
import { cx } from './class-names.ts'
import { cellStyle, GridRows, HEADER_HEIGHT, selectCellStyle } from './data-grid-rows.tsx'
import { activeCell, cellOf, isRowBox, positionOf } from './grid-cells.ts'
import { type GridPosition, HEADER, isSamePosition, moveInGrid } from './grid-keys.ts'
import { ariaSort, controlIn, type GridSort, SortButton, sortBy, toRem } from './grid-parts.tsx'

export type GridColumn<Row> = {
  id: string
  header: string
  /** The header is for screen readers only: actions, a tile. */
  isHeaderHidden?: boolean
  /** Pixels at the normal text size; with `grow`, the least. */
  width: number
  /** The share of the width that is left. */
  grow?: number
  align?: 'start' | 'end'
  /** Names the row: exactly one column should. */
  isRowHeader?: boolean
  isSortable?: boolean
  /** The direction of the first press on the header; `asc` unless told. */
  firstDirection?: 'asc' | 'desc'
  /** Framed as a field is, since its value can be changed in place. */
  isEditable?: boolean
  cell: (row: Row) => ReactNode
}

export type GridSelection<Row, Key> = {
  selected: ReadonlySet<Key>
  onChange: (selected: Set<Key>) => void
  /** Why a row cannot be selected, as a sentence; null, or absent: it can be. */
  disabledReason?: (row: Row) => string | null
}

export type DataGridProps<Row, Key extends string | number> = {
  /** What the rows are: "Destinations". */
  label: string
  /** Best kept at module scope. */
  columns: readonly GridColumn<Row>[]
  /** The rows that are there, from the first one on. */
  rows?: readonly Row[]
  /** Instead, for a list that is there in parts and has no selection: undefined while it is on its way. */
  rowAt?: (index: number) => Row | undefined
  /** All rows that match, there or not. */
  rowCount: number
  rowKey: (row: Row) => Key
  /** How a row is called: "Select Ticket retargeting pixel". */
  rowName: (row: Row) => string
  /** `loading`: nothing is there yet. `error`: the rows, or the next ones, could not be had. */
  status: 'loading' | 'error' | 'ready'
  /** Shown instead of the grid when nothing matches. */
  emptyState: ReactNode
  /** Shown when `status` is `error`: an `ErrorState` with Retry. */
  errorState: ReactNode
  /** The rows are being asked for anew (a sort, a search); the old ones stay, dimmed. */
  isRefreshing?: boolean
  /**
   * Rows `start` to `end` (exclusive) are in view and not there yet. Called again whenever more has
   * come, and again while something is on its way: ask only when nothing is.
   */
  onNeedRows?: (start: number, end: number) => void
  /** Rows `first` to `last` are in view; with `rowAt`. */
  onVisible?: (first: number, last: number) => void
  /** Names what is listed, such as a search: with another name the list starts at its top again. */
  listName?: string
  sort?: GridSort | null
  onSort?: (sort: GridSort) => void
  selection?: GridSelection<Row, Key>
  /** Pixels: 44, or 34 for what is worked through in bulk. */
  rowHeight?: 44 | 34
  /** The height of what scrolls; the rest of the window unless told. */
  heightClass?: string
}

const NO_ROWS: readonly never[] = []
const SKELETON_ROWS = 8
const SELECT_WIDTH = 44

/**
 * A table of any length as an ARIA grid: only the rows in view are in the page. One tab stop; arrows,
 * Home, End, Page Up and Down move (with Ctrl: to the ends), Enter or F2 goes into a cell's control and
 * Escape comes back, Space selects, with Shift a range.
 */
export function DataGrid<Row, Key extends string | number>(props: DataGridProps<Row, Key>) {
  if (props.status === 'error' && loadedOf(props) === 0) return props.errorState
  if (props.status === 'ready' && props.rowCount === 0) return props.emptyState
  return (
    <>
      <Grid {...props} />
      {props.status === 'error' && props.errorState}
    </>
  )
}

function Grid<Row, Key extends string | number>({
  label,
  columns,
  rows = NO_ROWS,
  rowAt,
  rowCount,
  rowKey,
  rowName,
  status,
  isRefreshing = false,
  onNeedRows,
  onVisible,
  listName,
  sort = null,
  onSort,
  selection,
  rowHeight = 44,
  heightClass = 'max-h-[max(22rem,calc(100dvh-15rem))]',
}: DataGridProps<Row, Key>) {
  const loaded = loadedOf({ rows, rowAt, rowCount })
  const count = countOf(status, loaded, rowCount)
  const offset = selection ? 1 : 0
  const columnCount = columns.length + offset

  const grid = useRef<HTMLDivElement>(null)
  const before = useRef<HTMLDivElement>(null)
  const after = useRef<HTMLDivElement>(null)
  const isPointer = useRef(false)
  const lastControl = useRef<Element>(null)
  const anchor = useRef(0)
  const scrolledList = useRef(listName)
  const [position, setPosition] = useState<GridPosition>({ row: HEADER, column: 0 })
  const [moves, setMoves] = useState(0)

  const active = {
    row: Math.min(position.row, count - 1),
    column: Math.min(position.column, columnCount - 1),
  }
  // Where it is scrolled to is kept by the page.
  useLayoutEffect(() => {
    if (scrolledList.current === listName) return
    scrolledList.current = listName
    if (grid.current) grid.current.scrollTop = 0
  }, [grid, listName])

  // The cell may be rendered by this very move: it can have the focus only afterwards.
  useEffect(() => {
    if (moves > 0) activeCell(grid.current)?.focus()
  }, [moves, grid])

  function moveTo(next: GridPosition): void {
    setPosition(next)
    setMoves((each) => each + 1)
  }

  function press(column: GridColumn<Row>): void {
    onSort?.(sortBy(column, sort))
  }

  const isSelectable = (row: Row): boolean => !selection?.disabledReason?.(row)

  function toggleRow(index: number, isRange: boolean): void {
    const row = rows[index]
    if (!selection || row === undefined) return
    const selected = new Set(selection.selected)
    if (isRange) {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)]
      for (const each of rows.slice(from, to + 1)) {
        if (isSelectable(each)) selected.add(rowKey(each))
      }
    } else {
      const key = rowKey(row)
      if (!selected.delete(key) && isSelectable(row)) selected.add(key)
      anchor.current = index
    }
    selection.onChange(selected)
  }

  const selectable = selection ? rows.filter(isSelectable) : []
  const selectedHere = selectable.filter((row) => selection?.selected.has(rowKey(row))).length
  const isAllSelected = selectable.length > 0 && selectedHere === selectable.length

  function toggleAll(): void {
    if (!selection) return
    const selected = new Set(selection.selected)
    for (const row of selectable) {
      if (isAllSelected) selected.delete(rowKey(row))
      else selected.add(rowKey(row))
    }
    selection.onChange(selected)
  }

  /** Acts on the active cell. */
  function act(key: 'Enter' | 'Space', isRange: boolean): void {
    const column = columns[active.column - offset]
    if (active.row === HEADER) {
      if (column?.isSortable) press(column)
      else if (!column) toggleAll()
    } else if (key === 'Space') {
      toggleRow(active.row, isRange)
    } else {
      controlIn(activeCell(grid.current))?.focus()
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    // A menu that a cell opened is elsewhere in the page; React brings its keys here all the same.
    if (!(event.target instanceof Element) || !grid.current?.contains(event.target)) return
    const cell = cellOf(event.target)
    if (event.target !== cell) {
      if (event.key === 'Escape' && !event.defaultPrevented) moveTo(active)
      return
    }
    if (event.key === 'Tab') {
      // Past all the controls in the cells, to where the grid ends: there the browser goes on.
      ;(event.shiftKey ? before : after).current?.focus({ preventScroll: true })
      return
    }
    if (event.key === 'Enter' || event.key === 'F2' || event.key === ' ') {
      event.preventDefault()
      act(event.key === ' ' ? 'Space' : 'Enter', event.shiftKey)
      return
    }
    const next = moveInGrid(event, active, {
      rows: count,
      columns: columnCount,
      pageRows: Math.max(1, Math.floor((grid.current.clientHeight - HEADER_HEIGHT) / rowHeight)),
      isRtl: getComputedStyle(grid.current).direction === 'rtl',
    })
    if (!next) return
    event.preventDefault()
    if (event.shiftKey && next.row !== active.row && next.row !== HEADER) toggleRow(next.row, true)
    if (!isSamePosition(next, active)) moveTo(next)
  }

  function onFocus(event: FocusEvent<HTMLElement>): void {
    if (!(event.target instanceof Element) || !grid.current?.contains(event.target)) return
    const cell = cellOf(event.target)
    if (!cell) return
    const isFromOutside =
      !(event.relatedTarget instanceof Element) || !grid.current.contains(event.relatedTarget)
    const isByTab = isFromOutside && !isPointer.current && event.target !== lastControl.current
    isPointer.current = false
    if (isByTab && event.target !== cell) {
      // Tab came upon some cell's control: the grid's tab stop is its active cell.
      activeCell(grid.current)?.focus()
      return
    }
    if (event.target !== cell) lastControl.current = event.target
    const next = positionOf(cell)
    if (!isSamePosition(next, active)) setPosition(next)
  }

  /** The box of a row. */
  function onChange({ target, nativeEvent }: ChangeEvent<HTMLElement>): void {
    const cell = cellOf(target)
    if (!selection || !cell || !isRowBox(target) || !grid.current?.contains(target)) return
    const { row, column } = positionOf(cell)
    if (row === HEADER || column !== 0) return
    toggleRow(row, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
  }

  const template = [
    selection && toRem(SELECT_WIDTH),
    ...columns.map(({ width, grow }) =>
      grow ? `minmax(${toRem(width)}, ${grow}fr)` : toRem(width),
    ),
  ]
    .filter(Boolean)
    .join(' ')
  const layout: CSSProperties & { '--grid-columns': string } = { '--grid-columns': template }
  const leastWidth = columns.reduce((sum, { width }) => sum + width, offset * SELECT_WIDTH)

  function headerProps(column: number) {
    return {
      'aria-colindex': column + 1,
      tabIndex: active.row === HEADER && column === active.column ? 0 : -1,
    }
  }

  return (
    <div>
      <div ref={before} tabIndex={-1} className="outline-none" />
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells take the focus */}
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columnCount}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={status === 'loading' || isRefreshing}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onChange={onChange}
        onPointerDown={() => {
          isPointer.current = true
        }}
        onPointerUp={() => {
          isPointer.current = false
        }}
        className={cx('relative scroll-pt-10 overflow-auto overscroll-x-contain', heightClass)}
        // All rows read the widths from here.
        style={layout}
      >
        <div
          role="rowgroup"
          className="sticky top-0 z-10"
          style={{ minInlineSize: toRem(leastWidth) }}
        >
          <div
            role="row"
            aria-rowindex={1}
            className="grid grid-cols-(--grid-columns) border-b border-line bg-surface"
            style={{ blockSize: HEADER_HEIGHT }}
          >
            {selection && (
              <div role="columnheader" {...headerProps(0)} className={selectCellStyle}>
                <CheckboxInput
                  aria-label={`Select all: ${label}`}
                  tabIndex={-1}
                  checked={isAllSelected}
                  isMixed={selectedHere > 0 && !isAllSelected}
                  // There is nothing to select before the first rows have come.
                  aria-disabled={rows.length === 0 || undefined}
                  onChange={toggleAll}
                />
              </div>
            )}
            {columns.map((column, index) => (
              <div
                key={column.id}
                role="columnheader"
                {...headerProps(index + offset)}
                aria-sort={ariaSort(column, sort)}
                className={cx(
                  cellStyle,
                  'text-[0.75rem] font-semibold whitespace-nowrap text-ink-3',
                  column.align === 'end' && 'justify-end',
                )}
              >
                {column.isSortable ? (
                  <SortButton
                    column={column}
                    header={column.header}
                    sort={sort}
                    isAtEnd={column.align === 'end'}
                    onPress={() => press(column)}
                  />
                ) : (
                  <span className={column.isHeaderHidden ? 'sr-only' : 'truncate'}>
                    {column.header}
                  </span>
                )}
              </div>
            ))}
          </div>
        </div>
        <GridRows
          count={count}
          loaded={loaded}
          rows={rows}
          rowAt={rowAt}
          rowKey={rowKey}
          rowName={rowName}
          columns={columns}
          rowHeight={rowHeight}
          leastWidth={toRem(leastWidth)}
          status={status}
          isRefreshing={isRefreshing}
          selection={selection}
          active={active}
          onNeedRows={onNeedRows}
          onVisible={onVisible}
        />
      </div>
      <div ref={after} tabIndex={-1} className="outline-none" />
    </div>
  )
}

/** How many rows there are from the first one on; those of a list in parts come as they are looked at. */
function loadedOf({
  rows,
  rowAt,
  rowCount,
}: {
  rows?: readonly unknown[] | undefined
  rowAt?: unknown
  rowCount: number
}): number {
  return rowAt ? rowCount : (rows?.length ?? 0)
}

/** As many rows as can be scrolled to; after an error there is nothing to wait for below the last one. */
function countOf(status: 'loading' | 'error' | 'ready', loaded: number, rowCount: number): number {
  if (status === 'loading') return SKELETON_ROWS
  return status === 'error' ? loaded : Math.max(loaded, rowCount)
}
