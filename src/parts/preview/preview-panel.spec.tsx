// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { aDeliveryMapping as mapping, aDestination } from '../../domain/test-destination.ts'
import { PreviewPanel } from './preview-panel.tsx'

const AT = '2026-11-20T08:00:00.000Z'

const MIA: Visitor = {
  id: 1,
  revision: 1,
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: {},
  region: 6,
  gdprApplies: false,
  consent: null,
  qualifications: [1, 2, 3].map((segmentId) => ({ segmentId, at: AT })),
}

const NUMBERS = Array.from({ length: 70 }, (_, at) => at + 1)
const NOAH: Visitor = {
  ...MIA,
  id: 2,
  name: 'Noah',
  qualifications: NUMBERS.map((segmentId) => ({ segmentId, at: AT })),
}

let mappings: DeliveryMapping[] = []
let isDown = false

beforeEach(() => {
  isDown = false
  vi.stubGlobal('fetch', async (url: URL) => {
    if (isDown) return new Response('', { status: 503 })
    const items = url.pathname === '/api/visitors' ? [MIA, NOAH] : mappings
    return Response.json({ items })
  })
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.unstubAllGlobals()
})

async function open(destination: Destination, given: DeliveryMapping[], search = '') {
  mappings = given
  const router = createMemoryRouter(
    [{ path: '*', Component: () => <PreviewPanel destination={destination} /> }],
    { initialEntries: [`/destinations/374/edit/configuration${search}`] },
  )
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { router, user: userEvent.setup() }
}

const PIXEL = aDestination({
  configuration: {
    type: 'url',
    serialized: true,
    baseUrl: null,
    secureUrl: 'https://ads.example/px?s=%ALIAS%&m=%mcid%',
    delimiter: ',',
    calledAs: 'img',
  },
})

it('shows a marketer the call byte for byte, and what is sent in place of a missing id', async () => {
  await open(PIXEL, [mapping(1), mapping(2)])
  const address = await screen.findByRole('region', { name: 'Address of the https address' })
  expect(address).toHaveProperty('textContent', 'https://ads.example/px?s=v1,v2&m=')
  expect(screen.getByText('Mia has no Experience Cloud ID: %mcid% is sent empty.')).toBeDefined()
  expect(
    screen.getByText('Nothing is called: the base URL is missing, or no address yet.'),
  ).toBeDefined()
  expect(screen.getByText('Carries 2 segments')).toBeDefined()
})

it('gives each reason once, with its count, its segments and the way that puts it right', async () => {
  await open(
    PIXEL,
    [
      mapping(1),
      mapping(2, { restrictedLabels: ['off-site-ads'] }),
      mapping(3, { endDate: '2026-02-01' }),
      mapping(4),
      mapping(5),
    ],
    '?visitor=1&protocol=https',
  )
  const notSent = within(await screen.findByRole('region', { name: 'Not sent' }))
  expect(notSent.getByRole('link', { name: 'See what blocks them' }).getAttribute('href')).toMatch(
    /^\/destinations\/374\/edit\/segment-mappings\?view=blocked&visitor=1/,
  )
  expect(notSent.getByRole('link', { name: 'Segment 2' }).getAttribute('href')).toBe(
    '/segments/2/restrictions?destination=374&labels=off-site-ads',
  )
  expect(notSent.getByRole('link', { name: 'Change the end date' })).toBeDefined()
  expect(notSent.getByText('Not in the segment').nextSibling?.textContent).toBe('2')
})

it('leads to a paused segment, and to the mappings that have ended or not begun', async () => {
  const rows = [
    mapping(1, { paused: true }),
    mapping(2, { endDate: '2026-01-02' }),
    mapping(3, { startDate: '2999-01-01' }),
  ]
  await open(aDestination(), rows)
  const notSent = within(await screen.findByRole('region', { name: 'Not sent' }))
  const href = (name: string) =>
    notSent.getByRole('link', { name, hidden: true }).getAttribute('href')
  expect(href('Segment 1')).toBe('/segments/1')
  const grid = '/destinations/374/edit/segment-mappings?view=mapped'
  expect(href('See what is paused')).toBe(`${grid}&states=segment-paused`)
  expect(href('Change the end date')).toBe(`${grid}&states=ended`)
  expect(href('Change the start date')).toBe(`${grid}&states=not-started`)
})

it('leads to all mappings where they have ended on another day than today', async () => {
  await open(aDestination(), [mapping(1, { endDate: '2900-01-02' })], '?asOf=2901-01-01')
  const notSent = within(await screen.findByRole('region', { name: 'Not sent' }))
  const link = notSent.getByRole('link', { name: 'Change the end date' })
  expect(link.getAttribute('href')).toBe(
    '/destinations/374/edit/segment-mappings?view=mapped&sort=end&asOf=2901-01-01',
  )
})

it('says that an address of 17,000 characters is refused by many', async () => {
  const value = 'x'.repeat(242)
  await open(
    PIXEL,
    NUMBERS.map((id) => mapping(id, { value })),
    '?visitor=2',
  )
  expect(
    await screen.findByText('17,037 characters, longer than 8,000: many servers refuse it.'),
  ).toBeDefined()
})

it('tells of a draft that nothing is sent yet, and of a destination without mappings why', async () => {
  await open(aDestination({ status: 'draft' }), [])
  expect(await screen.findByText(/Not active: nothing is sent/)).toBeDefined()
  expect(screen.getByRole('link', { name: 'Map segments' })).toBeDefined()
})

it('is as of the day, the page and the visitor that the address names', async () => {
  const later = mapping(1, { startDate: '2027-03-01' })
  const { router, user } = await open(PIXEL, [later], '?asOf=2027-02-28&visitor=1')
  expect(await screen.findByText('Nothing is sent to Mia.')).toBeDefined()
  expect(screen.getByText('Not started')).toBeDefined()
  await user.click(screen.getByRole('button', { name: /28 Feb 2027/ }))
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Page' }), 'http')
  expect(router.state.location.search).toBe('?asOf=2027-02-28&visitor=1&protocol=http')
  await user.clear(screen.getByRole('textbox', { name: 'Host' }))
  await user.type(screen.getByRole('textbox', { name: 'Host' }), 'not a host')
  expect(screen.getByText('Enter a host alone, such as www.example.com.')).toBeDefined()
})

it('can be tried again when the server is away', async () => {
  isDown = true
  const { user } = await open(PIXEL, [mapping(1)])
  const retry = await screen.findByRole('button', { name: 'Retry' })
  isDown = false
  await user.click(retry)
  expect(await screen.findByRole('region', { name: /Address/ })).toBeDefined()
})
