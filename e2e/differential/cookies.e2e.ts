import type { CDPSession, Page } from '@playwright/test'
import { sample } from 'fast-check'
import { getPublicSuffix } from 'tldts'
import {
  type CookieVerdict,
  storedCookie,
  type StoredCookie,
} from '../../src/domain/delivery/browser-cookie.ts'
import { expect, test } from '../fixtures.ts'
import { type CookieCase, oddCookies, productCookies } from './generated-cookies.ts'

/** A host's name, with what browsers tell apart: public suffixes, exceptions of them, a dot at the end. */
const NAMES = [
  'sports.com',
  'golf.sports.com',
  'my_shop.sports.com',
  'www.sports.com.',
  'www.shop.co.uk',
  'github.io',
  'me.github.io',
  'b.ck',
  'www.ck',
  'a.b.kawasaki.jp',
  'xn--mnchen-3ya.de',
  'www.acme.example',
  'localhost',
]
const ADDRESSES = ['192.0.2.7', '[2001:db8::7]']
const HOSTS = [...NAMES, ...ADDRESSES]

const SEED = 20_261_123
const OF_PRODUCT = 60
const ODD = 120

const isPublicSuffix = (domain: string) =>
  getPublicSuffix(domain, { allowPrivateDomains: true }) === domain

/** What a browser holds, with the seconds that the cookie still lasts at least and at most. */
type Kept = Omit<StoredCookie, 'path' | 'maxAge'> & {
  path: string
  age: { least: number; most: number } | null
}

/** Writes a cookie on the page that is open, takes what the browser keeps, and removes it. */
async function write(cdp: CDPSession, assignment: string): Promise<Kept[]> {
  const before = Date.now() / 1000
  // Reading waits until the browser has written.
  await cdp.send('Runtime.evaluate', {
    expression: `document.cookie = ${JSON.stringify(assignment)}; document.cookie`,
  })
  const after = Date.now() / 1000
  const [{ cookies }] = await Promise.all([
    cdp.send('Network.getAllCookies'),
    cdp.send('Network.clearBrowserCookies'),
  ])
  return cookies.map(({ name, value, domain, path, expires, session }) => ({
    name,
    value,
    domain: domain.replace(/^\./, ''),
    hostOnly: !domain.startsWith('.'),
    path,
    age: session ? null : { least: expires - after, most: expires - before },
  }))
}

function isAsPredicted(kept: readonly Kept[], { stored }: CookieVerdict): boolean {
  const [cookie] = kept
  if (!cookie || !stored) return kept.length === 0 && stored === null
  const { age } = cookie
  const { maxAge } = stored
  const isSameAge =
    age === null || maxAge === null
      ? age === maxAge
      : age.least - 0.01 <= maxAge && maxAge <= age.most + 0.01
  return (
    kept.length === 1 &&
    isSameAge &&
    cookie.name === stored.name &&
    cookie.value === stored.value &&
    cookie.domain === stored.domain &&
    cookie.hostOnly === stored.hostOnly &&
    cookie.path === stored.path
  )
}

/** Writes all of them. Pages need not exist: only their address decides about a cookie. */
async function compare(page: Page, cases: readonly CookieCase[]): Promise<void> {
  const differences: unknown[] = []
  let compared = 0
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>A page</title>' }),
  )
  const cdp = await page.context().newCDPSession(page)
  for (const [protocol, onPage] of Map.groupBy(cases, (given) => given.page.protocol)) {
    // oxlint-disable-next-line no-await-in-loop -- one tab shows one page at a time
    await page.goto(`${protocol}://${onPage[0]?.page.host}/`)
    for (const given of onPage) {
      const verdict = storedCookie(given, given.page, isPublicSuffix)
      // oxlint-disable-next-line no-await-in-loop -- another cookie could replace it
      const kept = await write(cdp, given.assignment)
      const isProductRight = given.isWritten === null || given.isWritten === kept.length > 0
      if (!isAsPredicted(kept, verdict) || !isProductRight) {
        differences.push({ ...given, verdict, kept })
      }
      compared += 1
    }
  }
  expect(differences).toEqual([])
  expect(compared).toBe(cases.length)
}

/** Others on each host, the same in each run. */
function odd(host: string): CookieCase[] {
  return sample(oddCookies(host), { seed: SEED + HOSTS.indexOf(host), numRuns: ODD })
}

function ofProduct(host: string): CookieCase[] {
  return sample(productCookies(host), { seed: SEED + HOSTS.indexOf(host), numRuns: OF_PRODUCT })
}

for (const host of HOSTS) {
  test(`a page on ${host} keeps the product’s cookies as predicted, and odd ones`, async ({
    page,
  }) => {
    await compare(page, [...ofProduct(host), ...odd(host)])
  })
}

test('at least 2,000 cookies are compared, of which browsers keep many and refuse many', () => {
  const cases = HOSTS.flatMap(odd)
  const kept = cases.filter(
    (given) => storedCookie(given, given.page, isPublicSuffix).stored !== null,
  )
  expect(cases.length + HOSTS.length * OF_PRODUCT).toBeGreaterThanOrEqual(2000)
  expect(kept.length).toBeGreaterThan(cases.length / 4)
  expect(kept.length).toBeLessThan((cases.length * 3) / 4)
})
