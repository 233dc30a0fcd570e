import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Rows `first` to `last`, counted from 0. */
export type RowRange = { first: number; last: number }

/** More than most windows hold: shown before it is known how many rows have room. */
const FIRST_ROWS: RowRange = { first: 0, last: 29 }
/** Rows beyond those in view, on either side. */
const OVERSCAN = 6

/**
 * The rows of a long table that are in the page: those in view, and a few around them. All have the same
 * height, so that a scroll is answered by two divisions.
 *
 * @param rowHeight pixels.
 * @param headerHeight pixels; the header sticks to the top of the scroller.
 * @param body where the rows are; its parent scrolls.
 * @param kept a row that stays in the page though it is out of view: it has the focus. −1: none.
 * @returns `range` without the kept row; `top` in pixels from the first row, `height` of all rows together.
 */
export function useRowWindow({
  count,
  rowHeight,
  headerHeight,
  kept,
  body,
}: {
  count: number
  rowHeight: number
  headerHeight: number
  kept: number
  body: RefObject<HTMLElement | null>
}) {
  const [range, setRange] = useState(FIRST_ROWS)

  // Where the scroller is belongs to the browser, which tells of it by events only.
  useLayoutEffect(() => {
    const element = body.current?.parentElement
    if (!element) return
    const look = (more: number) => {
      const room = element.clientHeight - headerHeight
      const next = rowsInView({ scrolled: element.scrollTop, room, rowHeight, count })
      setRange((before) => (covers(before, next, more) ? before : next))
    }
    // In the frame of the scroll: a row that comes a frame later would be missing in this one.
    const follow = () => flushSync(() => look(0))
    look(FIRST_ROWS.last)
    element.addEventListener('scroll', follow, { passive: true })
    addEventListener('resize', follow)
    return () => {
      element.removeEventListener('scroll', follow)
      removeEventListener('resize', follow)
    }
  }, [body, count, rowHeight, headerHeight])

  const { first } = range
  const last = Math.min(range.last, count - 1)
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)
  if (kept >= 0 && kept < first) indexes.unshift(kept)
  else if (kept > last && kept < count) indexes.push(kept)
  return {
    items: indexes.map((index) => ({ index, top: index * rowHeight })),
    range: { first, last },
    height: count * rowHeight,
  }
}

function rowsInView({
  scrolled,
  room,
  rowHeight,
  count,
}: {
  scrolled: number
  room: number
  rowHeight: number
  count: number
}): RowRange {
  const first = Math.floor(scrolled / rowHeight)
  const last = Math.ceil((scrolled + room) / rowHeight) - 1
  return { first: Math.max(first - OVERSCAN, 0), last: Math.min(last + OVERSCAN, count - 1) }
}

/** Whether there is all that is needed, and at most `more` rows besides. */
function covers(there: RowRange, needed: RowRange, more: number): boolean {
  const [before, after] = [needed.first - there.first, there.last - needed.last]
  return before >= 0 && after >= 0 && before + after <= more
}
