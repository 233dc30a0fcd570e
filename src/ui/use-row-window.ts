import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Rows `first` to `last`, counted from 0. */
export type RowRange = { first: number; last: number }

/** More than most windows hold: shown before it is known how many rows have room. */
const FIRST_ROWS: RowRange = { first: 0, last: 29 }
/** Rows beyond those in view, on either side. */
const OVERSCAN = 6
/** Milliseconds without a scroll after which the rows are put in their order. */
const REST = 150

/** A row's elements, which can become another row's. Their order is the one in the page. */
type Place = { key: number; index: number }

/**
 * The rows of a long table that are in the page: those in view, and a few around them. All have the same
 * height, so that a scroll is answered by two divisions.
 *
 * @param rowHeight pixels.
 * @param headerHeight pixels; the header sticks to the top of the scroller.
 * @param body where the rows are; its parent scrolls.
 * @param kept a row that stays in the page though it is out of view: it has the focus. −1: none.
 * @param isReused whether the elements of rows that leave become those that come: much less for the browser
 *   to do than new ones. Nothing in a row may then be open, or typed, but in the kept one. While the list is
 *   scrolled its rows are in the page out of their order; at rest they are in it, as screen readers need it.
 * @returns `items`: the rows with their keys; `range` without the kept row; `height` in pixels of all rows together.
 */
export function useRowWindow({
  count,
  rowHeight,
  headerHeight,
  kept,
  body,
  isReused,
}: {
  count: number
  rowHeight: number
  headerHeight: number
  kept: number
  body: RefObject<HTMLElement | null>
  isReused: boolean
}) {
  const [range, setRange] = useState(FIRST_ROWS)
  const [places, setPlaces] = useState<readonly Place[]>([])

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
    const show = () => flushSync(() => look(0))
    let rest: ReturnType<typeof setTimeout> | undefined
    const follow = () => {
      show()
      clearTimeout(rest)
      rest = setTimeout(() => setPlaces(inOrder), REST)
    }
    look(FIRST_ROWS.last)
    element.addEventListener('scroll', follow, { passive: true })
    addEventListener('resize', show)
    return () => {
      clearTimeout(rest)
      element.removeEventListener('scroll', follow)
      removeEventListener('resize', show)
    }
  }, [body, count, rowHeight, headerHeight])

  const { first } = range
  const last = Math.min(range.last, count - 1)
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)
  if (kept >= 0 && kept < first) indexes.unshift(kept)
  else if (kept > last && kept < count) indexes.push(kept)
  const items = isReused
    ? placesOf(places, indexes)
    : indexes.map((index) => ({ key: index, index }))
  // Kept for the next rows, which take the places of those that leave.
  if (isReused && items !== places) setPlaces(items)
  return { items, range: { first, last }, height: count * rowHeight }
}

/** Places for rows: each keeps the one it has, and those that come get the ones of those that leave. */
function placesOf(before: readonly Place[], indexes: readonly number[]): readonly Place[] {
  const wanted = new Set(indexes)
  const had = new Set(before.map(({ index }) => index))
  const coming = indexes.filter((index) => !had.has(index))
  if (coming.length === 0 && before.length === indexes.length) return before
  const places: Place[] = []
  for (const place of before) {
    const index = wanted.has(place.index) ? place.index : coming.shift()
    if (index !== undefined) places.push({ key: place.key, index })
  }
  let key = Math.max(-1, ...before.map((place) => place.key))
  for (const index of coming) places.push({ key: (key += 1), index })
  return places
}

function inOrder(places: readonly Place[]): readonly Place[] {
  const isInOrder = places.every(
    ({ index }, at) => at === 0 || index > (places[at - 1]?.index ?? 0),
  )
  return isInOrder ? places : places.toSorted((a, b) => a.index - b.index)
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
  // As many in each place of the scroll: a row that is seen in part counts on both ends.
  const last = first + Math.ceil(room / rowHeight)
  return { first: Math.max(first - OVERSCAN, 0), last: Math.min(last + OVERSCAN, count - 1) }
}

/** Whether there is all that is needed, and at most `more` rows besides. */
function covers(there: RowRange, needed: RowRange, more: number): boolean {
  const [before, after] = [needed.first - there.first, there.last - needed.last]
  return before >= 0 && after >= 0 && before + after <= more
}
