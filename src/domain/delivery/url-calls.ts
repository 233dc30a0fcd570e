import type { UrlConfiguration } from '../../contract/destination/url.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { encodeForUrl } from './encode.ts'
import { type Macro, parseTemplate } from './macros.ts'
import type { DeliveryMapping } from './qualified-mappings.ts'
import type { Moment, PageContext, Part, UrlCall } from './types.ts'

type UrlCallsInput = {
  configuration: UrlConfiguration
  /** Those to send, see `sendableMappings`. */
  mappings: readonly DeliveryMapping[]
  visitor: Visitor
  page: PageContext
  moment: Moment
}

/**
 * The calls that a page makes for a visitor: one with all values where %ALIAS% stands when the
 * destination is serialized, else one for each mapping. domain.md, "URL destination".
 *
 * @returns in the order of the mappings; empty: there is nothing to send, or no address yet.
 */
export function urlCalls(input: UrlCallsInput): UrlCall[] {
  const { configuration, mappings, page } = input
  const isSecure = page.protocol === 'https'
  if (!configuration.serialized) {
    return mappings.flatMap((mapping) => {
      const template = (isSecure ? mapping.secureUrl : null) ?? mapping.url
      if (template === null) return []
      const alias = mapping.value === null ? null : encodeForUrl(mapping.value)
      return callOf(template, alias, [mapping.segmentId], input) ?? []
    })
  }
  const template = isSecure ? configuration.secureUrl : configuration.baseUrl
  if (template === null || mappings.length === 0) return []
  const alias = mappings
    .map((mapping) => encodeForUrl(mapping.value ?? ''))
    .join(configuration.delimiter ?? '')
  const call = callOf(
    template,
    alias,
    mappings.map((mapping) => mapping.segmentId),
    input,
  )
  return call ? [call] : []
}

/** Stands for a macro's value while the rest of the address is brought into the browser's form. */
const hole = (at: number): string => `zqx${at}xqz`

/** @param alias the encoded value or values; null: there is none. */
function callOf(
  template: string,
  alias: string | null,
  segmentIds: number[],
  { configuration, visitor, page, moment }: UrlCallsInput,
): UrlCall | null {
  const notes: string[] = []
  const random = String(Math.floor(moment.random() * 1_000_000_000))
  const values: Extract<Part, { kind: 'macro' }>[] = []
  const withHoles = parseTemplate(template)
    .map((part, at) => {
      if (part.kind === 'text') return part.text
      // The scheme decides how the rest is read, so it cannot be filled in afterwards.
      if (at === 0 && part.macro.name === 'http_proto') return page.protocol
      const value = macroValue(part.macro, { alias, random, visitor, page, now: moment.now })
      if (value === null) notes.push(missingNote(part.text, part.macro, visitor))
      values.push({
        kind: 'macro',
        macro: part.text,
        text: value ?? '',
        missing: value === null,
      })
      return hole(values.length - 1)
    })
    .join('')
  if (!URL.canParse(withHoles)) return null
  const parts = fillHoles(new URL(withHoles).href, values)
  const joined = parts.map((part) => part.text).join('')
  const url = new URL(joined).href
  if (page.protocol === 'https' && url.startsWith('http:')) {
    notes.push(
      'The page is https and this address is not: browsers may block the call. Give a secure URL.',
    )
  }
  return {
    calledAs: configuration.calledAs,
    url,
    // A value of `..` alone between slashes would move the path: then the browser's form is shown.
    parts: joined === url ? parts : [{ kind: 'text', text: url }],
    segmentIds,
    notes: [...new Set(notes)],
  }
}

function fillHoles(href: string, values: readonly Extract<Part, { kind: 'macro' }>[]): Part[] {
  const parts: Part[] = []
  let rest = href
  values.forEach((value, at) => {
    const [before = '', ...after] = rest.split(hole(at))
    if (before) parts.push({ kind: 'text', text: before })
    parts.push(value)
    rest = after.join(hole(at))
  })
  if (rest) parts.push({ kind: 'text', text: rest })
  return parts
}

type MacroFacts = {
  alias: string | null
  random: string
  visitor: Visitor
  page: PageContext
  now: number
}

/** What a macro becomes, encoded; null: the visitor or the mapping has no such value. */
function macroValue(macro: Macro, facts: MacroFacts): string | null {
  const { visitor } = facts
  switch (macro.name) {
    case 'alias':
      return facts.alias
    case 'did':
      return encodeForUrl(visitor.did)
    case 'mcid':
      return visitor.mcid === null ? null : encodeForUrl(visitor.mcid)
    case 'dpid': {
      const id = visitor.partnerIds[macro.dataSource]
      return id === undefined ? null : encodeForUrl(id)
    }
    case 'http_proto':
      return facts.page.protocol
    case 'region':
      return String(visitor.region)
    case 'rnd':
      return facts.random
    case 'timestamp':
      return String(Math.floor(facts.now / 1000))
    case 'gdpr':
      return visitor.gdprApplies ? '1' : '0'
    case 'gdpr_consent':
      return visitor.consent === null ? null : encodeForUrl(visitor.consent)
  }
}

function missingNote(token: string, macro: Macro, visitor: Visitor): string {
  switch (macro.name) {
    case 'mcid':
      return `${visitor.name} has no Experience Cloud ID: ${token} is sent empty.`
    case 'dpid':
      return `${visitor.name} has no id in data source ${macro.dataSource}: ${token} is sent empty.`
    case 'gdpr_consent':
      return `${visitor.name} has given no consent string: ${token} is sent empty.`
    case 'alias':
    case 'did':
    case 'http_proto':
    case 'region':
    case 'rnd':
    case 'timestamp':
    case 'gdpr':
      return `${token} has no value and is sent empty.`
  }
}
