import { describe, expect, it } from 'vitest'
import type { CookieConfiguration } from '../contract/destination/cookie.ts'
import type { DestinationConfiguration } from '../contract/destination/destination.ts'
import type { UrlConfiguration } from '../contract/destination/url.ts'
import type { MappingState } from '../contract/mapping-filter.ts'
import type { MappingWithSegment } from '../contract/mapping.ts'
import {
  areStatesFound,
  duplicateKey,
  mappingStates,
  stateWords,
  valueFilterOf,
} from './mapping-states.ts'
import { aMapping } from './test-mapping.ts'

const TODAY = '2026-11-23'

const SERIALIZED: UrlConfiguration = {
  type: 'url',
  serialized: true,
  baseUrl: 'http://ads.example/?s=%ALIAS%',
  secureUrl: 'https://ads.example/?s=%ALIAS%',
  delimiter: ',',
  calledAs: 'img',
}
const EACH: UrlConfiguration = {
  ...SERIALIZED,
  serialized: false,
  baseUrl: null,
  secureUrl: null,
  delimiter: null,
}
const SINGLE_KEY: CookieConfiguration = {
  type: 'cookie',
  cookieName: 'aud',
  cookieDomain: '.sports.com',
  expiryDays: 30,
  maxSize: 2048,
  publishTo: { mode: 'all', domains: [] },
  format: 'single-key',
  key: 'x',
  keySeparator: '=',
  delimiter: '&',
  serialized: false,
  serialSeparator: null,
}
const MULTI_KEY: CookieConfiguration = { ...SINGLE_KEY, format: 'multi-key', key: null }

type Given = Partial<Omit<MappingWithSegment, 'segment'>> & {
  segment?: Partial<MappingWithSegment['segment']>
}

/** A mapping that is sent today, unless told otherwise. */
function aRow({ segment, ...given }: Given = {}): MappingWithSegment {
  return {
    ...aMapping(7),
    value: 'ski',
    key: null,
    url: null,
    startDate: '2026-11-01',
    endDate: null,
    valueOrigin: 'manual',
    duplicateOf: null,
    isOverSize: false,
    ...given,
    segment: {
      id: 7,
      name: 'Ski',
      folder: ['Sports'],
      status: 'active',
      restrictedLabels: [],
      integrationCode: null,
      peopleCount: null,
      ...segment,
    },
  }
}

describe('the states of a mapping', () => {
  it.each<[string, DestinationConfiguration, Given, MappingState[]]>([
    ['a complete one', SERIALIZED, {}, ['ready']],
    ['no value', SERIALIZED, { value: null }, ['missing-value']],
    [
      'a value from a code that the segment lacks',
      SERIALIZED,
      { value: null, valueOrigin: 'integration-code' },
      ['missing-code'],
    ],
    [
      'a code that cannot be sent as a value',
      SERIALIZED,
      { value: null, valueOrigin: 'integration-code', segment: { integrationCode: 'a,b' } },
      ['missing-value'],
    ],
    ['no URL', EACH, { value: null }, ['missing-url']],
    ['a URL alone', EACH, { value: null, url: 'http://a.example/' }, ['ready']],
    ['neither key nor value', MULTI_KEY, { value: null }, ['missing-key', 'missing-value']],
    ['no key where the destination has it', SINGLE_KEY, {}, ['ready']],
    ['a start tomorrow', SERIALIZED, { startDate: '2026-11-24' }, ['not-started']],
    ['a start today', SERIALIZED, { startDate: TODAY }, ['ready']],
    ['an end yesterday', SERIALIZED, { endDate: '2026-11-22' }, ['ended']],
    ['an end today, the last day of delivery', SERIALIZED, { endDate: TODAY }, ['ready']],
    [
      'an end before the start, both over',
      SERIALIZED,
      { startDate: '2026-11-02', endDate: '2026-11-01' },
      ['ends-before-start'],
    ],
    [
      'an end before the start, both to come',
      SERIALIZED,
      { startDate: '2026-12-10', endDate: '2026-12-01' },
      ['ends-before-start', 'not-started'],
    ],
    ['a paused segment', SERIALIZED, { segment: { status: 'paused' } }, ['segment-paused']],
    [
      'a control against one of the labels',
      SERIALIZED,
      { segment: { restrictedLabels: ['pii', 'on-site-ads'] } },
      ['blocked'],
    ],
    [
      'a control against another label',
      SERIALIZED,
      { segment: { restrictedLabels: ['on-site-ads'] } },
      ['ready'],
    ],
    ['a value that another has too', SERIALIZED, { duplicateOf: 1044 }, ['duplicate']],
    ['no room in the cookie', SINGLE_KEY, { isOverSize: true }, ['over-size']],
    [
      'all at once, the most urgent first',
      MULTI_KEY,
      {
        value: null,
        duplicateOf: 3,
        isOverSize: true,
        endDate: '2026-11-22',
        segment: { status: 'paused', restrictedLabels: ['pii'] },
      },
      [
        'blocked',
        'missing-key',
        'missing-value',
        'duplicate',
        'over-size',
        'ended',
        'segment-paused',
      ],
    ],
  ])('are told of one with %s', (_what, configuration, given, states) => {
    expect(mappingStates(configuration, ['pii'], aRow(given), TODAY)).toEqual(states)
  })

  it('know no blocked one while labels are not chosen', () => {
    const blocked = aRow({ segment: { restrictedLabels: ['pii'] } })
    expect(mappingStates(SERIALIZED, null, blocked, TODAY)).toEqual(['ready'])
  })

  it.each<[MappingState, Given, string]>([
    ['blocked', {}, 'Blocked by export controls'],
    ['ends-before-start', {}, 'Ends before it starts'],
    ['missing-code', {}, 'Segment has no integration code'],
    ['duplicate', { duplicateOf: 1044 }, 'Same value as 1044'],
    ['duplicate', { duplicateOf: 1044, key: 'x' }, 'Sends the same as 1044'],
    ['duplicate', { duplicateOf: 1044, url: 'http://a.example/' }, 'Sends the same as 1044'],
    ['over-size', {}, 'Does not fit when the cookie is full'],
    ['segment-paused', {}, 'Segment is paused'],
  ])('have words: %s', (state, given, words) => {
    expect(stateWords(state, aRow(given))).toBe(words)
  })

  it.each<[MappingState[], Parameters<typeof areStatesFound>[1], boolean]>([
    [['ready'], {}, true],
    [['ready'], { states: [] }, true],
    [['ended', 'segment-paused'], { states: ['ready', 'segment-paused'] }, true],
    [['ended'], { states: ['ready', 'segment-paused'] }, false],
    [['ended'], { view: 'attention' }, true],
    [['blocked', 'over-size', 'not-started'], { view: 'attention' }, false],
    [['blocked', 'over-size', 'not-started'], { view: 'blocked' }, true],
    [['ended'], { view: 'attention', states: ['duplicate'] }, false],
  ])('%j and the filter %j', (states, filter, isFound) => {
    expect(areStatesFound(states, filter)).toBe(isFound)
  })
})

describe('duplicates', () => {
  const url = 'http://a.example/'

  it.each<[string, DestinationConfiguration, Given, Given, boolean]>([
    ['the same value', SERIALIZED, {}, { key: 'k', url }, true],
    ['another case', SERIALIZED, {}, { value: 'Ski' }, false],
    ['the same value', SINGLE_KEY, {}, {}, true],
    ['the same value with another key', MULTI_KEY, { key: 'a' }, { key: 'b' }, false],
    ['the same key and value', MULTI_KEY, { key: 'a' }, { key: 'a' }, true],
    [
      'key and value that read alike',
      MULTI_KEY,
      { key: 'a', value: 'b,c' },
      { key: 'a,b', value: 'c' },
      false,
    ],
    ['the same URL and value', EACH, { url }, { url }, true],
    ['the same URL without a value', EACH, { url, value: null }, { url, value: null }, true],
    ['the same URL with another value', EACH, { url }, { url, value: 'x' }, false],
  ])('send %s', (_what, configuration, one, other, isSame) => {
    expect(
      duplicateKey(configuration, aRow(one)) === duplicateKey(configuration, aRow(other)),
    ).toBe(isSame)
  })

  it.each<[DestinationConfiguration, Given]>([
    [SERIALIZED, { value: null }],
    [SINGLE_KEY, { value: null }],
    [MULTI_KEY, { key: null }],
    [MULTI_KEY, { key: 'a', value: null }],
    [EACH, {}],
  ])('need something to send', (configuration, given) => {
    expect(duplicateKey(configuration, aRow(given))).toBeNull()
  })
})

it.each<[Given, string]>([
  [{}, 'changed'],
  [{ valueOrigin: 'segment-id' }, 'automatic'],
  [{ valueOrigin: 'integration-code' }, 'automatic'],
  [{ valueOrigin: 'integration-code', value: null }, 'empty'],
])('a value is found as what it is: %j', (given, found) => {
  expect(valueFilterOf(aRow(given))).toBe(found)
})
