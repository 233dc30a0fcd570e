import type { GridPosition } from './grid-keys.ts'

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

/** The box that selects a row, or all of them. */
export function isRowBox(target: EventTarget): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === 'checkbox'
}
