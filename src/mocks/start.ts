import { http } from 'msw/http'
import { setupWorker } from 'msw/browser'
import { createDemoBackend, type DemoBackend } from './demo-backend.ts'
import { currentScenario } from './scenario.ts'
import { createScenarioResponses, delayOf } from './scenario-responses.ts'
import { letSomebodyElseEdit } from './somebody-else.ts'

let backend: DemoBackend | null = null

/** Starts the backend inside the browser: every request to `/api` is answered by it. */
export async function startDemo(): Promise<void> {
  const scenario = currentScenario()
  const started = await createDemoBackend(scenario)
  backend = started
  const scenarioResponse = createScenarioResponses(scenario)

  const worker = setupWorker(
    // Of the live test's page, in a frame of this one. First, since any address may follow.
    http.get(/\/receiver\/[\w-]+\/https?:/, ({ request: { url, headers } }) =>
      // Not the request itself: that of a frame is a navigation, which a script cannot make.
      started.fetch(new Request(atRoot(url, '/receiver/'), { headers })),
    ),
    http.get(/\/event$/, ({ request }) =>
      started.fetch(new Request(atRoot(request.url, '/event'), request)),
    ),
    // But not the source files of that folder, which the development server gives.
    http.all(/(?<!\/src)\/api\//, async ({ request }) => {
      const address = new Request(atRoot(request.url, '/api/'), request)
      await new Promise((resolve) => setTimeout(resolve, delayOf(scenario)))
      const instead = scenarioResponse(address)
      if (instead) return instead
      if (scenario === 'somebody-else') {
        await letSomebodyElseEdit(address, (other) => started.fetch(other))
      }
      return started.fetch(address)
    }),
  )
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: new URL('mockServiceWorker.js', document.baseURI).href },
  })
}

/** The demo may live in a sub-path of its site, of which the backend knows nothing. */
function atRoot(url: string, path: '/api/' | '/event' | '/receiver/'): string {
  return new URL(url).origin + url.slice(url.indexOf(path))
}

/** Forgets everything that was done in the demo. The caller reloads the page. */
export async function resetDemo(): Promise<void> {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith('destination-builder.unsaved.')) storage.removeItem(key)
    }
  }
  await backend?.reset()
}
