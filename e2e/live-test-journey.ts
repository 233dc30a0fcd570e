import { expect, type Page } from '@playwright/test'
import { checkA11y, inBothThemes, takeScreenshots } from './fixtures.ts'
import { button } from './journey.ts'

/** The row of what a destination sends. */
const resultOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })

async function visit(page: Page): Promise<void> {
  await button(page, /^Visit the page/).click()
  await expect(page.getByRole('status').filter({ hasText: /equal|Nothing was/ })).toBeVisible()
}

/**
 * Qualifies a visitor for a segment of a destination, sees the call arrive as predicted, takes the
 * segment back and sees it gone.
 *
 * @param address of the screen, with a visitor who is in none of the destination's segments.
 */
export async function tryLiveTest(
  page: Page,
  given: { address: string; destination: string; segment: string; sends: RegExp },
): Promise<void> {
  const { address, destination, segment, sends } = given
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'Live test', level: 1 })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search segments' }).fill(segment)
  await button(page, `Qualify ${segment}`).click()
  await expect(button(page, `Un-qualify ${segment}`)).toBeVisible()

  await visit(page)
  const result = resultOf(page, destination)
  await expect(result.getByText('Equal', { exact: true })).toBeVisible()
  await expect(result.getByRole('definition').first()).toHaveText(sends)
  expect(await result.getByRole('definition').first().textContent()).toBe(
    await result.getByRole('definition').last().textContent(),
  )
  await expect(page.getByText(/^Arrived: (\d+) of \1, equal byte for byte\.$/)).toBeVisible()

  await button(page, `Un-qualify ${segment}`).click()
  await expect(button(page, `Qualify ${segment}`)).toBeVisible()
  await visit(page)
  await expect(resultOf(page, destination)).toHaveCount(0)
  await button(page, 'Start over').click()
  await expect(page.getByText(/has not visited the page yet/)).toBeVisible()
}

/** Everything that is active, for a visitor in many segments; with pictures of it. */
export async function visitWithAll(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await visit(page)
  await expect(page.getByText(/^Arrived: (\d+) of \1, equal byte for byte\.$/)).toBeVisible()
  await inBothThemes(page, () => checkA11y(page))
  await takeScreenshots(page, 'live-test')
}
