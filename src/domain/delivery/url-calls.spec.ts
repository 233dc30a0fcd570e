import { array, assert, constantFrom, property, record, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UrlConfiguration } from '../../contract/destination/url.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { addressNotes, addressParts } from './address.ts'
import { prepareVisitor } from './prepared-visitor.ts'
import type { Moment, PageContext, SentMapping } from './types.ts'
import { sharedPlans, urlCalls, urlMapping } from './url-calls.ts'

const VISITOR: Visitor = {
  id: 1,
  revision: 1,
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: '50814298273775797762943354787774730612',
  partnerIds: { '1': 'n 1&x' },
  region: 6,
  gdprApplies: true,
  consent: 'CQabc+/=',
  qualifications: [],
}

const SERIALIZED: UrlConfiguration = {
  type: 'url',
  serialized: true,
  baseUrl: 'http://ads.example/px?seg=%ALIAS%',
  secureUrl: 'https://ads.example/px?seg=%ALIAS%',
  delimiter: ',',
  calledAs: 'img',
}

function mapping(segmentId: number, given: Partial<SentMapping> = {}): SentMapping {
  return {
    segmentId,
    value: String(segmentId),
    key: null,
    url: null,
    secureUrl: null,
    priority: 0,
    ...given,
  }
}

const MOMENT = { now: Date.parse('2026-11-23T10:00:00Z'), random: () => 0.482915 }

/** The calls as a page of a protocol makes them, with what is shown of each. */
function calls(
  configuration: UrlConfiguration,
  mappings: SentMapping[],
  protocol: PageContext['protocol'] = 'https',
  visitor = VISITOR,
  moment: Moment = MOMENT,
) {
  return urlCalls({
    configuration,
    shared: sharedPlans(configuration),
    mappings: mappings.map((each) => urlMapping(configuration, each)),
    visitor: prepareVisitor(visitor),
    moment,
  }).flatMap(({ calledAs, segmentIds, addresses }) => {
    const address = addresses[protocol]
    if (!address) return []
    return [
      {
        calledAs,
        segmentIds,
        url: address.url,
        parts: addressParts(address),
        notes: addressNotes(address, visitor.name, protocol),
      },
    ]
  })
}

const one = (template: string, visitor = VISITOR, protocol: PageContext['protocol'] = 'https') =>
  calls(
    { ...SERIALIZED, secureUrl: template, baseUrl: template },
    [mapping(7)],
    protocol,
    visitor,
  )[0]

describe('a serialized URL destination', () => {
  it('sends all values in one call, joined where %ALIAS% stands', () => {
    expect(calls(SERIALIZED, [mapping(1021), mapping(1044), mapping(2210)])).toMatchObject([
      {
        calledAs: 'img',
        url: 'https://ads.example/px?seg=1021,1044,2210',
        segmentIds: [1021, 1044, 2210],
      },
    ])
  })

  it('uses the secure URL on an https page and the base URL on an http page', () => {
    expect(calls(SERIALIZED, [mapping(1)], 'http')[0]?.url).toBe('http://ads.example/px?seg=1')
    expect(calls(SERIALIZED, [mapping(1)], 'https')[0]?.url).toBe('https://ads.example/px?seg=1')
  })

  it('sends nothing without a segment, or without an address', () => {
    expect(calls(SERIALIZED, [])).toEqual([])
    expect(calls({ ...SERIALIZED, secureUrl: null }, [mapping(1)])).toEqual([])
  })
})

describe('a URL destination that is not serialized', () => {
  const configuration = { ...SERIALIZED, serialized: false }

  it('calls each mapping’s own address', () => {
    const mappings = [
      mapping(1, { url: 'http://a.example/1', secureUrl: 'https://a.example/1' }),
      mapping(2, { url: 'http://b.example/?s=%alias%', secureUrl: null }),
    ]
    expect(calls(configuration, mappings, 'http').map(({ url }) => url)).toEqual([
      'http://a.example/1',
      'http://b.example/?s=2',
    ])
    expect(calls(configuration, mappings, 'https').map(({ url }) => url)).toEqual([
      'https://a.example/1',
      'http://b.example/?s=2',
    ])
  })

  it('warns of an http address on an https page', () => {
    const [call] = calls(configuration, [mapping(2, { url: 'http://b.example/' })])
    expect(call?.notes[0]).toMatch(/browsers may block/)
  })

  it('gives each call a random number of its own', () => {
    let n = 0
    const mappings = [1, 2].map((id) => mapping(id, { url: 'http://a.example/?r=%rnd%' }))
    const random = () => (n += 0.1)
    const result = calls(configuration, mappings, 'http', VISITOR, { now: 0, random })
    expect(new Set(result.map(({ url }) => url)).size).toBe(2)
  })
})

describe('every macro', () => {
  it.each([
    ['%ALIAS%', '7'],
    ['%did%', '19393572368547369350319949416899715727'],
    ['%mcid%', '50814298273775797762943354787774730612'],
    ['%dpid_1%', 'n%201%26x'],
    ['%http_proto%', 'https'],
    ['%region%', '6'],
    ['%rnd%', '482915000'],
    ['%timestamp%', '1795428000'],
    ['${GDPR}', '1'],
    ['${GDPR_CONSENT_1234}', 'CQabc%2B%2F%3D'],
    ['%20', '%20'],
  ])('%s becomes %s', (token, value) => {
    expect(one(`https://a.example/?x=${token}&y=1`)?.url).toBe(`https://a.example/?x=${value}&y=1`)
  })

  it('gives the http and the https address of one call the same random number', () => {
    const template = 'http://a.example/?r=%rnd%'
    const configuration = { ...SERIALIZED, baseUrl: template, secureUrl: template }
    const [call] = urlCalls({
      configuration,
      shared: sharedPlans(configuration),
      mappings: [urlMapping(configuration, mapping(1))],
      visitor: prepareVisitor(VISITOR),
      moment: { now: 0, random: Math.random },
    })
    expect(call?.addresses.http?.url).toBe(call?.addresses.https?.url)
  })

  it('for the scheme decides by the page', () => {
    expect(one('%http_proto%://a.example/', VISITOR, 'http')?.url).toBe('http://a.example/')
  })

  it.each([
    ['%mcid%', { mcid: null }, /no Experience Cloud ID/],
    ['%dpid_5%', {}, /no id in data source 5/],
    ['${GDPR_CONSENT_9}', { consent: null }, /no consent string/],
  ])('%s that the visitor lacks is sent empty, and said', (token, lacking, words) => {
    const call = one(`https://a.example/?x=${token}`, { ...VISITOR, ...lacking })
    expect(call?.url).toBe('https://a.example/?x=')
    expect(call?.notes[0]).toMatch(words)
    expect(call?.parts.at(-1)).toMatchObject({ kind: 'macro', missing: true, text: '' })
  })
})

describe('the address that is shown', () => {
  it('is in the browser’s own form', () => {
    expect(one('HTTPS://A.Example:443/a/../b?q="%ALIAS%"')?.url).toBe(
      'https://a.example/b?q=%227%22',
    )
  })

  it('marks what a macro put there', () => {
    expect(one('https://a.example/?s=%ALIAS%&r=%region%')?.parts).toEqual([
      { kind: 'text', text: 'https://a.example/?s=' },
      { kind: 'macro', macro: '%ALIAS%', text: '7', missing: false },
      { kind: 'text', text: '&r=' },
      { kind: 'macro', macro: '%region%', text: '6', missing: false },
    ])
  })

  it('is what its parts are, what the browser requests, and no value leaves its place', () => {
    const values = array(string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 5 })
    const places = constantFrom(
      'https://a.example/?x=%ALIAS%&end=1',
      'https://a.example/p/q%ALIAS%q/r?end=1',
      'https://a.example/?u=%dpid_1%&s=%ALIAS%&end=1',
    )
    assert(
      property(record({ values, places, id: string({ unit: 'binary' }) }), (given) => {
        const [call] = calls(
          { ...SERIALIZED, secureUrl: given.places },
          given.values.map((value, at) => mapping(at + 1, { value })),
          'https',
          { ...VISITOR, partnerIds: { '1': given.id } },
        )
        const url = new URL(call?.url ?? '')
        expect(url.href).toBe(call?.url)
        expect(call?.parts.map(({ text }) => text).join('')).toBe(call?.url)
        expect(url.host).toBe('a.example')
        expect(url.hash).toBe('')
        expect(url.searchParams.get('end')).toBe('1')
        const sent = given.values.map((value) => value.toWellFormed())
        const raw = url.href.includes('/p/')
          ? (/\/p\/q(.*)q\/r\?/.exec(url.href)?.[1] ?? '')
          : (/[?&][xs]=([^&]*)/.exec(url.href)?.[1] ?? '')
        expect(raw.split(',').map(decodeURIComponent)).toEqual(sent)
      }),
    )
  })
})
