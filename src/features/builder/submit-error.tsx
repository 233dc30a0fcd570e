import { ApiError, describeError } from '../../api/api-error.ts'
import { effectCount } from '../../domain/export-effects.ts'
import { plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { SaveState } from './autosave.ts'
import { unconfirmedIn } from './use-step-form.ts'

/** Why saving failed, beside the fields; a conflict has its own dialog, and so has what must be confirmed. */
export function SubmitError({ saveState, onRetry }: { saveState: SaveState; onRetry: () => void }) {
  if (saveState.phase !== 'failed') return null
  const { error } = saveState
  const stops = unconfirmedIn(saveState)
  if (stops) {
    return (
      <div className="mt-5">
        <Notice tone="warn" isLive actions={<Button onClick={onRetry}>Review and confirm</Button>}>
          <b>Not saved: this would stop {plural(effectCount(stops.blocks), 'mapping')}</b> that
          would count as blocked from then on.
        </Notice>
      </div>
    )
  }
  if (error instanceof ApiError && error.slug === 'revision-conflict') return null
  const words = describeError(error)
  const fields = error instanceof ApiError ? (error.problem?.errors ?? []) : []
  const missing = error instanceof ApiError ? (error.problem?.missing ?? []) : []
  const reasons = [...fields, ...missing].map((reason) => reason.message)
  return (
    <div className="mt-5">
      <Notice tone="bad" isLive actions={<Button onClick={onRetry}>Retry</Button>}>
        <b>Not saved: {words.title}.</b> {words.detail}
        {reasons.length > 0 && (
          <ul className="list-disc ps-5">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        {words.requestId && <span className="block text-sm">Request {words.requestId}</span>}
      </Notice>
    </div>
  )
}
