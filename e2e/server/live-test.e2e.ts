import { expect, test } from '../fixtures.ts'
import { tryLiveTest, visitWithAll } from '../live-test-journey.ts'

test('a marketer sees on a customer’s page what was predicted', async ({
  browser,
  startServer,
}) => {
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.request.post('/api/account/sample-data', { data: {} })
  const visitors = await page.request.get('/api/visitors')
  const { items } = (await visitors.json()) as { items: { id: number; qualifications: [] }[] }
  const nobody = items.find(({ qualifications }) => qualifications.length === 0)
  const mapped = await page.request.get('/api/destinations/374/delivery-mappings')
  const [first] = ((await mapped.json()) as { items: { segmentId: number; name: string }[] }).items
  expect(nobody).toBeDefined()
  expect(first).toBeDefined()

  await tryLiveTest(page, {
    address: `/live-test?visitor=${nobody?.id}&destination=374`,
    destination: 'Ticket retargeting pixel',
    segment: first?.name ?? '',
    sends: new RegExp(`^https://ads\\.northwind\\.example/px\\?seg=${first?.segmentId}&uid=`),
  })
  await visitWithAll(page, '/live-test?visitor=5')
  // Nothing of the test stays: the app would be sent it with each request.
  expect(await context.cookies()).toEqual([])
  await context.close()
})
