import { array, assert, boolean, constantFrom, integer, property, record, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COOKIE_MAX_BYTES, type CookieConfiguration } from '../../contract/destination/cookie.ts'
import { cookieDomainMatches, isPublishedOn } from './cookie-domain.ts'
import { cookieWrite, isCookieNamed, parseCookieValue } from './cookie-write.ts'
import { encodeForCookie } from './encode.ts'
import type { SentMapping } from './types.ts'

const CONFIGURATION: CookieConfiguration = {
  type: 'cookie',
  cookieName: 'acme_seg',
  cookieDomain: null,
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

function mapping(
  segmentId: number,
  value: string,
  key: string | null = null,
  priority = 0,
): SentMapping {
  return { segmentId, value, key, priority, url: null, secureUrl: null }
}

function write(given: Partial<CookieConfiguration>, mappings: SentMapping[]) {
  const { write: result, leftOut } = cookieWrite({ ...CONFIGURATION, ...given }, mappings)
  return { result, leftOut }
}

describe('the four key-value formats', () => {
  const single = [mapping(1, '1'), mapping(2, '2')]
  const multi = [
    mapping(1, '1', 'x'),
    mapping(2, '2', 'x'),
    mapping(3, '3', 'y'),
    mapping(4, '4', 'y'),
  ]

  it.each([
    ['single-key', false, single, 'x=1&x=2', 'x=1&x=2'],
    ['multi-key', false, multi, 'x=1&x=2&y=3&y=4', 'x=1&x=2&y=3&y=4'],
    ['single-key', true, single, 'x=1;2', 'x=1%3B2'],
    ['multi-key', true, multi, 'x=1;2&y=3;4', 'x=1%3B2&y=3%3B4'],
  ] as const)('%s, serialized %s', (format, serialized, mappings, decodedValue, value) => {
    const { result } = write({ format, serialized }, [...mappings])
    expect(result).toMatchObject({ decodedValue, value })
  })

  it('can be read back, whatever the values are', () => {
    const text = string({ unit: 'binary', minLength: 1 }).filter((part) => !/[=&;]/.test(part))
    assert(
      property(
        record({
          pairs: array(record({ key: text, value: text }), { minLength: 1, maxLength: 20 }),
          serialized: boolean(),
          format: constantFrom<CookieConfiguration['format']>('single-key', 'multi-key'),
        }),
        ({ pairs, serialized, format }) => {
          const configuration = { ...CONFIGURATION, serialized, format, maxSize: COOKIE_MAX_BYTES }
          const mappings = pairs.map(({ key, value }, at) => mapping(at + 1, value, key))
          const { write: result, leftOut } = cookieWrite(configuration, mappings)
          if (result === null || leftOut.length > 0) return
          const read = parseCookieValue(decodeURIComponent(result.value), configuration)
          const wanted = pairs.map(({ key, value }) => ({
            key: (format === 'single-key' ? 'x' : key).toWellFormed(),
            value: value.toWellFormed(),
          }))
          const grouped = [...Map.groupBy(wanted, ({ key }) => key).values()].flat()
          expect(read).toEqual(grouped)
        },
      ),
    )
  })
})

describe('the value as written', () => {
  it.each([
    [' ', '%20'],
    [';', '%3B'],
    [',', '%2C'],
    ['"', '%22'],
    ['\\', '%5C'],
    ['%', '%25'],
    ['é', '%C3%A9'],
    ['\r\n', '%0D%0A'],
    ['a=1&b', 'a=1&b'],
    ["!'()*", "!'()*"],
  ])('%j is written as %s', (text, written) => {
    expect(encodeForCookie(text)).toBe(written)
  })

  it('holds cookie octets only and decodes to what went in', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const written = encodeForCookie(text)
        expect(written).toMatch(/^[\u0021\u0023-\u002b\u002d-\u003a\u003c-\u005b\u005d-\u007e]*$/)
        expect(decodeURIComponent(written)).toBe(text.toWellFormed())
      }),
    )
  })
})

describe('the attributes', () => {
  it.each([
    [{ cookieDomain: '.sports.com' }, 'acme_seg=x=1; domain=.sports.com; path=/; max-age=2592000'],
    [{ expiryDays: 0 }, 'acme_seg=x=1; path=/'],
    [{ expiryDays: 1 }, 'acme_seg=x=1; path=/; max-age=86400'],
  ])('%j', (given, assignment) => {
    expect(write(given, [mapping(1, '1')]).result).toMatchObject({
      assignment,
      totalBytes: assignment.length,
    })
  })
})

describe('what does not fit', () => {
  it('is left out by the lowest priority, among equals by the higher segment id', () => {
    const mappings = [
      mapping(1, 'aaaa', null, 5),
      mapping(2, 'bbbb', null, 1),
      mapping(3, 'cccc', null, 1),
      mapping(4, 'dddd', null, 9),
    ]
    // Four pairs are 4 × 6 + 3 bytes; two are 13.
    expect(write({ maxSize: 13 }, mappings)).toMatchObject({
      result: { decodedValue: 'x=aaaa&x=dddd', segmentIds: [1, 4], valueBytes: 13 },
      leftOut: [3, 2],
    })
  })

  it('leaves nothing to write when not even one value fits', () => {
    expect(write({ maxSize: 3 }, [mapping(1, 'aaaa')])).toEqual({ result: null, leftOut: [1] })
  })

  it('never makes the cookie larger than it may be, and never leaves out more than it must', () => {
    assert(
      property(
        record({
          values: array(
            record({
              value: string({ minLength: 1, maxLength: 40 }),
              priority: integer({ min: 0, max: 3 }),
            }),
            { minLength: 1, maxLength: 60 },
          ),
          maxSize: integer({ min: 1, max: 4096 }),
          serialized: boolean(),
          format: constantFrom<CookieConfiguration['format']>('single-key', 'multi-key'),
        }),
        ({ values, maxSize, serialized, format }) => {
          const mappings = values.map(({ value, priority }, at) =>
            mapping(at + 1, value, `k${at % 3}`, priority),
          )
          const { result, leftOut } = write({ maxSize, serialized, format }, mappings)
          if (!result) return
          expect(result.valueBytes).toBeLessThanOrEqual(maxSize)
          expect(result.totalBytes).toBeLessThanOrEqual(COOKIE_MAX_BYTES)
          const kept = new Set(result.segmentIds)
          const lastOut = leftOut.at(-1)
          if (lastOut === undefined) return
          // With the last one that was left out it would have been too large.
          const oneMore = mappings.filter(
            ({ segmentId }) => kept.has(segmentId) || segmentId === lastOut,
          )
          const whole = write({ maxSize: COOKIE_MAX_BYTES, serialized, format }, oneMore)
          const fits = whole.leftOut.length === 0 && (whole.result?.valueBytes ?? 0) <= maxSize
          expect(fits).toBe(false)
        },
      ),
    )
  })

  it('is found quickly among 20,000 mappings', () => {
    const mappings = Array.from({ length: 20_000 }, (_, at) =>
      mapping(at + 1, String(at), null, at),
    )
    expect(write({}, mappings).leftOut.length).toBeGreaterThan(19_000)
  })
})

describe('the cookie domain', () => {
  it.each([
    ['sports.com', true, false, true],
    ['golf.sports.com', true, true, true],
    ['baseball.sports.com', true, false, true],
    ['sports.golf.com', false, false, true],
  ])('on %s', (host, sports, golfSports, blank) => {
    expect(cookieDomainMatches(host, '.sports.com')).toBe(sports)
    expect(cookieDomainMatches(host, '.golf.sports.com')).toBe(golfSports)
    expect(cookieDomainMatches(host, null)).toBe(blank)
  })

  it('has nothing above an address', () => {
    expect(cookieDomainMatches('192.0.2.7', '.2.7')).toBe(false)
    expect(cookieDomainMatches('192.0.2.7', null)).toBe(true)
  })

  it('does not match a host that only ends alike', () => {
    expect(cookieDomainMatches('watersports.com', '.sports.com')).toBe(false)
  })

  it.each([
    ['all', [], 'a.example', true],
    ['selected', ['a.example'], 'www.a.example', true],
    ['selected', ['a.example'], 'b.example', false],
    ['except', ['a.example'], 'www.a.example', false],
    ['except', ['a.example'], 'b.example', true],
  ] as const)('publish to %s %j on %s: %s', (mode, domains, host, published) => {
    expect(isPublishedOn(host, { mode, domains: [...domains] })).toBe(published)
  })
})

it.each([
  [{ cookieName: null }, false],
  [{ key: null }, false],
  [{ key: null, format: 'multi-key' as const }, true],
  [{}, true],
])('a configuration %j can be written: %s', (given, isNamed) => {
  expect(isCookieNamed({ ...CONFIGURATION, ...given })).toBe(isNamed)
})
