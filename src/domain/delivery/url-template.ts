import { findMacroProblems, hasAlias, parseTemplate, type TemplatePart } from './macros.ts'

/** What is wrong with an address, and the replacement that would put it right where it is clear. */
export type TemplateProblem = {
  message: string
  suggestion?: { from: number; to: number; text: string }
}

export type UrlTemplateRules = {
  /** `https`: every call must be secure. `http`: either will do. */
  scheme: 'http' | 'https'
  /** Serialized destinations: the joined values stand where %ALIAS% is. */
  requireAlias: boolean
}

/** What stands for a macro while the rest of the address is checked: harmless anywhere in a URL. */
function placeholder(part: TemplatePart, scheme: 'http' | 'https'): string {
  if (part.kind === 'text') return part.text
  return part.macro.name === 'http_proto' ? scheme : 'x'
}

/**
 * Checks an address with macros in it: an absolute http or https address of a host, without
 * user data, fragment or spaces, in which every macro is known. domain.md, "URL destination".
 *
 * @returns the problems, the most helpful first; empty: it is fine.
 */
export function checkUrlTemplate(template: string, rules: UrlTemplateRules): TemplateProblem[] {
  const macroProblems = findMacroProblems(template).map(({ from, to, message, suggestion }) =>
    suggestion === null ? { message } : { message, suggestion: { from, to, text: suggestion } },
  )
  if (macroProblems.length > 0) return macroProblems
  const addressProblem = checkAddress(template, rules.scheme)
  if (addressProblem) return [addressProblem]
  if (rules.requireAlias && !hasAlias(template)) {
    return [{ message: 'Put %ALIAS% where the segment values shall stand.' }]
  }
  return []
}

function checkAddress(template: string, scheme: 'http' | 'https'): TemplateProblem | null {
  if (/[\s\p{Cc}]/u.test(template)) {
    return { message: 'There is a space or a line break in the address. Write %20 for a space.' }
  }
  const start = /^(%http_proto%|[a-z][a-z0-9+.-]*):/i.exec(template)?.[1]?.toLowerCase()
  const example = `${scheme}://partner.example/pixel`
  if (start === undefined) {
    return { message: `Start with ${scheme}://, for example ${example}.` }
  }
  if (start !== 'http' && start !== 'https' && start !== '%http_proto%') {
    return { message: `${start}: addresses are not allowed. Start with ${scheme}://.` }
  }
  if (scheme === 'https' && start === 'http') {
    return {
      message: 'A secure URL starts with https://.',
      suggestion: { from: 0, to: 4, text: 'https' },
    }
  }
  const [, authority] = /^[^:]+:\/\/([^/?#]*)/.exec(template) ?? []
  if (!authority) return { message: `The host is missing, as in ${example}.` }
  const filled = parseTemplate(template)
    .map((part) => placeholder(part, scheme))
    .join('')
  if (!URL.canParse(filled)) return { message: `This is not an address. Write it as ${example}.` }
  return checkParts(template, authority, new URL(filled))
}

/** Ports that browsers call for nobody (Fetch Standard, "port blocking"), up to 1023 and above. */
const BLOCKED_PORTS = new Set(
  (
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 ' +
    '115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 ' +
    '556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 ' +
    '6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
)

function checkParts(template: string, authority: string, url: URL): TemplateProblem | null {
  if (url.username || url.password || authority.includes('@')) {
    return { message: 'Remove the user name and password before the host; they would be public.' }
  }
  if (parseTemplate(authority).some((part) => part.kind === 'macro')) {
    return { message: 'A macro cannot stand in the host, or data could go to anybody.' }
  }
  if (
    !url.hostname.includes('.') &&
    url.hostname !== 'localhost' &&
    !url.hostname.startsWith('[')
  ) {
    return { message: `${url.hostname} is not a full host name, such as partner.example.` }
  }
  if (BLOCKED_PORTS.has(url.port)) {
    return { message: `Browsers call nothing on port ${url.port}. Use another port, or none.` }
  }
  const fragment = template.indexOf('#')
  if (fragment !== -1) {
    return {
      message: 'What stands after # never reaches the partner. Write %23 if it belongs to a value.',
    }
  }
  return null
}

/** The host of an address that may hold macros; null: there is none. */
export function hostOf(template: string): string | null {
  const filled = parseTemplate(template)
    .map((part) => placeholder(part, 'https'))
    .join('')
  return URL.canParse(filled) ? new URL(filled).host || null : null
}

/** Characters that mean something in an address, or that would end it. */
const MEANINGFUL = /[&#%?=/+\\"'<>`{}[\]^@]/
/** What percent-encoding leaves as it is (RFC 3986 section 2.3), so values may contain it. */
const UNRESERVED = /[\p{L}\p{N}\-_.~]/u

/**
 * Checks the text that stands between values joined in an address.
 *
 * @returns why it would be ambiguous, or null.
 */
export function checkDelimiter(delimiter: string): string | null {
  if (/[\s\p{Cc}]/u.test(delimiter)) return 'A delimiter cannot hold spaces. Use , or ; instead.'
  const meaningful = MEANINGFUL.exec(delimiter)?.[0]
  if (meaningful) {
    return `${meaningful} has a meaning of its own in an address. Use , or ; instead.`
  }
  const unreserved = UNRESERVED.exec(delimiter)?.[0]
  if (unreserved) {
    return `${unreserved} may also stand in a value, so the values could not be told apart. Use , or ; instead.`
  }
  if (/[^\u0021-\u007e]/.test(delimiter)) return 'Use plain punctuation, such as , or ;.'
  return null
}
