import type { ReactNode } from 'react'

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-small border border-b-2 border-line-strong px-1.25 font-sans text-xs text-ink-3">
      {children}
    </kbd>
  )
}
