import { expect, test } from '../fixtures.ts'
import { tryLiveTest, visitWithAll } from '../live-test-journey.ts'

test('a marketer sees on a customer’s page what was predicted, without a server', async ({
  page,
}) => {
  await page.goto('#/destinations/374')
  await expect(page.getByRole('heading', { name: 'Ticket retargeting pixel' })).toBeVisible()
  const [visitors, mapped] = await page.evaluate(async () =>
    Promise.all(
      ['api/visitors', 'api/destinations/374/delivery-mappings'].map(async (path) =>
        (await fetch(path)).json(),
      ),
    ),
  )
  const nobody = (visitors.items as { id: number; qualifications: [] }[]).find(
    ({ qualifications }) => qualifications.length === 0,
  )
  const [first] = mapped.items as { segmentId: number; name: string }[]
  await tryLiveTest(page, {
    address: `#/live-test?visitor=${nobody?.id}&destination=374`,
    destination: 'Ticket retargeting pixel',
    segment: first?.name ?? '',
    sends: new RegExp(`^https://ads\\.northwind\\.example/px\\?seg=${first?.segmentId}&uid=`),
  })
  await visitWithAll(page, '#/live-test?visitor=5')
})

test('the live test fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('#/live-test')
  await expect(page.getByRole('heading', { name: 'Live test', level: 1 })).toBeVisible()
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
})
