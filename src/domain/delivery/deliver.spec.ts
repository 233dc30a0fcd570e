import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  option,
  property,
  record,
  uniqueArray,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Environment, ExportLabel } from '../../contract/common.ts'
import type { CookieConfiguration } from '../../contract/destination/cookie.ts'
import { DestinationStatus } from '../../contract/destination/destination.ts'
import type { UrlConfiguration } from '../../contract/destination/url.ts'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { aDeliveryMapping } from '../test-destination.ts'
import { compileDestination, deliver, type DeliveryDestination } from './deliver.ts'
import { prepareVisitor } from './prepared-visitor.ts'
import { formatConsent } from './tcf-consent.ts'
import type { PageContext } from './types.ts'

const NOW = Date.parse('2026-11-24T10:00:00Z')

const URL_PIXEL: UrlConfiguration = {
  type: 'url',
  serialized: true,
  baseUrl: 'http://ads.example/px?seg=%ALIAS%',
  secureUrl: 'https://ads.example/px?seg=%ALIAS%',
  delimiter: ',',
  calledAs: 'img',
}

const COOKIE: CookieConfiguration = {
  type: 'cookie',
  cookieName: 'acme_seg',
  cookieDomain: '.sports.com',
  expiryDays: 30,
  maxSize: 2048,
  publishTo: { mode: 'all', domains: [] },
  format: 'single-key',
  key: 'x',
  keySeparator: '=',
  delimiter: '&',
  serialized: false,
  serialSeparator: ';',
}

const DESTINATION: DeliveryDestination = {
  status: 'active',
  environment: 'ALL',
  exportLabels: ['off-site-ads'],
  configuration: URL_PIXEL,
}

const PAGE: PageContext = { protocol: 'https', host: 'golf.sports.com', environment: 'BROWSER' }

function mapping(segmentId: number, given: Partial<DeliveryMapping> = {}): DeliveryMapping {
  return aDeliveryMapping(segmentId, { value: String(segmentId), ...given })
}

function visitorIn(segmentIds: number[], given: Partial<Visitor> = {}): Visitor {
  return {
    id: 1,
    revision: 1,
    name: 'Mia',
    did: '19393572368547369350319949416899715727',
    mcid: null,
    partnerIds: {},
    region: 6,
    gdprApplies: false,
    consent: null,
    qualifications: segmentIds.map((segmentId) => ({ segmentId, at: '2026-11-20T08:00:00.000Z' })),
    ...given,
  }
}

type Given = {
  destination?: Partial<DeliveryDestination>
  mappings?: DeliveryMapping[]
  visitor?: Visitor
  page?: Partial<PageContext>
}

function delivery({ destination, mappings = [mapping(7)], visitor, page }: Given) {
  return deliver({
    compiled: compileDestination({ ...DESTINATION, ...destination }, mappings),
    visitor: prepareVisitor(visitor ?? visitorIn([7])),
    page: { ...PAGE, ...page },
    moment: { now: NOW, random: () => 0.5 },
  })
}

const askingVendor755 = `${URL_PIXEL.secureUrl}&consent=\${GDPR_CONSENT_755}`
const withVendor = { configuration: { ...URL_PIXEL, secureUrl: askingVendor755 } }
const inTheEu = (vendors: number[] | null) =>
  visitorIn([7], { gdprApplies: true, consent: vendors && formatConsent(vendors, NOW) })

describe('a mapped segment is not sent', () => {
  it.each<[string, string, Given]>([
    ['destination-draft', 'the destination is a draft', { destination: { status: 'draft' } }],
    ['destination-paused', 'it is paused', { destination: { status: 'paused' } }],
    ['destination-deleted', 'it is in the trash', { destination: { status: 'deleted' } }],
    [
      'environment',
      'the destination is for another environment',
      { destination: { environment: 'ANDROID' } },
    ],
    [
      'environment',
      'a cookie is for an app',
      { destination: { configuration: COOKIE }, page: { environment: 'IOS' } },
    ],
    [
      'publish-to',
      'the page is not among those published to',
      {
        destination: {
          configuration: { ...COOKIE, publishTo: { mode: 'selected', domains: ['tennis.com'] } },
        },
      },
    ],
    [
      'publish-to',
      'the page is among those excepted',
      {
        destination: {
          configuration: { ...COOKIE, publishTo: { mode: 'except', domains: ['sports.com'] } },
        },
      },
    ],
    [
      'cookie-domain',
      'the page is outside the cookie’s domain',
      { destination: { configuration: COOKIE }, page: { host: 'sports.golf.com' } },
    ],
    [
      'blocked',
      'an export control meets a label',
      { mappings: [mapping(7, { restrictedLabels: ['pii', 'off-site-ads'] })] },
    ],
    ['segment-paused', 'the segment is paused', { mappings: [mapping(7, { paused: true })] }],
    [
      'not-started',
      'the mapping starts tomorrow',
      { mappings: [mapping(7, { startDate: '2026-11-25' })] },
    ],
    ['ended', 'the mapping ended yesterday', { mappings: [mapping(7, { endDate: '2026-11-23' })] }],
    ['incomplete', 'the value is missing', { mappings: [mapping(7, { value: null })] }],
    [
      'incomplete',
      'the address for the page is missing',
      { destination: { configuration: { ...URL_PIXEL, secureUrl: null } } },
    ],
    [
      'incomplete',
      'the cookie has no name',
      { destination: { configuration: { ...COOKIE, cookieName: null } } },
    ],
    ['consent', 'no consent was given', { destination: withVendor, visitor: inTheEu(null) }],
    ['consent', 'the vendor is not allowed', { destination: withVendor, visitor: inTheEu([12]) }],
    ['not-qualified', 'the visitor is not in the segment', { visitor: visitorIn([8]) }],
    ['size', 'the cookie is full', { destination: { configuration: { ...COOKIE, maxSize: 2 } } }],
  ])('%s: %s', (reason, _words, given) => {
    expect(delivery(given)).toEqual({
      calls: [],
      cookie: null,
      notSent: [{ segmentId: 7, reason }],
    })
  })
})

describe('a mapped segment is sent', () => {
  it.each<[string, Given]>([
    ['on the first day of the mapping', { mappings: [mapping(7, { startDate: '2026-11-24' })] }],
    ['on its last day', { mappings: [mapping(7, { endDate: '2026-11-24' })] }],
    [
      'when a control meets no label',
      { mappings: [mapping(7, { restrictedLabels: ['on-site-ads'] })] },
    ],
    [
      'when the destination has no label',
      {
        destination: { exportLabels: [] },
        mappings: [mapping(7, { restrictedLabels: [...ExportLabel.options] })],
      },
    ],
    ['when the vendor is allowed', { destination: withVendor, visitor: inTheEu([12, 755]) }],
    ['without consent where the GDPR does not apply', { destination: withVendor }],
    ['in the destination’s environment', { destination: { environment: 'BROWSER' } }],
  ])('%s', (_words, given) => {
    const { calls, notSent } = delivery(given)
    expect(notSent).toEqual([])
    expect(calls[0]?.segmentIds).toEqual([7])
  })

  it('as a cookie, in the domain of the page', () => {
    const { cookie, calls } = delivery({ destination: { configuration: COOKIE } })
    expect(calls).toEqual([])
    expect(cookie).toMatchObject({ name: 'acme_seg', value: 'x=7', domain: '.sports.com' })
  })

  it('of a destination that is not serialized, but for those whose vendor is not allowed', () => {
    const { calls, notSent } = delivery({
      destination: { configuration: { ...URL_PIXEL, serialized: false } },
      visitor: { ...inTheEu([12]), qualifications: visitorIn([1, 2]).qualifications },
      mappings: [
        mapping(1, { url: 'https://a.example/?c=${GDPR_CONSENT_12}' }),
        mapping(2, { url: 'https://b.example/?c=${GDPR_CONSENT_755}' }),
      ],
    })
    expect(calls.map(({ segmentIds }) => segmentIds)).toEqual([[1]])
    expect(notSent).toEqual([{ segmentId: 2, reason: 'consent' }])
  })
})

it('asks for the consent of those vendors only whom the called address names', () => {
  const given = {
    destination: {
      configuration: { ...URL_PIXEL, baseUrl: `${URL_PIXEL.baseUrl}&c=\${GDPR_CONSENT_755}` },
    },
    visitor: inTheEu(null),
  }
  expect(delivery({ ...given, page: { protocol: 'https' } }).notSent).toEqual([])
  expect(delivery({ ...given, page: { protocol: 'http' } }).notSent).toEqual([
    { segmentId: 7, reason: 'consent' },
  ])
})

it('of several reasons the one that a person would put right first is told', () => {
  const worst = mapping(7, {
    restrictedLabels: ['off-site-ads'],
    paused: true,
    startDate: '2026-12-01',
    value: null,
  })
  const reason = (given: Given) => delivery({ visitor: visitorIn([]), ...given }).notSent[0]?.reason
  expect(reason({ mappings: [worst], destination: { status: 'paused' } })).toBe(
    'destination-paused',
  )
  expect(reason({ mappings: [worst] })).toBe('blocked')
  expect(reason({ mappings: [{ ...worst, restrictedLabels: [] }] })).toBe('segment-paused')
  expect(reason({ mappings: [{ ...worst, restrictedLabels: [], paused: false }] })).toBe(
    'not-started',
  )
  const unnamed = { configuration: { ...COOKIE, cookieName: null } }
  expect(reason({ mappings: [worst], destination: unnamed })).toBe('blocked')
  const refusing = { ...inTheEu([]), qualifications: [] }
  expect(reason({ mappings: [worst], destination: withVendor, visitor: refusing })).toBe('blocked')
  expect(reason({ destination: withVendor, visitor: refusing })).toBe('consent')
})

describe('whatever the destination, the mappings, the visitor and the page are', () => {
  const day = constantFrom('2026-11-01', '2026-11-24', '2026-12-24')
  const aMapping = record({
    segmentId: integer({ min: 1, max: 60 }),
    value: option(constantFrom('a', 'b&c', 'ü;', 'long value '.repeat(9))),
    key: option(constantFrom('k', 'm')),
    url: option(constantFrom('http://a.example/?s=%ALIAS%', 'http://a.example/${GDPR_CONSENT_3}')),
    secureUrl: option(constantFrom('https://a.example/?s=%ALIAS%&r=%rnd%')),
    priority: integer({ min: 0, max: 3 }),
    startDate: day,
    endDate: option(day),
    paused: boolean(),
    restrictedLabels: uniqueArray(constantFrom(...ExportLabel.options), { maxLength: 1 }),
  })
  const given = record({
    status: constantFrom(...DestinationStatus.options, 'active' as const, 'active' as const),
    environment: constantFrom(...Environment.options),
    exportLabels: uniqueArray(constantFrom(...ExportLabel.options), { maxLength: 2 }),
    configuration: constantFrom(URL_PIXEL, { ...URL_PIXEL, serialized: false }, COOKIE, {
      ...COOKIE,
      format: 'multi-key' as const,
      serialized: true,
      maxSize: 40,
    }),
    mappings: uniqueArray(aMapping, { selector: ({ segmentId }) => segmentId, maxLength: 60 }),
    segmentIds: array(integer({ min: 1, max: 60 }), { maxLength: 60 }),
    gdprApplies: boolean(),
    host: constantFrom('golf.sports.com', 'other.example'),
    protocol: constantFrom('http' as const, 'https' as const),
  })

  it('every mapping is sent or has one reason, and the order of the mappings changes nothing', () => {
    assert(
      property(given, (each) => {
        const mappings = each.mappings.map((fields) => mapping(fields.segmentId, fields))
        const { status, environment, exportLabels, configuration, protocol, host } = each
        const of = (order: DeliveryMapping[]) =>
          delivery({
            destination: { status, environment, exportLabels, configuration },
            mappings: order,
            visitor: visitorIn(each.segmentIds, { gdprApplies: each.gdprApplies }),
            page: { protocol, host },
          })
        const seen = of(mappings)
        const told = [
          ...seen.calls.flatMap(({ segmentIds }) => segmentIds),
          ...(seen.cookie?.segmentIds ?? []),
          ...seen.notSent.map(({ segmentId }) => segmentId),
        ]
        const byId = (ids: number[]) => ids.toSorted((a, b) => a - b)
        expect(byId(told)).toEqual(byId(mappings.map(({ segmentId }) => segmentId)))
        expect(of(mappings.toReversed())).toEqual(seen)
        const inCalls = seen.calls.flatMap(({ segmentIds }) => segmentIds)
        expect(inCalls).toEqual(byId(inCalls))
      }),
    )
  })

  it('a cookie keeps to its size, and drops only what is no more important than what it keeps', () => {
    const values = array(
      record({ length: integer({ min: 1, max: 60 }), priority: integer({ min: 0, max: 5 }) }),
      { minLength: 1, maxLength: 80 },
    )
    assert(
      property(values, integer({ min: 1, max: 800 }), (pairs, maxSize) => {
        const mappings = pairs.map(({ length, priority }, at) =>
          mapping(at + 1, { value: 'v'.repeat(length), priority }),
        )
        const { cookie, notSent } = delivery({
          destination: { configuration: { ...COOKIE, maxSize } },
          mappings,
          visitor: visitorIn(mappings.map(({ segmentId }) => segmentId)),
        })
        expect(cookie?.valueBytes ?? 0).toBeLessThanOrEqual(maxSize)
        expect(new Set(notSent.map(({ reason }) => reason)).size).toBeLessThanOrEqual(1)
        const priority = (id: number) => mappings[id - 1]?.priority ?? 0
        const kept = (cookie?.segmentIds ?? []).map(priority)
        const dropped = notSent.map(({ segmentId }) => priority(segmentId))
        expect(Math.min(...kept)).toBeGreaterThanOrEqual(dropped.length ? Math.max(...dropped) : 0)
      }),
    )
  })
})
