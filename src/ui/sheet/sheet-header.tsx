/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, out of the table layout's reach */
import type { PointerEvent, RefObject } from 'react'
import { CheckboxInput } from '../checkbox-input.tsx'
import { cx } from '../class-names.ts'
import { ariaSort, type GridSort, SortButton, sortBy } from '../grid-parts.tsx'
import { fittingWidth, followPointer, pixelsPerUnit } from './pointer-drag.ts'
import { cellStyle, layOut, possibleWidth, rowStyle, widthOf } from './sheet-columns.ts'
import type { SheetColumn, SheetSelection } from './sheet-types.ts'

/** Pixels. */
export const HEADER_HEIGHT = 38

type SheetHeaderProps<Row, Key> = {
  grid: RefObject<HTMLElement | null>
  columns: readonly SheetColumn<Row>[]
  widths: ReadonlyMap<string, number>
  isMovable: boolean
  selection: SheetSelection<Row, Key> | undefined
  /** The column of the grid's tab stop; −1: it is in another row. */
  activeColumn: number
  sort: GridSort | null
  onSort: ((sort: GridSort) => void) | undefined
  onWidth: (column: string, width: number) => void
}

/** The names of the columns: pressed to sort, with an edge to change the width by. */
export function SheetHeader<Row, Key>({
  grid,
  columns,
  widths,
  isMovable,
  selection,
  activeColumn,
  sort,
  onSort,
  onWidth,
}: SheetHeaderProps<Row, Key>) {
  const offset = selection ? 1 : 0
  const layout = { columns, hasSelection: selection !== undefined, isMovable }

  function drag(column: SheetColumn<Row>, start: PointerEvent<HTMLElement>): void {
    const header = start.currentTarget.parentElement
    if (!grid.current || !header || start.button !== 0) return
    start.preventDefault()
    const direction = getComputedStyle(grid.current).direction === 'rtl' ? -1 : 1
    const scale = pixelsPerUnit()
    const from = header.getBoundingClientRect().width / scale
    let width = from
    followPointer({
      onMove: ({ clientX }) => {
        width = possibleWidth(from + ((clientX - start.clientX) * direction) / scale)
        layOut(grid.current, { ...layout, widths: new Map(widths).set(column.id, width) })
      },
      onEnd: (isTaken) => {
        if (!isTaken || width === from) layOut(grid.current, { ...layout, widths })
        else onWidth(column.id, width)
      },
    })
  }

  function cellProps(column: number) {
    return {
      'aria-colindex': column + 1,
      tabIndex: column === activeColumn ? 0 : -1,
    }
  }

  return (
    <div
      role="row"
      aria-rowindex={1}
      className={cx('border-b border-line bg-surface', rowStyle)}
      style={{ blockSize: HEADER_HEIGHT }}
    >
      {isMovable && <span aria-hidden="true" />}
      {selection && (
        <div
          role="columnheader"
          {...cellProps(0)}
          className={cx('grid place-items-center', cellStyle)}
        >
          <CheckboxInput
            aria-label={selection.allWords}
            tabIndex={-1}
            checked={selection.state === 'all'}
            isMixed={selection.state === 'some'}
            onChange={selection.state === 'all' ? selection.onNone : selection.onAll}
          />
        </div>
      )}
      {columns.map((column, index) => (
        <div
          key={column.id}
          role="columnheader"
          {...cellProps(index + offset)}
          aria-sort={ariaSort(column, sort)}
          className={cx(
            'flex min-w-0 items-center px-2.5 text-[0.75rem] font-semibold whitespace-nowrap text-ink-3',
            column.align === 'end' && 'justify-end',
            cellStyle,
            'relative',
          )}
        >
          {column.isSortable && onSort ? (
            <SortButton
              column={column}
              header={column.header}
              sort={sort}
              isAtEnd={column.align === 'end'}
              onPress={() => onSort(sortBy(column, sort))}
            />
          ) : (
            <span className="truncate">{column.header}</span>
          )}
          <span
            aria-hidden="true"
            title="Drag to change the width; double-click to fit"
            onPointerDown={(event) => drag(column, event)}
            onDoubleClick={() => {
              const width = fittingWidth(grid.current, index + offset)
              onWidth(column.id, possibleWidth(width ?? widthOf(column, widths)))
            }}
            className={cx(
              'group/edge absolute inset-y-0 z-2 grid w-6 cursor-col-resize touch-none place-items-center',
              index === columns.length - 1 ? 'end-0 justify-items-end' : '-end-3',
            )}
          >
            <span className="h-4 w-px bg-line group-hover/edge:h-full group-hover/edge:w-0.5 group-hover/edge:bg-accent" />
          </span>
        </div>
      ))}
    </div>
  )
}
