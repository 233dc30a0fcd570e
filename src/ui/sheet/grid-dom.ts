import { type GridPosition, HEADER } from '../grid-keys.ts'

/** The field of the cell that is being edited. */
export function openEditor(grid: HTMLElement | null): HTMLInputElement | null {
  return grid?.querySelector<HTMLInputElement>('[data-cell-editor]') ?? null
}

/** Scrolls the grid, and nothing else, so that a cell is in view, whether or not it is in the page yet. */
export function reveal(
  grid: HTMLElement | null,
  { row, column }: GridPosition,
  { rowHeight, headerHeight }: { rowHeight: number; headerHeight: number },
): void {
  if (!grid) return
  if (row !== HEADER) {
    const top = row * rowHeight
    const room = grid.clientHeight - headerHeight
    if (top < grid.scrollTop) grid.scrollTop = top
    else if (top + rowHeight > grid.scrollTop + room) grid.scrollTop = top + rowHeight - room
  }
  const header = grid.querySelector(`[role="columnheader"][aria-colindex="${column + 1}"]`)
  if (!header) return
  const frame = grid.getBoundingClientRect()
  const cell = header.getBoundingClientRect()
  const left = frame.left + grid.clientLeft
  const right = left + grid.clientWidth
  if (cell.left < left) grid.scrollLeft += cell.left - left
  else if (cell.right > right) grid.scrollLeft += Math.min(cell.right - right, cell.left - left)
}

/** The body's row at a height on the screen, within `rows`. */
export function rowAtHeight(
  body: HTMLElement | null,
  clientY: number,
  { rowHeight, rows }: { rowHeight: number; rows: number },
): number {
  const top = body?.getBoundingClientRect().top ?? 0
  return Math.min(Math.max(Math.floor((clientY - top) / rowHeight), 0), rows - 1)
}
