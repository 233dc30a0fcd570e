import type { z } from 'zod/mini'
import {
  type Endpoint,
  type EndpointName,
  type Endpoints,
  endpoints,
} from '../contract/endpoints.ts'
import { ApiError, errorFromResponse, parseJson } from './api-error.ts'

type Part<N extends EndpointName, K extends 'params' | 'query' | 'body'> =
  Endpoints[N] extends Record<K, infer S extends z.core.$ZodType>
    ? Record<K, K extends 'params' ? z.output<S> : z.input<S>>
    : unknown

/** What a call to endpoint `N` must be given, from the endpoint table. */
export type CallInput<N extends EndpointName> = Part<N, 'params'> &
  Part<N, 'query'> &
  Part<N, 'body'> &
  (Endpoints[N] extends { ifMatch: true } ? { ifMatch: number } : unknown) &
  (Endpoints[N] extends { idempotent: true } ? { idempotencyKey: string } : unknown)

/** What endpoint `N` answers, parsed with its schema. */
export type CallOutput<N extends EndpointName> = Endpoints[N]['response'] extends infer S extends
  z.core.$ZodType
  ? z.output<S>
  : null

type AnyInput = {
  params?: Record<string, unknown>
  query?: Record<string, string | number | readonly (string | number)[] | undefined>
  body?: unknown
  ifMatch?: number
  idempotencyKey?: string
}

/** Milliseconds after which a request counts as hanging. */
const TIMEOUT = 20_000
/** For requests that carry thousands of rows. */
const BULK_TIMEOUT = 120_000

/**
 * Calls an endpoint of the table.
 *
 * @throws ApiError, always; an aborted `signal` rejects with its reason instead.
 */
export async function call<N extends EndpointName>(
  name: N,
  input: CallInput<N>,
  options: { signal?: AbortSignal } = {},
): Promise<CallOutput<N>> {
  const endpoint: Endpoint = endpoints[name]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- CallInput<N> is AnyInput narrowed by the table
  const given = input as AnyInput
  const timeout = AbortSignal.timeout(endpoint.bodyLimit ? BULK_TIMEOUT : TIMEOUT)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout

  let response: Response
  let text: string
  try {
    response = await fetch(addressOf(endpoint, given), {
      method: endpoint.method,
      headers: headersOf(given),
      body: given.body === undefined ? null : JSON.stringify(given.body),
      signal,
    })
    text = await response.text()
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    if (timeout.aborted) throw new ApiError('timeout', 'The request timed out.', { cause })
    if (!navigator.onLine) throw new ApiError('offline', 'The browser is offline.', { cause })
    throw new ApiError('network', 'The request failed.', { cause })
  }

  if (!response.ok) throw errorFromResponse(response, text, Date.now())
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of endpoint N gives CallOutput<N>
  return parseAnswer(endpoint, response, text) as CallOutput<N>
}

function parseAnswer(endpoint: Endpoint, response: Response, text: string): unknown {
  const facts = {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
  }
  if (endpoint.response === null) return null
  const parsed = endpoint.response.safeParse(parseJson(text))
  if (!parsed.success) {
    throw new ApiError('malformed', 'The answer has another shape than agreed.', {
      ...facts,
      cause: parsed.error,
    })
  }
  return parsed.data
}

/** The API's folder: the site's root, or beside index.html in a build that works from a sub-path. */
export function addressOf(endpoint: Endpoint, input: AnyInput): URL {
  const path = endpoint.path
    .slice(1)
    .replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input.params?.[key])))
  const url = new URL(path, new URL(import.meta.env.BASE_URL, document.baseURI))
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
    url.searchParams.set(key, String(value))
  }
  return url
}

function headersOf(input: AnyInput): Record<string, string> {
  return {
    accept: 'application/json',
    ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(input.ifMatch === undefined ? {} : { 'if-match': `"${input.ifMatch}"` }),
    ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
  }
}
