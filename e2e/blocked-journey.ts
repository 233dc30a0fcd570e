import { expect, type Page } from '@playwright/test'
import { button, link } from './journey.ts'

type Blocked = { segmentId: number; name: string; restrictedLabels: string[] }

/** Reads from the API as the page itself does: in the demo its worker answers. */
async function read<T>(page: Page, address: string): Promise<T> {
  return (await page.evaluate(async (url) => (await fetch(url)).json(), address)) as T
}

/**
 * A marketer sees that a segment is blocked, follows the explanation, lifts the control as an
 * administrator, sees the segment go through in the preview, and watches it arrive in Live test.
 *
 * @param at the address of a route; the sample company is loaded.
 * @param api where the API is.
 */
export async function liftControl(
  page: Page,
  at: (path: string) => string,
  api: string,
): Promise<void> {
  await page.goto(at('/destinations/374'))
  await expect(page.getByRole('heading', { name: 'Ticket retargeting pixel' })).toBeVisible()
  const mapped = await read<{ items: Blocked[] }>(page, `${api}/destinations/374/delivery-mappings`)
  const blocked = mapped.items.filter((each) => each.restrictedLabels.includes('off-site-ads'))
  expect(blocked).toHaveLength(3)
  const [segment] = blocked
  if (!segment) throw new Error('The sample has no blocked segment')

  // A visitor who is in it, and in nothing else.
  const { items: visitors } = await read<{
    items: { id: number; name: string; qualifications: [] }[]
  }>(page, `${api}/visitors`)
  const visitor = visitors.find(({ qualifications }) => qualifications.length === 0)
  if (!visitor) throw new Error('The sample has no visitor without segments')
  await page.goto(at(`/live-test?visitor=${visitor.id}&destination=374`))
  await page.getByRole('searchbox', { name: 'Search segments' }).fill(segment.name)
  await button(page, `Qualify ${segment.name}`).click()
  await expect(button(page, `Un-qualify ${segment.name}`)).toBeVisible()

  // The preview says that it is blocked, and leads to why.
  await page.goto(at(`/destinations/374?visitor=${visitor.id}`))
  const notSent = page.getByRole('region', { name: 'Not sent' })
  await expect(notSent.getByText('Blocked', { exact: true })).toBeVisible()
  await notSent.getByRole('link', { name: 'See what blocks them' }).click()
  await expect(page.getByText(segment.name, { exact: true }).first()).toBeVisible()
  await link(page, `Why ${segment.name} is blocked`).click()
  await expect(
    page.getByRole('heading', { name: `Why ${segment.name} is blocked`, level: 1 }),
  ).toBeVisible()

  // An administrator takes the control away, told what else that changes.
  await link(page, /^Controls of /)
    .first()
    .click()
  const control = page.getByRole('checkbox', { name: /cannot be used for off-site ad targeting/ })
  await expect(control).toBeChecked()
  await control.uncheck()
  await button(page, 'Save controls').click()
  await expect(page.getByText(/^Saved the controls of /)).toBeVisible()

  // Now it goes through in the preview, and arrives.
  await page.goto(at(`/destinations/374?visitor=${visitor.id}`))
  const address = page.getByRole('region', { name: 'Address of the https address' })
  await expect(address).toContainText(`seg=`)
  await expect(address).toContainText(String(segment.segmentId))
  await page.goto(at(`/live-test?visitor=${visitor.id}&destination=374`))
  await button(page, /^Visit the page/).click()
  const result = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Ticket retargeting pixel', exact: true }) })
  await expect(result.getByText('Equal', { exact: true })).toBeVisible()
  await expect(result.getByRole('definition').last()).toContainText(`seg=${segment.segmentId}`)
}
