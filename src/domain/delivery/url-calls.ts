import type { UrlConfiguration } from '../../contract/destination/url.ts'
import { type AddressFacts, fillAddress, planAddress, vendorsOf } from './address.ts'
import { encodeForUrl } from './encode.ts'
import type { PreparedVisitor } from './prepared-visitor.ts'
import type { Address, AddressPlan, Moment, Protocol, SentMapping, UrlCall } from './types.ts'

/** The addresses of a call on an http page and on an https page. */
export type AddressPlans = Record<Protocol, AddressPlan | null>

/** What a mapping brings to a call, encoded and taken apart once. */
export type UrlMapping = {
  segmentId: number
  /** The value, encoded for an address; null: there is none. */
  alias: string | null
  /** Its own addresses; null when the destination is serialized. */
  plans: AddressPlans | null
}

/** The addresses that all mappings of a serialized destination share; null: each has its own. */
export function sharedPlans(configuration: UrlConfiguration): AddressPlans | null {
  if (!configuration.serialized) return null
  const { baseUrl, secureUrl } = configuration
  return {
    http: baseUrl === null ? null : planAddress(baseUrl, 'http'),
    https: secureUrl === null ? null : planAddress(secureUrl, 'https'),
  }
}

export function urlMapping(configuration: UrlConfiguration, mapping: SentMapping): UrlMapping {
  const { segmentId, value, url, secureUrl } = mapping
  const alias = value === null ? null : encodeForUrl(value)
  if (configuration.serialized) return { segmentId, alias, plans: null }
  // Without a secure URL an https page makes the call all the same (docs/decisions/006).
  const secure = secureUrl ?? url
  const plans = {
    http: url === null ? null : planAddress(url, 'http'),
    https: secure === null ? null : planAddress(secure, 'https'),
  }
  return { segmentId, alias, plans }
}

/** The vendors without whose consent an address is not called (domain.md, "URL destination"). */
export type Vendors = Record<Protocol, string[]>

export function vendorsOfPlans(plans: AddressPlans | null): Vendors {
  return { http: vendorsOf(plans?.http ?? null), https: vendorsOf(plans?.https ?? null) }
}

type UrlCallsInput = {
  configuration: UrlConfiguration
  /** See `sharedPlans`. */
  shared: AddressPlans | null
  /** Those to send, by segment id. */
  mappings: readonly UrlMapping[]
  visitor: PreparedVisitor
  moment: Moment
}

/**
 * The calls that a page makes for a visitor: one with all values where %ALIAS% stands when the
 * destination is serialized, else one for each mapping. domain.md, "URL destination".
 *
 * @returns in the order of the mappings; empty: there is nothing to send.
 */
export function urlCalls(input: UrlCallsInput): UrlCall[] {
  const { configuration, shared, mappings } = input
  if (!configuration.serialized) {
    return mappings.map(({ segmentId, alias, plans }) => callOf(plans, alias, [segmentId], input))
  }
  if (mappings.length === 0) return []
  const alias = mappings.map((mapping) => mapping.alias ?? '').join(configuration.delimiter ?? '')
  const segmentIds = mappings.map(({ segmentId }) => segmentId)
  return [callOf(shared, alias, segmentIds, input)]
}

/** What is new with each call: `%rnd%`, up to nine digits, and `%timestamp%`, in seconds. */
export function freshTexts({ random, now }: Moment): { random: string; timestamp: string } {
  return {
    random: String(Math.floor(random() * 1_000_000_000)),
    timestamp: String(Math.floor(now / 1000)),
  }
}

function callOf(
  plans: AddressPlans | null,
  alias: string | null,
  segmentIds: number[],
  { configuration, visitor, moment }: UrlCallsInput,
): UrlCall {
  const facts = { alias, visitor, ...freshTexts(moment) }
  return {
    calledAs: configuration.calledAs,
    segmentIds,
    addresses: {
      http: fill(plans?.http ?? null, { ...facts, protocol: 'http' }),
      https: fill(plans?.https ?? null, { ...facts, protocol: 'https' }),
    },
  }
}

function fill(plan: AddressPlan | null, facts: AddressFacts): Address | null {
  return plan && fillAddress(plan, facts)
}
