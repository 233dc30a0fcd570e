import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ComponentType } from 'react'
import { createMemoryRouter, type LoaderFunction, type RouteObject } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, vi } from 'vitest'
import { queryClient } from '../api/query.ts'
import { ToastRegion } from '../ui/toast-region.tsx'
import { dismissToast, toastEntries } from '../ui/toast.ts'

/** A request as a spec's server sees it. */
export type Sent = { search: URLSearchParams; body: unknown; ifMatch: string | null }
export type Answer = { status?: number; body: unknown }
/** What the server answers, by method and path. */
export type Answers = Record<string, Answer | ((request: Sent) => Answer)>

let answers: Answers = {}

function showModal(this: HTMLDialogElement): void {
  this.open = true
}

function close(this: HTMLDialogElement): void {
  this.open = false
}

/** For specs of whole screens in jsdom: a server of answers, and a clean slate after each. Call it once. */
export function setUpScreens(): void {
  beforeEach(() => {
    // jsdom has no modal dialogs.
    HTMLDialogElement.prototype.showModal = showModal
    HTMLDialogElement.prototype.close = close
    // It lays nothing out; grids show as many rows as have room.
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640)
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener() {},
      removeEventListener() {},
    }))
    vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
      const given = answers[`${init.method} ${url.pathname}`]
      const sent = {
        search: url.searchParams,
        body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
        ifMatch: new Headers(init.headers).get('if-match'),
      }
      const answer = typeof given === 'function' ? given(sent) : given
      if (!answer) throw new TypeError(`Nothing answers ${init.method} ${url.pathname}.`)
      return Response.json(answer.body, { status: answer.status ?? 200 })
    })
  })

  afterEach(() => {
    cleanup()
    queryClient.clear()
    sessionStorage.clear()
    for (const { id } of toastEntries()) dismissToast(id)
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
}

/** Changes what the server answers from now on. */
export function answerWith(given: Answers): void {
  answers = { ...answers, ...given }
}

/** An error as the server tells it. */
export function problem(slug: string, status: number, more: object = {}): Answer {
  return {
    status,
    body: { type: `/problems/${slug}`, title: 'Refused', status, detail: 'Because.', ...more },
  }
}

export function route(
  path: string,
  Component: ComponentType,
  loader?: LoaderFunction,
): RouteObject {
  return { path, Component, ...(loader && { loader }), HydrateFallback: () => null }
}

/** Opens the app at an address, with these answers from the server; other addresses are "Elsewhere". */
export function openAt(address: string, routes: RouteObject[], given: Answers) {
  answers = { ...given }
  const router = createMemoryRouter([...routes, route('*', () => <p>Elsewhere</p>)], {
    initialEntries: [address],
  })
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ToastRegion />
    </QueryClientProvider>,
  )
  return { router, user: userEvent.setup() }
}
