import { describe, expect, it } from 'vitest'
import type { Destination } from '../contract/destination/destination.ts'
import type { MappingFields } from '../contract/mapping.ts'
import { attentionReasons } from './attention.ts'
import { checkBasicInformation } from './basic-information.ts'
import { checkConfiguration } from './configuration-rules.ts'
import {
  newBasicInformation,
  newConfiguration,
  targetOf,
  variantName,
} from './destination-types.ts'
import { differences } from './differences.ts'
import { continuesVersion, transition } from './lifecycle.ts'
import { DEFAULT_LIMITS, limitProblem } from './limits.ts'
import {
  autoValue,
  checkMapping,
  mappingStats,
  newMappingFields,
  NO_MAPPINGS,
  requiredMappingFields,
} from './mapping-rules.ts'
import { readiness } from './readiness.ts'
import { aDestination } from './test-destination.ts'

const URL_CONFIGURATION = newConfiguration('url')
const EACH = { ...URL_CONFIGURATION, serialized: false } as Destination['configuration']
const COOKIE = newConfiguration('cookie')
const MULTI_KEY = { ...COOKIE, format: 'multi-key' } as Destination['configuration']

const FIELDS: MappingFields = {
  value: '1021',
  key: null,
  url: null,
  secureUrl: null,
  startDate: '2026-12-01',
  endDate: null,
  priority: 0,
}

describe('mappings', () => {
  it.each([
    [URL_CONFIGURATION, ['value']],
    [EACH, ['url']],
    [COOKIE, ['value']],
    [MULTI_KEY, ['key', 'value']],
  ])('need what their destination sends', (configuration, fields) => {
    expect(requiredMappingFields(configuration)).toEqual(fields)
  })

  it.each([
    [URL_CONFIGURATION, { endDate: '2026-11-30' }, 'endDate', /Ends before it starts/],
    [URL_CONFIGURATION, { value: 'a,b' }, 'value', /contains the delimiter “,”/],
    [URL_CONFIGURATION, { value: 'a\nb' }, 'value', /control character or a line break/],
    [URL_CONFIGURATION, { value: '..' }, 'value', /dots alone/],
    [COOKIE, { value: 'a=b' }, 'value', /contains the key separator “=”/],
    [COOKIE, { value: 'a&b' }, 'value', /contains the delimiter “&”/],
    [
      { ...COOKIE, serialized: true },
      { value: 'a;b' },
      'value',
      /contains the serial separator “;”/,
    ],
    [MULTI_KEY, { key: 'a=b' }, 'key', /The key contains the key separator/],
    [EACH, { url: 'javascript:alert(1)' }, 'url', /javascript:/],
    [URL_CONFIGURATION, { url: 'javascript:alert(1)' }, 'url', /javascript:/],
    [EACH, { secureUrl: 'http://a.example/' }, 'secureUrl', /starts with https/],
    [EACH, { url: 'http://u:p@a.example/' }, 'url', /user name/],
    [EACH, { url: 'http://a.example/?%alias%', value: null }, 'url', /value is empty/],
  ] as const)('%j refuse %j', (configuration, given, path, words) => {
    expect(
      checkMapping(configuration as Destination['configuration'], { ...FIELDS, ...given }),
    ).toEqual([{ path, message: expect.stringMatching(words) }])
  })

  it.each([
    [URL_CONFIGURATION, { endDate: '2026-12-01' }],
    [URL_CONFIGURATION, { value: null }],
    [COOKIE, { value: 'a;b' }],
    [EACH, { value: 'a,b', url: 'http://a.example/?%alias%' }],
    [URL_CONFIGURATION, { value: null, url: 'http://a.example/?%alias%' }],
    [COOKIE, { url: 'not used here' }],
  ])('%j take %j', (configuration, given) => {
    expect(checkMapping(configuration, { ...FIELDS, ...given })).toEqual([])
  })

  it.each([
    ['off', { value: null, valueOrigin: 'manual' }],
    ['segment-id', { value: '7', valueOrigin: 'segment-id' }],
    ['integration-code', { value: 'S-7', valueOrigin: 'integration-code' }],
  ] as const)('get their value by auto-fill %s', (autoFill, value) => {
    expect(autoValue(autoFill, { id: 7, integrationCode: 'S-7' })).toEqual(value)
  })

  it('are left without a value that would break a rule', () => {
    const destination = { autoFill: 'integration-code', configuration: URL_CONFIGURATION } as const
    const segment = { id: 7, integrationCode: 'a,b' }
    expect(newMappingFields(destination, segment, '2026-12-01', null).value).toBeNull()
  })

  it('are counted: how many, how many incomplete or blocked, and when they end', () => {
    const destination = { configuration: URL_CONFIGURATION, exportLabels: ['pii' as const] }
    const row = (value: string | null, endDate: string | null, blocked = false) => ({
      ...FIELDS,
      value,
      endDate,
      restrictedLabels: blocked
        ? ['pii' as const, 'off-site-ads' as const]
        : ['on-site-ads' as const],
    })
    expect(mappingStats(destination, [])).toEqual(NO_MAPPINGS)
    const ending = [row('1', '2027-01-01', true), row(null, '2027-03-01')]
    expect(mappingStats(destination, ending)).toEqual({
      total: 2,
      incomplete: 1,
      blocked: 1,
      earliestEnd: '2027-01-01',
      latestEnd: '2027-03-01',
    })
    expect(mappingStats(destination, [...ending, row('3', null)]).latestEnd).toBeNull()
    expect(mappingStats({ ...destination, exportLabels: null }, ending).blocked).toBe(0)
  })
})

const MAPPED = { ...NO_MAPPINGS, total: 5 }

describe('readiness', () => {
  it('of a complete destination lists nothing', () => {
    expect(readiness(aDestination({ mappings: MAPPED }))).toEqual([])
  })

  it.each<[Partial<Destination>, [string, string | null][]]>([
    [{ name: null }, [['basic-information', 'name']]],
    [{ exportLabels: null }, [['export-labels', null]]],
    [
      { configuration: URL_CONFIGURATION },
      [
        ['configuration', 'secureUrl'],
        ['configuration', 'baseUrl'],
      ],
    ],
    [{ configuration: EACH }, []],
    [
      { configuration: COOKIE },
      [
        ['configuration', 'cookieName'],
        ['configuration', 'key'],
      ],
    ],
    [{ mappings: NO_MAPPINGS }, [['segment-mappings', null]]],
    [{ mappings: { ...MAPPED, incomplete: 2 } }, [['segment-mappings', null]]],
  ])('of %j leads to what is missing', (given, missing) => {
    expect(
      readiness(aDestination({ mappings: MAPPED, ...given })).map(({ step, field }) => [
        step,
        field,
      ]),
    ).toEqual(missing)
  })
})

describe('readiness with mappings that export controls block', () => {
  const messages = (status: Destination['status'], blocked: number) =>
    readiness(aDestination({ status, mappings: { ...MAPPED, blocked } })).map(
      ({ message }) => message,
    )

  it('asks a draft to unmap them or to change the labels', () => {
    expect(messages('draft', 3)).toEqual([
      '3 mapped segments are blocked by export controls: unmap them or change the labels',
    ])
    expect(messages('draft', 1)).toEqual([
      '1 mapped segment is blocked by export controls: unmap it or change the labels',
    ])
  })

  it('asks nothing of what is active or paused, which sends the others', () => {
    expect([messages('active', 3), messages('paused', 3)]).toEqual([[], []])
  })
})

describe('attention', () => {
  const of = (
    mappings: Partial<Destination['mappings']>,
    status: Destination['status'] = 'active',
  ) =>
    attentionReasons(
      {
        status,
        mappings: { ...MAPPED, ...mappings },
      },
      '2026-11-23',
    )

  it.each([
    [{}, []],
    [{ incomplete: 1 }, ['1 mapping is incomplete']],
    [{ blocked: 1 }, ['1 mapping is blocked by export controls']],
    [{ blocked: 3 }, ['3 mappings are blocked by export controls']],
    [{ earliestEnd: '2026-11-30' }, ['Some mappings end within 7 days']],
    [{ earliestEnd: '2026-12-01' }, []],
    [{ earliestEnd: '2026-11-23' }, ['Some mappings end within 7 days']],
    [{ earliestEnd: '2026-11-22' }, ['Some mappings have ended']],
    [{ earliestEnd: '2026-11-01', latestEnd: '2026-11-22' }, ['All mappings have ended']],
  ])('%j: %j', (mappings, reasons) => {
    expect(of(mappings)).toEqual(reasons)
  })

  it('is not asked for drafts and for what is in the trash', () => {
    expect([of({ incomplete: 1 }, 'draft'), of({ incomplete: 1 }, 'deleted')]).toEqual([[], []])
  })
})

describe('a destination’s life', () => {
  it.each([
    ['draft', 'activate', 'active'],
    ['active', 'pause', 'paused'],
    ['paused', 'resume', 'active'],
    ['draft', 'delete', 'deleted'],
    ['active', 'delete', 'deleted'],
    ['paused', 'delete', 'deleted'],
  ] as const)('%s, %s: %s', (from, action, to) => {
    expect(transition(from, action)).toEqual({ to })
  })

  it.each([
    ['active', 'activate'],
    ['draft', 'pause'],
    ['active', 'resume'],
    ['deleted', 'delete'],
    ['deleted', 'activate'],
  ] as const)('%s, %s: refused with a reason', (from, action) => {
    expect(transition(from, action)).toEqual({
      reason: expect.stringContaining('only a destination'),
    })
  })

  it('keeps quick edits of a draft as one version', () => {
    const edit = (at: string) => ({ action: 'edited', at }) as const
    const first = edit('2026-11-23T10:00:00.000Z')
    expect(continuesVersion('draft', first, edit('2026-11-23T10:09:59.000Z'))).toBe(true)
    expect(continuesVersion('draft', first, edit('2026-11-23T10:10:00.000Z'))).toBe(false)
    expect(continuesVersion('active', first, edit('2026-11-23T10:01:00.000Z'))).toBe(false)
  })
})

describe('limits', () => {
  it.each([
    ['destinations', 999, 1, null],
    ['destinations', 1000, 1, /1,000 destinations/],
    ['cookie-destinations', 1000, 1, /1,000 cookie destinations/],
    ['segments', 19_990, 11, /20,000 segments; there is room for 10 more/],
    [
      'mappings',
      19_990,
      11,
      /^The destination may have 20,000 mappings; there is room for 10 more/,
    ],
    ['mappings', 20_000, 1, /^The destination has its 20,000 mappings/],
  ] as const)('%s: %d and %d more', (name, used, adding, words) => {
    const problem = limitProblem(DEFAULT_LIMITS, name, used, adding)
    expect(problem?.detail ?? '').toMatch(words ?? /^$/)
  })
})

describe('a type', () => {
  it.each(['url', 'cookie'] as const)(
    '%s starts with a configuration that breaks no rule',
    (type) => {
      expect(checkConfiguration(newConfiguration(type))).toEqual([])
      expect(checkBasicInformation(type, newBasicInformation(type))).toEqual([])
    },
  )

  it('cookie is delivered in browsers only', () => {
    const basic = { ...newBasicInformation('cookie'), environment: 'ALL' as const }
    expect(checkBasicInformation('cookie', basic)).toMatchObject([{ path: 'environment' }])
  })

  it.each([
    [URL_CONFIGURATION, 'URL, serialized', null],
    [EACH, 'URL', null],
    [COOKIE, 'Cookie, single key', null],
    [MULTI_KEY, 'Cookie, multi key', null],
    [
      { ...COOKIE, cookieName: 'seg', cookieDomain: '.a.example', serialized: true },
      'Cookie, single key, serialized',
      'cookie seg on .a.example',
    ],
  ])('%j is named and told apart', (configuration, variant, target) => {
    expect(variantName(configuration)).toBe(variant)
    expect(targetOf(configuration)).toBe(target)
  })
})

it('two states are compared in the words of the screens', () => {
  const before = aDestination({ name: 'Old', exportLabels: null })
  const after = aDestination({ name: 'New', exportLabels: ['off-site-ads'] })
  expect(differences(before, after)).toEqual([
    { path: 'name', label: 'Name', from: 'Old', to: 'New' },
    {
      path: 'exportLabels',
      label: 'Export labels',
      from: 'not chosen',
      to: 'Off-site ad targeting',
    },
  ])
})
