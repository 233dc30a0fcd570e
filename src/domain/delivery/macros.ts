/**
 * Macros in an address: `%word%`, matched without regard to case, and the consent macros
 * `${GDPR}` and `${GDPR_CONSENT_V}` of the IAB TCF. Source: domain.md, "URL destination".
 */
import { editDistance } from '../../lib/edit-distance.ts'

/** A stretch of a template: text as it is, or a macro as it was written. */
export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'macro'; text: string; macro: Macro }

export type Macro =
  | { name: 'alias' | 'did' | 'mcid' | 'http_proto' | 'region' | 'rnd' | 'timestamp' | 'gdpr' }
  | { name: 'dpid'; dataSource: string }
  | { name: 'gdpr_consent'; vendor: string }

/** Something in a template that looks like a macro and is none. */
export type MacroProblem = {
  /** Where it stands in the template: from the first character to before the last. */
  from: number
  to: number
  message: string
  /** What was probably meant; null: unclear. */
  suggestion: string | null
}

/** The macros as a person inserts them; `_N` and `_V` stand for a number. */
export const MACROS: readonly { token: string; becomes: string }[] = [
  { token: '%ALIAS%', becomes: 'the mapping value, or all values joined' },
  { token: '%did%', becomes: 'the visitor’s AAM UUID' },
  { token: '%rnd%', becomes: 'a random number, new for each call' },
  { token: '${GDPR}', becomes: '1 or 0: whether the GDPR applies to the visitor' },
  { token: '%mcid%', becomes: 'the visitor’s Experience Cloud ID' },
  { token: '%dpid_1%', becomes: 'the visitor’s id in a data source; change the 1 to its number' },
  { token: '%http_proto%', becomes: 'http or https, as the page is' },
  { token: '%region%', becomes: 'the id of the data-collection region' },
  { token: '%timestamp%', becomes: 'the Unix time' },
  {
    token: '${GDPR_CONSENT_1}',
    becomes: 'the TCF consent string for an IAB vendor; change the 1 to its id',
  },
]

/** A byte as RFC 3986 section 2.1 encodes it; never a macro. */
const ENCODED_BYTE = /^%[0-9a-f]{2}/i
/** `%word%` of any word that could be meant as a macro's name. */
const PERCENT_WORD = /^%([a-z_][a-z0-9_]*)%/i
const DOLLAR_WORD = /^\$\{([^{}]*)\}/

const PLAIN = ['alias', 'did', 'mcid', 'http_proto', 'region', 'rnd', 'timestamp'] as const

function macroOfPercentWord(word: string): Macro | null {
  const lower = word.toLowerCase()
  const plain = PLAIN.find((name) => name === lower)
  if (plain) return { name: plain }
  const dataSource = /^dpid_(\d+)$/.exec(lower)?.[1]
  return dataSource === undefined ? null : { name: 'dpid', dataSource }
}

function macroOfDollarWord(word: string): Macro | null {
  const lower = word.toLowerCase()
  if (lower === 'gdpr') return { name: 'gdpr' }
  const vendor = /^gdpr_consent_(\d+)$/.exec(lower)?.[1]
  return vendor === undefined ? null : { name: 'gdpr_consent', vendor }
}

type Token =
  | { kind: 'text'; text: string }
  | { kind: 'macro'; text: string; macro: Macro }
  | { kind: 'problem'; text: string; message: string; suggestion: string | null }

/** The token that starts at a `%` or `$`. */
function tokenAt(rest: string): Token {
  return rest.startsWith('%') ? percentToken(rest) : dollarToken(rest)
}

function percentToken(rest: string): Token {
  const word = PERCENT_WORD.exec(rest)
  const macro = word?.[1] === undefined ? null : macroOfPercentWord(word[1])
  if (word && macro) return { kind: 'macro', text: word[0], macro }
  // `%20` and `%ab%cd` are bytes, also where a `%` follows; only then may a word be a wrong macro.
  const byte = ENCODED_BYTE.exec(rest)
  if (byte && !isLikelyWord(word?.[1])) return { kind: 'text', text: byte[0] }
  if (word) return unknownMacro(word[0])
  const unclosed = /^%([a-z][a-z0-9_]*)/i.exec(rest)
  if (unclosed?.[0] && unclosed[0].length > 2) {
    const meant = nearest(`${unclosed[0]}%`)
    return {
      kind: 'problem',
      text: unclosed[0],
      message: meant
        ? `${unclosed[0]} is not closed. Did you mean ${meant}?`
        : `${unclosed[0]} is neither a macro nor a percent-encoded byte. Write %25 for a percent sign.`,
      suggestion: meant,
    }
  }
  return {
    kind: 'problem',
    text: '%',
    message: 'A percent sign alone is not allowed in an address. Write %25 for it.',
    suggestion: '%25',
  }
}

/** A word behind two hexadecimal digits that goes on, such as `%dcid%`: a slip of a macro, not `%dc` and text. */
function isLikelyWord(word: string | undefined): boolean {
  return word !== undefined && word.length > 2 && nearest(`%${word}%`) !== null
}

function unknownMacro(text: string): Token {
  const meant = nearest(text)
  return {
    kind: 'problem',
    text,
    message: `${text} is not a macro.${meant ? ` Did you mean ${meant}?` : ''}`,
    suggestion: meant,
  }
}

function dollarToken(rest: string): Token {
  const word = DOLLAR_WORD.exec(rest)
  const macro = word?.[1] === undefined ? null : macroOfDollarWord(word[1])
  if (word && macro) return { kind: 'macro', text: word[0], macro }
  if (word) return unknownMacro(word[0])
  const unclosed = /^\$\{[a-z0-9_]*/i.exec(rest)
  if (!unclosed) return { kind: 'text', text: '$' }
  const meant = nearest(`${unclosed[0]}}`)
  return {
    kind: 'problem',
    text: unclosed[0],
    message: `${unclosed[0]} is not closed.${meant ? ` Did you mean ${meant}?` : ' Close it with }.'}`,
    suggestion: meant,
  }
}

function* tokens(template: string): Generator<Token> {
  let at = 0
  while (at < template.length) {
    const special = template.slice(at).search(/[%$]/)
    if (special !== 0) {
      const text = special === -1 ? template.slice(at) : template.slice(at, at + special)
      yield { kind: 'text', text }
      at += text.length
      continue
    }
    const token = tokenAt(template.slice(at))
    yield token
    at += token.text.length
  }
}

/**
 * Splits a template at its macros. What is wrong counts as text; `findMacroProblems` names it. The
 * parts' texts joined are the template.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  for (const token of tokens(template)) {
    const last = parts.at(-1)
    if (token.kind === 'macro') parts.push(token)
    else if (last?.kind === 'text') last.text += token.text
    else parts.push({ kind: 'text', text: token.text })
  }
  return parts
}

/** Unknown and malformed macros, in the order in which they stand. */
export function findMacroProblems(template: string): MacroProblem[] {
  const problems: MacroProblem[] = []
  let from = 0
  for (const token of tokens(template)) {
    const to = from + token.text.length
    if (token.kind === 'problem') {
      problems.push({ from, to, message: token.message, suggestion: token.suggestion })
    }
    from = to
  }
  return problems
}

/** Whether the template names the mapping's value. */
export function hasAlias(template: string): boolean {
  return parseTemplate(template).some(
    (part) => part.kind === 'macro' && part.macro.name === 'alias',
  )
}

const KNOWN = MACROS.map(({ token }) => token)

/** The macro that differs least from a text, if it differs little. */
function nearest(text: string): string | null {
  const number = /\d+/.exec(text)?.[0]
  let best: { token: string; distance: number } | null = null
  for (const token of KNOWN) {
    const candidate = number === undefined ? token : token.replace('1', number)
    const distance = editDistance(text.toLowerCase(), candidate.toLowerCase())
    if (!best || distance < best.distance) best = { token: candidate, distance }
  }
  const allowed = Math.max(2, Math.floor(text.length / 4))
  return best && best.distance <= allowed ? best.token : null
}
