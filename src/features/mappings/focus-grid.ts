import { focusHeading } from '../../ui/focus-heading.ts'
import { activeCell } from '../../ui/grid-cells.ts'

/**
 * Moves the focus to the grid's active cell, or to the page's heading where there is no grid: before a
 * button goes away that has it, since the keys of the grid are what a person needs next.
 */
export function focusGrid(): void {
  const cell = activeCell(document.querySelector<HTMLElement>('main [role="grid"]'))
  if (cell) cell.focus({ preventScroll: true })
  else focusHeading()
}
