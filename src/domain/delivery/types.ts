import type { CallType } from '../../contract/destination/url.ts'

/** The page on which a visitor is when data is sent. */
export type PageContext = { protocol: 'http' | 'https'; host: string }

/** What a rule may not find out by itself: the time, and a random number for each call. */
export type Moment = {
  /** Milliseconds since 1970, UTC. */
  now: number
  /** A number in [0, 1), new on each use. */
  random: () => number
}

/** A stretch of an address or a cookie: fixed text, or what a macro or a mapping put there. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'macro'; text: string; macro: string; missing: boolean }

/** One pixel or iframe call. `parts` joined is `url`, byte for byte what the browser requests. */
export type UrlCall = {
  calledAs: CallType
  url: string
  parts: Part[]
  /** Segments that this call carries. */
  segmentIds: number[]
  /** What the marketer should know: a macro without a value, an http address on an https page. */
  notes: string[]
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
  /** Segments that did not fit, lowest priority first. */
  leftOut: number[]
}
