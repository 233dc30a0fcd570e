/** Pixels from the edge of the scroller within which dragging scrolls it, and the most in one frame. */
const EDGE = 28
const FASTEST = 24

/**
 * Follows the pointer until it is let go, or Escape is pressed.
 *
 * @param scroller scrolled while the pointer is at its upper or lower edge; `onMove` is then told anew.
 * @param onEnd told whether the pointer was let go; false: it was taken back.
 */
export function followPointer({
  scroller,
  headerHeight = 0,
  onMove,
  onEnd,
}: {
  scroller?: HTMLElement
  headerHeight?: number
  onMove: (event: MouseEvent) => void
  onEnd: (isTaken: boolean) => void
}): void {
  const listening = new AbortController()
  const { signal } = listening
  let latest: MouseEvent | null = null
  let frame = 0

  function scroll(): void {
    frame = 0
    if (!scroller || !latest) return
    const { top, bottom } = scroller.getBoundingClientRect()
    const above = top + headerHeight + EDGE - latest.clientY
    const below = latest.clientY - (bottom - EDGE)
    const by = above > 0 ? -Math.min(above, FASTEST) : Math.min(Math.max(below, 0), FASTEST)
    if (by === 0) return
    const before = scroller.scrollTop
    scroller.scrollTop += by
    if (scroller.scrollTop === before) return
    onMove(latest)
    frame = requestAnimationFrame(scroll)
  }

  function end(isTaken: boolean): void {
    listening.abort()
    cancelAnimationFrame(frame)
    onEnd(isTaken)
  }

  addEventListener(
    'pointermove',
    (event) => {
      latest = event
      onMove(event)
      if (frame === 0) frame = requestAnimationFrame(scroll)
    },
    { signal },
  )
  addEventListener('pointerup', () => end(true), { signal })
  addEventListener('pointercancel', () => end(false), { signal })
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    },
    { signal, capture: true },
  )
}

/**
 * The width that the widest content of a column in the page needs, in pixels at the normal text size.
 *
 * @returns null: nothing of it is in the page.
 */
export function fittingWidth(grid: HTMLElement | null, column: number): number | null {
  const cells = grid?.querySelectorAll<HTMLElement>(`[aria-colindex="${column + 1}"]`)
  if (!cells || cells.length === 0) return null
  const needed = Array.from(cells, (cell) => {
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(cell)
    const padding = Number.parseFloat(paddingInlineStart) + Number.parseFloat(paddingInlineEnd)
    return (cell.firstElementChild?.scrollWidth ?? 0) + (padding || 0)
  })
  return Math.max(...needed) / pixelsPerUnit() + 2
}

/** Pixels on the screen for one at the normal text size. */
export function pixelsPerUnit(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
}
