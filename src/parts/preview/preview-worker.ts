import { createPreviewer } from './previewer.ts'
import type { ToWorker, FromWorker } from './worker-previews.ts'

/** Computes previews beside the page, so that typing never waits for thousands of mappings. */
let preview: ReturnType<typeof createPreviewer> | null = null

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('mappings' in data) {
    preview = createPreviewer(data.mappings)
  } else if (preview) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener
    postMessage({ result: preview(data.input) } satisfies FromWorker)
  }
})
