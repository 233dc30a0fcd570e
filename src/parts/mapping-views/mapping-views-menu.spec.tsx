// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/query.ts'
import type { MappingView } from '../../contract/mapping-rule.ts'
import { ToastRegion } from '../../ui/toast-region.tsx'
import { dismissToast, toastEntries } from '../../ui/toast.ts'
import { MappingViewsMenu } from './mapping-views-menu.tsx'

/** What had the focus when a dialog opened: browsers give it back there. */
let openedFrom: Element | null = null

// jsdom has no modal dialogs.
HTMLDialogElement.prototype.showModal = function showModal() {
  openedFrom = document.activeElement
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
}

const ENDING: MappingView = {
  id: 1,
  name: 'Ending soon',
  search: 'view=mapped&endsWithin=30',
  createdAt: '2026-11-23T10:00:00.000Z',
}

let views: MappingView[] = []
let refuse: string | null = null

beforeEach(() => {
  refuse = null
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    if (refuse === init.method) {
      const body = { type: '/problems/limit-reached', title: 'A limit is reached', status: 409 }
      return Response.json({ ...body, detail: 'Remove one.' }, { status: 409 })
    }
    switch (init.method) {
      case 'POST': {
        const body = typeof init.body === 'string' ? JSON.parse(init.body) : null
        const saved = { ...body, id: 2, createdAt: '2026-11-24T10:00:00.000Z' }
        views = [...views.filter(({ name }) => name !== saved.name), saved]
        return Response.json(saved, { status: 201 })
      }
      case 'DELETE':
        views = views.filter(({ id }) => !url.pathname.endsWith(`/${id}`))
        return new Response(null, { status: 204 })
      default:
        return Response.json({ items: views })
    }
  })
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  for (const { id } of toastEntries()) dismissToast(id)
  vi.unstubAllGlobals()
})

function open(given: MappingView[], current = 'view=blocked') {
  views = given
  const to = (search: string) => `/grid?${search}`
  const Page = () => (
    <>
      <MappingViewsMenu current={current} to={to} />
      <ToastRegion />
    </>
  )
  const router = createMemoryRouter([{ path: '*', Component: Page }])
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { router, user: userEvent.setup() }
}

async function choose(user: ReturnType<typeof userEvent.setup>, name: string | RegExp) {
  await user.click(screen.getByRole('button', { name: 'Views' }))
  await user.click(await screen.findByRole('menuitem', { name }))
}

it('a named view leads to what it shows', async () => {
  const { user, router } = open([ENDING])
  await choose(user, 'Ending soon')
  await waitFor(() =>
    expect(router.state.location).toMatchObject({
      pathname: '/grid',
      search: '?view=mapped&endsWithin=30',
    }),
  )
})

it('the view that is shown says so, in whatever order its address is written', async () => {
  const { user } = open([ENDING], 'endsWithin=30&view=mapped')
  await user.click(screen.getByRole('button', { name: 'Views' }))
  const item = await screen.findByRole('menuitem', { name: 'Ending soon' })
  expect(within(item).getByText('Shown now')).toBeTruthy()
})

it('what is shown is saved under a name that has to be given', async () => {
  const { user } = open([])
  await choose(user, 'Save this view…')
  await user.click(await screen.findByRole('button', { name: 'Save view' }))
  expect(await screen.findByText('Enter the name.')).toBeTruthy()
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Blocked ones ')
  await user.click(screen.getByRole('button', { name: 'Save view' }))
  expect(await screen.findByText(/^View saved: /)).toBeTruthy()
  expect(views).toMatchObject([{ search: 'view=blocked' }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('a dialog that an entry opens can give the focus back to the button of the menu', async () => {
  const { user } = open([ENDING])
  const button = screen.getByRole('button', { name: 'Views' })
  for (const entry of ['Save this view…', 'Remove views…', 'Save this view…']) {
    // oxlint-disable-next-line no-await-in-loop -- one dialog after the other
    await choose(user, entry)
    // oxlint-disable-next-line no-await-in-loop -- as above
    const dialog = await screen.findByRole('dialog')
    expect(openedFrom).toBe(button)
    // oxlint-disable-next-line no-await-in-loop -- as above
    await user.click(within(dialog).getByRole('button', { name: /^Cancel$|^Done$/ }))
  }
})

it('a name that is there is replaced, and it is said before', async () => {
  const { user } = open([ENDING])
  await choose(user, 'Save this view…')
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'ENDING SOON')
  expect(screen.getByText('A view is called Ending soon already; this replaces it.')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Replace view' })).toBeTruthy()
})

it('a view that cannot be saved says why, and the name stays', async () => {
  const { user } = open([])
  await choose(user, 'Save this view…')
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Mine')
  refuse = 'POST'
  await user.click(screen.getByRole('button', { name: 'Save view' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Remove one.')
  expect(screen.getByDisplayValue('Mine')).toBeTruthy()
})

it('a removed view comes back with Undo', async () => {
  const { user } = open([ENDING])
  await choose(user, 'Remove views…')
  await user.click(await screen.findByRole('button', { name: 'Remove Ending soon' }))
  expect(await screen.findByText('No view is left.')).toBeTruthy()
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(views).toMatchObject([{ name: 'Ending soon', search: ENDING.search }]))
})

it('views that cannot be had are asked for again', async () => {
  refuse = 'GET'
  const { user } = open([ENDING])
  await choose(user, /^Load the views again/)
  await user.click(screen.getByRole('button', { name: 'Views' }))
  // Whether there is one to remove is not known.
  const remove = await screen.findByRole('menuitem', { name: 'Remove views…' })
  expect(within(remove).getByText('The views could not be had.')).toBeTruthy()
  refuse = null
  await user.click(screen.getByRole('menuitem', { name: /^Load the views again/ }))
  await user.click(screen.getByRole('button', { name: 'Views' }))
  expect(await screen.findByRole('menuitem', { name: 'Ending soon' })).toBeTruthy()
})
