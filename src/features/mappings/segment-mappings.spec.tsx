// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
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

// The whole backend runs here too: a busy machine needs longer than a second.
configure({ asyncUtilTimeout: 5000 })

// What the page loads when it is needed takes its time here, and is no part of the journeys.
beforeAll(async () => {
  await Promise.all([
    import('./mapped-segments.tsx'),
    import('./available-segments.tsx'),
    import('./tool-dialog.tsx'),
  ])
})

// jsdom has no dialogs.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
}

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
  sessionStorage.clear()
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

/** As somebody else does. */
async function change(segmentId: number, set: object): Promise<void> {
  const { body } = await backend.get(`${at}/mappings?segmentIds=${segmentId}`)
  const { revision } = body.items[0]
  await backend.send('POST', `${at}/mappings/bulk-update`, {
    body: { changes: [{ segmentId, revision, set }] },
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

/** The cell of a row in a column, as both are called. */
async function cellOf(row: string, column: string): Promise<HTMLElement> {
  const found = await screen.findByRole('row', { name: new RegExp(row) })
  const headers = screen.getAllByRole('columnheader').map(({ textContent }) => textContent)
  const cell = found.querySelector<HTMLElement>(
    `[aria-colindex="${headers.findIndex((text) => text.startsWith(column)) + 1}"]`,
  )
  if (!cell) throw new Error(`There is no ${column} of ${row}.`)
  return cell
}

/** As a person does who types over a cell. */
async function retype(user: UserEvent, cell: HTMLElement, keys: string): Promise<void> {
  await user.click(cell)
  await user.keyboard('{F2}')
  const editor = await screen.findByRole('textbox', { name: / of / })
  await user.clear(editor)
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
  await retype(user, await cellOf('Budget travel', 'Value'), 'nw_budget{Enter}')
  await screen.findByText(/^Saved/)
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: 'nw_budget' })

  await user.click(screen.getByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('button', { name: 'Unmap' }))
  await screen.findByText('Unmapped 1 segment')
  expect(await storedValues()).toEqual({ 1021: '1021' })

  await user.click(screen.getByRole('button', { name: 'Undo: unmap Budget travel' }))
  await screen.findByText('Undone: unmap Budget travel')
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: 'nw_budget' })
})

it('every change can be taken back and done again, also after a reload', async () => {
  await mapAll()
  const first = open('?view=mapped')
  await retype(first.user, await cellOf('Budget travel', 'Value'), 'one{Enter}')
  await screen.findByRole('button', { name: 'Undo: change value of Budget travel' })
  await retype(first.user, await cellOf('Frequent flyers', 'Value'), 'two{Enter}')
  await screen.findByRole('button', { name: 'Undo: change value of Frequent flyers' })
  cleanup()
  queryClient.clear()

  const { user } = open('?view=mapped')
  await user.click(await cellOf('Budget travel', 'Value'))
  await user.keyboard('{Control>}z{/Control}')
  await screen.findByText('Undone: change value of Frequent flyers')
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: 'one', 2214: '2214' })
  await user.click(screen.getByRole('button', { name: 'Undo: change value of Budget travel' }))
  await screen.findByText('Undone: change value of Budget travel')
  expect(await storedValues()).toMatchObject({ 1044: '1044' })

  await user.click(screen.getByRole('button', { name: 'Redo: change value of Budget travel' }))
  await screen.findByText('Redone: change value of Budget travel')
  expect(await storedValues()).toEqual({ 1021: '1021', 1044: 'one', 2214: '2214' })
})

it('an undo leaves alone what somebody else changed since, and says so', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  await retype(user, await cellOf('Budget travel', 'Value'), 'mine{Enter}')
  const undo = await screen.findByRole('button', { name: 'Undo: change value of Budget travel' })
  await change(1044, { value: 'theirs' })
  await user.click(undo)
  await screen.findByText('Nothing was undone: change value of Budget travel')
  await screen.findByText('1 was changed since and stays.')
  expect(await storedValues()).toMatchObject({ 1044: 'theirs' })
})

it('an active destination whose mappings need more than segments bring leads to the import', async () => {
  await mapAll()
  await activate()
  const { revision, name, description, environment } = (await backend.get(at)).body
  await backend.send('PUT', `${at}/basic-information`, {
    ifMatch: revision,
    body: { name, description, environment, autoFill: 'off' },
  })
  const rows = [{ ...SEGMENTS[0], id: 3001, name: 'Night trains', line: 1 }].map((row) => ({
    ...row,
    description: '',
    integrationCode: null,
    peopleCount: 1000,
  }))
  await backend.send('POST', '/api/segment-imports', { body: { rows } })
  const { user, router } = open('?view=available')
  expect(await screen.findByText('New mappings need a value.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Map all 1 segment' }))
  expect(await storedValues()).not.toHaveProperty('3001')
  const [, link] = screen.getAllByRole('link', { name: 'Paste or import…' })
  if (link) await user.click(link)
  expect(router.state.location.pathname).toMatch(/import/)
})

it('moving a row in the order of priorities is read out', async () => {
  const { body } = await backend.send('POST', '/api/destinations', { body: { type: 'cookie' } })
  at = `/api/destinations/${body.id}`
  await mapAll()
  const { user } = open('?view=mapped&sort=priority&direction=desc')
  await user.click(await cellOf('Budget travel', 'Priority'))
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}')
  expect(
    await screen.findByText(/^Budget travel moved before Adventure travel, priority \d+\.$/),
  ).toBeTruthy()
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
  const end = await cellOf('Budget travel', 'End')
  await retype(user, end, '2026-11-01{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/Ends before it starts/)
  const editor = screen.getByRole('textbox', { name: 'End of Budget travel' })
  expect(editor).toHaveProperty('value', '2026-11-01')
  expect(editor.getAttribute('aria-invalid')).toBe('true')
  await user.keyboard('{Escape}')
  expect((await cellOf('Budget travel', 'End')).textContent).toBe('never')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('an edit of a row that somebody else changed is decided by the person', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  const value = await cellOf('Frequent flyers', 'Value')
  await change(2214, { value: 'theirs' })
  await retype(user, value, 'mine{Enter}')
  expect((await screen.findByText(/Value is theirs, yours mine/)).textContent).toContain(
    'changed by somebody else',
  )
  await user.click(screen.getByRole('button', { name: 'Keep mine' }))
  await waitFor(async () => expect((await storedValues())[2214]).toBe('mine'))
  expect(screen.queryByText(/changed by somebody else/)).toBeNull()
  expect(document.activeElement?.closest('[role="grid"]')).toBeTruthy()
})

it('what is typed into a row that somebody else unmaps is told, and the focus stays in the grid', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  await user.click(await cellOf('Budget travel', 'Value'))
  await user.keyboard('precious')
  await backend.send('POST', `${at}/mappings/bulk-delete`, {
    body: { select: { segmentIds: [1044] } },
  })
  const notice = await screen.findByText(/What was changed here is not saved: Value precious\./)
  expect(notice.textContent).toContain('Budget travel: no longer mapped')
  expect(document.activeElement).toBe(await cellOf('Frequent flyers', 'Value'))
  await user.click(screen.getByRole('button', { name: 'OK' }))
  expect(document.activeElement).toBe(await cellOf('Frequent flyers', 'Value'))
  expect(await storedValues()).toEqual({ 1021: '1021', 2214: '2214' })
})

it('a value goes back to automatic by its button and by keys, and the focus stays in its cell', async () => {
  await mapAll()
  for (const segmentId of [1021, 1044]) await change(segmentId, { value: `typed${segmentId}` })
  const { user } = open('?view=mapped')
  await user.click(
    await screen.findByRole('button', { name: 'Back to automatic value for Budget travel' }),
  )
  const value = await cellOf('Budget travel', 'Value')
  expect(value.textContent).toBe('1044auto')
  expect(document.activeElement).toBe(value)

  await user.keyboard('{ArrowUp}{Shift>}{ArrowDown}{/Shift}{Control>}{Delete}{/Control}')
  expect(await screen.findByText('1 value is automatic again.')).toBeTruthy()
  await waitFor(async () =>
    expect(await storedValues()).toEqual({ 1021: '1021', 1044: '1044', 2214: '2214' }),
  )
})

it('a template with an unknown word is told at its field, and nowhere else', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('button', { name: /^More/ }))
  await user.click(await screen.findByRole('menuitem', { name: 'Value from template…' }))
  await user.type(await screen.findByRole('textbox', { name: 'Template' }), '{{foo}')
  const field = await screen.findByRole('textbox', {
    name: 'Template',
    description: /not known here/,
  })
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull()
  await user.clear(field)
  await user.type(field, 'nw_{{id}')
  await user.click(await screen.findByRole('button', { name: 'Change 1' }))
  await waitFor(async () => expect((await storedValues())[1044]).toBe('nw_1044'))
})

it('the focus goes to the grid when the selection ends, and to the chip when a filter does', async () => {
  await mapAll()
  const { user } = open('?view=mapped&value=automatic')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('button', { name: 'Clear selection' }))
  expect(document.activeElement?.closest('[role="grid"]')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /^Remove filter: / }))
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Value: any' }))
})

it('what somebody else changes appears, with words about it', async () => {
  await mapAll()
  open('?view=mapped')
  await cellOf('Frequent flyers', 'Value')
  await change(2214, { value: 'theirs' })
  await screen.findByText('Somebody else: change value of Frequent flyers.')
  expect((await cellOf('Frequent flyers', 'Value')).textContent).toContain('theirs')
})

it('an edit that could not be sent is there after a reload, and sent then', async () => {
  await mapAll()
  isUnreachable = true
  const { user } = open('?view=mapped')
  await retype(user, await cellOf('Budget travel', 'Value'), 'precious{Enter}')
  await screen.findByText(/^Not saved: The server could not be reached/)
  cleanup()
  queryClient.clear()

  isUnreachable = false
  open('?view=mapped')
  expect((await cellOf('Budget travel', 'Value')).textContent).toContain('precious')
  await waitFor(async () => expect((await storedValues())[1044]).toBe('precious'))
})

it('all that match are unmapped, and no other', async () => {
  await mapAll()
  for (const segmentId of [1021, 1044]) await change(segmentId, { value: null })
  const { user } = open('?view=incomplete')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  expect(screen.getByText('1 of 2 that match selected')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Select all 2' }))
  expect(await screen.findByText('All 2 that match are selected')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Unmap' }))
  await screen.findByText('Unmapped 2 segments')
  expect(await storedValues()).toEqual({ 2214: '2214' })
})

it('an end is set for the selected rows after it was shown what changes, and their starts stay', async () => {
  await mapAll()
  await change(1044, { endDate: '2027-02-01' })
  const { user } = open('?view=mapped')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  await user.click(screen.getByRole('checkbox', { name: 'Select Frequent flyers' }))
  await user.click(screen.getByRole('button', { name: 'Set dates…' }))
  await user.selectOptions(await screen.findByRole('combobox', { name: 'End' }), 'Never')
  expect(await screen.findByText('1 changes, 1 stays as it is.')).toBeTruthy()
  expect(screen.getByRole('cell').textContent).toMatch(/1 Feb 2027 → never/)
  await user.click(screen.getByRole('button', { name: 'Change 1' }))
  await screen.findByText('Clear end date of Budget travel')
  expect((await cellOf('Budget travel', 'End')).textContent).toBe('never')
  const { body } = await backend.get(`${at}/mappings?q=Budget`)
  expect(body.items).toMatchObject([{ startDate: '2026-12-01', endDate: null }])
})

it('a selection ends with the search that it was made in', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  await user.click(await screen.findByRole('checkbox', { name: 'Select Budget travel' }))
  expect(screen.getByText('1 of 3 that match selected')).toBeTruthy()
  await user.click(screen.getByRole('treeitem', { name: /Acme Travel/ }))
  await waitFor(() =>
    expect(screen.queryByRole('checkbox', { name: 'Select Budget travel' })).toBeNull(),
  )
  expect(screen.queryByText(/that match selected/)).toBeNull()
  expect(screen.getByText('The selection ended with the search.')).toBeTruthy()
  expect(screen.getByRole('checkbox', { name: 'Select Frequent flyers' })).toBeTruthy()
})

it('a selected row that somebody else unmaps counts no longer', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  await user.click(await screen.findByRole('checkbox', { name: 'Select all 3 that match' }))
  expect(await screen.findByText('All 3 that match are selected')).toBeTruthy()
  await backend.send('POST', `${at}/mappings/bulk-delete`, {
    body: { select: { segmentIds: [1021] } },
  })
  expect(await screen.findByText('All 2 that match are selected')).toBeTruthy()
})

it('a filter that is set says so, and can be taken off', async () => {
  await mapAll()
  await change(1044, { value: 'typed' })
  const { user, router } = open('?view=mapped&value=changed')
  await screen.findByRole('row', { name: /Budget travel/ })
  expect(screen.queryByRole('row', { name: /Frequent flyers/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Remove filter: Value changed by hand' }))
  await screen.findByRole('row', { name: /Frequent flyers/ })
  expect(router.state.location.search).toBe('?view=mapped')
})

it('what an active destination needs cannot be emptied, and the cell says why', async () => {
  await mapAll()
  await activate()
  const { user } = open('?view=mapped')
  await screen.findByText(/what you change here is delivered at once/)
  await user.click(await cellOf('Budget travel', 'Value'))
  await user.keyboard('{Delete}')
  expect(await screen.findByText('1 of 1 cell was not taken.')).toBeTruthy()
  expect((await cellOf('Budget travel', 'Value')).textContent).toMatch(
    /1044.*must stay complete: this cannot be empty/,
  )
})

it('an edit that would leave an active destination incomplete is refused in words and taken back', async () => {
  await mapAll()
  const { user } = open('?view=mapped')
  const value = await cellOf('Budget travel', 'Value')
  // Somebody else did, and this page does not know yet.
  await activate()
  await user.click(value)
  await user.keyboard('{Delete}')
  expect(await screen.findByText(/The last edits were taken back/)).toBeTruthy()
  expect((await cellOf('Budget travel', 'Value')).textContent).toContain('1044')
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

  await user.click(screen.getByRole('checkbox', { name: 'Select all 3 that match' }))
  expect(
    await screen.findByText('All 2 that can be mapped are selected; 1 is blocked'),
  ).toBeTruthy()

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
