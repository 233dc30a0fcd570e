import type {
  CookieDestination,
  Destination,
  UrlDestination,
} from '../../contract/destination/destination.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { cookieWrite } from '../../domain/delivery/cookie-write.ts'
import { sendableMappings } from '../../domain/delivery/qualified-mappings.ts'
import type { CookieWrite, PageContext, UrlCall } from '../../domain/delivery/types.ts'
import { urlCalls } from '../../domain/delivery/url-calls.ts'
import { seededRandom } from '../../lib/seeded-random.ts'

/** What the panel shows: computed by the functions that deliver, so it is what will be sent. */
export type Preview =
  | { kind: 'calls'; calls: UrlCall[]; qualified: number }
  | { kind: 'cookie'; write: CookieWrite; qualified: number }
  /** Nothing is sent, and why. */
  | { kind: 'nothing'; reason: string; qualified: number }

type PreviewInput = {
  /** The destination as it stands in the form, saved or not. */
  destination: Destination
  /** Its mappings to the visitor's segments. */
  mappings: readonly MappingWithSegment[]
  visitor: Visitor
  page: PageContext
  /** Milliseconds since 1970 and a seed: fixed while the panel is open, so that only edits move it. */
  now: number
  seed: number
}

function isUrl(destination: Destination): destination is UrlDestination {
  return destination.configuration.type === 'url'
}

function isCookie(destination: Destination): destination is CookieDestination {
  return destination.configuration.type === 'cookie'
}

export function previewOf(input: PreviewInput): Preview {
  const { destination, visitor, page, now } = input
  const today = new Date(now).toISOString().slice(0, 10)
  const mappings = sendableMappings(destination, input.mappings, visitor, today)
  const qualified = mappings.length
  if (qualified === 0) {
    return { kind: 'nothing', qualified, reason: nothingQualified(input.mappings, destination) }
  }
  const moment = { now, random: seededRandom(input.seed) }
  if (isUrl(destination)) {
    const { configuration } = destination
    const calls = urlCalls({ configuration, mappings, visitor, page, moment })
    return calls.length > 0
      ? { kind: 'calls', calls, qualified }
      : { kind: 'nothing', qualified, reason: 'The address is not complete yet.' }
  }
  if (isCookie(destination)) {
    const { configuration } = destination
    const { result, refusal } = cookieWrite({ configuration, mappings, page })
    return result
      ? { kind: 'cookie', write: result, qualified }
      : { kind: 'nothing', qualified, reason: refusal ?? 'The cookie is not complete yet.' }
  }
  return { kind: 'nothing', qualified, reason: 'This type sends nothing from a page.' }
}

function nothingQualified(
  mappings: readonly MappingWithSegment[],
  destination: Destination,
): string {
  if (destination.mappings.total === 0) return 'No segment is mapped yet.'
  if (mappings.length === 0) return 'This visitor is in none of the mapped segments.'
  return 'The mapped segments of this visitor are paused, outside their dates, or incomplete.'
}

/** A visitor who is in these segments, for an account that has no sample visitors of its own. */
export function visitorIn(segmentIds: number[]): Visitor {
  return {
    id: 0,
    name: 'A visitor in the first mapped segments',
    did: '19393572368547369350319949416899715727',
    mcid: '50814298273775797762943354787774730612',
    partnerIds: {},
    region: 7,
    gdprApplies: false,
    consent: null,
    segmentIds,
  }
}
