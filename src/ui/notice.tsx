import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export type NoticeTone = 'info' | 'ok' | 'warn' | 'bad'

const TONES = {
  info: { colour: 'bg-accent-soft text-accent-ink', Icon: Info },
  ok: { colour: 'bg-ok-soft text-ok', Icon: CircleCheck },
  warn: { colour: 'bg-warn-soft text-warn', Icon: TriangleAlert },
  bad: { colour: 'bg-bad-soft text-bad', Icon: CircleAlert },
} as const satisfies Record<NoticeTone, object>

/**
 * A message within a page: a form's error beside its submit button, a warning above a table.
 * `isLive`: it appeared through something that the person did, and is read out.
 */
export function Notice({
  tone,
  isLive = false,
  actions,
  children,
}: {
  tone: NoticeTone
  isLive?: boolean
  actions?: ReactNode
  children: ReactNode
}) {
  const { colour, Icon } = TONES[tone]
  return (
    <div
      role={isLive ? (tone === 'bad' ? 'alert' : 'status') : undefined}
      className={cx(
        'flex items-start gap-2.5 rounded-control px-3 py-2.25 forced-colors:border',
        colour,
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 flex-none" />
      <div className="min-w-0 grow">{children}</div>
      {actions && <div className="flex flex-none gap-2">{actions}</div>}
    </div>
  )
}
