import { ArrowDown, ArrowUp } from 'lucide-react'
import { useId } from 'react'
import { CheckboxInput } from './checkbox-input.tsx'
import { cx } from './class-names.ts'

/*
 * What the grids of the product have in common: `DataGrid` for lists, `SheetGrid` for what is worked
 * through like a spreadsheet.
 */

export type GridSort<Column extends string = string> = {
  column: Column
  direction: 'asc' | 'desc'
}

type SortableColumn = {
  id: string
  isSortable?: boolean
  /** The direction of the first press on the header; `asc` unless told. */
  firstDirection?: 'asc' | 'desc'
}

/** The sort after a column's header was pressed. */
export function sortBy(column: SortableColumn, sort: GridSort | null): GridSort {
  const first = column.firstDirection ?? 'asc'
  const direction = sort?.column === column.id ? (sort.direction === 'asc' ? 'desc' : 'asc') : first
  return { column: column.id, direction }
}

/** How a column is sorted, as `aria-sort` says it; undefined: it cannot be. */
export function ariaSort(column: SortableColumn, sort: GridSort | null) {
  if (!column.isSortable) return undefined
  if (sort?.column !== column.id) return 'none'
  return sort.direction === 'asc' ? 'ascending' : 'descending'
}

/** The words of a header that sorts, with the direction. Within a header cell, not in the tab order. */
export function SortButton({
  column,
  header,
  sort,
  isAtEnd,
  onPress,
}: {
  column: SortableColumn
  header: string
  sort: GridSort | null
  isAtEnd: boolean
  onPress: () => void
}) {
  const isSorted = sort?.column === column.id
  const Arrow = isSorted && sort.direction === 'desc' ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={onPress}
      className={cx(
        'group flex min-h-6 min-w-0 items-center gap-1 hover:text-ink',
        isSorted && 'text-ink',
        isAtEnd && 'flex-row-reverse',
      )}
    >
      <span className="truncate">{header}</span>
      <Arrow
        aria-hidden="true"
        className={cx('size-3 flex-none', !isSorted && 'opacity-0 group-hover:opacity-60')}
      />
    </button>
  )
}

/** A row's checkbox. Where it cannot be selected, why: read with it, and shown while pointed at. */
export function SelectRow({
  name,
  isSelected,
  disabledReason,
}: {
  name: string
  isSelected: boolean
  disabledReason: string | undefined
}) {
  const reasonId = useId()
  return (
    <span title={disabledReason} className="grid">
      <CheckboxInput
        aria-label={`Select ${name}`}
        tabIndex={-1}
        checked={isSelected}
        // Told to be disabled, but reached all the same: the reason must be heard. It stays as it is.
        aria-disabled={disabledReason ? true : undefined}
        aria-describedby={disabledReason && reasonId}
        onChange={disabledReason ? undefined : heardByGrid}
        readOnly={Boolean(disabledReason)}
      />
      {disabledReason && (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      )}
    </span>
  )
}

/** The change of a checkbox goes up to the grid: a handler of its own would be a new one each time. */
function heardByGrid(): void {}

/** The first link, button or field of a cell. */
export function controlIn(cell: HTMLElement | null): HTMLElement | null {
  return cell?.querySelector<HTMLElement>('a[href], button, input, select, textarea') ?? null
}

/** Pixels at the normal text size as a length that grows with the text. */
export function toRem(pixels: number): string {
  return `${pixels / 16}rem`
}
