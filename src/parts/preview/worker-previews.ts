import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { PreviewInput, PreviewResult } from './previewer.ts'

export type ToWorker = { mappings: readonly DeliveryMapping[] } | { input: PreviewInput }
export type FromWorker = { result: PreviewResult }

/** What was computed, and for what. */
export type Preview = { input: PreviewInput; result: PreviewResult }

/** A running worker. */
export type PreviewWorker = { send: (message: ToWorker) => void; end: () => void }

/** Starts a worker; `onFailure`: it broke, and nothing more will come of it. */
export type StartWorker = (
  onAnswer: (message: FromWorker) => void,
  onFailure: () => void,
) => PreviewWorker

/**
 * Previews from a worker. One question is on its way at a time; of those that come meanwhile the last one
 * is asked next, and the others never.
 *
 * @param start is called with the first question, and again after `close`.
 */
export function createWorkerPreviews(
  mappings: readonly DeliveryMapping[],
  start: StartWorker,
  onFailure: () => void,
) {
  let worker: PreviewWorker | null = null
  let asked: PreviewInput | null = null
  let waiting: PreviewInput | null = null
  let latest: Preview | null = null
  const listeners = new Set<() => void>()

  function started(): PreviewWorker {
    if (worker) return worker
    worker = start(({ result }) => {
      if (asked) latest = { input: asked, result }
      asked = null
      if (waiting) ask(waiting)
      for (const listener of listeners) listener()
    }, onFailure)
    worker.send({ mappings })
    return worker
  }

  function ask(input: PreviewInput): void {
    if (asked) {
      waiting = input
      return
    }
    waiting = null
    asked = input
    started().send({ input })
  }

  return {
    ask,
    /** The latest answer; null: there was none yet. */
    latest: (): Preview | null => latest,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: (): void => {
      worker?.end()
      worker = null
      asked = null
      waiting = null
    },
  }
}
