import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { cx } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { TextButton } from './text-button.tsx'
import {
  dismissToast,
  subscribeToasts,
  type ToastEntry,
  type ToastTone,
  toastEntries,
} from './toast.ts'

/** Milliseconds until a toast goes by itself; longer with an action, which takes time to reach. */
export const TOAST_TIME = 6000
export const TOAST_TIME_WITH_ACTION = 12_000

const LOOKS = {
  ok: { Icon: CircleCheck, colour: 'text-ok' },
  info: { Icon: Info, colour: 'text-accent-ink' },
  bad: { Icon: CircleAlert, colour: 'text-bad' },
} as const satisfies Record<ToastTone, object>

/** Shows what `toast()` tells. Once in the app, always there: a region that comes with its words is not read. */
export function ToastRegion() {
  const entries = useSyncExternalStore(subscribeToasts, toastEntries)
  const [isHeld, setIsHeld] = useState(false)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- listens only, so that nothing goes while it is read
    <section
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions"
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-none fixed end-4 bottom-4 z-50 grid w-[min(24rem,calc(100vw-2rem))] grid-cols-[minmax(0,1fr)] gap-2"
    >
      {entries.map((entry) => (
        <Toast key={entry.id} entry={entry} isHeld={isHeld} onClosed={() => setIsHeld(false)} />
      ))}
    </section>
  )
}

function Toast({
  entry,
  isHeld,
  onClosed,
}: {
  entry: ToastEntry
  isHeld: boolean
  /** The browser tells of no blur or leave when what has the focus or the pointer is removed. */
  onClosed: () => void
}) {
  const { id, message, detail, action, tone = 'info' } = entry
  const { Icon, colour } = LOOKS[tone]
  const stays = isHeld || tone === 'bad'
  const time = action ? TOAST_TIME_WITH_ACTION : TOAST_TIME

  // A timer: it starts anew after the toasts were looked at.
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => dismissToast(id), time)
    return () => clearTimeout(timer)
  }, [stays, id, time])

  function close(): void {
    onClosed()
    dismissToast(id)
  }

  return (
    <div className="pointer-events-auto flex items-start gap-2.5 rounded-card border border-line bg-surface py-2 ps-3.5 pe-2 shadow-overlay">
      <Icon aria-hidden="true" className={cx('mt-1.5 size-4 flex-none', colour)} />
      <div className="min-w-0 grow py-1">
        <div className="[overflow-wrap:anywhere]">{message}</div>
        {detail && <div className="text-sm [overflow-wrap:anywhere] text-ink-2">{detail}</div>}
      </div>
      {action && (
        <TextButton
          className="mt-0.5 min-h-7 flex-none px-1.5 font-semibold"
          onClick={() => {
            close()
            action.onAct()
          }}
        >
          {action.label}
        </TextButton>
      )}
      <IconButton label={`Close: ${message}`} onClick={close}>
        <X />
      </IconButton>
    </div>
  )
}
