import { test } from '../fixtures.ts'
import { liftControl } from '../blocked-journey.ts'

test('a control is found, lifted, and what it kept back arrives, over the server', async ({
  browser,
  startServer,
}) => {
  test.setTimeout(120_000)
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.request.post('/api/account/sample-data', { data: {} })
  await liftControl(page, (path) => path, '/api')
  await context.close()
})
