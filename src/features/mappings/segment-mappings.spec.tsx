// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
// oxlint-disable-next-line no-restricted-imports -- a journey is worth little against answers made up for it
import { createTestApp, type TestApp } from '../../../server/testing/test-app.ts'
import { queryClient } from '../../api/query.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { ToastRegion } from '../../ui/toast-region.tsx'
import { dismissToast, toastEntries } from '../../ui/toast.ts'
import SegmentMappings, { loader } from './segment-mappings.tsx'

const SEGMENTS = [
  { id: 1021, name: 'Adventure travel', folder: ['Interest', 'Travel'] },
  { id: 1044, name: 'Budget travel', folder: ['Interest', 'Travel'] },
  { id: 2214, name: 'Frequent flyers', folder: ['Acme Travel'] },
]

let backend: TestApp
/** The destination's address in the API. */
let at: string
/** While it is set, changes of mappings fail on their way. */
let isUnreachable: boolean

beforeEach(async () => {
  // jsdom lays nothing out; the grid shows as many rows as have room.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640)
  isUnreachable = false
  backend = await createTestApp()
  const rows = SEGMENTS.map((segment, line) => ({
    ...segment,
    line: line + 1,
    description: '',
    integrationCode: null,
    peopleCount: 1000,
  }))
  await backend.send('POST', '/api/segment-imports', { body: { rows } })
  const { body } = await backend.send('POST', '/api/destinations', { body: { type: 'url' } })
  at = `/api/destinations/${body.id}`
  const { name, description, environment, revision } = body
  await backend.send('PUT', `${at}/basic-information`, {
    ifMatch: revision,
    body: { name: name || 'Pixel', description, environment, autoFill: 'segment-id' },
  })
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    if (isUnreachable && url.pathname.endsWith('bulk-update')) throw new TypeError('refused')
    const {
      status,
      headers,
      body: answer,
    } = await backend.send(init.method ?? 'GET', url.pathname + url.search, {
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' && { raw: init.body }),
    })
    return Response.json(answer, { status, headers })
  })
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  localStorage.clear()
  for (const { id } of toastEntries()) dismissToast(id)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function open(search = '') {
  const router = createMemoryRouter(
    [
      {
        path: '/destinations/:destinationId/edit/segment-mappings',
        Component: SegmentMappings,
        loader,
        HydrateFallback: () => null,
      },
      { path: '*', Component: () => <p>Elsewhere</p> },
    ],
    { initialEntries: [`${at.replace('/api', '')}/edit/segment-mappings${search}`] },
  )
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ToastRegion />
    </QueryClientProvider>,
  )
  return { user: userEvent.setup(), router }
}

function mapAll() {
  return backend.send('POST', `${at}/mappings/bulk-create`, {
    body: { select: {}, startDate: '2026-12-01', endDate: null },
  })
}

async function activate(): Promise<void> {
  const put = async (step: string, body: unknown) => {
    const { revision } = (await backend.get(at)).body
    await backend.send('PUT', `${at}/${step}`, { ifMatch: revision, body })
  }
  await put('export-labels', { exportLabels: [] })
  await put('configuration', aDestination().configuration)
  const { revision } = (await backend.get(at)).body
  const { status } = await backend.send('POST', `${at}/activate`, { ifMatch: revision })
  expect(status).toBe(200)
}

/** As a person does with a mouse: the grid takes other ways in for its own tab stop. */
async function retype(user: UserEvent, cell: HTMLElement, keys: string): Promise<void> {
  await user.click(cell)
  await user.clear(cell)
  await user.keyboard(keys)
}

async function storedValues(): Promise<Record<number, string>> {
  const { body } = await backend.get(`${at}/mappings`)
  return Object.fromEntries(
    body.items.map((row: { segmentId: number; value: string }) => [row.segmentId, row.value]),
  )
}

it('a marketer maps two segments, changes a value, unmaps and takes that back', async () => {
  const { user } = open()
  await user.click(await screen.findByRole('checkbox', { name: 'Select Adventure travel' }))
  await user.click(screen.getByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('button', { name: 'Map 2 selected' }))
  await screen.findByText('Mapped 2 segments')
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: '1044' })

  await user.click(screen.getByRole('link', { name: /^Mapped/ }))
  const value = await screen.findByRole('textbox', { name: 'Value of Budget travel' })
  await retype(user, value, 'nw_budget{Enter}')
  await screen.findByText(/^Saved/)
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: 'nw_budget' })

  await user.click(screen.getByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('button', { name: 'Unmap' }))
  await screen.findByText('Unmapped 1 segment')
  expect(await storedValues()).toEqual({ 1021: '1021' })

  const told = screen.getByRole('region', { name: 'Notifications' })
  const undo = within(told).getAllByRole('button', { name: 'Undo' }).at(-1)
  if (undo) await user.click(undo)
  expect(await screen.findByDisplayValue('nw_budget')).toBeTruthy()
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: 'nw_budget' })
})

it('mapping all that match maps what the button says', async () => {
  const { user } = open(`?view=available&folder=${encodeURIComponent('["Interest"]')}`)
  await user.click(await screen.findByRole('button', { name: 'Map all 2 matching' }))
  await screen.findByText('Mapped 2 segments')
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: '1044' })
})

it('what is wrong in a cell is told, kept as typed, and Escape brings back what was there', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  const end = await screen.findByRole('textbox', { name: 'End of Budget travel' })
  await retype(user, end, '2026-11-01{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/Ends before it starts/)
  expect(end).toHaveProperty('value', '2026-11-01')
  expect(end.getAttribute('aria-invalid')).toBe('true')
  await user.keyboard('{Escape}')
  expect(end).toHaveProperty('value', 'never')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('an edit of a row that somebody else changed is decided by the person', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  const value = await screen.findByRole('textbox', { name: 'Value of Frequent flyers' })
  await backend.send('POST', `${at}/mappings/bulk-update`, {
    body: { changes: [{ segmentId: 2214, revision: 1, set: { value: 'theirs' } }] },
  })
  await retype(user, value, 'mine{Enter}')
  expect((await screen.findByText(/Value is theirs, yours mine/)).textContent).toContain(
    'changed by somebody else',
  )
  await user.click(screen.getByRole('button', { name: 'Keep mine' }))
  await waitFor(async () => expect((await storedValues())[2214]).toBe('mine'))
  expect(screen.queryByText(/changed by somebody else/)).toBeNull()
})

it('an edit that could not be sent is there after a reload, and sent then', async () => {
  await mapAll()
  isUnreachable = true
  const { user } = open('?view=mapped')
  const value = await screen.findByRole('textbox', { name: 'Value of Budget travel' })
  await retype(user, value, 'precious{Enter}')
  await screen.findByText(/^Not saved: The server could not be reached/)
  cleanup()
  queryClient.clear()

  isUnreachable = false
  open('?view=mapped')
  expect(await screen.findByDisplayValue('precious')).toBeTruthy()
  await waitFor(async () => expect((await storedValues())[1044]).toBe('precious'))
})

it('unmapping all incomplete ones leaves the complete ones mapped', async () => {
  await mapAll()
  await backend.send('POST', `${at}/mappings/bulk-update`, {
    body: {
      changes: [1021, 1044].map((segmentId) => ({ segmentId, revision: 1, set: { value: null } })),
    },
  })
  const { user } = open('?view=incomplete')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('button', { name: 'select all 2 that match' }))
  expect(screen.getByText('2 selected')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Unmap' }))
  await screen.findByText('Unmapped 2 segments')
  expect(await storedValues()).toEqual({ 2214: '2214' })
})

it('an end is set for the selected rows, and their starts stay', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('checkbox', { name: 'Select Frequent flyers' }))
  const end = screen.getByRole('textbox', { name: 'End of Budget travel' })
  await retype(user, end, '1 Feb 2027{Enter}')
  expect(end).toHaveProperty('value', '2027-02-01')

  await user.click(screen.getByRole('button', { name: 'Set dates…' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'End' }), 'Never')
  await user.click(screen.getByRole('button', { name: 'Set for 2' }))
  expect(end).toHaveProperty('value', 'never')
  await screen.findByText(/^Saved/)
  const { body } = await backend.get(`${at}/mappings?q=Budget`)
  expect(body.items).toMatchObject([{ startDate: '2026-12-01', endDate: null }])
})

it('a selection ends with the search that it was made in', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  expect(screen.getByText('1 selected')).toBeTruthy()
  await user.click(screen.getByRole('treeitem', { name: /Acme Travel/ }))
  await waitFor(() =>
    expect(screen.queryByRole('checkbox', { name: 'Select Budget travel' })).toBeNull(),
  )
  expect(screen.queryByText('1 selected')).toBeNull()
  expect(screen.getByRole('checkbox', { name: 'Select Frequent flyers' })).toBeTruthy()
})

it('an edit that would leave an active destination incomplete is refused in words and taken back', async () => {
  await mapAll()
  await activate()
  const { user } = open('?view=mapped')
  await screen.findByText(/what you change here is delivered at once/)
  const value = await screen.findByRole('textbox', { name: 'Value of Budget travel' })
  await user.click(value)
  await user.clear(value)
  await user.keyboard('{Enter}')
  expect(await screen.findByText(/The last edits were taken back/)).toBeTruthy()
  expect(value).toHaveProperty('value', '1044')
  expect(await storedValues()).toMatchObject({ 1044: '1044' })
})

/** "Frequent flyers" is built from data that may not be used for off-site ads, as the destination may be. */
async function restrictFrequentFlyers(): Promise<void> {
  await backend.send('POST', '/api/audience-model-imports', {
    body: {
      dataSources: [
        { line: 1, id: 9101, name: 'Skyline', kind: 'third-party', controls: ['off-site-ads'] },
      ],
      traits: [{ line: 1, id: 70021, name: 'Flew often', dataSourceId: 9101 }],
      segmentRules: [
        {
          line: 1,
          segmentId: 2214,
          dataSourceId: null,
          traitIds: [70021],
          includedSegmentIds: [],
          mergeRuleId: null,
        },
      ],
      confirmed: true,
    },
  })
  const { revision } = (await backend.get(at)).body
  await backend.send('PUT', `${at}/export-labels`, {
    ifMatch: revision,
    body: { exportLabels: ['off-site-ads'], confirmed: true },
  })
}

it('a blocked segment is shown with the reason, and cannot be chosen', async () => {
  await restrictFrequentFlyers()
  const { user } = open('?view=available')
  const box = await screen.findByRole<HTMLInputElement>('checkbox', {
    name: 'Select Frequent flyers',
    description: 'Export controls keep it from destinations for off-site ad targeting.',
  })
  await user.click(box)
  expect(box.checked).toBe(false)
  expect(
    screen.getByRole('link', { name: 'Why Frequent flyers is blocked' }).getAttribute('href'),
  ).toBe(`/segments/2214/restrictions?destination=${at.split('/').at(-1)}`)

  await user.click(screen.getByRole('button', { name: 'Map all 3 segments' }))
  await screen.findByText('1 segment was left out: export controls block it.')
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: '1044' })
})

it('a mapped segment that came to be blocked has a view of its own, and stays mapped', async () => {
  await mapAll()
  await restrictFrequentFlyers()
  const { user } = open('?view=mapped')
  await user.click(await screen.findByRole('link', { name: /^Blocked ?1$/ }))
  await waitFor(() => expect(screen.queryByRole('row', { name: /Budget travel/ })).toBeNull())
  const row = screen.getByRole('row', { name: /Frequent flyers/ })
  expect(within(row).getByText('Blocked')).toBeTruthy()
  expect(await storedValues()).toHaveProperty('2214')
})
