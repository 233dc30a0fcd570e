import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'
import { button, field, link } from './journey.ts'

/** Steps around the preview; the same over the mock and over a real server. */

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** A partner's server on a free port, which keeps what it is asked for. */
export type Partner = { url: string; got: string[]; close(): Promise<void> }

export async function startPartner(): Promise<Partner> {
  const got: string[] = []
  const server: Server = createServer((request, response) => {
    got.push(request.url ?? '')
    response.setHeader('content-type', 'image/gif')
    response.end(GIF)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on a port has such an address
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    got,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const notSent = (page: Page) => page.getByRole('region', { name: 'Not sent' })
export const address = (page: Page, protocol: 'http' | 'https') =>
  page.getByRole('region', { name: `Address of the ${protocol} address` })
export const controls = (page: Page) => button(page, /Previewed for/)

/**
 * A marketer finds out why a segment is not sent, follows the link, makes up a visitor who is in the
 * segments, and looks at another day.
 *
 * @param at the address of a route; the sample company is loaded.
 */
export async function explainAndFix(page: Page, at: (path: string) => string): Promise<void> {
  await page.goto(at('/destinations/374/edit/configuration'))
  await expect(notSent(page).getByText('Blocked', { exact: true })).toBeVisible()

  // Not started: another day changes that.
  await expect(notSent(page).getByText('Not started', { exact: true })).toBeVisible()
  await controls(page).click()
  const day = page.getByRole('group', { name: 'As of' })
  await day.getByRole('spinbutton').first().click()
  await page.keyboard.type('01032028')
  await expect(page).toHaveURL(/asOf=2028-03-01/)
  await expect(notSent(page).getByText('Not started', { exact: true })).toBeHidden()

  // The visitor, the page and the day go along to the next step and back.
  await page.getByRole('combobox', { name: 'Visitor' }).selectOption('3')
  await expect(page).toHaveURL(/visitor=3/)
  await notSent(page).getByRole('link', { name: 'Change the end date' }).click()
  await expect(page.getByRole('heading', { name: 'Segment mappings', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/visitor=3&asOf=2028-03-01|asOf=2028-03-01&visitor=3/)
  await link(page, 'Back').click()
  await expect(controls(page)).toContainText('Elif')
  await expect(controls(page)).toContainText('1 Mar 2028')
}

/** A visitor who is in the segments that were not sent, made where the preview stands. */
export async function makeVisitorInPlace(page: Page): Promise<void> {
  await notSent(page)
    .getByRole('button', { name: /try a new visitor/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'New visitor' })
  await dialog.getByRole('button', { name: 'Save and use' }).click()
  await expect(dialog.getByText('Enter the name.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Somebody in all of them')
  await dialog.getByRole('button', { name: 'Save and use' }).click()
  await expect(dialog).toBeHidden()
  await expect(controls(page)).toContainText('Somebody in all of them')
}

/** Types a base URL of the partner, unsaved, and makes the call from this browser. */
export async function fireTestCalls(page: Page, partner: Partner): Promise<void> {
  await field(page, /Base URL/).fill(`${partner.url}/px?s=%ALIAS%&u=%did%&c='x'`)
  await expect(address(page, 'http')).toContainText(`${partner.url}/px?s=`)
  const shown = await address(page, 'http').textContent()
  await button(page, 'Fire a test call of the http address').click()
  expect(partner.got).toEqual([])
  await button(page, `Call ${new URL(partner.url).host}`).click()
  const results = page.getByRole('list', { name: 'Test calls of the http address' })
  await expect(results.getByText('Loaded', { exact: true })).toBeVisible()
  expect(partner.got.map((path) => partner.url + path)).toEqual([shown])

  // The host was agreed to; now nobody listens there any more.
  await partner.close()
  await button(page, 'Fire a test call of the http address').click()
  await expect(results.getByText('Failed', { exact: true })).toBeVisible()
  expect(partner.got).toHaveLength(1)
}
