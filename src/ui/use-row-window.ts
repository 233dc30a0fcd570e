import { useState } from 'react'

/** Rows `first` to `last`, counted from 0. */
export type RowRange = { first: number; last: number }

/** More than a window holds: shown before scrolling is followed. */
const FIRST_ROWS: RowRange = { first: 0, last: 29 }

/**
 * The rows of a long table that are in the page. The first screenful is there at once; what follows
 * the scrolling, `VirtualRows`, may come later.
 *
 * @param rowHeight pixels.
 * @param kept a row that stays in the page though it is out of view: it has the focus. −1: none.
 * @returns `range` without the kept row; `top` in pixels from the first row, `height` of all rows together.
 */
export function useRowWindow({
  count,
  rowHeight,
  kept,
}: {
  count: number
  rowHeight: number
  kept: number
}) {
  const [{ first, last }, setRange] = useState(FIRST_ROWS)
  const end = Math.min(last, count - 1)
  const indexes = Array.from({ length: Math.max(0, end - first + 1) }, (_, n) => first + n)
  if (kept >= 0 && kept < first) indexes.unshift(kept)
  else if (kept > end && kept < count) indexes.push(kept)
  return {
    items: indexes.map((index) => ({ index, top: index * rowHeight })),
    range: { first, last: end },
    height: count * rowHeight,
    setRange,
  }
}
