import { type RefObject, useLayoutEffect, useRef } from 'react'
import { activeCell } from '../grid-cells.ts'

/**
 * Why the active cell is wrong: below it, over the rows that follow. It is outside of the grid, which
 * would cut it off.
 */
export function ProblemBubble({
  id,
  words,
  grid,
  isAlert,
}: {
  id: string
  words: string
  grid: RefObject<HTMLElement | null>
  /** Read at once; else it is read with its cell. */
  isAlert: boolean
}) {
  const bubble = useRef<HTMLDivElement>(null)

  // Where the cell is on the screen changes with every move and every scroll, of the grid and of the page.
  useLayoutEffect(() => {
    const place = () => {
      const cell = activeCell(grid.current)?.getBoundingClientRect()
      const frame = grid.current?.getBoundingClientRect()
      if (!bubble.current || !cell || !frame) return
      const { style, offsetWidth, offsetHeight } = bubble.current
      const isBelow = cell.bottom + 2 + offsetHeight < innerHeight
      style.top = `${isBelow ? cell.bottom + 2 : cell.top - offsetHeight - 2}px`
      style.left = `${Math.max(8, Math.min(cell.left, innerWidth - offsetWidth - 8))}px`
      const isInView = cell.bottom >= frame.top && cell.top <= frame.bottom
      style.visibility = isInView ? 'visible' : 'hidden'
    }
    place()
    addEventListener('scroll', place, { capture: true, passive: true })
    addEventListener('resize', place)
    return () => {
      removeEventListener('scroll', place, { capture: true })
      removeEventListener('resize', place)
    }
  })

  return (
    <div
      ref={bubble}
      id={id}
      role={isAlert ? 'alert' : undefined}
      className="pointer-events-none fixed z-30 w-max max-w-72 rounded-control border border-bad bg-surface px-2.5 py-1.5 text-sm break-words text-bad shadow-overlay"
    >
      {words}
    </div>
  )
}
