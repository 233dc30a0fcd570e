import { hashKey, queryOptions, useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { EndpointName } from '../contract/endpoints.ts'
import type { CallInput, CallOutput } from './client.ts'
import { q } from './query.ts'

/** Endpoints that list rows from any place on: with `offset` and `limit` in the query. */
export type WindowedName = {
  [N in EndpointName]: CallOutput<N> extends { items: unknown[]; total: number }
    ? CallInput<N> extends { query: { offset?: unknown; limit?: unknown } }
      ? N
      : never
    : never
}[EndpointName]

/** A row of a windowed list. */
export type RowOf<N extends WindowedName> =
  CallOutput<N> extends { items: (infer Row)[] } ? Row : never

type PageOf<N extends WindowedName> = CallOutput<N> & { items: RowOf<N>[]; total: number }

/** Rows of a page, unless told. */
const PAGE_SIZE = 200
/** Milliseconds that a page is kept out of view: scrolling through 100,000 rows must not keep them all. */
const GC_TIME = 10_000
/** Milliseconds between two looks at what is in view: fast scrolling asks for few of the pages it passes. */
const LOOK_EVERY = 100

/** Pages `from` to `to`, counted from 0. */
type PageRange = { from: number; to: number }

/** The query of one page: rows `page * pageSize` and those after it. */
export function qWindow<N extends WindowedName>(
  name: N,
  input: CallInput<N>,
  page: number,
  pageSize = PAGE_SIZE,
) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every WindowedName has a query
  const given = input as CallInput<N> & { query: object }
  const options = q(name, {
    ...given,
    query: { ...given.query, offset: page * pageSize, limit: pageSize },
  })
  return queryOptions({
    queryKey: options.queryKey,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a WindowedName answers a PageOf
    queryFn: options.queryFn as () => Promise<PageOf<N>>,
    gcTime: GC_TIME,
  })
}

/**
 * A long list, read in pages around the rows in view. A new search keeps the rows of the last one
 * until its own have come; the first page is always there, for the total.
 *
 * @param input as the endpoint takes it, without `offset` and `limit`.
 * @returns `rowAt`: the row at a place from 0, undefined while it is on its way. `onVisible`: to be
 *   told which rows are in view. `firstPage`: what the answer says besides the rows. `isPending`:
 *   nothing is there yet. `isRefreshing`: the rows are those of the search before. `isError`: the first
 *   page, or one in view, could not be read, or not anew. `isFetching`: something is asked for.
 */
export function useRowWindows<N extends WindowedName>(
  name: N,
  input: CallInput<N>,
  { pageSize = PAGE_SIZE }: { pageSize?: number } = {},
) {
  const [shown, setShown] = useState(input)
  const isOther = hashKey([shown]) !== hashKey([input])

  const [range, setRange] = usePacedState({ from: 0, to: 0 }, LOOK_EVERY)
  const numbers = pageNumbers(range)
  const results = useQueries({
    queries: [
      ...numbers.map((page) => qWindow(name, input, page, pageSize)),
      // Those of the search before are looked at, not asked for.
      ...(isOther ? numbers : []).map((page) => ({
        ...qWindow(name, shown, page, pageSize),
        enabled: false,
      })),
    ],
  })
  const wanted = results.slice(0, numbers.length)
  const isThere = wanted.every(({ data, isError }) => data !== undefined || isError)
  if (isOther && isThere) setShown(input)

  const current = isOther && !isThere ? results.slice(numbers.length) : wanted
  const firstPage = current[0]?.data
  const total = firstPage?.total ?? 0
  const failed = wanted.find(({ isError }) => isError)
  const pages = new Map(numbers.map((page, index) => [page, current[index]?.data?.items]))

  return {
    rowAt: (index: number): RowOf<N> | undefined =>
      pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    total,
    firstPage,
    onVisible: (first: number, last: number): void =>
      setRange(pageRange(first, last, pageSize, total)),
    isPending: firstPage === undefined && failed === undefined,
    isRefreshing: isOther && !isThere && firstPage !== undefined,
    isError: failed !== undefined,
    error: failed?.error ?? null,
    isFetching: wanted.some(({ isFetching }) => isFetching),
    /** Reads anew what is in view. */
    refetch: async (): Promise<void> => {
      await Promise.all(wanted.map(({ refetch }) => refetch()))
    },
  }
}

/** The pages of rows in view, and of a quarter of a page around them: they are likely the next. */
function pageRange(first: number, last: number, pageSize: number, total: number): PageRange {
  const end = Math.max(0, Math.floor((total - 1) / pageSize))
  const around = pageSize / 4
  const from = Math.min(end, Math.max(0, Math.floor((first - around) / pageSize)))
  const to = Math.min(end, Math.floor((last + around) / pageSize))
  return { from, to: Math.max(from, to) }
}

/** With the first page, which tells the total. */
function pageNumbers({ from, to }: PageRange): number[] {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return from === 0 ? numbers : [0, ...numbers]
}

/** A state that changes at once, and again only after a while, to what was set last. */
function usePacedState(initial: PageRange, pace: number) {
  const [state, setState] = useState(initial)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(initial)

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  function take(): void {
    const { from, to } = latest.current
    setState((now) => (now.from === from && now.to === to ? now : { from, to }))
  }

  function set(next: PageRange): void {
    latest.current = next
    if (timer.current !== undefined) return
    take()
    timer.current = setTimeout(() => {
      timer.current = undefined
      take()
    }, pace)
  }

  return [state, set] as const
}
