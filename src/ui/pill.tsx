import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export type Tone = 'ok' | 'warn' | 'bad' | 'mute'

const TONES: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  mute: 'bg-sunken text-ink-2',
}

/** A status in words; the colour only repeats them. */
export function Pill({
  tone,
  hasDot = true,
  children,
}: {
  tone: Tone
  hasDot?: boolean
  children: ReactNode
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.25 rounded-full px-2.25 py-0.5 text-[0.75rem] font-semibold whitespace-nowrap',
        'forced-colors:border',
        TONES[tone],
      )}
    >
      {hasDot && <span aria-hidden="true" className="size-1.5 flex-none rounded-full bg-current" />}
      {children}
    </span>
  )
}
