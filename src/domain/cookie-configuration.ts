import * as z from 'zod/mini'
import { parse } from 'tldts'
import { CookieConfiguration } from '../contract/destination/cookie.ts'

/** RFC 9110 section 5.6.2, which RFC 6265 section 4.1.1 asks of a cookie's name. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Why a browser would not take the name, or null. */
export function checkCookieName(name: string): string | null {
  if (/[\r\n]/.test(name)) return 'A cookie name cannot hold a line break. Remove it.'
  if (/\s/.test(name)) return 'A cookie name cannot hold spaces. Use _ instead.'
  const bad = Array.from(name).find((character) => !TOKEN.test(character))
  if (bad !== undefined) {
    const shown = /\p{Cc}|\p{Cf}/u.test(bad)
      ? `the character U+${bad.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
      : bad
    return `A cookie name cannot hold ${shown}. Use letters, digits, - and _.`
  }
  const prefix = /^__(host|secure|http)-/i.exec(name)?.[0]
  if (prefix !== undefined) {
    return `Names that start with ${prefix} have rules of their own in browsers. Use another start.`
  }
  return null
}

/**
 * Why no browser would set a cookie for the domain, or null. One domain, with or without a leading
 * dot, and no public suffix. domain.md, "Cookie destination".
 */
export function checkCookieDomain(domain: string): string | null {
  if (domain.includes('*')) {
    return 'Leave out the *: a cookie domain covers its subdomains anyway, as in .sports.com.'
  }
  if (/[\s,;]/.test(domain)) return 'Enter one domain only, such as .sports.com.'
  if (domain.includes('/') || domain.includes(':')) {
    return 'Enter the domain alone, without https:// and without a path, such as .sports.com.'
  }
  const host = domain.replace(/^\./, '')
  if (/[^\u0021-\u007e]/.test(host)) {
    return `Write the domain in its ASCII form${asciiHint(host)}.`
  }
  const {
    isIp,
    publicSuffix,
    domain: registrable,
    hostname,
  } = parse(host, { allowPrivateDomains: true })
  if (isIp)
    return 'A cookie domain is a name, not an IP address. Leave it blank for the page’s host.'
  if (
    hostname === null ||
    !/^([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(host)
  ) {
    return 'This is not a domain name. Write it as in .sports.com.'
  }
  if (/(^|\.)\d+$/.test(host)) {
    return 'A domain that ends in a number is read as an IP address. Write it as in .sports.com.'
  }
  if (registrable === null || host === publicSuffix) {
    return `${domain} is a public suffix, shared by many owners; browsers refuse it. Add your own name before it.`
  }
  return null
}

function asciiHint(host: string): string {
  return URL.canParse(`https://${host}`) ? `: ${new URL(`https://${host}`).hostname}` : ''
}

type SeparatorField = 'keySeparator' | 'delimiter' | 'serialSeparator'

const SEPARATOR_NAMES: Record<SeparatorField, string> = {
  keySeparator: 'key separator',
  delimiter: 'delimiter',
  serialSeparator: 'serial separator',
}

/** Why a text cannot separate keys and values, or null. */
export function checkSeparator(text: string): string | null {
  if (/[\p{Cc}\r\n]/u.test(text))
    return 'A separator cannot hold control characters or line breaks.'
  if (/\s/.test(text)) return 'A separator cannot hold spaces. Use punctuation such as =, & or ;.'
  const bad = /[\p{L}\p{N}]/u.exec(text)?.[0]
  if (bad) {
    return `${bad} may also stand in a value, so the output would be ambiguous. Use punctuation such as =, & or ;.`
  }
  if (text.includes('%')) {
    return 'A percent sign is used to encode other characters. Use punctuation such as =, & or ;.'
  }
  if (/[^\u0021-\u007e]/.test(text)) return 'Use plain punctuation such as =, & or ;.'
  return null
}

/** Separators that are used and cannot be told apart: one equals or contains the other. */
function ambiguousSeparators(
  configuration: CookieConfiguration,
): { field: SeparatorField; message: string }[] {
  const used: SeparatorField[] = ['keySeparator', 'delimiter']
  if (configuration.serialized) used.push('serialSeparator')
  return used.flatMap((field, at) => {
    const text = configuration[field]
    if (text === null) return []
    const other = used.slice(0, at).find((earlier) => {
      const its = configuration[earlier]
      return its !== null && (its.includes(text) || text.includes(its))
    })
    if (!other) return []
    const relation = configuration[other] === text ? 'is the same as' : 'overlaps with'
    return [
      {
        field,
        message: `The ${SEPARATOR_NAMES[field]} ${relation} the ${SEPARATOR_NAMES[other]}, so the output would be ambiguous. Use another.`,
      },
    ]
  })
}

/** Texts of which the key must hold none, or it could not be read back. */
function checkKey(key: string, configuration: CookieConfiguration): string | null {
  if (/[\p{Cc}\u2028\u2029]/u.test(key)) return 'The key holds a control character. Remove it.'
  const separators = [configuration.keySeparator, configuration.delimiter]
  const used = separators.find((separator) => separator !== null && key.includes(separator))
  return used ? `The key contains the separator ${used}. Change one of them.` : null
}

/** Every rule of a cookie destination's configuration; what is not given yet breaks none. */
export const CookieConfigurationRules = CookieConfiguration.check(
  z.superRefine((configuration, ctx) => {
    const issue = (path: (string | number)[], message: string | null) => {
      if (message !== null) ctx.addIssue({ code: 'custom', path, message })
    }
    const { cookieName, cookieDomain, key, publishTo, format } = configuration
    if (cookieName !== null) issue(['cookieName'], checkCookieName(cookieName))
    if (cookieDomain !== null) issue(['cookieDomain'], checkCookieDomain(cookieDomain))
    publishTo.domains.forEach((domain, at) => {
      const message = checkCookieDomain(domain)
      issue(['publishTo', 'domains', at], message === null ? null : `${domain}: ${message}`)
    })
    for (const field of ['keySeparator', 'delimiter', 'serialSeparator'] as const) {
      const text = configuration[field]
      const isUsed = field !== 'serialSeparator' || configuration.serialized
      if (text !== null && isUsed) issue([field], checkSeparator(text))
    }
    for (const { field, message } of ambiguousSeparators(configuration)) issue([field], message)
    if (key !== null && format === 'single-key') issue(['key'], checkKey(key, configuration))
  }),
)
