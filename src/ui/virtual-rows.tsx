import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect } from 'react'
import type { RowRange } from './use-row-window.ts'

/** Rows beyond those in view, on either side. */
const OVERSCAN = 6

type VirtualRowsProps = {
  count: number
  /** Pixels; the header sticks to the top of the scroller. */
  rowHeight: number
  headerHeight: number
  scroller: RefObject<HTMLElement | null>
  onRange: (range: RowRange) => void
}

/** Follows the scrolling of a long table and tells which rows are in view, with a few around them. */
export function VirtualRows({
  count,
  rowHeight,
  headerHeight,
  scroller,
  onRange,
}: VirtualRowsProps) {
  // The virtualizer is one object that changes within; the compiler would take it for a constant.
  'use no memo'

  // oxlint-disable-next-line react/incompatible-library -- see above: it is not compiled
  const items = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headerHeight,
    overscan: OVERSCAN,
  }).getVirtualItems()
  const first = items[0]?.index
  const last = items.at(-1)?.index

  // The table around this renders the rows; before the paint, so that none is missing.
  useLayoutEffect(() => {
    if (first !== undefined && last !== undefined) onRange({ first, last })
  }, [first, last, onRange])

  return null
}
