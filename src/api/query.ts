import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import type { EndpointName } from '../contract/endpoints.ts'
import { ApiError } from './api-error.ts'
import { call, type CallInput, type CallOutput } from './client.ts'

/** Once more for what may pass by itself; an answer that the server meant is final. */
function shouldRetry(failures: number, error: unknown): boolean {
  return failures < 1 && error instanceof ApiError && error.kind === 'network'
}

/** The one cache of server state. Loaders fill it, components read it. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: shouldRetry,
      retryDelay: 300,
      // A paused query would look like an endless load; offline is an error with a Retry.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

/** Query options of an endpoint; its key is the endpoint's name and the input. */
export function q<N extends EndpointName>(name: N, input: CallInput<N>) {
  return queryOptions({
    queryKey: [name, input] as const,
    queryFn: ({ signal }): Promise<CallOutput<N>> => call(name, input, { signal }),
  })
}

type Paged = { items: unknown[]; total: number; nextCursor: string | null }

type PagedName = {
  [N in EndpointName]: CallOutput<N> extends Paged ? N : never
}[EndpointName]

/** As `q`, for a list that is read page by page. */
export function qPages<N extends PagedName>(name: N, input: CallInput<N>) {
  return infiniteQueryOptions({
    queryKey: [name, 'pages', input] as const,
    queryFn: async ({ signal, pageParam }) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every PagedName has a query
      const given = input as CallInput<N> & { query?: object }
      const page = { ...given, query: { ...given.query, cursor: pageParam } }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a PagedName answers a Paged
      return (await call(name, page, { signal })) as CallOutput<N> & Omit<Paged, 'items'>
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last): string | undefined => last.nextCursor ?? undefined,
  })
}

/** Marks everything read from these endpoints as out of date; what is on screen is read again. */
export async function invalidate(...names: EndpointName[]): Promise<void> {
  await Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] })))
}
