import type { Page } from '@playwright/test'
import { checkA11y, expect, inBothThemes, takeScreenshots, test } from '../fixtures.ts'
import { button, field, link } from '../journey.ts'
import {
  address,
  controls,
  explainAndFix,
  fireTestCalls,
  makeVisitorInPlace,
  notSent,
  startPartner,
} from '../preview-journey.ts'

const CONFIGURATION = '#/destinations/374/edit/configuration'

async function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

test('a marketer sees why a segment is not sent, and gets to where it is put right', async ({
  page,
}) => {
  await explainAndFix(page, (path) => `#${path}`)
  await expect(address(page, 'https')).toContainText('https://ads.northwind.example/px?seg=')
  await makeVisitorInPlace(page)
  await page.reload()
  await expect(controls(page)).toContainText('Somebody in all of them')
})

test('a test call is made by this browser, with what is typed and not saved', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/ERR_CONNECTION_REFUSED/)
  const partner = await startPartner()
  await page.goto(CONFIGURATION)
  await fireTestCalls(page, partner)
})

test('an iframe call says what a browser cannot tell', async ({ page }) => {
  const partner = await startPartner()
  await page.goto(CONFIGURATION)
  await page.getByRole('combobox', { name: 'Called as' }).selectOption('iframe')
  await field(page, /Base URL/).fill(`${partner.url}/frame?s=%ALIAS%`)
  await expect(address(page, 'http')).toContainText(partner.url)
  await button(page, 'Fire a test call of the http address').click()
  await button(page, `Call ${new URL(partner.url).host}`).click()
  await expect(page.getByText(/no frame can tell/)).toBeVisible()
  expect(partner.got).toHaveLength(1)
  await partner.close()
})

test('a call and a cookie are copied in each form', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(CONFIGURATION)
  const url = await address(page, 'https').textContent()
  const copy = async (menu: string, form: string) => {
    await button(page, menu).click()
    await page.getByRole('menuitem', { name: form, exact: true }).click()
    await expect(page.getByText(`Copied: ${form}`).last()).toBeVisible()
  }
  await copy('Copy the call of the https address', 'Address')
  expect(await clipboard(page)).toBe(url)
  await copy('Copy the call of the https address', 'cURL')
  expect(await clipboard(page)).toBe(`curl --globoff '${url}'`)
  await copy('Copy the call of the https address', 'HTML')
  expect(await clipboard(page)).toMatch(/^<img src="https:\/\/.*&amp;.*" width="1"/)

  await page.goto('#/destinations/452/edit/configuration?visitor=5')
  await expect(page.getByRole('region', { name: 'Cookie as stored' })).toContainText('acme_chat=')
  await copy('Copy the cookie', 'HTML')
  expect(await clipboard(page)).toMatch(/^<script>document\.cookie = "acme_chat=/)
})

test('a cookie says when it expires and what has no room in it', async ({ page }) => {
  await page.goto('#/destinations/452/edit/configuration?visitor=5&asOf=2027-03-01')
  await expect(page.getByText('29 Feb 2028', { exact: false })).toBeVisible()
  await field(page, 'Maximum size').fill('14')
  await expect(page.getByText(/did not fit, lowest priority first/)).toBeVisible()
  await expect(notSent(page).getByText('Did not fit', { exact: true })).toBeVisible()
  await field(page, 'Cookie domain').fill('.other.example')
  await controls(page).click()
  await page.getByRole('textbox', { name: 'Host' }).fill('www.acme-travel.example')
  await page.keyboard.press('Enter')
  await expect(notSent(page).getByText('Other domain', { exact: true })).toBeVisible()
  await notSent(page).getByRole('link', { name: 'Change the cookie domain' }).click()
  await expect(field(page, 'Cookie domain')).toBeFocused()
})

const GOOD = {
  name: 'Imported visitor',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: { '903': 'n-17' },
  region: 6,
  gdprApplies: false,
  consent: null,
  qualifications: [],
}

const OTHER = { ...GOOD, did: '29393572368547369350319949416899715728' }

test('visitors come from JSON, once what is wrong in it was put right', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/422/)
  await page.goto('#/visitors')
  await link(page, 'Import').click()
  const text = field(page, 'Or paste JSON')
  await text.fill('[{"name": Mia}]')
  await expect(page.getByText('This is not JSON: look at line 1, column 11.')).toBeVisible()
  await expect(button(page, 'Import')).toHaveAccessibleDescription(/Put right/)
  await text.fill(JSON.stringify([GOOD, { ...GOOD, did: 'x', region: 5 }]))
  const wrong = page.getByRole('region', { name: 'What is wrong' })
  await expect(wrong).toContainText('visitors.1.did Enter digits only')
  await expect(wrong).toContainText('visitors.1.region Use one of the regions')
  // What only the server knows comes back with its path.
  const qualifications = [{ segmentId: 7, at: '2026-11-20T08:00:00Z' }]
  await text.fill(JSON.stringify([GOOD, { ...OTHER, qualifications }]))
  await button(page, 'Import 2 visitors').click()
  await expect(wrong).toContainText('visitors.1.qualifications.0.segmentId There is no segment 7.')
  await page.locator('input[type=file]').setInputFiles({
    name: 'visitors.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ visitors: [GOOD, { ...OTHER, name: 'Another' }] })),
  })
  await button(page, 'Import 2 visitors').click()
  await expect(page.getByText('2 visitors imported')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search visitors' }).fill('another')
  await expect(page.getByRole('rowheader', { name: 'Another' })).toBeVisible()
})

test('a visitor is changed, deleted and brought back; typing survives a reload', async ({
  page,
}) => {
  await page.goto('#/visitors')
  await link(page, 'Noah').click()
  await field(page, 'Name').fill('Noah Nowak')
  await page.getByRole('searchbox', { name: 'Find segments to add' }).fill('Camping')
  await button(page, 'Add Camping').first().click()
  await page.reload()
  await expect(page.getByText('What you typed before and was not saved is back.')).toBeVisible()
  await expect(field(page, 'Name')).toHaveValue('Noah Nowak')
  await field(page, 'Consent string').fill('nonsense')
  await expect(page.getByText(/This is no TCF string/)).toBeVisible()
  await button(page, 'Save visitor').click()
  await expect(page.getByText('Noah Nowak is saved')).toBeVisible()
  await link(page, 'Noah Nowak').click()
  await expect(page.getByText('13 that the visitor is in')).toBeVisible()
  await button(page, 'Delete').click()
  await expect(page.getByText('Noah Nowak was deleted')).toBeVisible()
  await button(page, 'Undo').click()
  await expect(link(page, 'Noah Nowak')).toBeVisible()
})

test('the panel and the library are accessible, and look as they shall', async ({ page }) => {
  await page.goto('#/destinations/374/edit/configuration?visitor=3')
  await controls(page).click()
  await expect(page.getByRole('group', { name: 'As of' })).toBeVisible()
  await notSent(page).getByText('Blocked', { exact: true }).click()
  await button(page, 'Fire a test call of the https address').click()
  await inBothThemes(page, () => checkA11y(page))
  await takeScreenshots(page, 'preview')
  await button(page, 'New visitor…').click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await inBothThemes(page, () => checkA11y(page))
  for (const path of ['#/visitors', '#/visitors/5', '#/visitors/new', '#/visitors/import']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    await inBothThemes(page, () => checkA11y(page))
    await takeScreenshots(page, `visitors${path.replaceAll(/[#/]+/g, '-')}`)
  }
})

test('the narrow screen shows the preview and the library without sideways scrolling', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [
    CONFIGURATION,
    '#/destinations/388?visitor=5',
    '#/visitors/5',
    '#/visitors',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, path).toBeLessThanOrEqual(0)
  }
})
