import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  nat,
  oneof,
  option,
  record,
  string,
  tuple,
} from 'fast-check'
import { type CallType, UrlConfiguration } from '../../src/contract/destination/url.ts'
import type { Visitor } from '../../src/contract/visitor.ts'
import { encodeForUrl } from '../../src/domain/delivery/encode.ts'
import { formatConsent } from '../../src/domain/delivery/tcf-consent.ts'
import type { PageContext, SentMapping } from '../../src/domain/delivery/types.ts'
import { delivered } from './delivered.ts'

/** A call of a page, twice: as the product predicts it, and as the page's own code makes it. */
export type CallCase = {
  calledAs: CallType
  predicted: string
  /** The template with its macros filled in, as text: what a tag gives to the browser. */
  asked: string
  template: string
}

const NOW = Date.parse('2026-11-23T10:00:00Z')

const words = (text: string) => constantFrom(...text.split(' '))
const characters = (text: string) => constantFrom(...Array.from(text))

const host = oneof(
  words('ads.example ADS.Example my_ads.example ads.example. a--b.c.ads.example'),
  words('xn--mnchen-3ya.example münchen.example 日本.example %61ds.example ads。example'),
  words('192.0.2.7 0xc0.0.2.7 [2001:DB8::7] localhost'),
)
const port = constantFrom('', '', '', ':', ':80', ':443', ':8080', ':08081', ':65535')

const macro = oneof(
  { weight: 8, arbitrary: words('%ALIAS% %alias% %Alias% %did% %DID% %mcid% %dpid_1% %dpid_22%') },
  { weight: 6, arbitrary: words('%http_proto% %region% %rnd% %timestamp% ${GDPR} ${gdpr}') },
  // Rare, since a visitor without consent gets no call.
  { weight: 1, arbitrary: words('${GDPR_CONSENT_12} ${gdpr_consent_34}') },
)
const encodedByte = words('%20 %2F %2f %3F %00 %C3%A9 %c3 %2B %25')
const text = oneof(
  { weight: 3, arbitrary: string({ unit: characters('abzAZ019-._~'), maxLength: 5 }) },
  { weight: 2, arbitrary: characters('!$&\'()*+,;=:@|^[]{}"<>`\\/?') },
  {
    weight: 1,
    arbitrary: constantFrom('é', '日本', '😀', 'e\u0301', '\u200b', '\ud800', '\ufffd', '\u202e'),
  },
  { weight: 1, arbitrary: encodedByte },
  { weight: 1, arbitrary: string({ unit: 'grapheme', maxLength: 3 }) },
)

const joined = (...parts: Arbitrary<string>[]) => tuple(...parts).map((texts) => texts.join(''))
const several = (part: Arbitrary<string>, maxLength: number) =>
  array(part, { maxLength, size: 'max' }).map((texts) => texts.join(''))

const segment = oneof(
  { weight: 6, arbitrary: several(oneof(text, macro), 3) },
  { weight: 1, arbitrary: constantFrom('..', '.', '%2e%2E', '.%2e', '%2e', '') },
  { weight: 2, arbitrary: macro },
  // With a value of dots, or without one, a segment that moves the path.
  { weight: 1, arbitrary: macro.map((token) => `.${token}`) },
)
const path = array(segment, { maxLength: 5 }).map((segments) =>
  segments.map((each) => `/${each}`).join(''),
)
const parameter = several(oneof(text, macro), 4)
const parameters = array(parameter, { maxLength: 4 }).map((texts) => texts.join('&'))

const query = option(parameters.map((given) => `?${given}`)).map((given) => given ?? '')
/** Of destinations in which the values must stand somewhere. */
const queryWithValues = joined(words('?x=%ALIAS%& ?%alias% ?é=%Alias%/'), parameters)

const anyScheme = words('http https HTTP %http_proto% %HTTP_Proto%')
const secureScheme = words('https Https %http_proto%')

/** Most are addresses of which the product lets a person make a destination. */
const template = (scheme: Arbitrary<string>, end: Arbitrary<string>) =>
  joined(scheme, constant('://'), host, port, path, end)

const configuration = record({
  type: constant('url' as const),
  serialized: boolean(),
  baseUrl: template(anyScheme, queryWithValues),
  secureUrl: template(secureScheme, queryWithValues),
  delimiter: option(
    string({ unit: characters('!$()*,:;|'), minLength: 1, maxLength: 5, size: 'max' }),
    { freq: 9 },
  ),
  // A browser starts a process for each iframe's site: some are enough.
  calledAs: oneof(
    { weight: 19, arbitrary: constant('img') },
    { weight: 1, arbitrary: constant('iframe') },
  ),
}).map((given) => UrlConfiguration.parse(given))

const anyText = oneof(
  string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60, size: 'max' }),
  constantFrom('..', '.', '%2e', '%2E%2E', '/', '//', '?', '#', '\\', 'a b', '%', '%ALIAS%', '%20'),
)

const mappings = array(
  record({
    value: anyText,
    url: template(anyScheme, query),
    secureUrl: option(template(secureScheme, query)),
  }),
  { minLength: 1, maxLength: 6 },
)

const digits = string({ unit: characters('0123456789'), minLength: 1, maxLength: 38 })

const visitor: Arbitrary<Partial<Visitor>> = record({
  did: digits,
  mcid: option(digits),
  partnerIds: dictionary(constantFrom('1', '22', '333'), anyText),
  region: constantFrom(3, 4, 6, 7, 8, 9, 11, 12),
  consent: option(
    oneof(anyText, constant(formatConsent([12], NOW)), constant(formatConsent([12, 34], NOW))),
  ),
  gdprApplies: boolean(),
})

/**
 * Fills a template in as a tag on a page does, without a thought of what an address is: this and the
 * prediction have nothing but the encoding of a value in common.
 */
function fillIn(given: {
  template: string
  alias: string
  visitor: Visitor
  protocol: PageContext['protocol']
  random: string
}): string {
  const { did, mcid, partnerIds, region, gdprApplies, consent } = given.visitor
  return given.template.replace(
    /%(alias|did|mcid|http_proto|region|rnd|timestamp|dpid_(\d+))%|\$\{(gdpr|gdpr_consent_\d+)\}/gi,
    (token, percent: string | undefined, dataSource: string | undefined) => {
      switch ((percent ?? token).toLowerCase()) {
        case 'alias':
          return given.alias
        case 'did':
          return did
        case 'mcid':
          return mcid ?? ''
        case 'http_proto':
          return given.protocol
        case 'region':
          return String(region)
        case 'rnd':
          return given.random
        case 'timestamp':
          return String(NOW / 1000)
        case '${gdpr}':
          return gdprApplies ? '1' : '0'
      }
      return encodeForUrl((dataSource === undefined ? consent : partnerIds[dataSource]) ?? '')
    },
  )
}

/** The calls of destinations, mappings and visitors that the product lets be saved, on pages. */
export const calls: Arbitrary<CallCase[]> = record({
  configuration,
  mappings,
  visitor,
  protocol: constantFrom('http' as const, 'https' as const),
  random: nat(999_999_999),
}).map(({ random, protocol, ...given }) => {
  const page: PageContext = { protocol, host: 'www.acme.example', environment: 'BROWSER' }
  const moment = { now: NOW, random: () => (random + 0.5) / 1_000_000_000 }
  const product = delivered({ ...given, page, moment })
  if (!product) return []
  const bySegment = new Map(product.mappings.map((mapping) => [mapping.segmentId, mapping]))
  return product.delivery.calls.flatMap(({ calledAs, segmentIds, addresses }) => {
    const sent = segmentIds.flatMap((id) => bySegment.get(id) ?? [])
    const written = templateOf(given.configuration, sent, protocol)
    const predicted = addresses[protocol]?.url
    if (written === null || predicted === undefined) return []
    const alias = sent
      .map(({ value }) => encodeForUrl(value ?? ''))
      .join(given.configuration.delimiter ?? '')
    const { visitor: who } = product
    const asked = fillIn({
      template: written,
      alias,
      visitor: who,
      protocol,
      random: String(random),
    })
    return [{ calledAs, predicted, asked, template: written }]
  })
})

function templateOf(
  { serialized, baseUrl, secureUrl }: UrlConfiguration,
  [mapping]: readonly SentMapping[],
  protocol: PageContext['protocol'],
): string | null {
  if (serialized) return protocol === 'https' ? secureUrl : baseUrl
  return (protocol === 'https' ? mapping?.secureUrl : null) ?? mapping?.url ?? null
}
