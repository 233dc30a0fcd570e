import { expect, test } from '../fixtures.ts'
import {
  explainAndFix,
  fireTestCalls,
  makeVisitorInPlace,
  startPartner,
} from '../preview-journey.ts'

test('the preview explains, and a test call leaves the app’s policy as it is', async ({
  browser,
  startServer,
  expectConsole,
}) => {
  expectConsole(/ERR_CONNECTION_REFUSED/)
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.request.post('/api/account/sample-data', { data: {} })
  await explainAndFix(page, (path) => path)
  await makeVisitorInPlace(page)
  await page.goto('/destinations/374/edit/configuration')
  await fireTestCalls(page, await startPartner())

  const policyOf = async (path: string) => {
    const response = await page.request.get(path, { headers: { accept: 'text/html' } })
    return response.headers()['content-security-policy'] ?? ''
  }
  expect(await policyOf('/destinations')).toContain("img-src 'self' data:;")
  expect(await policyOf('/destinations')).toContain("frame-src 'self';")
  expect(await policyOf('/test-call/index.html')).toContain('sandbox allow-scripts')

  // The call's own document can be framed by nobody else, and reads nothing of the app.
  const frame = await page.evaluate(async () => {
    const element = document.createElement('iframe')
    element.src = '/test-call/index.html'
    document.body.append(element)
    await new Promise((resolve) => element.addEventListener('load', resolve))
    return element.contentDocument
  })
  expect(frame).toBeNull()
  await context.close()
})
