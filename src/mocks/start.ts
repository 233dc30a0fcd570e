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
    http.all('*/api/*', async ({ request }) => {
      const address = atRoot(request)
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

/** The demo may live in a sub-path of its site; the backend knows only `/api`. */
function atRoot(request: Request): Request {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice(url.pathname.indexOf('/api/'))
  return new Request(url, request)
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
