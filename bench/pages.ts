import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { CPU_SLOWDOWN, keyToPaint, memory, openBrowser, percentile } from './browser.ts'
import type { Figure } from './table.ts'

/** Slow 4G as Lighthouse knows it: 562 ms a request, 1.47 Mbit/s. */
const SLOW_4G = {
  offline: false,
  latency: 562,
  downloadThroughput: (1.47 * 1024 * 1024) / 8,
  uploadThroughput: (0.675 * 1024 * 1024) / 8,
}

type Visit = { scripts: number; requests: number; usable: number }

/**
 * Opens an address with an empty cache on a slow machine and network until the page has what `selector`
 * names. It is looked for at each frame: a locator's own wait looks only twice a second.
 */
async function visit(browser: Browser, address: string, selector: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  let requests = 0
  const bodies: Promise<number>[] = []
  page.on('response', (response) => {
    requests += 1
    if (!response.url().endsWith('.js')) return
    bodies.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  const start = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.waitForFunction((what) => document.querySelector(what), selector, { polling: 'raf' })
  const usable = performance.now() - start
  // What the page asks for after it is usable does not count as its start.
  const [counted, sizes] = [requests, await Promise.all(bodies)]
  await context.close()
  return { scripts: sizes.reduce((sum, size) => sum + size, 0), requests: counted, usable }
}

/** The middle of three visits, by time. */
async function visits(...args: Parameters<typeof visit>): Promise<Visit> {
  const all: Visit[] = []
  // oxlint-disable-next-line no-await-in-loop -- visits side by side would slow each other down
  for (let n = 0; n < 3; n++) all.push(await visit(...args))
  const [, middle] = all.toSorted((a, b) => a.usable - b.usable)
  if (!middle) throw new Error('No visit was made')
  return middle
}

function pageFigures(
  what: string,
  seen: Visit,
  budget: { kilobytes: number; seconds: number },
): Figure[] {
  return [
    {
      name: `${what}: JavaScript, gzip`,
      value: seen.scripts / 1024,
      unit: 'KB',
      budget: budget.kilobytes,
    },
    { name: `${what}: requests`, value: seen.requests, unit: '', budget: 8 },
    {
      name: `${what}: usable, CPU ×4, slow 4G`,
      value: seen.usable / 1000,
      unit: 's',
      budget: budget.seconds,
    },
  ]
}

/** Types into a URL's address once the preview beside it shows what it comes to. */
async function typingFigures(
  page: Page,
  devtools: CDPSession,
  url: string,
  builderId: number,
  about: string,
): Promise<Figure[]> {
  await page.goto(`${url}/destinations/${builderId}/edit/configuration`)
  await page.getByRole('region', { name: 'Address of the https address' }).waitFor()
  await page.getByRole('textbox', { name: /Secure URL/ }).click()
  await page.keyboard.press('End')
  const keys = await keyToPaint(page, devtools, '&extra=%rnd%&and=more&another=one&last=end')
  const what = `Typing a URL with the preview on${about}, CPU ×4: key to paint`
  return [
    { name: `${what}, p75`, value: percentile(keys, 0.75), unit: 'ms', budget: 50 },
    { name: `${what}, p98`, value: percentile(keys, 0.98), unit: 'ms', budget: null },
  ]
}

/**
 * Typing beside the preview of a destination with as many mappings as there can be.
 *
 * @param builderId a serialized URL destination with 20,000 mappings.
 */
export async function measureManyMappings(url: string, builderId: number): Promise<Figure[]> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const devtools = await page.context().newCDPSession(page)
    return await typingFigures(page, devtools, url, builderId, ', 20,000 mappings')
  } finally {
    await browser.close()
  }
}

/**
 * What the browser feels, with 1,000 destinations in the account.
 *
 * @param url the server's address.
 * @param builderId a serialized URL destination to type into.
 */
export async function measurePages(url: string, builderId: number): Promise<Figure[]> {
  const browser = await openBrowser()
  try {
    // A name in the first row: the rows of a list on its way have cells too, but no words.
    const landing = await visits(browser, `${url}/destinations`, '[role=rowheader] a')
    const step = await visits(
      browser,
      `${url}/destinations/${builderId}/edit/configuration`,
      '[name=secureUrl]',
    )

    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const devtools = await page.context().newCDPSession(page)
    await page.goto(`${url}/destinations`)
    await page.getByRole('gridcell').first().waitFor()
    const grid = page.getByRole('grid')
    await grid.focus()
    await page.keyboard.press('Control+End')
    await page.getByRole('gridcell').last().waitFor()
    const { heap, nodes } = await memory(devtools)

    const typing = await typingFigures(page, devtools, url, builderId, '')
    return [
      ...pageFigures('Landing page, 1,000 destinations', landing, { kilobytes: 160, seconds: 3.5 }),
      { name: 'Landing page: heap', value: heap / 1024 ** 2, unit: 'MB', budget: 12 },
      { name: 'Landing page: DOM nodes', value: nodes, unit: '', budget: 1500 },
      ...pageFigures('Builder step', step, { kilobytes: 200, seconds: 3 }),
      ...typing,
    ]
  } finally {
    await browser.close()
  }
}
