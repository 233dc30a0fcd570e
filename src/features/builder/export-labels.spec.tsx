// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { q, queryClient } from '../../api/query.ts'
import { PROBLEMS } from '../../contract/problem.ts'
import { aDestination } from '../../domain/test-destination.ts'
import ExportLabelsStep from './export-labels.tsx'

// jsdom has no modal dialogs.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
}

const MAPPINGS = { total: 48, incomplete: 0, blocked: 0, earliestEnd: null, latestEnd: null }
const SICILY = { id: 1127, name: 'Sicily' }

/** What was sent to be saved. */
let saved: unknown[] = []

/** A server where the label for off-site ads blocks one of 48 mapped segments. */
async function answer(url: URL, init: RequestInit): Promise<Response> {
  const pixel = aDestination({ exportLabels: [], mappings: MAPPINGS })
  if (url.pathname.endsWith('/export-check')) {
    const labels = (url.searchParams.get('labels') ?? '').split(',')
    const segments = labels.includes('off-site-ads')
      ? [{ ...SICILY, labels: ['off-site-ads'] }]
      : []
    return Response.json({ total: 48, blocked: segments.length, segments })
  }
  if (init.method !== 'PUT') return Response.json(pixel)
  const body: { exportLabels: string[]; confirmed: boolean } = JSON.parse(
    typeof init.body === 'string' ? init.body : '',
  )
  saved.push(body)
  if (body.confirmed) {
    return Response.json({ ...pixel, revision: 4, exportLabels: body.exportLabels })
  }
  const { title, status } = PROBLEMS['confirmation-required']
  const blocks = [
    { destinationId: 374, name: pixel.name, status: 'active', count: 1, segments: [SICILY] },
  ]
  return Response.json(
    {
      type: '/problems/confirmation-required',
      title,
      status,
      detail: 'It stops 1 mapping.',
      effects: { blocks, lifts: [] },
    },
    { status },
  )
}

beforeEach(() => {
  saved = []
  localStorage.clear()
  vi.stubGlobal('fetch', answer)
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.unstubAllGlobals()
})

function open() {
  const pixel = aDestination({ exportLabels: [], mappings: MAPPINGS })
  queryClient.setQueryData(
    q('destinationView', { params: { destinationId: pixel.id } }).queryKey,
    pixel,
  )
  const router = createMemoryRouter(
    [
      {
        path: '/destinations/:destinationId/edit/export-labels',
        Component: ExportLabelsStep,
        HydrateFallback: () => null,
      },
      { path: '*', Component: () => <p>Elsewhere</p> },
    ],
    { initialEntries: ['/destinations/374/edit/export-labels'] },
  )
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { user: userEvent.setup(), router }
}

async function tick(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  const name = 'This destination may be used for off-site ad targeting'
  await user.click(await screen.findByRole('checkbox', { name }))
}

it('labels tell what they would block before they are saved', async () => {
  const { user } = open()
  await screen.findByText('With these labels, none of the 48 mapped segments is blocked.')
  await tick(user)
  await screen.findByText('1 of 48 mapped segments would be blocked; none is now.')
  expect(screen.getByRole('link', { name: 'Why Sicily?' }).getAttribute('href')).toBe(
    '/segments/1127/restrictions?destination=374&labels=off-site-ads',
  )
  expect(saved).toEqual([])
})

it('labels that stop what is sent are saved only after they were confirmed', async () => {
  const { user, router } = open()
  await tick(user)
  await user.click(screen.getByRole('button', { name: 'Save and continue' }))
  const dialog = await screen.findByRole('alertdialog', {
    name: 'Stop 1 mapping in 1 destination?',
  })
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
  expect(screen.getByText('Not saved: this would stop 1 mapping')).toBeTruthy()

  const [review] = screen.getAllByRole('button', { name: 'Review and confirm' })
  if (review) await user.click(review)
  await user.click(await screen.findByRole('button', { name: 'Save and stop them' }))
  await waitFor(() => expect(saved).toHaveLength(2))
  expect(saved).toEqual([
    { exportLabels: ['off-site-ads'], confirmed: false },
    { exportLabels: ['off-site-ads'], confirmed: true },
  ])
  await waitFor(() => expect(screen.queryByText(/^Not saved/)).toBeNull())
  expect(router.state.location.pathname).toBe('/destinations/374/edit/export-labels')
})
