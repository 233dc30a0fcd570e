import { existsSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { checkA11y, expect, test } from '../fixtures.ts'
import {
  activate,
  button,
  expectSaved,
  field,
  fillBasics,
  link,
  reach,
  startDraft,
} from '../journey.ts'

const TAXONOMY = new URL('../../../shared/data/iab-audience-taxonomy-1.1.tsv', import.meta.url)

/** 1,000 made-up segments, for machines without the taxonomy. */
const ROWS = [
  'id\tname\tfolder',
  ...Array.from(
    { length: 1000 },
    (_, at) => `${at + 1}\tSegment ${at + 1}\tInterest / Group ${at % 7}`,
  ),
].join('\n')

/** Gives the import page its rows, as a file where there is one, and has them checked. */
async function checkRows(page: Page): Promise<number> {
  if (existsSync(TAXONOMY)) {
    await page.locator('input[type=file]').setInputFiles(TAXONOMY.pathname)
  } else {
    await field(page, /paste rows/).fill(ROWS)
    await button(page, 'Read the rows').click()
  }
  await button(page, 'Check the rows').click()
  return existsSync(TAXONOMY) ? 1558 : 1000
}

async function importSegments(page: Page): Promise<number> {
  await link(page, 'Import segments').first().click()
  const total = await checkRows(page)
  const count = total.toLocaleString('en-US')
  await button(page, `Import ${count} segments`).click()
  await expect(page.getByText(`${count} created, 0 changed, 0 unchanged.`)).toBeVisible()

  // The same rows again change nothing.
  await button(page, 'Import more').click()
  await checkRows(page)
  await expect(page.getByRole('definition').nth(2)).toHaveText(count)
  await expect(button(page, 'Import 0 segments')).toHaveAccessibleDescription(/nothing to create/)
  return total
}

/** Maps 500 segments by the API, as the page’s own request does; the page maps what a search finds. */
async function mapFirst500(page: Page, destinationId: number): Promise<void> {
  const list = await page.request.get(
    `/api/segments?limit=500&sort=id&notMappedTo=${destinationId}`,
  )
  const { items } = (await list.json()) as { items: { id: number }[] }
  const created = await page.request.post(
    `/api/destinations/${destinationId}/mappings/bulk-create`,
    {
      data: {
        select: { segmentIds: items.map(({ id }) => id) },
        startDate: '2026-01-01',
        endDate: null,
      },
    },
  )
  expect(created.status()).toBe(201)
}

for (const store of ['pglite', 'postgresql'] as const) {
  test(`two destinations with 500 segments each outlive the process, on ${store}`, async ({
    browser,
    startServer,
  }) => {
    test.setTimeout(180_000)
    const server = await startServer({ store })
    const context = await browser.newContext({ baseURL: server.url })
    const page = await context.newPage()
    await page.goto('/')
    await expect(button(page, /Load sample data/)).toBeVisible()
    const total = await importSegments(page)

    await page.goto('/destinations')
    const urlId = await startDraft(page, 'URL')
    await fillBasics(page, 'Serialized pixel')
    await field(page, /Secure URL/).fill('https://ads.example/px?s=%ALIAS%&u=%did%')
    await field(page, /Base URL/).fill('http://ads.example/px?s=%ALIAS%')
    await expectSaved(page)
    await button(page, 'Continue to mappings').click()
    await expect(page.getByRole('heading', { name: 'Segment mappings', level: 1 })).toBeVisible()
    await mapFirst500(page, urlId)
    await page.reload()
    await expect(page.getByText('500 mapped', { exact: true })).toBeVisible()
    await activate(page)

    await page.goto('/destinations')
    const cookieId = await startDraft(page, 'Cookie')
    await fillBasics(page, 'Multi-key cookie')
    await field(page, 'Cookie name').fill('acme_seg')
    await field(page, 'Cookie domain').fill('.sports.com')
    await page.getByRole('radio', { name: /Multi key/ }).check()
    await expectSaved(page)
    await button(page, 'Continue to mappings').click()
    await expect(page.getByRole('heading', { name: 'Segment mappings', level: 1 })).toBeVisible()
    await mapFirst500(page, cookieId)
    await page.reload()
    await page.getByRole('checkbox', { name: 'Select all 500 that match' }).click()
    await expect(page.getByText('All 500 that match are selected')).toBeVisible()
    // Keys come by the API: the tools of the grid give all of them one.
    const mapped = await page.request.get(`/api/destinations/${cookieId}/mappings?limit=1000`)
    const { items } = (await mapped.json()) as { items: { segmentId: number; revision: number }[] }
    const keyed = await page.request.post(`/api/destinations/${cookieId}/mappings/bulk-update`, {
      data: {
        changes: items.map(({ segmentId, revision }) => ({
          segmentId,
          revision,
          set: { key: `k${segmentId % 3}` },
        })),
      },
    })
    expect(keyed.status()).toBe(200)
    await page.reload()
    await activate(page)

    const seen = async () => {
      const list = await page.request.get('/api/destinations?sort=id&direction=asc')
      const views = await Promise.all(
        [urlId, cookieId].map(async (id) => [
          await (await page.request.get(`/api/destinations/${id}`)).json(),
          await (
            await page.request.get(`/api/destinations/${id}/mappings?limit=1000&sort=id`)
          ).json(),
        ]),
      )
      const segments = await page.request.get('/api/segments?limit=1')
      return [await list.json(), views, ((await segments.json()) as { total: number }).total]
    }
    const before = await seen()
    expect(before[2]).toBe(total)
    await server.stop()
    await server.restart()
    expect(await seen()).toEqual(before)
    await page.goto(`/destinations/${urlId}`)
    await expect(page.getByRole('heading', { name: 'Serialized pixel' })).toBeVisible()
    await context.close()
  })
}

test('the whole way is possible by keyboard alone', async ({ browser, startServer }) => {
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  const keys = page.keyboard

  await page.goto('/')
  await reach(page, 'link', 'Import segments', 'Enter')
  await reach(page, 'textbox', /paste rows/)
  await keys.insertText('id\tname\n1\tSki\n2\tSurf\n')
  await reach(page, 'button', 'Read the rows', 'Enter')
  await reach(page, 'button', 'Check the rows', 'Enter')
  await reach(page, 'button', 'Import 2 segments', 'Enter')
  await reach(page, 'link', 'Go to destinations', 'Enter')
  await reach(page, 'link', 'Create destination', 'Enter')
  await reach(page, 'button', 'Create URL destination', 'Enter')
  await reach(page, 'textbox', 'Name')
  await keys.type('By keyboard')
  await keys.press('Enter')
  await reach(page, 'checkbox', /None of these/, 'Space')
  await reach(page, 'button', 'Continue to configuration', 'Enter')
  await reach(page, 'textbox', /Secure URL/)
  await keys.type('https://k.example/?s=%ALIAS%')
  await reach(page, 'textbox', /Base URL/)
  await keys.type('http://k.example/?s=%ALIAS%')
  await reach(page, 'button', 'Continue to mappings', 'Enter')
  await reach(page, 'button', /Map all 2 segments/, 'Enter')
  await expect(page.getByText('Mapped 2 segments')).toBeVisible()
  await reach(page, 'button', 'Continue to review', 'Enter')
  await reach(page, 'button', 'Activate', 'Enter')
  await expect(page.getByText('By keyboard is active')).toBeVisible()
  await checkA11y(page)
  await context.close()
})

test('a second tab never overwrites the first', async ({ browser, startServer }) => {
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const first = await context.newPage()
  await first.goto('/destinations/new')
  await button(first, 'Create URL destination').click()
  await expect(field(first, 'Name')).toBeVisible()
  const second = await context.newPage()
  await second.goto(first.url())
  await expect(field(second, 'Name')).toBeVisible()
  await field(first, 'Name').fill('From the first tab')
  await expectSaved(first)
  await field(second, 'Description').fill('From the second tab')
  const dialog = second.getByRole('dialog').or(second.getByRole('alertdialog'))
  await expect(dialog).toContainText('From the first tab')
  await dialog.getByRole('radio', { name: /Name: theirs/ }).check()
  await button(second, 'Save my choice').click()
  await expectSaved(second)
  await first.reload()
  await expect(field(first, 'Name')).toHaveValue('From the first tab')
  await expect(field(first, 'Description')).toHaveValue('From the second tab')
  await context.close()
})

test('a save that fails is visible, and what was typed stays', async ({ browser, startServer }) => {
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.goto('/destinations/new')
  await button(page, 'Create URL destination').click()
  await expect(field(page, 'Name')).toBeVisible()
  await server.kill9()
  await field(page, 'Name').fill('Typed while the server was away')
  await expect(page.getByText('Not saved: The server could not be reached.')).toBeVisible()
  await page.getByRole('button', { name: 'Retry' }).first().focus()
  await server.restart()
  await page.getByRole('button', { name: 'Retry' }).first().click()
  await expectSaved(page)
  await page.reload()
  await expect(field(page, 'Name')).toHaveValue('Typed while the server was away')
  await context.close()
})

test('the API is documented by the server itself', async ({ browser, startServer }) => {
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.goto('/api/docs')
  await expect(page.getByRole('heading', { name: 'Destination Builder API' })).toBeVisible()
  await checkA11y(page)
  await context.close()
})

async function drop(page: Page): Promise<void> {
  await page.route('**/api/**', (route) => route.abort())
}

/** Every answer that may go wrong, for every screen: a named error with a way on. */
const FAULTS: [string, (page: Page) => Promise<void>][] = [
  ['500', (page) => answer(page, { status: 500, body: '{}' })],
  [
    '503 with Retry-After',
    (page) => answer(page, { status: 503, headers: { 'retry-after': '1' }, body: 'busy' }),
  ],
  ['403', (page) => answer(page, { status: 403, body: '' })],
  ['401', (page) => answer(page, { status: 401, body: '' })],
  [
    'HTML instead of JSON',
    (page) => answer(page, { status: 200, body: '<!doctype html><p>hello' }),
  ],
  ['an empty object', (page) => answer(page, { status: 200, body: '{}' })],
  ['truncated JSON', (page) => answer(page, { status: 200, body: '{"items":[{"id":1' })],
  ['a dropped connection', (page) => drop(page)],
]

async function answer(
  page: Page,
  response: { status: number; body: string; headers?: Record<string, string> },
): Promise<void> {
  await page.route('**/api/**', (route) => route.fulfill(response))
}

const SCREENS = [
  '/destinations',
  '/destinations/374',
  '/destinations/374/history',
  '/destinations/374/edit/configuration',
  '/destinations/374/edit/segment-mappings',
  '/destinations/374/edit/segment-mappings?view=available',
  '/destinations/374/edit/segment-mappings/import',
  '/destinations/374/edit/segment-mappings/rules',
  '/destinations/374/edit/review',
  '/segments',
  '/segments/1088',
  '/live-test',
  '/trash',
]

test('each screen names each fault and goes on with Retry', async ({ browser, startServer }) => {
  test.setTimeout(240_000)
  const server = await startServer({ store: 'pglite' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.request.post('/api/account/sample-data', { data: {} })
  for (const screen of SCREENS) {
    for (const [fault, break_] of FAULTS) {
      // oxlint-disable no-await-in-loop -- one page shows one fault at a time
      await break_(page)
      await page.goto(screen)
      const retry = page.getByRole('button', { name: /Retry|Try again/ }).first()
      await expect(retry, `${screen} with ${fault}`).toBeVisible()
      await expect(page.locator('body')).not.toContainText(/\bat \w+ \(|undefined|\[object/)
      await page.unrouteAll()
      await retry.click()
      await expect(
        page.getByRole('heading', { level: 1 }),
        `${screen} after ${fault}`,
      ).toBeVisible()
      // oxlint-enable no-await-in-loop
    }
  }
  await context.close()
})
