import { type GridPosition, HEADER } from '../grid-keys.ts'

/*
 * The places of rows and cells are in the page already, for screen readers; each attribute besides would
 * be one more for every cell that scrolls into view.
 */
const FIRST_ROW = 2

/** The cell that has, or would get, the focus. */
export function activeCell(grid: HTMLElement | null): HTMLElement | null {
  return grid?.querySelector<HTMLElement>('[aria-colindex][tabindex="0"]') ?? null
}

/** The cell that something is in. */
export function cellOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[aria-colindex]') : null
}

/** Where a cell of the grid is. */
export function positionOf(cell: HTMLElement): GridPosition {
  const row = Number(cell.parentElement?.getAttribute('aria-rowindex'))
  return { row: row - FIRST_ROW, column: Number(cell.getAttribute('aria-colindex')) - 1 }
}

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
