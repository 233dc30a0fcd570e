import * as z from 'zod/mini'
import type { CallType } from '../../contract/destination/url.ts'

export type CallOutcome = 'loaded' | 'failed' | 'refused' | 'timed-out'

/** How a call ended, as far as the browser tells, and after how many milliseconds. */
export type CallResult = { outcome: CallOutcome; ms: number }

const Told = z.union([
  z.object({ outcome: z.literal('ready') }),
  z.object({
    outcome: z.enum(['loaded', 'failed', 'refused', 'timed-out']),
    ms: z.number(),
  }),
])

/** Beyond the frame's own ten seconds: it may not come up at all. */
const PATIENCE = 15_000

/** public/test-call, also where the app lives in a folder of its site. */
function frameAddress(): string {
  const root = new URL(import.meta.env.BASE_URL, document.baseURI)
  return new URL('test-call/index.html', root).href
}

/**
 * Makes a call from this browser, once, in a sandboxed document of no origin (public/test-call), so
 * that the app's own policy needs to allow no other site.
 *
 * @param url http or https.
 */
export function makeTestCall(url: string, calledAs: CallType): Promise<CallResult> {
  const start = performance.now()
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.title = 'Test call'
  frame.hidden = true
  frame.src = frameAddress()

  return new Promise((resolve) => {
    function end(result: CallResult): void {
      clearTimeout(timer)
      window.removeEventListener('message', listen)
      frame.remove()
      resolve(result)
    }

    function listen({ source, data }: MessageEvent<unknown>): void {
      if (source === null || source !== frame.contentWindow) return
      const told = Told.safeParse(data)
      if (!told.success) return
      if (told.data.outcome === 'ready') {
        // It has no origin that could be named; it is ours, since only its window is spoken to.
        frame.contentWindow?.postMessage({ url, calledAs }, '*')
      } else end(told.data)
    }

    const timer = setTimeout(
      () => end({ outcome: 'timed-out', ms: Math.round(performance.now() - start) }),
      PATIENCE,
    )
    window.addEventListener('message', listen)
    document.body.append(frame)
  })
}
