// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SegmentWithUse } from '../contract/segment.ts'
import { queryClient } from './query.ts'
import { useRowWindows } from './use-row-windows.ts'

function aSegment(id: number, name: string): SegmentWithUse {
  return {
    id,
    name,
    folder: [],
    description: '',
    integrationCode: null,
    peopleCount: null,
    status: 'active',
    restrictedLabels: [],
    createdAt: '2026-11-23T10:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    destinations: 0,
  }
}

let total = 0
let asked: { q: string | null; offset: number; limit: number }[] = []
/** Lets requests whose search is this wait until it is called. */
let held: Map<string, Promise<void>> = new Map()
let fails = new Set<number>()

beforeEach(() => {
  total = 100_000
  asked = []
  held = new Map()
  fails = new Set()
  vi.stubGlobal('fetch', async (url: URL) => {
    const q = url.searchParams.get('q')
    const offset = Number(url.searchParams.get('offset'))
    const limit = Number(url.searchParams.get('limit'))
    asked.push({ q, offset, limit })
    await held.get(q ?? '')
    if (fails.has(offset)) return Response.json({}, { status: 500 })
    const count = Math.max(0, Math.min(limit, total - offset))
    const items = Array.from({ length: count }, (_, index) =>
      aSegment(offset + index + 1, `${q ?? 'segment'} ${offset + index}`),
    )
    return Response.json({ items, total, nextCursor: null })
  })
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function Provider({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}

function hold(q: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  held.set(q, promise)
  return () => resolve()
}

function open(q?: string) {
  return renderHook(
    ({ q: text }: { q?: string | undefined }) =>
      useRowWindows('segmentList', { query: text === undefined ? {} : { q: text } }),
    { wrapper: Provider, initialProps: { q } },
  )
}

describe('a long list in windows', () => {
  it('shows the first rows, and how many there are in all', async () => {
    const { result } = open()
    expect(result.current.isPending).toBe(true)
    await waitFor(() => expect(result.current.isPending).toBe(false))
    expect(result.current.total).toBe(100_000)
    expect(result.current.rowAt(0)?.name).toBe('segment 0')
    expect(result.current.rowAt(199)?.name).toBe('segment 199')
    expect(result.current.rowAt(200)).toBeUndefined()
    expect(asked).toEqual([{ q: null, offset: 0, limit: 200 }])
  })

  it('goes to the very end without reading what lies between', async () => {
    const { result } = open()
    await waitFor(() => expect(result.current.total).toBe(100_000))
    act(() => result.current.onVisible(99_970, 99_999))
    await waitFor(() => expect(result.current.rowAt(99_999)?.name).toBe('segment 99999'))
    expect(result.current.rowAt(0)?.name).toBe('segment 0')
    expect(asked.map(({ offset }) => offset)).toEqual([0, 99_800])
  })

  it('has the next rows ready before they are reached', async () => {
    const { result } = open()
    await waitFor(() => expect(result.current.total).toBe(100_000))
    act(() => result.current.onVisible(140, 170))
    await waitFor(() => expect(result.current.rowAt(399)?.name).toBe('segment 399'))
  })

  it('asks for few of the pages that fast scrolling passes', async () => {
    const { result } = open()
    await waitFor(() => expect(result.current.total).toBe(100_000))
    for (let first = 1000; first <= 90_000; first += 1000) {
      act(() => result.current.onVisible(first, first + 30))
    }
    await waitFor(() => expect(result.current.rowAt(90_010)?.name).toBe('segment 90010'))
    expect(asked.length).toBeLessThan(12)
  })

  it('keeps the rows of the last search until the new ones have come', async () => {
    const { result, rerender } = open()
    await waitFor(() => expect(result.current.total).toBe(100_000))
    const release = hold('golf')
    total = 3
    rerender({ q: 'golf' })
    expect(result.current.rowAt(0)?.name).toBe('segment 0')
    expect(result.current.isRefreshing).toBe(true)
    expect(result.current.total).toBe(100_000)
    release()
    await waitFor(() => expect(result.current.rowAt(0)?.name).toBe('golf 0'))
    expect(result.current.isRefreshing).toBe(false)
    expect(result.current.total).toBe(3)
  })

  it('says that a page could not be read, keeps the others, and reads it again', async () => {
    const { result } = open()
    await waitFor(() => expect(result.current.total).toBe(100_000))
    fails.add(5000)
    act(() => result.current.onVisible(5080, 5110))
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(result.current.error).toBeInstanceOf(Error)
    expect(result.current.rowAt(0)?.name).toBe('segment 0')
    fails.clear()
    await act(() => result.current.refetch())
    await waitFor(() => expect(result.current.isError).toBe(false))
    expect(result.current.rowAt(5090)?.name).toBe('segment 5090')
  })

  it('says that a search failed instead of showing the one before', async () => {
    const { result, rerender } = open()
    await waitFor(() => expect(result.current.total).toBe(100_000))
    fails.add(0)
    rerender({ q: 'golf' })
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(result.current.rowAt(0)).toBeUndefined()
  })

  it('forgets pages that have been out of view for a while', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const { result } = open()
    await waitFor(() => expect(result.current.total).toBe(100_000))
    act(() => result.current.onVisible(5080, 5110))
    await waitFor(() => expect(result.current.rowAt(5090)).toBeDefined())
    act(() => result.current.onVisible(90_080, 90_110))
    await waitFor(() => expect(result.current.rowAt(90_090)).toBeDefined())
    expect(queryClient.getQueryCache().getAll()).toHaveLength(3)
    await act(() => vi.advanceTimersByTimeAsync(11_000))
    expect(queryClient.getQueryCache().getAll()).toHaveLength(2)
    expect(result.current.rowAt(90_090)).toBeDefined()
  })
})
