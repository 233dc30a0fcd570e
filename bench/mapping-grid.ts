import { type Browser, type CDPSession, type Page } from '@playwright/test'
import { pastedMappingsKey } from '../src/parts/import/pasted-mappings.ts'
import { bareListPage } from './bare-list.ts'
import { keyToPaint, memory, openBrowser, percentile, slowed } from './browser.ts'
import { LARGE_DESTINATION, MAPPINGS, SEGMENTS } from './mapping-store.ts'
import type { Figure } from './table.ts'

const MB = 1024 ** 2
const TYPED = 'people who travel 12'
/** Frames of one way down a list. */
const FRAMES = 240
/** Pixels a frame: two rows, 4,000 a second, and five, faster than a hand flings a list. */
const STEPS = { steady: 68, fling: 170 }
/** Requests for a first window, none of which was answered before. */
const WINDOWS = 40

/** Milliseconds between frames while a list is scrolled by some pixels in each, at CPU ×4. */
async function scrollFrames(
  page: Page,
  devtools: CDPSession,
  scroller: string,
  step: number,
): Promise<number[]> {
  return slowed(devtools, () =>
    page.evaluate(
      async ({ selector, frames, pixels }) => {
        const list = document.querySelector(selector)
        if (!list) throw new Error(`There is no ${selector}`)
        const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
        const times: number[] = []
        let before = await nextFrame()
        for (let n = 0; n < frames; n += 1) {
          list.scrollTop += pixels
          // oxlint-disable-next-line no-await-in-loop -- frames come one after the other
          const now = await nextFrame()
          times.push(now - before)
          before = now
        }
        return times
      },
      { selector: scroller, frames: FRAMES, pixels: step },
    ),
  )
}

type Felt = { key: number; frame: number; fling: number }

/** Typing in the search and scrolling, in the page that is open. */
async function feel(page: Page, devtools: CDPSession, scroller: string): Promise<Felt> {
  const frame = percentile(await scrollFrames(page, devtools, scroller, STEPS.steady), 0.95)
  const fling = percentile(await scrollFrames(page, devtools, scroller, STEPS.fling), 0.95)
  await page
    .getByRole('textbox', { name: /Search/ })
    .or(page.getByRole('searchbox'))
    .first()
    .click()
  return { frame, fling, key: percentile(await keyToPaint(page, devtools, TYPED), 0.75) }
}

async function bare(page: Page, devtools: CDPSession, count: number): Promise<Felt> {
  await page.setContent(bareListPage(count))
  return feel(page, devtools, '#scroller')
}

function feltFigures(what: string, seen: Felt, floor: Felt, keyBudget: number): Figure[] {
  return [
    {
      name: `${what}: key to paint in the search, p75`,
      value: seen.key,
      unit: 'ms',
      budget: keyBudget,
    },
    { name: `${what}: the same, bare list`, value: floor.key, unit: 'ms', budget: null },
    {
      name: `${what}: frame of a scroll by 2 rows each, p95`,
      value: seen.frame,
      unit: 'ms',
      budget: 18.6,
    },
    { name: `${what}: the same, bare list`, value: floor.frame, unit: 'ms', budget: null },
    {
      name: `${what}: frame of a fling by 5 rows each, p95`,
      value: seen.fling,
      unit: 'ms',
      budget: null,
    },
    { name: `${what}: the same, bare list`, value: floor.fling, unit: 'ms', budget: null },
  ]
}

/** Milliseconds until the server has answered a window of mappings, for windows that nobody asked for before. */
async function firstWindow(url: string): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < WINDOWS; n += 1) {
    const start = performance.now()
    // oxlint-disable-next-line no-await-in-loop -- one question at a time is what is measured
    const response = await fetch(
      `${url}/api/destinations/${LARGE_DESTINATION}/mappings?offset=0&limit=${200 + n}`,
    )
    // oxlint-disable-next-line no-await-in-loop -- as above
    await response.text()
    times.push(performance.now() - start)
  }
  return percentile(times, 0.5)
}

async function heapOf(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const devtools = await page.context().newCDPSession(page)
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const { heap } = await memory(devtools)
  await page.close()
  return heap
}

/** A name in the first row: rows on their way have cells too, but no words. */
async function rowsShown(page: Page): Promise<void> {
  await page
    .locator('[role=grid] [role=rowheader]')
    .filter({ hasText: /Segment/ })
    .first()
    .waitFor()
}

/** Ticks all 20,000 and gives them an end. @returns milliseconds from the last press until all are saved. */
async function setEndOfAll(page: Page): Promise<number> {
  await page.getByRole('checkbox', { name: 'Select all 20,000 that match' }).click()
  await page.getByText('All 20,000 that match are selected').waitFor()
  await page.getByRole('button', { name: /Set dates/ }).click()
  const dialog = page.getByRole('dialog')
  const end = dialog.getByRole('group', { name: 'Last day' })
  await end.getByRole('spinbutton').first().click()
  await page.keyboard.type('31122027')
  const apply = dialog.getByRole('button', { name: 'Change 20,000' })
  await apply.waitFor()
  const start = performance.now()
  await apply.click()
  await page.getByRole('button', { name: /^Undo: set end date of 20,000/ }).waitFor()
  return performance.now() - start
}

/** Has 20,000 pasted rows compared with what is mapped. @returns milliseconds from the press to the diff. */
async function diffOfAll(page: Page, url: string): Promise<number> {
  const rows = Array.from({ length: MAPPINGS }, (_, at) => `${102 + at}\tvalue-${at}\t2027-06-30`)
  // As the grid hands over what is pasted into it: into a field, Playwright takes a minute for so much text.
  await page.evaluate(([key, text]) => sessionStorage.setItem(key, text), [
    pastedMappingsKey(LARGE_DESTINATION),
    `sid\tvalue\tendDate\n${rows.join('\n')}`,
  ] as const)
  await page.goto(`${url}/destinations/${LARGE_DESTINATION}/edit/segment-mappings/import`)
  const check = page.getByRole('button', { name: 'Check the rows' })
  await check.waitFor()
  const start = performance.now()
  await check.click()
  await page.getByRole('button', { name: 'To change 20,000' }).waitFor()
  return performance.now() - start
}

/**
 * What the mapping grid feels like at its largest.
 *
 * @param url a server over the store of `fillMappings`.
 * @param emptyUrl a server over an empty account.
 */
export async function measureMappingGrid(url: string, emptyUrl: string): Promise<Figure[]> {
  const browser = await openBrowser()
  try {
    const window = await firstWindow(url)
    const empty = await heapOf(browser, `${emptyUrl}/destinations`)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const devtools = await page.context().newCDPSession(page)
    const grid = `${url}/destinations/${LARGE_DESTINATION}/edit/segment-mappings`
    await page.goto(`${grid}?view=mapped`)
    await rowsShown(page)
    const mapped = await feel(page, devtools, '[role=grid]')
    const { heap } = await memory(devtools)
    await page.goto(`${url}/segments`)
    await rowsShown(page)
    const all = await feel(page, devtools, '[role=grid]')
    const { heap: heapOfAll } = await memory(devtools)
    await page.goto(`${grid}?view=mapped`)
    await rowsShown(page)
    const saved = await setEndOfAll(page)
    const diff = await diffOfAll(page, url)
    const floor = await bare(page, devtools, MAPPINGS)
    const floorOfAll = await bare(page, devtools, SEGMENTS)
    return [
      {
        name: 'First window of 20,000 mappings, PostgreSQL',
        value: window,
        unit: 'ms',
        budget: 30,
      },
      ...feltFigures('Grid of 20,000 mappings, CPU ×4', mapped, floor, 56),
      ...feltFigures('List of 100,000 segments, CPU ×4', all, floorOfAll, 64),
      {
        name: 'Grid of 20,000 mappings: heap over the empty app',
        value: (heap - empty) / MB,
        unit: 'MB',
        budget: 16,
      },
      {
        name: 'List of 100,000 segments: heap over the empty app',
        value: (heapOfAll - empty) / MB,
        unit: 'MB',
        budget: 16,
      },
      {
        name: 'End date of 20,000 selected: saved, PostgreSQL',
        value: saved,
        unit: 'ms',
        budget: 1000,
      },
      { name: 'Paste of 20,000 rows: diff', value: diff, unit: 'ms', budget: 1500 },
    ]
  } finally {
    await browser.close()
  }
}
