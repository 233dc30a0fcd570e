import type { DestinationStatus, DestinationVersion } from '../contract/destination/destination.ts'

export type LifecycleAction = 'activate' | 'pause' | 'resume' | 'delete'

const FROM: Record<LifecycleAction, readonly DestinationStatus[]> = {
  activate: ['draft'],
  pause: ['active'],
  resume: ['paused'],
  delete: ['draft', 'active', 'paused'],
}

const TO: Record<LifecycleAction, DestinationStatus> = {
  activate: 'active',
  pause: 'paused',
  resume: 'active',
  delete: 'deleted',
}

const STATUS_WORDS: Record<DestinationStatus, string> = {
  draft: 'a draft',
  active: 'active',
  paused: 'paused',
  deleted: 'in the trash',
}

/** architecture.md, "A destination's life": the status after an action, or why it cannot be done. */
export function transition(
  status: DestinationStatus,
  action: LifecycleAction,
): { to: DestinationStatus } | { reason: string } {
  if (FROM[action].includes(status)) return { to: TO[action] }
  const wanted = FROM[action].map((from) => STATUS_WORDS[from]).join(' or ')
  return {
    reason: `It is ${STATUS_WORDS[status]}; only a destination that is ${wanted} can be ${PAST[action]}.`,
  }
}

const PAST: Record<LifecycleAction, string> = {
  activate: 'activated',
  pause: 'paused',
  resume: 'resumed',
  delete: 'deleted',
}

/** Milliseconds within which edits of a draft make one version. */
const VERSION_SPAN = 10 * 60 * 1000

/** Whether an edit of a draft goes into the version before it: a draft is saved at each pause. */
export function continuesVersion(
  status: DestinationStatus,
  previous: Pick<DestinationVersion, 'action' | 'at'>,
  next: Pick<DestinationVersion, 'action' | 'at'>,
): boolean {
  return (
    status === 'draft' &&
    previous.action === 'edited' &&
    next.action === 'edited' &&
    Date.parse(next.at) - Date.parse(previous.at) < VERSION_SPAN
  )
}
