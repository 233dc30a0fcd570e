/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, out of the table layout's reach */
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { cx } from '../class-names.ts'
import type { GridPosition } from '../grid-keys.ts'
import { useRowWindow } from '../use-row-window.ts'
import type { CellRange } from './cell-range.ts'
import { rowStyle } from './sheet-columns.ts'
import { HEADER_HEIGHT } from './sheet-header.tsx'
import type { RefusedCells } from './refused-cells.ts'
import { SheetRow } from './sheet-row.tsx'
import type { SheetColumn, SheetGridProps } from './sheet-types.ts'

type SheetRowsProps<Row, Key extends string | number> = Pick<
  SheetGridProps<Row, Key>,
  'rowAt' | 'rowKey' | 'rowName' | 'widths' | 'onVisible'
> & {
  body: RefObject<HTMLDivElement | null>
  /** Rows that can be scrolled to. */
  count: number
  columns: readonly SheetColumn<Row>[]
  rowHeight: number
  isLoading: boolean
  isRefreshing: boolean
  isEditable: boolean
  isMovable: boolean
  selection: SheetGridProps<Row, Key>['selection']
  active: GridPosition
  /** The data column whose editor is open in the active row; −1: none. */
  openColumn: number
  draft: RefObject<string>
  /** The id of the words about what is in the editor; undefined: it is not wrong. */
  problemId: string | undefined
  refused: RefusedCells<Key>
  /** The cells that are taken together; null: no more than one. */
  range: CellRange | null
  /** Before which row dragged ones would go; null: none are dragged. */
  dropAt: number | null
}

/** The rows of a sheet that are in the page. Apart from the sheet, so that a scroll renders nothing but them. */
export function SheetRows<Row, Key extends string | number>({
  body,
  count,
  rowAt,
  rowKey,
  rowName,
  columns,
  widths,
  rowHeight,
  isLoading,
  isRefreshing,
  isEditable,
  isMovable,
  selection,
  active,
  openColumn,
  draft,
  problemId,
  refused,
  range,
  dropAt,
  onVisible,
}: SheetRowsProps<Row, Key>) {
  const {
    items,
    range: inPage,
    height,
  } = useRowWindow({
    count,
    rowHeight,
    headerHeight: HEADER_HEIGHT,
    kept: active.row,
    body,
    isReused: true,
  })

  const tellVisible = useEffectEvent(onVisible)
  // What is in view is the scroller's business; loading it concerns the outside.
  useEffect(() => {
    if (!isLoading && inPage.last >= inPage.first) tellVisible(inPage.first, inPage.last)
  }, [isLoading, inPage.first, inPage.last])

  const hasSelection = selection !== undefined
  return (
    <div
      ref={body}
      role="rowgroup"
      className={cx(
        'relative min-w-(--sheet-width) [contain:layout_style]',
        isRefreshing && 'opacity-60',
      )}
      style={{ blockSize: height }}
    >
      {items.map(({ key: place, index }) => {
        const row = rowAt(index)
        const key = row === undefined ? null : rowKey(row)
        const isSelected = key !== null && selection?.isSelected(key) === true
        const isActive = index === active.row
        return (
          <SheetRow
            key={place}
            index={index}
            row={row}
            name={row === undefined ? '' : rowName(row)}
            columns={columns}
            widths={widths}
            rowHeight={rowHeight}
            isLast={index === count - 1}
            isEditable={isEditable}
            isMovable={isMovable}
            hasSelection={hasSelection}
            isSelected={isSelected}
            // What was selected before it could not be any more can still be left out.
            reason={
              row === undefined || isSelected ? null : (selection?.disabledReason?.(row) ?? null)
            }
            activeColumn={isActive ? active.column : -1}
            openColumn={isActive ? openColumn : -1}
            draft={draft}
            problemId={isActive ? problemId : undefined}
            refused={key === null ? undefined : refused.get(key)}
          />
        )
      })}
      {range !== null && (
        <RangeFrame
          range={range}
          inPage={inPage}
          rowHeight={rowHeight}
          first={1 + (hasSelection ? 1 : 0) + (isMovable ? 1 : 0)}
        />
      )}
      {dropAt !== null && (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute inset-x-0 z-2 -mt-px h-0.5 bg-accent"
          style={{ top: dropAt * rowHeight }}
        />
      )}
    </div>
  )
}

/** The cells that are taken together. Over the rows, which need not know of it. */
function RangeFrame({
  range,
  inPage,
  rowHeight,
  first,
}: {
  range: CellRange
  inPage: { first: number; last: number }
  rowHeight: number
  /** The grid line before the first data column. */
  first: number
}) {
  // No taller than what is in the page, and a little, so that the ends are out of view.
  const top = Math.max(range.top, inPage.first - 1)
  const bottom = Math.min(range.bottom, inPage.last + 1)
  if (bottom < top) return null
  return (
    <div
      aria-hidden="true"
      className={cx('pointer-events-none absolute inset-x-0', rowStyle)}
      style={{ top: top * rowHeight, blockSize: (bottom - top + 1) * rowHeight }}
    >
      <div
        className="border border-accent bg-accent/10"
        style={{ gridColumn: `${first + range.left} / ${first + range.right + 1}` }}
      />
    </div>
  )
}
