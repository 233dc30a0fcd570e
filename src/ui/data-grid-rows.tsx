/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, out of the table layout's reach */
import { useEffect, useRef } from 'react'
import { cx } from './class-names.ts'
import type { DataGridProps, GridColumn } from './data-grid.tsx'
import type { GridPosition } from './grid-keys.ts'
import { SelectRow } from './grid-parts.tsx'
import { Skeleton } from './skeleton.tsx'
import { useRowWindow } from './use-row-window.ts'

/** Pixels of the header, which sticks to the top of the scroller. */
export const HEADER_HEIGHT = 38

type GridRowsProps<Row, Key extends string | number> = Pick<
  DataGridProps<Row, Key>,
  'columns' | 'rowKey' | 'rowName' | 'status'
> & {
  /** Rows that can be scrolled to. */
  count: number
  /** How many rows there are from the first one on. */
  loaded: number
  rows: readonly Row[]
  rowAt: DataGridProps<Row, Key>['rowAt']
  rowHeight: number
  /** A length. */
  leastWidth: string
  isRefreshing: boolean
  selection: DataGridProps<Row, Key>['selection']
  active: GridPosition
  onNeedRows: DataGridProps<Row, Key>['onNeedRows']
  onVisible: DataGridProps<Row, Key>['onVisible']
}

/** The rows of a grid that are in the page. Apart from the grid, so that a scroll renders nothing but them. */
export function GridRows<Row, Key extends string | number>({
  count,
  loaded,
  rows,
  rowAt,
  rowKey,
  rowName,
  columns,
  rowHeight,
  leastWidth,
  status,
  isRefreshing,
  selection,
  active,
  onNeedRows,
  onVisible,
}: GridRowsProps<Row, Key>) {
  const body = useRef<HTMLDivElement>(null)
  const { items, range, height } = useRowWindow({
    count,
    rowHeight,
    headerHeight: HEADER_HEIGHT,
    kept: active.row,
    body,
    // Rows that are there for good may have a menu open, or something typed.
    isReused: rowAt !== undefined,
  })

  const indexes = items.map(({ index }) => index)
  const firstInView = indexes.find((index) => index >= loaded)
  const lastInView = indexes.at(-1) ?? 0

  // What is in view is the scroller's business; asking for it concerns the outside.
  useEffect(() => {
    if (status !== 'ready' || firstInView === undefined || firstInView < loaded) return
    onNeedRows?.(firstInView, lastInView + 1)
  }, [status, firstInView, lastInView, loaded, onNeedRows])

  useEffect(() => {
    if (status !== 'loading') onVisible?.(range.first, range.last)
  }, [status, range.first, range.last, onVisible])

  return (
    <div
      ref={body}
      role="rowgroup"
      className={cx('relative [contain:layout_style]', isRefreshing && 'opacity-60')}
      style={{ blockSize: height, minInlineSize: leastWidth }}
    >
      {items.map(({ key, index }) => {
        const row = rowAt ? rowAt(index) : rows[index]
        const isSelected = row !== undefined && selection?.selected.has(rowKey(row)) === true
        return (
          <GridRow
            // A row that comes into its place must not take the focus away that is there already.
            key={rowAt || row === undefined ? `row ${key}` : rowKey(row)}
            index={index}
            row={row}
            name={row === undefined ? '' : rowName(row)}
            columns={columns}
            rowHeight={rowHeight}
            isLast={index === count - 1}
            hasSelection={selection !== undefined}
            isSelected={isSelected}
            // What was selected before it could not be any more can still be left out.
            reason={
              row === undefined || isSelected ? null : (selection?.disabledReason?.(row) ?? null)
            }
            activeColumn={index === active.row ? active.column : -1}
          />
        )
      })}
    </div>
  )
}

/** Takes plain values and objects that stay the same, so that a scroll renders no row a second time. */
function GridRow<Row>({
  index,
  row,
  name,
  columns,
  rowHeight,
  isLast,
  hasSelection,
  isSelected,
  reason,
  activeColumn,
}: {
  index: number
  /** Undefined: on its way. */
  row: Row | undefined
  name: string
  columns: readonly GridColumn<Row>[]
  rowHeight: number
  isLast: boolean
  hasSelection: boolean
  isSelected: boolean
  /** Why it cannot be selected. */
  reason: string | null
  /** The column of the grid's tab stop; −1: it is in another row. */
  activeColumn: number
}) {
  const offset = hasSelection ? 1 : 0
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={hasSelection && row !== undefined && reason === null ? isSelected : undefined}
      className={cx(
        'absolute inset-x-0 grid grid-cols-(--grid-columns) border-b border-line [contain:size_layout_style] hover:bg-bg',
        isLast && 'border-b-0',
      )}
      style={{ blockSize: rowHeight, top: index * rowHeight }}
    >
      {hasSelection && (
        <div
          role="gridcell"
          aria-colindex={1}
          tabIndex={activeColumn === 0 ? 0 : -1}
          className={selectCellStyle}
        >
          {row !== undefined && (
            <SelectRow name={name} isSelected={isSelected} disabledReason={reason ?? undefined} />
          )}
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.id}
          role={column.isRowHeader ? 'rowheader' : 'gridcell'}
          aria-colindex={at + offset + 1}
          tabIndex={activeColumn === at + offset ? 0 : -1}
          className={cx(
            cellStyle,
            'whitespace-nowrap',
            column.align === 'end' && 'justify-end tabular-nums',
            column.isEditable && 'inset-ring inset-ring-line',
          )}
        >
          {row === undefined ? (
            <Skeleton className="h-3 w-3/5" />
          ) : (
            <div className="min-w-0 overflow-clip text-ellipsis">{column.cell(row)}</div>
          )}
        </div>
      ))}
    </div>
  )
}

export const cellStyle = 'ring-focus-inset flex min-w-0 items-center px-3.5'
export const selectCellStyle = 'ring-focus-inset grid place-items-center'
