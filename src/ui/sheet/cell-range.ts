import { type GridPosition, HEADER } from '../grid-keys.ts'

/** A rectangle of cells; all four are included. Columns count the data columns from 0. */
export type CellRange = { top: number; bottom: number; left: number; right: number }

/** The cells between two corners. */
export function rangeBetween(a: GridPosition, b: GridPosition): CellRange {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  }
}

/**
 * The data cells between the active cell and the other end of the range.
 *
 * @param head null: the active cell alone.
 * @param offset how many columns are before the first data column.
 * @returns null where there are none: in the headers, or in the column of checkboxes alone.
 */
export function dataRange(
  active: GridPosition,
  head: GridPosition | null,
  offset: number,
): CellRange | null {
  const range = rangeBetween(active, head ?? active)
  if (range.top === HEADER || range.right < offset) return null
  return { ...range, left: Math.max(range.left - offset, 0), right: range.right - offset }
}

export function rowsIn({ top, bottom }: CellRange): number {
  return bottom - top + 1
}

export function columnsIn({ left, right }: CellRange): number {
  return right - left + 1
}

export function isOneCell(range: CellRange): boolean {
  return rowsIn(range) === 1 && columnsIn(range) === 1
}
