import { COOKIE_EXPIRY_MAX_DAYS, COOKIE_MAX_BYTES } from '../../contract/destination/cookie.ts'
import type { CookieWrite, PageContext } from './types.ts'

/** A cookie as a browser keeps it. */
export type StoredCookie = {
  name: string
  value: string
  /** Lower case, ASCII, without a leading dot. */
  domain: string
  /** Whether it belongs to that host alone, and not to those below. */
  hostOnly: boolean
  path: '/'
  /** Seconds; null: until the browser closes. */
  maxAge: number | null
}

/** What a browser does with a cookie: keep it, or leave it out for a reason that a person can read. */
export type CookieVerdict =
  | { stored: StoredCookie; refused: null }
  | { stored: null; refused: string }

const ATTRIBUTE_MAX_BYTES = 1024
const MAX_AGE_CAP = COOKIE_EXPIRY_MAX_DAYS * 86_400

/**
 * What a browser does when a page's script assigns a cookie to `document.cookie`: RFC 6265bis
 * sections 5.4 to 5.7, and Chromium where it is stricter. Of the attributes it reads those that the
 * product writes: domain and max-age; the path is always `/`, and the cookie is never `Secure`.
 *
 * @param page its host as the browser shows it, without a port.
 * @param isPublicSuffix whether nobody owns the domain alone, as with `co.uk`; given lower case and
 *   without dots at its ends. The list is too large to be part of this file.
 */
export function storedCookie(
  { assignment }: Pick<CookieWrite, 'assignment'>,
  page: Pick<PageContext, 'host'>,
  isPublicSuffix: (domain: string) => boolean,
): CookieVerdict {
  const [pair = '', ...rest] = assignment.split(';')
  const { name, value } = parsePair(pair)
  const attributes = rest.map(parseAttribute)
  const texts = [
    name,
    value,
    ...attributes.flatMap((attribute) => [attribute.name, attribute.value]),
  ]
  const refused = controlCharacterIn(texts) ?? checkNameAndValue(name, value)
  if (refused !== null) return { stored: null, refused }

  const read = (wanted: string) =>
    attributes.findLast(
      (attribute) =>
        attribute.name.toLowerCase() === wanted && bytesOf(attribute.value) <= ATTRIBUTE_MAX_BYTES,
    )?.value ?? ''
  const scope = scopeOf(read('domain'), page.host.toLowerCase(), isPublicSuffix)
  if (scope.refused !== null) return { stored: null, refused: scope.refused }
  const maxAge = parseMaxAge(read('max-age'))
  if (maxAge !== null && maxAge <= 0) {
    return { stored: null, refused: 'It expires at once. Let it last at least one day.' }
  }
  const { domain, hostOnly } = scope
  return { refused: null, stored: { name, value, domain, hostOnly, path: '/', maxAge } }
}

/** Spaces and tabs only: other white space belongs to the text (section 5.6). */
function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}

/** Without `=` there is a value and no name (section 5.6, step 3). */
function parsePair(pair: string): { name: string; value: string } {
  const at = pair.indexOf('=')
  return at === -1
    ? { name: '', value: trim(pair) }
    : { name: trim(pair.slice(0, at)), value: trim(pair.slice(at + 1)) }
}

/** Without `=` there is a name and no value (section 5.6, "attribute"). */
function parseAttribute(text: string): { name: string; value: string } {
  const [name = '', ...value] = text.split('=')
  return { name: trim(name), value: trim(value.join('=')) }
}

/**
 * Section 5.6, step 1. Chromium also refuses tabs between other characters, which the section allows.
 */
function controlCharacterIn(texts: readonly string[]): string | null {
  // oxlint-disable-next-line no-control-regex -- these are the characters that browsers refuse
  const [found] = /[\u0000-\u001f\u007f]/.exec(texts.join('')) ?? []
  if (found === undefined) return null
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return `It holds the control character U+${code}, so browsers refuse it. Remove that character.`
}

/**
 * Section 5.4, and "Cookies: HTTP State Management Mechanism" (layered cookies) for the two with
 * Http. A name that starts so promises what a script cannot keep without `Secure` or `HttpOnly`.
 */
const RESERVED_START = /^__(?:host-http|host|secure|http)-/i

function checkNameAndValue(name: string, value: string): string | null {
  if (name === '' && value === '') {
    return 'A cookie without a name and a value is no cookie. Give it a name.'
  }
  const bytes = bytesOf(name) + bytesOf(value)
  if (bytes > COOKIE_MAX_BYTES) {
    return `Name and value have ${bytes.toLocaleString('en')} bytes; browsers refuse more than ${COOKIE_MAX_BYTES.toLocaleString('en')}. Lower the maximum size.`
  }
  // Sent to a server, a value alone reads as a name (section 5.7).
  const [start] = RESERVED_START.exec(name || value) ?? []
  if (start !== undefined) {
    return `Browsers keep names that start with ${start} for cookies that a secure server sets. Use another start.`
  }
  // And this one as a name and a value; Chromium refuses it, as its Cookie Store API does.
  if (name === '' && value.includes('=')) {
    return 'A cookie without a name cannot hold = in its value. Give it a name.'
  }
  return null
}

type Scope =
  | { domain: string; hostOnly: boolean; refused: null }
  | { domain: null; hostOnly: null; refused: string }

/** Whom the cookie belongs to (sections 5.1.3, 5.6.3 and 5.7). */
function scopeOf(
  attribute: string,
  host: string,
  isPublicSuffix: (domain: string) => boolean,
): Scope {
  if (attribute === '') return { domain: host, hostOnly: true, refused: null }
  const domain = canonicalDomain(attribute.replace(/^\./, ''))
  const parents = ownedDomains(host, isPublicSuffix)
  // No domain is owned above an IP address or a public suffix, but such a host may name itself.
  if (parents.length === 0 && domain === host)
    return { domain: host, hostOnly: true, refused: null }
  if (domain !== null && parents.includes(domain)) return { domain, hostOnly: false, refused: null }
  const can =
    parents.length === 0
      ? 'Leave the domain blank: the cookie then belongs to the page’s host.'
      : `Use ${parents.map((parent) => `.${parent}`).join(' or ')}, or leave it blank.`
  return {
    domain: null,
    hostOnly: null,
    refused:
      domain !== null && isPublicSuffix(withoutDotAtEnd(domain))
        ? `${attribute} is a public suffix, shared by many owners; browsers refuse it. ${can}`
        : `A page on ${host} cannot set a cookie for ${attribute}. ${can}`,
  }
}

/** The host and the domains above it, up to where a public suffix begins; none for an IP address. */
function ownedDomains(host: string, isPublicSuffix: (domain: string) => boolean): string[] {
  if (/^\[|^\d+(\.\d+){3}$/.test(host)) return []
  const labels = host.split('.')
  const above = labels.map((_, at) => labels.slice(at).join('.'))
  const suffix = above.findIndex((domain) => isPublicSuffix(withoutDotAtEnd(domain)))
  return suffix === -1 ? above : above.slice(0, suffix)
}

/** A host that ends with a dot is another host, but its public suffix is the same. */
function withoutDotAtEnd(domain: string): string {
  return domain.replace(/\.$/, '')
}

/** Lower case and ASCII (section 5.1.2); null: it can be no host's name. */
function canonicalDomain(domain: string): string | null {
  if (/^[\u0021-\u007e]*$/.test(domain)) return domain.toLowerCase()
  const address = `http://${domain}`
  if (/[\s/?#\\@:%]/.test(domain) || !URL.canParse(address)) return null
  return new URL(address).hostname
}

/** Seconds, capped (sections 5.5 and 5.6.2); null: not given, or no number. */
function parseMaxAge(text: string): number | null {
  return /^[+-]?\d+$/.test(text) ? Math.min(Number(text), MAX_AGE_CAP) : null
}

const encoder = new TextEncoder()

function bytesOf(text: string): number {
  return encoder.encode(text).length
}
