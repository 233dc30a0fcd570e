// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, Link, type LoaderFunction } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../api/api-error.ts'
import { queryClient } from '../../api/query.ts'
import { PageMain } from '../../ui/app-shell.tsx'
import NotFound from './not-found.tsx'
import RouteError from './route-error.tsx'
import Shell from './shell.tsx'

let account = { trashed: 0, sampleData: false }

beforeEach(() => {
  account = { trashed: 0, sampleData: false }
  const usage = { used: 0, max: 1000 }
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('fetch', async () =>
    Response.json({
      empty: false,
      ...account,
      usage: {
        destinations: usage,
        'url-destinations': usage,
        'cookie-destinations': usage,
        segments: usage,
      },
    }),
  )
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function Destinations() {
  return (
    <PageMain>
      <h1>Destinations</h1>
      <Link to="/trash?show=all">Go on</Link>
      <Link to="/trash?focus=name">Go to the field</Link>
    </PageMain>
  )
}

function Trash() {
  return (
    <PageMain>
      <h1>Trash</h1>
    </PageMain>
  )
}

/** Opens the app; `load` runs when its second page is gone to. */
function open(load: LoaderFunction = () => null, address = '/destinations') {
  const router = createMemoryRouter(
    [
      {
        path: '/',
        Component: Shell,
        HydrateFallback: () => null,
        children: [
          { path: 'destinations', Component: Destinations },
          { path: 'trash', Component: Trash, loader: load, ErrorBoundary: RouteError },
          { path: '*', Component: NotFound },
        ],
      },
    ],
    { initialEntries: [address] },
  )
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { user: userEvent.setup() }
}

describe('the frame of the pages', () => {
  it('tells where a person has arrived, by title and focus', async () => {
    const { user } = open()
    expect(await screen.findByRole('heading', { level: 1, name: 'Destinations' })).toBeTruthy()
    expect(document.title).toBe('Destinations · Destination Builder')
    expect(document.activeElement).toBe(document.body)

    await user.click(screen.getByRole('link', { name: 'Go on' }))
    const heading = await screen.findByRole('heading', { level: 1, name: 'Trash' })
    expect(document.title).toBe('Trash · Destination Builder')
    expect(document.activeElement).toBe(heading)
  })

  it('leaves the focus to a field that the address names', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('link', { name: 'Go to the field' }))
    const heading = await screen.findByRole('heading', { level: 1, name: 'Trash' })
    expect(document.activeElement).not.toBe(heading)
  })

  it('counts what is in the trash, and says when data is made up', async () => {
    account = { trashed: 3, sampleData: true }
    open(undefined, '/nowhere')
    expect(await screen.findByText('Sample data')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Trash 3' })).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'There is nothing at this address',
    )
  })
})

describe('a page that cannot be loaded', () => {
  it('is named, and loads when the person tries again', async () => {
    let fails = true
    const { user } = open(() => {
      if (fails) throw new ApiError('network', 'The request failed.')
      return null
    })
    await user.click(await screen.findByRole('link', { name: 'Go on' }))
    expect(
      await screen.findByRole('heading', { level: 1, name: 'The server could not be reached' }),
    ).toBeTruthy()
    fails = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Trash' })).toBeTruthy()
  })

  it('waits as long as the server asked for, and shows the request id', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    open(() => {
      throw new ApiError('status', 'The server answered 503.', {
        status: 503,
        retryAfter: 2,
        requestId: 'req-7',
      })
    }, '/trash')
    const waiting = await screen.findByRole('button', { name: 'Retry in 2 s' })
    expect(waiting.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByText('req-7')).toBeTruthy()
    await act(() => vi.advanceTimersByTimeAsync(1000))
    await act(() => vi.advanceTimersByTimeAsync(1000))
    expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy()
  })

  it('is told to be missing when the server does not know it', async () => {
    open(() => {
      throw new ApiError('status', 'The server answered 404.', { status: 404 })
    }, '/trash')
    expect(
      await screen.findByRole('heading', { level: 1, name: 'There is nothing at this address' }),
    ).toBeTruthy()
  })
})
