import * as z from 'zod/mini'
import { CallType } from './destination/url.ts'
import { Instant } from './common.ts'

/** What a page's tag gets from the edge (domain.md, "What the page receives"). */
export const EdgeResponse = z.object({
  /** Cookies to write: name, value as stored, days to live (0: session), domain ('' for the page's own). */
  stuff: z.array(z.object({ cn: z.string(), cv: z.string(), ttl: z.int(), dmn: z.string() })),
  /** Calls to make: address, secure address, and how. '' where there is none. */
  dests: z.array(z.object({ c: z.string(), e: z.string(), y: CallType })),
  /** The visitor's AAM UUID. */
  uuid: z.string(),
  dcs_region: z.int(),
  /** The id of this transaction. */
  tid: z.string(),
})
export type EdgeResponse = z.infer<typeof EdgeResponse>

/** Unix time in milliseconds up to the year 9999, after which days have no four digits. */
const LAST_MOMENT = 253_402_300_799_999

/**
 * What a page's tag tells the edge. `d_uuid` and `d_rtbd` are those of the reference product
 * (domain.md, "What the page receives"), the others are ours; any more are ignored.
 */
export const EdgeQuery = z.object({
  /** The visitor's AAM UUID; without one the visitor is new. */
  d_uuid: z.optional(
    z.string().check(z.regex(/^\d{1,38}$/, 'An AAM UUID has digits only, at most 38.')),
  ),
  d_rtbd: z.literal('json', 'Only d_rtbd=json is known: the answer is always JSON.'),
  /** The page's host; unless told, that of the Referer, else of the request. */
  d_host: z.optional(
    z.string().check(z.regex(/^[\w.:[\]-]{1,253}$/, 'A host has no such characters.')),
  ),
  /** The page's protocol; found as the host is. */
  d_proto: z.optional(z.enum(['http', 'https'], 'A page is http or https.')),
  d_env: z._default(z.enum(['BROWSER', 'ANDROID', 'IOS']), 'BROWSER'),
  /** Live tests only, so that a prediction can be compared: see domain/delivery/live-test-moment.ts. */
  d_seed: z.optional(z.pipe(z.coerce.number(), z.int().check(z.gte(0), z.lt(2 ** 32)))),
  /** Live tests only: the time that delivery shall take, in milliseconds since 1970. */
  d_now: z.optional(z.pipe(z.coerce.number(), z.int().check(z.gte(0), z.lte(LAST_MOMENT)))),
})
export type EdgeQuery = z.infer<typeof EdgeQuery>

/** A live test's own id, made by the page that runs it. */
export const LiveTestId = z.string().check(z.regex(/^[\w-]{8,64}$/, 'A live test has an id.'))

/** A call that the receiver got. `url` is the address as it arrived, byte for byte. */
export const Arrival = z.object({ at: Instant, url: z.string() })
export type Arrival = z.infer<typeof Arrival>

/** The longest address that the receiver takes, in characters. */
export const RECEIVED_MAX = 48_000

/** Arrivals of one live test that are kept. */
export const ARRIVALS_MAX = 1000
/** Milliseconds for which an arrival is kept. */
export const ARRIVAL_LIFE = 3_600_000

/** A cookie that the tag wrote in a live test. */
export const WrittenCookie = z.object({
  /** What the tag was asked to write, as a `document.cookie` assignment. */
  asked: z.string(),
  /** `name=value` as the browser gave it back; null: the browser did not keep it. */
  kept: z.nullable(z.string()),
  /** The page is not on that domain, so the tag wrote the cookie for the page's own host. */
  isDomainLeftOut: z.boolean(),
})
export type WrittenCookie = z.infer<typeof WrittenCookie>

/** What the tag tells the page that frames the customer's page, once it has done its work. */
export const TagReport = z.object({
  type: z.literal('live-test'),
  liveTestId: LiveTestId,
  /** Calls that it has made. */
  calls: z.int(),
  cookies: z.array(WrittenCookie),
  /** Why it could do nothing; null: all went well. */
  error: z.nullable(z.string()),
})
export type TagReport = z.infer<typeof TagReport>
