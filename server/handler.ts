import type { z } from 'zod/mini'
import type { EndpointName, Endpoints } from '../src/contract/endpoints.ts'
import type { Limits } from '../src/domain/limits.ts'
import type { OverSizeCache } from './mapping/over-size.ts'
import type { SampleData } from './seed/sample-data.ts'
import type { Transaction } from './store/store.ts'

type Part<N extends EndpointName, K extends 'params' | 'query' | 'body'> =
  Endpoints[N] extends Record<K, infer S extends z.core.$ZodType> ? Record<K, z.output<S>> : unknown

/** A request to endpoint `N`, parsed by the endpoint table. */
export type HandlerInput<N extends EndpointName> = Part<N, 'params'> &
  Part<N, 'query'> &
  Part<N, 'body'> &
  /** The revision of `If-Match`. */
  (Endpoints[N] extends { ifMatch: true } ? { revision: number } : unknown)

export type HandlerOutput<N extends EndpointName> = Endpoints[N]['response'] extends infer S extends
  z.core.$ZodType
  ? z.input<S>
  : null

/** What a handler may use: nothing else comes from outside. */
export type HandlerContext = {
  /** One for each request: what the handler throws takes everything back. */
  transaction: Transaction
  now: Date
  /** The day of `now` in UTC, `YYYY-MM-DD`. */
  today: string
  limits: Limits
  sampleData: (now: Date) => Promise<SampleData>
  /** Kept from one request to the next. */
  overSize: OverSizeCache
}

export type Handler<N extends EndpointName> = (
  input: HandlerInput<N>,
  context: HandlerContext,
) => Promise<HandlerOutput<N>>

/** One handler for each of the endpoints named. */
export type Handlers<N extends EndpointName> = { [K in N]: Handler<K> }
