import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import { createPreviewer, type PreviewInput } from './previewer.ts'
import {
  createWorkerPreviews,
  type FromWorker,
  type Preview,
  type StartWorker,
} from './worker-previews.ts'

/**
 * From so many mappings on, a preview takes longer than typing may wait: 20,000 took 60 to 200 ms of each
 * keystroke at CPU ×4.
 */
const WORKER_FROM = 2000

const startWorker: StartWorker = (onAnswer, onFailure) => {
  const worker = new Worker(new URL('preview-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => onAnswer(data))
  worker.addEventListener('error', onFailure)
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    send: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
  }
}

/** What would be sent, and the question that it answers; null: not known yet. */
export function usePreview(
  mappings: readonly DeliveryMapping[],
  input: PreviewInput,
): Preview | null {
  const [isBroken, setBroken] = useState(false)
  const isElsewhere = mappings.length >= WORKER_FROM && typeof Worker !== 'undefined' && !isBroken
  const here = useMemo(
    () => (isElsewhere ? null : createPreviewer(mappings)),
    [mappings, isElsewhere],
  )
  const elsewhere = useMemo(
    () => createWorkerPreviews(mappings, startWorker, () => setBroken(true)),
    [mappings],
  )
  const answer = useSyncExternalStore(elsewhere.subscribe, elsewhere.latest)
  const key = keyOf(input)

  // The worker is outside of React: it is asked when the question is another one.
  useEffect(() => {
    if (isElsewhere) elsewhere.ask(input)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the input is new with each rendering, its key is not
  }, [elsewhere, isElsewhere, key])
  useEffect(() => () => elsewhere.close(), [elsewhere])

  return here ? { input, result: here(input) } : answer
}

/** The same for the same question; a visitor is known by id and revision. */
function keyOf({ destination, visitor, page, now, seed }: PreviewInput): string {
  const { environment, exportLabels, configuration } = destination
  const who = [visitor.id, visitor.revision, visitor.qualifications.length]
  return JSON.stringify([environment, exportLabels, configuration, who, page, now, seed])
}
