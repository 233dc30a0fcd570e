// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingImportApplied, MappingImportPlan } from '../../contract/mapping-import.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { undoStackOf } from '../../parts/mapping-undo/undo-stack.ts'
import MappingImport, { loader } from './mapping-import.tsx'

type Sent = { at: string; body: Record<string, unknown> }
type Answer = { status?: number; body: unknown }
type Answers = Record<string, Answer | ((body: Record<string, unknown>) => Answer)>

const IMPORTS = '/api/destinations/374/mapping-imports'
const PREVIEW = `POST ${IMPORTS}/preview`
const APPLY = `POST ${IMPORTS}`

const WORKSHEET = [
  'SID\ttraitType\tstartDate\ttraitAlias',
  '1021\tSEGMENT\t2026-12-01\tadventure',
  '1022\tSEGMENT\t1 Dec 2026\tsurf',
  '1023\tTRAIT\t\tsail',
  '1024\tSEGMENT\t12/01/2026\tski',
].join('\n')

const PLAN: MappingImportPlan = {
  change: 7,
  added: 1,
  changed: 1,
  unchanged: 0,
  rejected: [],
  diff: [
    {
      line: 2,
      segmentId: 1021,
      name: 'Adventure travel',
      kind: 'add',
      from: {},
      to: { value: 'adventure', startDate: '2026-12-01' },
    },
    {
      line: 3,
      segmentId: 1022,
      name: 'Surfers',
      kind: 'change',
      from: { value: '1022', endDate: '2027-01-31' },
      to: { value: 'surf', endDate: null },
    },
  ],
}
const CHANGE = {
  number: 8,
  name: 'paste 2 rows',
  at: '2026-11-23T10:00:00.000Z',
  segments: 2,
  undoes: null,
}
const APPLIED: MappingImportApplied = {
  change: CHANGE,
  added: 1,
  changed: 1,
  unchanged: 0,
  rejected: [],
}

let answers: Answers = {}
let sent: Sent[] = []
let destination: Destination
/** Texts that were given to the person as files. */
let downloads: Promise<string>[] = []

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  URL.createObjectURL = (blob: Blob) => {
    downloads.push(blob.text())
    return 'blob:download'
  }
  URL.revokeObjectURL = () => undefined
  destination = aDestination({ autoFill: 'segment-id' })
  sent = []
  downloads = []
  answers = { [PREVIEW]: { body: PLAN }, [APPLY]: { status: 201, body: APPLIED } }
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    if (init.method === 'GET' && url.pathname === '/api/destinations/374') {
      return Response.json(destination)
    }
    const at = `${init.method} ${url.pathname}`
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : {}
    sent.push({ at, body })
    const given = answers[at]
    const answer = typeof given === 'function' ? given(body) : given
    if (!answer) throw new TypeError(`Nothing answers ${at}.`)
    return Response.json(answer.body, { status: answer.status ?? 200 })
  })
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  sessionStorage.clear()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function open() {
  const router = createMemoryRouter(
    [
      {
        path: '/destinations/:destinationId/edit/segment-mappings/import',
        Component: MappingImport,
        loader,
        HydrateFallback: () => null,
      },
      { path: '*', Component: () => <p>Elsewhere</p> },
    ],
    { initialEntries: ['/destinations/374/edit/segment-mappings/import'] },
  )
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  await screen.findByRole('heading', { name: 'Import mappings' })
  return { router, user: userEvent.setup() }
}

function fileOf(text: string, name = 'mappings.csv'): File {
  const file = new File([text], name, { type: 'text/csv' })
  // jsdom's files have no arrayBuffer of their own.
  file.arrayBuffer = async () => new TextEncoder().encode(text).buffer
  return file
}

/** Gives rows as the grid's paste does, and goes on to the diff. */
async function openDiff(text = WORKSHEET) {
  sessionStorage.setItem('destination-builder.pasted-mappings.374', text)
  const opened = await open()
  await opened.user.click(await screen.findByRole('button', { name: 'Check the rows' }))
  await screen.findByRole('heading', { name: 'What will happen' })
  return opened
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const lastSent = (at: string) => sent.findLast((each) => each.at === at)?.body

describe('pasting rows', () => {
  it('recognises the columns of the worksheet and shows what would happen, row by row', async () => {
    const { user } = await open()
    const field = screen.getByRole('textbox', { name: 'Or paste rows from a spreadsheet' })
    await user.click(field)
    await user.paste(WORKSHEET)
    await user.click(button('Read the rows'))
    await screen.findByRole('heading', { name: 'Check the columns' })
    expect(screen.getByText(/Pasted rows: 4 rows, tab-separated/)).toBeTruthy()
    expect(screen.getByLabelText<HTMLSelectElement>('SID is imported as').value).toBe('segmentId')
    expect(screen.getByLabelText<HTMLSelectElement>('traitAlias is imported as').value).toBe(
      'value',
    )
    await user.click(button('Check the rows'))
    await screen.findByRole('heading', { name: 'What will happen' })
    expect(lastSent(PREVIEW)).toMatchObject({
      from: 'paste',
      rows: [
        { line: 2, segmentId: 1021, value: 'adventure', startDate: '2026-12-01' },
        { line: 3, segmentId: 1022, value: 'surf', startDate: '2026-12-01' },
      ],
    })
    const added = screen.getByRole('row', { name: /Adventure travel/ })
    expect(within(added).getByText('adventure')).toBeTruthy()
    await user.click(button('To change 1'))
    const changed = await screen.findByRole('row', { name: /Surfers/ })
    expect(changed.textContent).toContain('from 1022 to surf')
    expect(changed.textContent).toContain('from 2027-01-31 to never')
  })

  it('lets a person say what a column is', async () => {
    sessionStorage.setItem('destination-builder.pasted-mappings.374', '1021\tfoo\tbar')
    const { user } = await open()
    await user.selectOptions(
      await screen.findByLabelText('Column 3 is imported as'),
      'Do not import',
    )
    await user.selectOptions(screen.getByLabelText('Column 2 is imported as'), 'Value')
    await user.click(button('Check the rows'))
    await screen.findByRole('heading', { name: 'What will happen' })
    expect(lastSent(PREVIEW)).toMatchObject({ rows: [{ line: 1, segmentId: 1021, value: 'foo' }] })
  })

  it('tells that the column of the segment is missing', async () => {
    sessionStorage.setItem('destination-builder.pasted-mappings.374', 'name\tvalue\nSki\tx')
    await open()
    expect(
      (await screen.findByRole('button', { name: 'Check the rows' })).getAttribute('aria-disabled'),
    ).toBe('true')
    expect(screen.getByText('Choose the column that holds the segment id.')).toBeTruthy()
  })

  it('reads a very large paste at once, without filling the field with it', async () => {
    await open()
    const text = `sid\ttraitAlias\n${Array.from({ length: 40_000 }, (_, at) => `${at + 1}\tvalue ${at}`).join('\n')}`
    fireEvent.paste(screen.getByRole('textbox', { name: /Or paste rows/ }), {
      clipboardData: { getData: () => text },
    })
    expect(await screen.findByText(/Pasted rows: 40,000 rows/)).toBeTruthy()
  })

  it('can be cancelled while it reads', async () => {
    const { user } = await open()
    const text = `sid\ttraitAlias\n${'1\tvalue of a segment\n'.repeat(60_000)}`
    fireEvent.paste(screen.getByRole('textbox', { name: /Or paste rows/ }), {
      clipboardData: { getData: () => text },
    })
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(await screen.findByRole('textbox', { name: /Or paste rows/ })).toBeTruthy()
  })
})

describe('rows that wait to be imported', () => {
  it('begin at the columns when the grid hands them over, and wait through a reload', async () => {
    sessionStorage.setItem('destination-builder.pasted-mappings.374', WORKSHEET)
    await open()
    await screen.findByRole('heading', { name: 'Check the columns' })
    cleanup()
    await open()
    expect(await screen.findByRole('heading', { name: 'Check the columns' })).toBeTruthy()
  })

  it('of a file wait through a reload too, until the person goes back for another', async () => {
    const { user } = await open()
    await user.upload(screen.getByLabelText(/Choose a file/), fileOf('sid;url\n1021;x\n', 'a.csv'))
    await screen.findByText(/a\.csv: 1 row, semicolon-separated, UTF-8/)
    cleanup()
    await open()
    await screen.findByText(/a\.csv: 1 row/)
    await userEvent.click(button('Back'))
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Import mappings' }))
    cleanup()
    await open()
    expect(screen.getByLabelText(/Choose a file/)).toBeTruthy()
  })

  it('are forgotten once they are imported', async () => {
    const { user } = await openDiff(WORKSHEET.split('\n').slice(0, 3).join('\n'))
    await user.click(button('Apply all 2'))
    await screen.findByRole('heading', { name: 'Imported' })
    expect(sessionStorage.getItem('destination-builder.pasted-mappings.374')).toBeNull()
  })
})

describe('a file', () => {
  it('that is too large is refused in words', async () => {
    const { user } = await open()
    const file = fileOf('sid\n1\n', 'huge.csv')
    Object.defineProperty(file, 'size', { value: 25 * 1024 * 1024 })
    await user.upload(screen.getByLabelText(/Choose a file/), file)
    expect((await screen.findByRole('alert')).textContent).toContain(
      'huge.csv has 25 MB; at most 20 MB',
    )
  })

  it('with a quote that is never closed is refused, naming the line', async () => {
    const { user } = await open()
    await user.upload(screen.getByLabelText(/Choose a file/), fileOf('sid,value\n1,"x\n2,y\n'))
    expect((await screen.findByRole('alert')).textContent).toContain('opens in line 2')
  })
})

describe('the diff', () => {
  it('refuses to apply all while rows are rejected, and applies the good ones', async () => {
    const { user } = await openDiff()
    expect(button('Apply all 4').getAttribute('aria-disabled')).toBe('true')
    expect(
      screen.getByText('2 rows are rejected. Correct them first, or apply the 2 good rows.'),
    ).toBeTruthy()
    await user.click(button('Rejected 2'))
    expect(screen.getByText(/The type is TRAIT; only segments can be mapped/)).toBeTruthy()
    expect(screen.getByText(/12\/01\/2026 could be January or December/)).toBeTruthy()
    await user.click(button('Apply the 2 good rows'))
    expect((await screen.findByText(/1 added, 1 changed/)).textContent).toBe(
      '1 added, 1 changed, 0 unchanged, 2 left out.',
    )
    expect(lastSent(APPLY)).toMatchObject({ apply: 'good', from: 'paste', asOf: 7 })
    expect(lastSent(APPLY)?.rows).toHaveLength(2)
  })

  it('gives the rejected rows back with their reasons, as they were', async () => {
    const { user } = await openDiff()
    await user.click(button('Rejected 2'))
    await user.click(button('Download rejected rows'))
    const csv = (await downloads[0]) ?? ''
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      '"Line","Reason","SID","traitType","startDate","traitAlias"',
      '"4","The type is TRAIT; only segments can be mapped. Leave the line out, or write SEGMENT.","1023","TRAIT","","sail"',
    ])
  })

  it('gives headers to rejected rows that had none, so that they are recognised again', async () => {
    const { user } = await openDiff('1021\tski\n10-22\tsurf')
    await user.click(button('Rejected 1'))
    await user.click(button('Download rejected rows'))
    expect((await downloads[0])?.split('\r\n')[0]).toBe('"Line","Reason","sid","value"')
  })

  it('asks the server for nothing when no row can be understood', async () => {
    await openDiff('sid\tvalue\nabc\tx')
    expect(sent).toEqual([])
    expect(button('Apply all 1').getAttribute('aria-disabled')).toBe('true')
    expect(screen.queryByRole('button', { name: /good/ })).toBeNull()
  })

  it('says that nothing would change', async () => {
    answers[PREVIEW] = { body: { ...PLAN, added: 0, changed: 0, unchanged: 2, diff: [] } }
    await openDiff(WORKSHEET.split('\n').slice(0, 3).join('\n'))
    expect(screen.getByText('Nothing to change')).toBeTruthy()
    expect(screen.getByText('Nothing would be added or changed.')).toBeTruthy()
  })

  it('keeps the columns when the rows could not be checked, and tries again', async () => {
    sessionStorage.setItem('destination-builder.pasted-mappings.374', WORKSHEET)
    answers[PREVIEW] = { status: 503, body: {} }
    const { user } = await open()
    await user.click(await screen.findByRole('button', { name: 'Check the rows' }))
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The rows could not be checked: The service is not available',
    )
    answers[PREVIEW] = { body: PLAN }
    await user.click(button('Retry'))
    expect(await screen.findByRole('heading', { name: 'What will happen' })).toBeTruthy()
  })

  it('is made anew when somebody changed rows before they were applied', async () => {
    answers[APPLY] = {
      status: 422,
      body: {
        type: '/problems/validation-failed',
        title: 'Some values need a correction',
        status: 422,
        detail: '1 of 2 rows cannot be imported, so none was.',
      },
    }
    const { user } = await openDiff(WORKSHEET.split('\n').slice(0, 3).join('\n'))
    await user.click(button('Apply all 2'))
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing was imported')
    answers[PREVIEW] = { body: { ...PLAN, change: 9, unchanged: 1, changed: 0 } }
    await user.click(button('Check the rows again'))
    expect(await screen.findByRole('button', { name: 'To change 0' })).toBeTruthy()
  })

  it('keeps the rows when they could not be written, and tries the same again', async () => {
    answers[APPLY] = { status: 503, body: {} }
    const { user } = await openDiff()
    await user.click(button('Apply the 2 good rows'))
    await screen.findByRole('alert')
    answers[APPLY] = { status: 201, body: APPLIED }
    await user.click(button('Retry'))
    await screen.findByRole('heading', { name: 'Imported' })
    expect(lastSent(APPLY)).toMatchObject({ apply: 'good' })
  })
})

describe('an import that is done', () => {
  it('can be taken back and done again, here and in the grid', async () => {
    const { user } = await openDiff(WORKSHEET.split('\n').slice(0, 3).join('\n'))
    await user.click(button('Apply all 2'))
    answers['POST /api/destinations/374/mapping-changes/8/undo'] = {
      status: 201,
      body: {
        change: { ...CHANGE, number: 9, undoes: 8 },
        conflicts: [{ segmentId: 1022, current: null }],
      },
    }
    await user.click(await screen.findByRole('button', { name: 'Undo: paste 2 rows' }))
    expect(
      await screen.findByText(
        'Taken back: paste 2 rows. 1 mapping was changed since and stays as it is.',
      ),
    ).toBeTruthy()
    expect(undoStackOf(374).state()).toMatchObject({ undo: [], redo: [{ number: 9 }] })
    answers['POST /api/destinations/374/mapping-changes/9/undo'] = {
      status: 201,
      body: { change: { ...CHANGE, number: 10, undoes: 9 }, conflicts: [] },
    }
    await user.click(button('Redo: paste 2 rows'))
    expect(await screen.findByText('Done again: paste 2 rows.')).toBeTruthy()
    expect(undoStackOf(374).state()).toMatchObject({ undo: [{ number: 10 }], redo: [] })
  })

  it('leads to the mappings, or to more rows', async () => {
    const { user, router } = await openDiff(WORKSHEET.split('\n').slice(0, 3).join('\n'))
    await user.click(button('Apply all 2'))
    const link = await screen.findByRole('link', { name: 'See the mappings' })
    await user.click(button('Import more'))
    expect(await screen.findByLabelText(/Choose a file/)).toBeTruthy()
    await waitFor(() => expect(router.state.location.pathname).toContain('/import'))
    expect(link.getAttribute('href')).toBe('/destinations/374/edit/segment-mappings?view=mapped')
  })
})
