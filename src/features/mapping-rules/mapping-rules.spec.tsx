// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingRule, MappingRulePreview } from '../../contract/mapping-rule.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { ToastRegion } from '../../ui/toast-region.tsx'
import { dismissToast, toastEntries } from '../../ui/toast.ts'
import MappingRules, { loader } from './mapping-rules.tsx'

type Answer = { status?: number; body: unknown }
type Answers = Record<string, Answer | ((sent: { body: unknown; url: URL }) => Answer)>

// jsdom has no modal dialogs.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
}

const AT = '/api/destinations/7'
const ADDRESS = '/destinations/7/edit/segment-mappings/rules'
const FOLDER = encodeURIComponent('["Interest","Travel"]')

const RULE: MappingRule = {
  id: 3,
  destinationId: 7,
  folder: ['Interest', 'Travel'],
  matching: 52,
  mapped: 40,
  blocked: 9,
  unmapped: 3,
  incomplete: 0,
  limit: 0,
  createdAt: '2026-11-23T10:00:00.000Z',
}

const PREVIEW: MappingRulePreview = {
  matching: 52,
  mapped: 3,
  blocked: 9,
  unmapped: 0,
  incomplete: 0,
  limit: 0,
  add: 40,
}

const LEFT = [
  { segmentId: 21, name: 'Sicily', reason: 'blocked' },
  { segmentId: 22, name: 'Rome', reason: 'unmapped' },
]

function destinationWith(given: Partial<Destination> = {}): Destination {
  return aDestination({ id: 7, name: 'Ticket retargeting pixel', autoFill: 'segment-id', ...given })
}

function answersWith(rules: MappingRule[], more: Answers = {}): Answers {
  return {
    [`GET ${AT}`]: { body: destinationWith() },
    [`GET ${AT}/mapping-rules`]: { body: { items: rules } },
    [`GET ${AT}/mapping-rule-preview`]: { body: PREVIEW },
    [`GET ${AT}/mapping-rules/3/exclusions`]: { body: { items: LEFT, total: 1204 } },
    'GET /api/segment-folders': {
      body: { items: [{ path: ['Interest', 'Travel'], count: 52 }], total: 1900 },
    },
    ...more,
  }
}

function problem(status: number, detail: string): Answer {
  return { status, body: { type: '/problems/wrong-state', title: 'Refused', status, detail } }
}

let answers: Answers = {}

beforeEach(() => {
  // jsdom lays nothing out; lists show as many rows as have room.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640)
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const given = answers[`${init.method} ${url.pathname}`]
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : null
    const answer = typeof given === 'function' ? given({ body, url }) : given
    if (!answer) throw new TypeError(`Nothing answers ${init.method} ${url.pathname}.`)
    return answer.status === 204
      ? new Response(null, { status: 204 })
      : Response.json(answer.body, { status: answer.status ?? 200 })
  })
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  for (const { id } of toastEntries()) dismissToast(id)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function open(given: Answers, search = '') {
  answers = given
  const path = '/destinations/:destinationId/edit/segment-mappings/rules'
  const router = createMemoryRouter(
    [
      { path, Component: MappingRules, loader, HydrateFallback: () => null },
      { path: '*', Component: () => <p>Elsewhere</p> },
    ],
    { initialEntries: [`${ADDRESS}${search}`] },
  )
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ToastRegion />
    </QueryClientProvider>,
  )
  return { router, user: userEvent.setup() }
}

describe('adding a rule', () => {
  it('tells what it would map before it is added, and what it mapped after', async () => {
    const sent: unknown[] = []
    const { user, router } = open(
      answersWith([], {
        [`POST ${AT}/mapping-rules`]: ({ body }) => {
          sent.push(body)
          answers[`GET ${AT}/mapping-rules`] = { body: { items: [RULE] } }
          return { status: 201, body: { rule: RULE, created: 40, change: null } }
        },
      }),
    )
    expect(await screen.findByText('No rule yet')).toBeTruthy()
    await user.click(await screen.findByRole('combobox', { name: 'Folder' }))
    await user.keyboard('trav')
    await user.click(await screen.findByRole('option', { name: 'Interest › Travel (52)' }))
    const words = '40 segments will be mapped now; 3 mapped already, 9 blocked by export controls.'
    expect(await screen.findByText(words)).toBeTruthy()
    expect(new URLSearchParams(router.state.location.search).get('folder')).toBe(
      '["Interest","Travel"]',
    )
    await user.click(screen.getByRole('button', { name: 'Add rule' }))
    expect(await screen.findByText(/^40 segments mapped\./)).toBeTruthy()
    expect(sent).toEqual([{ folder: ['Interest', 'Travel'] }])
    expect(await screen.findByRole('heading', { name: 'Interest › Travel' })).toBeTruthy()
    expect(router.state.location.search).toBe('')
  })

  it('starts with the folder of the address, also one that holds nothing yet', async () => {
    const none = { ...PREVIEW, matching: 0, mapped: 0, blocked: 0, add: 0 }
    open(
      answersWith([], { [`GET ${AT}/mapping-rule-preview`]: { body: none } }),
      `?folder=${encodeURIComponent('["Season"]')}`,
    )
    expect(await screen.findByDisplayValue('Season')).toBeTruthy()
    const words = 'No segment is in this folder now. Those that come will be mapped.'
    expect(await screen.findByText(words)).toBeTruthy()
  })

  it('is not possible twice for a folder, and says so', async () => {
    open(answersWith([RULE]), `?folder=${FOLDER}`)
    await screen.findByRole('heading', { name: 'Interest › Travel' })
    expect(
      await screen.findByRole('button', {
        name: 'Add rule',
        description: 'There is a rule for this folder already.',
      }),
    ).toBeTruthy()
  })

  it('says why it failed, and keeps the folder', async () => {
    const { user } = open(
      answersWith([], { [`POST ${AT}/mapping-rules`]: problem(409, 'Somebody was faster.') }),
      `?folder=${FOLDER}`,
    )
    await user.click(await screen.findByRole('button', { name: 'Add rule' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Somebody was faster.')
    expect(await screen.findByDisplayValue('Interest › Travel (52)')).toBeTruthy()
  })

  it('warns that a live destination without auto-fill gets nothing', async () => {
    const live = destinationWith({ status: 'active', autoFill: 'off' })
    open(answersWith([], { [`GET ${AT}`]: { body: live } }))
    expect(await screen.findByText(/needs a value that nobody has typed yet/)).toBeTruthy()
  })

  it('is not possible in the trash', async () => {
    const deleted = destinationWith({ status: 'deleted' })
    open(answersWith([RULE], { [`GET ${AT}`]: { body: deleted } }), `?folder=${FOLDER}`)
    expect(await screen.findByText(/Its rules wait/)).toBeTruthy()
    expect(
      await screen.findByRole('button', { name: 'Add rule', description: /in the trash/ }),
    ).toBeTruthy()
  })
})

describe('a rule', () => {
  it('lists what it leaves out with the reasons', async () => {
    const asked: string[] = []
    const { user } = open(
      answersWith([RULE], {
        [`GET ${AT}/mapping-rules/3/exclusions`]: ({ url }) => {
          asked.push(url.search)
          return { body: { items: LEFT, total: 1204 } }
        },
      }),
    )
    const link = await screen.findByRole('link', { name: '40 of 52 segments mapped' })
    expect(link.getAttribute('href')).toBe(
      `/destinations/7/edit/segment-mappings?view=mapped&folder=${FOLDER}`,
    )
    expect(screen.getByText('9 blocked by export controls, 3 unmapped by a person')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^12 not mapped/ }))
    const grid = await screen.findByRole('grid', { name: 'Not mapped in Interest › Travel' })
    await waitFor(() => expect(within(grid).getByText('Sicily')).toBeTruthy())
    const blocked = within(grid).getByRole('link', { name: 'Blocked by export controls' })
    expect(blocked.getAttribute('href')).toBe('/segments/21/restrictions?destination=7')
    expect(within(grid).getByText('Unmapped by a person')).toBeTruthy()
    expect(screen.getByText('The first 2 of 1,204 are listed.')).toBeTruthy()

    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'unmapped')
    await waitFor(() => expect(asked).toEqual(['', '?reason=unmapped']))
  })

  it('says nothing of left-out segments when there are none', async () => {
    open(answersWith([{ ...RULE, mapped: 52, blocked: 0, unmapped: 0 }]))
    await screen.findByRole('link', { name: '52 of 52 segments mapped' })
    expect(screen.queryByRole('button', { name: /not mapped/ })).toBeNull()
  })

  it('is removed after a question that says what stays', async () => {
    const { user } = open(
      answersWith([RULE], {
        [`DELETE ${AT}/mapping-rules/3`]: () => {
          answers[`GET ${AT}/mapping-rules`] = { body: { items: [] } }
          return { status: 204, body: null }
        },
      }),
    )
    await user.click(
      await screen.findByRole('button', { name: 'Remove the rule for Interest › Travel' }),
    )
    const question = await screen.findByRole('alertdialog')
    expect(question.textContent).toContain(
      'What is mapped of the folder, 40 segments, stays mapped.',
    )
    await user.click(within(question).getByRole('button', { name: 'Remove rule' }))
    expect(await screen.findByText('Rule removed for Interest › Travel')).toBeTruthy()
    expect(await screen.findByText('No rule yet')).toBeTruthy()
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(document.activeElement).toBe(
      screen.getByRole('heading', { name: 'Rules of this destination' }),
    )
  })

  it('stays when removing it fails, and the question says why', async () => {
    const { user } = open(
      answersWith([RULE], { [`DELETE ${AT}/mapping-rules/3`]: problem(409, 'Not now.') }),
    )
    await user.click(await screen.findByRole('button', { name: /^Remove the rule/ }))
    await user.click(await screen.findByRole('button', { name: 'Remove rule' }))
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Not removed: Refused. Not now.',
    )
  })
})

it('offers to retry when the rules cannot be had', async () => {
  const { user } = open(
    answersWith([RULE], { [`GET ${AT}/mapping-rules`]: problem(409, 'Not now.') }),
  )
  const retry = await screen.findByRole('button', { name: 'Retry' })
  answers[`GET ${AT}/mapping-rules`] = { body: { items: [RULE] } }
  await user.click(retry)
  expect(await screen.findByRole('heading', { name: 'Interest › Travel' })).toBeTruthy()
})
