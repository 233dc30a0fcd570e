import autocannon from 'autocannon'
import type { Figure } from './table.ts'

const CONNECTIONS = 10
const SECONDS = 8
const WARM_UP_SECONDS = 2

export type Load = { perSecond: number; p99: number }

/** Many requests to one address for a while, each with ten under way at once. */
export async function load(url: string): Promise<Load> {
  await autocannon({ url, connections: CONNECTIONS, duration: WARM_UP_SECONDS })
  return loadOf(url, await autocannon({ url, connections: CONNECTIONS, duration: SECONDS }))
}

function loadOf(
  url: string,
  { non2xx, requests, latency }: Awaited<ReturnType<typeof autocannon>>,
): Load {
  if (non2xx > 0) throw new Error(`${non2xx} answers of ${url} were no success`)
  return { perSecond: requests.average, p99: latency.p99 }
}

type Headers = Record<string, string>

/** As `load`, to several paths of a server, which each connection asks for in turn. */
export async function loadEach(
  url: string,
  paths: readonly string[],
  headers: Headers,
): Promise<Load> {
  const requests = paths.map((path) => ({ path }))
  const options = { url, requests, headers, connections: CONNECTIONS }
  await autocannon({ ...options, duration: WARM_UP_SECONDS })
  return loadOf(url, await autocannon({ ...options, duration: SECONDS }))
}

/** As `loadEach`, but no two connections ask for the same path: it is another one with each request. */
export async function loadOnceEach(
  url: string,
  pathOf: (request: number) => string,
  headers: Headers,
): Promise<Load> {
  let count = 0
  const setupRequest = (request: { path: string }) => {
    count += 1
    return { ...request, path: pathOf(count) }
  }
  const requests = [{ path: '/', setupRequest }]
  return loadOf(
    url,
    await autocannon({ url, requests, headers, connections: CONNECTIONS, duration: SECONDS }),
  )
}

/** Addresses whose speed has a budget, of the product and of the bare server alike. */
export function measuredPaths(destinationId: number): { name: string; path: string }[] {
  return [
    { name: 'destinationView', path: `/api/destinations/${destinationId}` },
    { name: 'destinationList', path: '/api/destinations' },
  ]
}

/** Requests per second beside those of a bare server over the same store, and the slowest hundredth. */
export function requestFigures(what: string, product: Load, bare: Load): Figure[] {
  return [
    { name: `${what}: bare Node`, value: bare.perSecond, unit: '/s', budget: null },
    { name: what, value: product.perSecond, unit: '/s', budget: null },
    {
      name: `${what}: share of bare Node`,
      value: product.perSecond / bare.perSecond,
      unit: '',
      budget: 0.8,
      atLeast: true,
    },
    { name: `${what}: p99`, value: product.p99, unit: 'ms', budget: 25 },
  ]
}
