import type { Environment } from '../../contract/common.ts'
import type { CallType } from '../../contract/destination/url.ts'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { Macro } from './macros.ts'

/** The page, or the app, on which a visitor is when data is sent. */
export type PageContext = {
  protocol: Protocol
  host: string
  environment: Exclude<Environment, 'ALL'>
}

export type Protocol = 'http' | 'https'

/** What a rule may not find out by itself: the time, and a random number for each call. */
export type Moment = {
  /** Milliseconds since 1970, UTC. */
  now: number
  /** A number in [0, 1), new on each use. */
  random: () => number
}

/** What is sent of a mapping. */
export type SentMapping = Pick<
  DeliveryMapping,
  'segmentId' | 'value' | 'key' | 'url' | 'secureUrl' | 'priority'
>

/** A stretch of an address: fixed text, or what a macro became. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'macro'; text: string; macro: string; missing: boolean }

/** A macro's place in an address, with the macro as it was written. */
export type Slot = { token: string; macro: Macro }

/** An address taken apart once, so that filling it in is joining texts. */
export type AddressPlan = {
  /** In the browser's form of the whole (WHATWG URL), text and macros as they follow each other. */
  pieces: readonly (string | Slot)[]
  /** A macro stands in the path, where a value of dots alone would move it. */
  hasSlotInPath: boolean
}

/** A filled-in address. `url` is what the browser requests, byte for byte. */
export type Address = {
  url: string
  plan: AddressPlan
  /** For each slot of the plan what it became; null: there is no such value, and nothing is sent. */
  values: readonly (string | null)[]
}

/** One pixel or iframe call. */
export type UrlCall = {
  calledAs: CallType
  /** Segments that this call carries. */
  segmentIds: number[]
  /** What is called on an http page and on an https page; null: nothing. */
  addresses: Record<Protocol, Address | null>
}

/** The cookie that the page's code writes. */
export type CookieWrite = {
  name: string
  /** Before percent-encoding, as read back by code that decodes it. */
  decodedValue: string
  /** As stored by the browser. */
  value: string
  /** As written in the Domain attribute; null: none, the cookie belongs to the page's host. */
  domain: string | null
  /** Seconds; null: a session cookie. */
  maxAge: number | null
  /** The whole `document.cookie` assignment. */
  assignment: string
  /** Bytes of the encoded value. */
  valueBytes: number
  /** Bytes of name, value and attributes, to compare with 4,096. */
  totalBytes: number
  segmentIds: number[]
}

/** Why a mapped segment is not sent; the first that holds, in this order. */
export const NOT_SENT_REASONS = [
  'destination-deleted',
  'destination-draft',
  'destination-paused',
  'environment',
  'publish-to',
  'cookie-domain',
  'blocked',
  'segment-paused',
  'not-started',
  'ended',
  'incomplete',
  'consent',
  'not-qualified',
  'size',
] as const
export type NotSentReason = (typeof NOT_SENT_REASONS)[number]

export type NotSent = { segmentId: number; reason: NotSentReason }
