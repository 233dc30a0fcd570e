import { cx } from './class-names.ts'

/** The look of chips, for other controls that look like one; the side padding is the caller's. */
export function chipStyle(isActive: boolean): string {
  return cx(
    'inline-flex min-h-7 items-center gap-1.25 rounded-full border text-chip font-medium whitespace-nowrap',
    isActive
      ? 'border-accent bg-accent-soft text-accent-ink'
      : 'border-line-strong bg-surface text-ink-2 hover:border-ink-3 hover:text-ink',
    'aria-pressed:forced-colors:outline-2',
  )
}
