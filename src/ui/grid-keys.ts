/** The row of the column headers. */
export const HEADER = -1

/** A cell: `row` counts the body's rows from 0, with `HEADER` above them; `column` counts from 0. */
export type GridPosition = { row: number; column: number }

export type GridSize = {
  rows: number
  columns: number
  /** How many rows are in view at once. */
  pageRows: number
  isRtl: boolean
}

/**
 * Where a key leads in a grid (ARIA Authoring Practices, "Grid", keyboard interaction).
 *
 * @returns a cell within the grid, perhaps the same one; null: the key is none of the grid's.
 */
export function moveInGrid(
  { key, ctrlKey, metaKey }: { key: string; ctrlKey: boolean; metaKey: boolean },
  from: GridPosition,
  { rows, columns, pageRows, isRtl }: GridSize,
): GridPosition | null {
  const lastRow = rows - 1
  const lastColumn = columns - 1
  const isFar = ctrlKey || metaKey
  const row = (to: number) => ({ ...from, row: Math.min(Math.max(to, HEADER), lastRow) })
  const column = (to: number) => ({ ...from, column: Math.min(Math.max(to, 0), lastColumn) })
  switch (key) {
    case 'ArrowDown':
      return row(from.row + 1)
    case 'ArrowUp':
      return row(from.row - 1)
    case 'ArrowRight':
      return column(from.column + (isRtl ? -1 : 1))
    case 'ArrowLeft':
      return column(from.column + (isRtl ? 1 : -1))
    case 'PageDown':
      return row(from.row + pageRows)
    case 'PageUp':
      return from.row === HEADER ? from : row(Math.max(from.row - pageRows, Math.min(0, lastRow)))
    case 'Home':
      return isFar ? { row: Math.min(0, lastRow), column: 0 } : column(0)
    case 'End':
      return isFar ? { row: lastRow, column: lastColumn } : column(lastColumn)
  }
  return null
}

export function isSamePosition(a: GridPosition, b: GridPosition): boolean {
  return a.row === b.row && a.column === b.column
}
