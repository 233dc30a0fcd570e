import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

/**
 * The rows of a long table that are in view, and a few around them.
 *
 * @param rowHeight and `headerHeight` in pixels; the header sticks to the top of the scroller.
 * @param kept a row that stays in the page though it is out of view: it has the focus.
 * @returns `top` in pixels below the header, `height` of all rows together.
 */
export function useVirtualRows({
  count,
  rowHeight,
  headerHeight,
  scroller,
  kept,
}: {
  count: number
  rowHeight: number
  headerHeight: number
  scroller: RefObject<HTMLElement | null>
  kept: number
}) {
  // The virtualizer is one object that changes within; the compiler would take it for a constant.
  'use no memo'

  // oxlint-disable-next-line react/incompatible-library -- see above: it is not compiled
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headerHeight,
    overscan: 6,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      if (kept < 0 || kept >= count || indexes.includes(kept)) return indexes
      return [...indexes, kept].toSorted((a, b) => a - b)
    },
  })
  return {
    items: virtualizer
      .getVirtualItems()
      .map(({ index, start }) => ({ index, top: start - headerHeight })),
    height: virtualizer.getTotalSize(),
  }
}
