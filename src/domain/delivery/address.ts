import { type Macro, parseTemplate } from './macros.ts'
import type { PreparedVisitor } from './prepared-visitor.ts'
import type { Address, AddressPlan, Part, Protocol, Slot } from './types.ts'

/** Stands for a macro's value while the rest of the address is brought into the browser's form. */
function holeFor(template: string): string {
  let hole = 'zqxxqz'
  while (template.includes(hole)) hole += 'q'
  return hole
}

/**
 * The form in which browsers request an address (WHATWG URL). Chromium also encodes a `|` in the path,
 * which the standard lets stand; encoded, all browsers request the same.
 */
export function browserForm(address: string): URL {
  const url = new URL(address)
  if (url.pathname.includes('|')) url.pathname = url.pathname.replaceAll('|', '%7C')
  return url
}

/**
 * Takes a template apart for a page's protocol, with the rest in the form that browsers give an address.
 *
 * @returns null: it is no address of a host, or a macro stands where only fixed text may, so that no
 *   value can change to whom data goes.
 */
export function planAddress(template: string, protocol: Protocol): AddressPlan | null {
  const written = parseTemplate(template).map((part, at): string | Slot => {
    if (part.kind === 'text') return part.text
    // The scheme decides how the rest is read, so it cannot be filled in afterwards.
    if (at === 0 && part.macro.name === 'http_proto') return protocol
    return { token: part.text, macro: part.macro }
  })
  const hole = holeFor(template)
  const withHoles = written.map((piece) => (typeof piece === 'string' ? piece : hole)).join('')
  if (!URL.canParse(withHoles)) return null
  const url = browserForm(withHoles)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (`${url.username}${url.password}${url.host}`.includes(hole)) return null
  const slots = written.filter((piece) => typeof piece !== 'string')
  const texts = url.href.split(hole)
  // A `..` behind a macro takes its segment away, or another one, if its value is dots as well: only with
  // the values can the browser's form be found.
  if (texts.length <= slots.length) return { pieces: written, hasSlotInPath: true }
  const pieces = texts
    .flatMap((text, at) => [text, slots[at] ?? ''])
    .filter((piece) => piece !== '')
  return { pieces, hasSlotInPath: url.pathname.includes(hole) }
}

/** The vendors whose consent an address asks for, `${GDPR_CONSENT_V}`. */
export function vendorsOf(plan: AddressPlan | null): string[] {
  return (plan?.pieces ?? []).flatMap((piece) =>
    typeof piece !== 'string' && piece.macro.name === 'gdpr_consent' ? [piece.macro.vendor] : [],
  )
}

/** What an address is filled with, encoded. */
export type AddressFacts = {
  /** The mapping's value, or the values joined; null: there is none. */
  alias: string | null
  random: string
  /** Unix time in seconds. */
  timestamp: string
  protocol: Protocol
  visitor: PreparedVisitor
}

/** Fills in an address. Values are encoded, so none can leave its place. */
export function fillAddress(plan: AddressPlan, facts: AddressFacts): Address {
  const values: (string | null)[] = []
  let url = ''
  for (const piece of plan.pieces) {
    if (typeof piece === 'string') {
      url += piece
      continue
    }
    const value = macroValue(piece.macro, facts)
    values.push(value)
    if (value !== null) url += value
  }
  return { url: plan.hasSlotInPath ? browserForm(url).href : url, plan, values }
}

/** What a macro becomes, encoded; null: the visitor or the mapping has no such value. */
function macroValue(macro: Macro, facts: AddressFacts): string | null {
  const { visitor } = facts
  switch (macro.name) {
    case 'alias':
      return facts.alias
    case 'did':
      return visitor.did
    case 'mcid':
      return visitor.mcid
    case 'dpid':
      return visitor.partnerId(macro.dataSource)
    case 'http_proto':
      return facts.protocol
    case 'region':
      return visitor.region
    case 'rnd':
      return facts.random
    case 'timestamp':
      return facts.timestamp
    case 'gdpr':
      return visitor.gdpr
    case 'gdpr_consent':
      return visitor.consent
  }
}

/** An address with its macros marked; the parts' texts joined are `url`. */
export function addressParts({ url, plan, values }: Address): Part[] {
  let at = 0
  const parts = plan.pieces.map((piece): Part => {
    if (typeof piece === 'string') return { kind: 'text', text: piece }
    const value = values[at] ?? null
    at += 1
    return { kind: 'macro', text: value ?? '', macro: piece.token, missing: value === null }
  })
  // A value of dots alone between slashes would move the path: then the browser's form is shown.
  const joined = parts.map(({ text }) => text).join('')
  return joined === url ? parts : [{ kind: 'text', text: url }]
}

/** What a marketer should know of an address: a macro without a value, http on an https page. */
export function addressNotes(
  { url, plan, values }: Address,
  visitorName: string,
  protocol: Protocol,
): string[] {
  const slots = plan.pieces.filter((piece) => typeof piece !== 'string')
  const notes = slots.flatMap(({ token, macro }, at) =>
    values[at] === null ? [missingNote(token, macro, visitorName)] : [],
  )
  if (protocol === 'https' && url.startsWith('http:')) {
    notes.push(
      'The page is https and this address is not: browsers may block the call. Give a secure URL.',
    )
  }
  return [...new Set(notes)]
}

function missingNote(token: string, macro: Macro, visitorName: string): string {
  switch (macro.name) {
    case 'mcid':
      return `${visitorName} has no Experience Cloud ID: ${token} is sent empty.`
    case 'dpid':
      return `${visitorName} has no id in data source ${macro.dataSource}: ${token} is sent empty.`
    case 'gdpr_consent':
      return `${visitorName} has given no consent string: ${token} is sent empty.`
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
