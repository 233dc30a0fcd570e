import type {
  Destination,
  DestinationConfiguration,
} from '../../contract/destination/destination.ts'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import { isMappingComplete } from '../mapping-rules.ts'
import { cookieDomainMatches, isPublishedOn } from './cookie-domain.ts'
import { cookieWrite, isCookieNamed } from './cookie-write.ts'
import type { PreparedVisitor } from './prepared-visitor.ts'
import type { CookieWrite, Moment, NotSent, NotSentReason, PageContext, UrlCall } from './types.ts'
import {
  type AddressPlans,
  sharedPlans,
  urlCalls,
  type UrlMapping,
  urlMapping,
  type Vendors,
  vendorsOfPlans,
} from './url-calls.ts'

/** What of a destination decides about delivery. */
export type DeliveryDestination = Pick<
  Destination,
  'status' | 'environment' | 'exportLabels' | 'configuration'
>

/** A mapping with all that does not depend on the visitor worked out. */
export type CompiledMapping = {
  mapping: DeliveryMapping
  /** Why it is sent to nobody, whatever the day is; null: nothing keeps it. */
  standing: Extract<NotSentReason, 'blocked' | 'segment-paused' | 'incomplete'> | null
  /** Of a URL destination only. */
  url: UrlMapping | null
  /** Vendors whose consent its own address asks for. */
  vendors: Vendors
}

/** A destination made ready to be delivered to many visitors. */
export type CompiledDestination = {
  destination: DeliveryDestination
  /** By segment id. */
  mappings: CompiledMapping[]
  shared: AddressPlans | null
  /** Vendors whose consent the shared address asks for. */
  vendors: Vendors
}

/**
 * What a visitor's page gets from a destination: the calls or the cookie, and for every mapping that is
 * not in it one reason.
 */
export type Delivery = {
  calls: UrlCall[]
  cookie: CookieWrite | null
  notSent: NotSent[]
}

export function compileDestination(
  destination: DeliveryDestination,
  mappings: readonly DeliveryMapping[],
): CompiledDestination {
  const { configuration } = destination
  const shared = configuration.type === 'url' ? sharedPlans(configuration) : null
  const labels = new Set(destination.exportLabels)
  return {
    destination,
    shared,
    vendors: vendorsOfPlans(shared),
    mappings: mappings
      .toSorted((a, b) => a.segmentId - b.segmentId)
      .map((mapping) => {
        const url = configuration.type === 'url' ? urlMapping(configuration, mapping) : null
        return {
          mapping,
          url,
          vendors: vendorsOfPlans(url?.plans ?? null),
          standing: standingReason(configuration, labels, mapping),
        }
      }),
  }
}

function standingReason(
  configuration: DestinationConfiguration,
  labels: ReadonlySet<string>,
  mapping: DeliveryMapping,
): CompiledMapping['standing'] {
  if (mapping.restrictedLabels.some((label) => labels.has(label))) return 'blocked'
  if (mapping.paused) return 'segment-paused'
  if (configuration.type === 'cookie' && !isCookieNamed(configuration)) return 'incomplete'
  return isMappingComplete(configuration, mapping) ? null : 'incomplete'
}

type DeliverInput = {
  compiled: CompiledDestination
  visitor: PreparedVisitor
  page: PageContext
  moment: Moment
  /**
   * The mappings to consider, by segment id; all of them unless told. The edge knows which ones the
   * visitor is in, and asks for no reasons of the others.
   */
  mappings?: readonly CompiledMapping[]
}

/**
 * Decides what is sent: for every mapping considered, it is in a call or in the cookie, or it has one
 * reason. The preview, the edge and the live test all ask this. domain.md, "Terms": qualified.
 */
export function deliver(input: DeliverInput): Delivery {
  const { compiled, visitor, page, moment } = input
  const considered = input.mappings ?? compiled.mappings
  const general = destinationReason(compiled, page)
  if (general !== null) {
    return { calls: [], cookie: null, notSent: considered.map((each) => notSent(each, general)) }
  }
  const today = dayOf(moment.now)
  const sent: CompiledMapping[] = []
  const left: NotSent[] = []
  for (const each of considered) {
    const reason = mappingReason(compiled, each, visitor, page, today)
    if (reason === null) sent.push(each)
    else left.push(notSent(each, reason))
  }
  const { configuration } = compiled.destination
  switch (configuration.type) {
    case 'url':
      return {
        calls: urlCalls({
          configuration,
          shared: compiled.shared,
          mappings: sent.flatMap(({ url }) => url ?? []),
          visitor,
          moment,
        }),
        cookie: null,
        notSent: left,
      }
    case 'cookie': {
      const { write, leftOut } = cookieWrite(
        configuration,
        sent.map(({ mapping }) => mapping),
      )
      const forSize = leftOut.map((segmentId): NotSent => ({ segmentId, reason: 'size' }))
      return { calls: [], cookie: write, notSent: [...left, ...forSize] }
    }
  }
}

const MILLISECONDS_A_DAY = 86_400_000

/** The last day asked for: an edge asks a million times a second, and writing a date costs the most of it. */
let lastDay = { number: Number.NaN, text: '' }

/** The day in UTC, `YYYY-MM-DD`. */
function dayOf(now: number): string {
  const number = Math.floor(now / MILLISECONDS_A_DAY)
  if (number !== lastDay.number) {
    lastDay = { number, text: new Date(now).toISOString().slice(0, 10) }
  }
  return lastDay.text
}

function notSent({ mapping }: CompiledMapping, reason: NotSentReason): NotSent {
  return { segmentId: mapping.segmentId, reason }
}

/** Why nothing of the destination is sent on this page; null: something may be. */
function destinationReason(
  { destination }: CompiledDestination,
  page: PageContext,
): NotSentReason | null {
  const { status, environment, configuration } = destination
  if (status !== 'active') return `destination-${status}`
  if (environment !== 'ALL' && environment !== page.environment) return 'environment'
  if (configuration.type === 'cookie') {
    if (page.environment !== 'BROWSER') return 'environment'
    if (!isPublishedOn(page.host, configuration.publishTo)) return 'publish-to'
    if (!cookieDomainMatches(page.host, configuration.cookieDomain)) return 'cookie-domain'
  }
  return null
}

function mappingReason(
  { shared, destination, vendors: sharedVendors }: CompiledDestination,
  { mapping, standing, url, vendors }: CompiledMapping,
  visitor: PreparedVisitor,
  { protocol }: PageContext,
  today: string,
): NotSentReason | null {
  if (standing === 'blocked' || standing === 'segment-paused') return standing
  if (mapping.startDate > today) return 'not-started'
  if (mapping.endDate !== null && mapping.endDate < today) return 'ended'
  if (standing !== null) return standing
  if (destination.configuration.type === 'url' && !(url?.plans ?? shared)?.[protocol]) {
    return 'incomplete'
  }
  const isAllowed =
    sharedVendors[protocol].every(visitor.allows) && vendors[protocol].every(visitor.allows)
  if (!isAllowed) return 'consent'
  return visitor.isIn(mapping.segmentId) ? null : 'not-qualified'
}
