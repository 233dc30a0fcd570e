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

/** A live test's own id, made by the page that runs it. */
export const LiveTestId = z.string().check(z.regex(/^[\w-]{8,64}$/, 'A live test has an id.'))

/** A call that the receiver got. `url` is the address as it arrived, byte for byte. */
export const Arrival = z.object({ at: Instant, url: z.string() })
export type Arrival = z.infer<typeof Arrival>
