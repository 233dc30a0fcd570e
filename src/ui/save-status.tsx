import { useEffect, useState } from 'react'
import { formatAgo, plural } from '../lib/format.ts'
import { TextButton } from './text-button.tsx'

/** The state of what is being typed: `at` in milliseconds since 1970; null: nothing was saved here yet. */
export type SaveStatusState =
  | { phase: 'saved'; at: number | null }
  | { phase: 'pending' }
  | { phase: 'saving' }
  | { phase: 'failed' }
  /** Some fields break a rule, and are not saved until they do not. */
  | { phase: 'incomplete'; fields: number }

/** Tells always whether what was typed is saved; a failure stays until it is over. */
export function SaveStatus({
  state,
  onRetry,
  retryLabel = 'Retry',
}: {
  state: SaveStatusState
  onRetry: () => void
  /** What leads on after a failure, when that is not to try again. */
  retryLabel?: string
}) {
  switch (state.phase) {
    case 'saved':
      return state.at === null ? null : <SavedAgo key={state.at} at={state.at} />
    case 'pending':
      return <span className="text-sm text-ink-3">Not saved yet</span>
    case 'saving':
      return <span className="text-sm text-ink-3">Saving…</span>
    case 'incomplete':
      return (
        <span className="text-sm text-bad">
          Not saved: {plural(state.fields, 'field')} to correct
        </span>
      )
    case 'failed':
      return (
        <span role="alert" className="text-sm text-bad">
          Not saved: <TextButton onClick={onRetry}>{retryLabel}</TextButton>
        </span>
      )
  }
}

/** Ticks by itself; not a live region, since it would speak every second. */
function SavedAgo({ at }: { at: number }) {
  const [now, setNow] = useState(at)
  const interval = now - at < 60_000 ? 1000 : 30_000

  // A clock outside of React: every second in the first minute is news, then every half minute.
  useEffect(() => {
    const read = () => setNow(Date.now())
    read()
    const timer = setInterval(read, interval)
    return () => clearInterval(timer)
  }, [interval])

  return <span className="text-sm text-ink-3 tabular-nums">Saved {formatAgo(at, now)}</span>
}
