export type ToastTone = 'ok' | 'info' | 'bad'

export type ToastContent = {
  /** What happened: "Ticket retargeting pixel was moved to the trash". */
  message: string
  /** `bad` stays until it is closed; the others go by themselves. `info` unless told. */
  tone?: ToastTone
  /** A second line: what to do about it. */
  detail?: string
  /** Undo or Retry; the toast closes first. */
  action?: { label: string; onAct: () => void }
}

export type ToastEntry = ToastContent & { id: number }

/** More than these would hide the page; the oldest go first. */
const MOST_AT_ONCE = 4

let entries: readonly ToastEntry[] = []
let lastId = 0
const listeners = new Set<() => void>()

/**
 * Tells what happened, from anywhere; `ToastRegion` shows it.
 *
 * @returns the id for `dismissToast`.
 */
export function toast(content: ToastContent): number {
  lastId += 1
  become([...entries, { ...content, id: lastId }].slice(-MOST_AT_ONCE))
  return lastId
}

/** Closes a toast; one that is closed already is left alone. */
export function dismissToast(id: number): void {
  become(entries.filter((entry) => entry.id !== id))
}

export function toastEntries(): readonly ToastEntry[] {
  return entries
}

export function subscribeToasts(onChange: () => void): () => void {
  listeners.add(onChange)
  return () => listeners.delete(onChange)
}

function become(next: readonly ToastEntry[]): void {
  entries = next
  for (const listener of listeners) listener()
}
