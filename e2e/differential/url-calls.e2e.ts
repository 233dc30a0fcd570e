import { expect, type Page, test as base } from '@playwright/test'
import { sample } from 'fast-check'
import type { CallType } from '../../src/contract/destination/url.ts'
import { type CallCase, calls } from './generated-calls.ts'
import { PAGE_HOST, type Received, type Receiver, startReceiver } from './receiver.ts'

const SEED = 20_261_123
const DESTINATIONS = 1300
const BATCH = 250

const test = base.extend<object, { receiver: Receiver }>({
  receiver: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const receiver = await startReceiver()
      await use(receiver)
      await receiver.close()
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, receiver }, use) => {
      // Every host and port is the receiver.
      const rule = `--host-resolver-rules=MAP * 127.0.0.1:${receiver.port}`
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), rule] })
    },
    { scope: 'worker' },
  ],
})

/** Makes calls one after the other, so that what arrives is in their order. */
function call(page: Page, addresses: { calledAs: CallType; address: string }[]): Promise<void> {
  return page.evaluate(async (all) => {
    for (const { calledAs, address } of all) {
      const element = document.createElement(calledAs)
      const ended = new Promise((resolve) => {
        element.addEventListener('load', resolve)
        element.addEventListener('error', resolve)
      })
      element.src = address
      if (calledAs === 'iframe') document.body.append(element)
      // oxlint-disable-next-line no-await-in-loop -- see above
      await ended
      element.remove()
    }
  }, addresses)
}

/** The receiver has no certificate, so https calls are made without it. */
function withoutTls(address: string): string {
  return address.replace(/^https:/i, 'http:')
}

function isAsPredicted(predicted: string, { host, pathAndQuery }: Received): boolean {
  if (predicted.startsWith('http:')) return predicted === `http://${host}${pathAndQuery}`
  // The port is the only thing that depends on the scheme: what is the default is left out.
  const withoutPort = (authority: string) => authority.replace(/:\d+$/, '')
  const [, authority = '', rest] = /^https:\/\/([^/]+)(.*)$/.exec(predicted) ?? []
  return withoutPort(authority) === withoutPort(host) && rest === pathAndQuery
}

/** Each address once: a browser takes an image that it has just loaded from its memory. */
function generatedCases(): CallCase[] {
  const generated = sample(calls, { seed: SEED, numRuns: DESTINATIONS }).flat()
  const byAddress = new Map(generated.map((each) => [new URL(withoutTls(each.asked)).href, each]))
  return [...byAddress.values()]
}

test('partners receive what the product predicts, byte for byte', async ({ page, receiver }) => {
  const cases = generatedCases()
  expect(cases.length).toBeGreaterThanOrEqual(2000)
  await page.goto(`http://${PAGE_HOST}/`)
  const differences: unknown[] = []
  for (let at = 0; at < cases.length; at += BATCH) {
    const batch = cases.slice(at, at + BATCH)
    // oxlint-disable-next-line no-await-in-loop -- what arrives is told apart by its order
    await call(
      page,
      batch.map(({ calledAs, asked }) => ({ calledAs, address: withoutTls(asked) })),
    )
    const received = receiver.take()
    expect(received.length, 'Every call arrives, once.').toBe(batch.length)
    received.forEach((arrived, index) => {
      const given = batch[index]
      if (!given || !isAsPredicted(given.predicted, arrived)) differences.push({ given, arrived })
    })
  }
  expect(differences).toEqual([])
})

test('browsers request a predicted address as it is', async ({ page }) => {
  const predicted = generatedCases().map((each) => each.predicted)
  const differences = await page.evaluate(
    (addresses) => addresses.filter((address) => new URL(address).href !== address),
    predicted,
  )
  expect(differences).toEqual([])
})
