import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  record,
  string,
  tuple,
} from 'fast-check'
import { CookieConfiguration } from '../../src/contract/destination/cookie.ts'
import { cookieWrite } from '../../src/domain/delivery/cookie-write.ts'
import type { PageContext } from '../../src/domain/delivery/types.ts'
import { delivered } from './delivered.ts'

/** An assignment to `document.cookie`, and the page whose script makes it. */
export type CookieCase = {
  page: PageContext
  assignment: string
  /** Whether the product writes it; null: it is none of the product's. */
  isWritten: boolean | null
}

const pageOn = (host: string): Arbitrary<PageContext> =>
  record({
    protocol: constantFrom('http', 'https'),
    host: constant(host),
    environment: constant('BROWSER'),
  })

const characters = (text: string) => constantFrom(...Array.from(text))
const joined = (...parts: Arbitrary<string>[]) => tuple(...parts).map((texts) => texts.join(''))

/** Of RFC 9110's token, which the product asks of a name. */
const tokenCharacter = characters("!#$%&'*+-.^_`|~09AZaz")
const PUNCTUATION = ['=', '&', ',', ';', ':', '|', '/', '~', '=>', '::', '!', '"', '\\']
const MOMENT = { now: Date.parse('2026-11-23T10:00:00Z'), random: () => 0.5 }

/** A text such as people have in spreadsheets, or one that nobody expects. */
const anyText = (maxLength: number) =>
  oneof(
    string({ unit: 'binary', maxLength, size: 'max' }),
    string({ unit: 'grapheme', maxLength, size: 'max' }),
    string({ unit: 'grapheme-ascii', maxLength, size: 'max' }),
  )

/** The host and the domains above it, some close to them and some others, as people may write them. */
function domainFor(host: string): Arbitrary<string> {
  const labels = host.split('.')
  const above = labels.map((_, at) => labels.slice(at).join('.')).filter((domain) => domain !== '')
  const domain = oneof(
    { weight: 5, arbitrary: constantFrom(...above) },
    { weight: 1, arbitrary: constantFrom(`a.${host}`, `x${host}`, host.slice(1), `${host}.`) },
    { weight: 1, arbitrary: constantFrom('golf.sports.com', 'com', 'co.uk', 'github.io', 'ck') },
  )
  return joined(constantFrom('', '.', '.', '..'), domain)
}

function configurationOn(host: string): Arbitrary<CookieConfiguration> {
  const separator = option(constantFrom(...PUNCTUATION), { freq: 9 })
  return record({
    type: constant('cookie' as const),
    cookieName: oneof(
      string({ unit: tokenCharacter, minLength: 1, maxLength: 20 }),
      string({ unit: tokenCharacter, minLength: 1, maxLength: 255, size: 'max' }),
    ),
    cookieDomain: option(domainFor(host).map((domain) => domain.toLowerCase())),
    expiryDays: oneof(constantFrom(0, 1, 400), integer({ min: 0, max: 400 })),
    maxSize: oneof(constantFrom(2048, 4096), integer({ min: 100, max: 4096 })),
    publishTo: constant({ mode: 'all', domains: [] }),
    format: constantFrom('single-key', 'multi-key'),
    key: anyText(20).map((key) => key || 'x'),
    keySeparator: separator,
    delimiter: separator,
    serialized: boolean(),
    serialSeparator: separator,
  }).map((given) => CookieConfiguration.parse(given))
}

const mappings = array(
  record({
    value: oneof({ weight: 3, arbitrary: anyText(40) }, { weight: 1, arbitrary: anyText(255) }),
    key: anyText(10),
    priority: nat(9),
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
)

/**
 * Cookies of configurations and mappings that the product lets be saved, whether it then writes them on
 * the page or keeps them from it, because of their domain.
 */
export const productCookies = (host: string): Arbitrary<CookieCase> =>
  record({ page: pageOn(host), configuration: configurationOn(host), mappings })
    .map(({ page, configuration, mappings: given }) => {
      const some = { page, configuration, mappings: given, visitor: {}, moment: MOMENT }
      const product = delivered(some)
      const write = product && cookieWrite(configuration, product.mappings).write
      if (!write) return null
      return { page, assignment: write.assignment, isWritten: product.delivery.cookie !== null }
    })
    .filter((given) => given !== null)

const oddCharacter = oneof(
  characters(' \t=;%",\\{}()<>@/?:[]é\u00a0\u0085\u2028'),
  string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 }),
  string({ unit: 'binary', minLength: 1, maxLength: 2 }),
)
const controlCharacter = constantFrom(
  ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
  '\u007f',
)
const reservedStart = oneof(
  constantFrom('__Host-', '__Secure-', '__Http-', '__Host-Http-', '__HOST-', '__http-'),
  constantFrom('__Host', '__secure', '_Host-'),
)

const oddText = oneof(
  { weight: 12, arbitrary: array(oddCharacter, { maxLength: 8 }).map((texts) => texts.join('')) },
  { weight: 4, arbitrary: anyText(12) },
  { weight: 1, arbitrary: joined(anyText(3), controlCharacter, anyText(3)) },
)

const oddName = oneof(
  { weight: 8, arbitrary: oddText },
  { weight: 8, arbitrary: string({ unit: tokenCharacter, maxLength: 20 }) },
  { weight: 1, arbitrary: joined(reservedStart, oddText) },
)

/** Texts of about the most bytes that a browser takes, of characters of one to four bytes. */
const largeText = record({
  unit: constantFrom('v', 'é', '€', '😀'),
  bytes: oneof(integer({ min: 4080, max: 4100 }), integer({ min: 1000, max: 9000 })),
}).map(({ unit, bytes }) => {
  const each = Buffer.byteLength(unit)
  return unit.repeat(Math.floor(bytes / each)) + 'x'.repeat(bytes % each)
})

const equals = constantFrom('=', '=', '=', '=', '')
const oddPair = oneof(
  { weight: 10, arbitrary: joined(oddName, equals, oddText) },
  { weight: 1, arbitrary: joined(oddName, equals, largeText) },
  { weight: 1, arbitrary: joined(largeText, equals, oddText) },
  { weight: 1, arbitrary: joined(constantFrom('', '=', ' ='), reservedStart, oddText) },
)

const oddDomain = (host: string) =>
  oneof(
    { weight: 12, arbitrary: domainFor(host) },
    { weight: 2, arbitrary: domainFor(host).map((domain) => domain.toUpperCase()) },
    { weight: 1, arbitrary: constantFrom('', ' ', 'münchen.de', '*', '.', `*.${host}`, '%') },
    { weight: 1, arbitrary: oddText },
    // Above 1,024 bytes it is ignored, up to there it is wrong.
    { weight: 2, arbitrary: constantFrom(1023, 1024, 1025, 2000).map((dots) => '.'.repeat(dots)) },
  )

const oddAge = oneof(
  integer({ min: 1, max: 86_400 }).map(String),
  // About the 400 days of the cap.
  integer({ min: 34_559_990, max: 34_560_010 }).map(String),
  constantFrom('0', '-1', '-0', '+5', '05', ' 7 ', '9'.repeat(30), `-${'9'.repeat(30)}`),
  constantFrom('', '-', '1.5', '5 5', '1e3', 'never'),
)

/** Anything that a script could assign, with the attributes that the product writes. */
export const oddCookies = (host: string): Arbitrary<CookieCase> =>
  record({
    page: pageOn(host),
    pair: oddPair,
    domain: option(oddDomain(host), { freq: 2 }),
    age: option(oddAge, { freq: 2 }),
  }).map(({ page, pair, domain, age }) => ({
    page,
    isWritten: null,
    assignment: [
      pair,
      ...(domain === null ? [] : [`domain=${domain}`]),
      'path=/',
      ...(age === null ? [] : [`max-age=${age}`]),
    ].join('; '),
  }))
