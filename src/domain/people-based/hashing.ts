import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** What a person may have pasted where an e-mail address belongs. */
export type HashingKind =
  | 'address'
  /** 64 lower-case digits: used as it is. */
  | 'hashed'
  /** The same in upper case: used in lower case. */
  | 'hashed-upper-case'
  /** A hash, but not SHA-256. */
  | 'other-hash'
  /** A hash with something beside it. */
  | 'salted'
  | 'not-an-address'

/** One step of hashing, with what the text is after it. */
export type HashingStep = {
  name: 'trim' | 'lower-case' | 'sha-256'
  text: string
  changed: boolean
}

export type Hashing = {
  kind: HashingKind
  /** What was done, in order; empty: nothing, since it cannot be used. */
  steps: HashingStep[]
  /** What is uploaded, in lower-case hex of 64 digits; null: it cannot be used. */
  hash: string | null
  /** What is wrong and what would be right, or what was taken for granted; null: all is well. */
  note: string | null
}

const SHA_256 = /^[0-9a-f]{64}$/
const HEX = /^[0-9a-f]+$/i

/** Hashes by the number of their hexadecimal digits. */
const OTHER_HASHES = new Map([
  [32, 'MD5'],
  [40, 'SHA-1'],
  [56, 'SHA-224'],
  [96, 'SHA-384'],
  [128, 'SHA-512'],
])

/** The digits of MD5; what has fewer may be a name or a number. */
const SHORTEST_HASH = 32

/** SHA-256 in base64 or base64url, which keeps 32 bytes in 43 characters. */
const BASE64 = /^[\w+/-]{43}=?$/

/** What hashing of passwords gives, with its salt inside: `$2b$…`, `$argon2id$…`, `{SSHA}…`. */
const PASSWORD_HASH = /^(\$[\w-]+\$|\{\w+\})/

/** Digits of a hash, MD5 or longer, with a mark and something else before or behind. */
const HASH_AND_MORE = /(^|[^0-9a-z])[0-9a-f]{32,128}([^0-9a-z]|$)/i

/**
 * One @, no spaces, and a domain with a dot. Characters that cannot be seen would give another hash than
 * the platform's, and the others mean that there is more than an address in it.
 */
const ADDRESS =
  /^[^\s\p{C}@<>()[\],;:"\\]+@[^\s\p{C}@<>()[\],;:"\\.]+(\.[^\s\p{C}@<>()[\],;:"\\.]+)+$/u

/** RFC 5321 section 4.5.3.1.3: the longest path, without its brackets. */
const ADDRESS_MAX = 254

/** Whether a text is what is uploaded: SHA-256 in lower-case hex, and no raw address. */
export function isHashedAddress(text: string): boolean {
  return SHA_256.test(text)
}

/**
 * Hashes an e-mail address as platforms do: trimmed, in lower case, SHA-256 without salt, in lower-case
 * hex. What is hashed already is recognised and not hashed again. domain.md, "People-Based destination".
 */
export function hashAddress(input: string): Hashing {
  const trimmed = input.trim()
  const trim: HashingStep = { name: 'trim', text: trimmed, changed: trimmed !== input }
  const lower = trimmed.toLowerCase()
  const lowerCase: HashingStep = { name: 'lower-case', text: lower, changed: lower !== trimmed }
  const kind = kindOf(trimmed)
  const note = noteOf(kind, trimmed)
  switch (kind) {
    case 'address': {
      const hash = bytesToHex(sha256(utf8ToBytes(lower)))
      return {
        kind,
        steps: [trim, lowerCase, { name: 'sha-256', text: hash, changed: true }],
        hash,
        note,
      }
    }
    case 'hashed':
      return { kind, steps: [trim], hash: trimmed, note }
    case 'hashed-upper-case':
      return { kind, steps: [trim, lowerCase], hash: lower, note }
    case 'other-hash':
    case 'salted':
    case 'not-an-address':
      return { kind, steps: [], hash: null, note }
  }
}

function kindOf(text: string): HashingKind {
  if (SHA_256.test(text)) return 'hashed'
  if (HEX.test(text) && text.length === 64) return 'hashed-upper-case'
  if (HEX.test(text) && text.length >= SHORTEST_HASH) {
    return text.length < 64 || OTHER_HASHES.has(text.length) ? 'other-hash' : 'salted'
  }
  if (ADDRESS.test(text) && text.length <= ADDRESS_MAX) return 'address'
  if (PASSWORD_HASH.test(text)) return 'salted'
  if (HASH_AND_MORE.test(text)) return 'salted'
  if (BASE64.test(text)) return 'other-hash'
  return 'not-an-address'
}

function noteOf(kind: HashingKind, text: string): string | null {
  switch (kind) {
    case 'address':
      return null
    case 'hashed':
      return 'Hashed already, and used as it is. The address must have been trimmed and in lower case.'
    case 'hashed-upper-case':
      return 'Hashed already, but written in upper case. Platforms compare in lower case, so it is changed.'
    case 'other-hash':
      return `This looks like ${hashName(text)}. Only SHA-256 in 64 hexadecimal digits matches; hash the address again.`
    case 'salted':
      return 'This looks like a hash with a salt. No platform can match it; hash the address again, without salt.'
    case 'not-an-address':
      return notAnAddress(text)
  }
}

function hashName(text: string): string {
  if (!HEX.test(text)) return 'a hash in base64'
  return OTHER_HASHES.get(text.length) ?? `a hash of ${text.length} digits`
}

function notAnAddress(text: string): string {
  if (text === '') return 'There is nothing here. Enter one address on each line.'
  if (/\p{C}/u.test(text)) {
    return 'There is a character in it that cannot be seen. Remove it: it would give another hash.'
  }
  if (text.split('@').length > 2) return 'There is more than one @. Enter one address on each line.'
  if (/[<>]|^mailto:/i.test(text)) return 'Enter the address alone, such as johndoe@example.com.'
  return 'This is no e-mail address. Enter one such as johndoe@example.com.'
}

/** Hashes what was pasted, an address on each line; lines without anything on them are left out. */
export function hashLines(text: string): Hashing[] {
  return text
    .split(/\r\n|[\n\r]/)
    .filter((line) => line.trim() !== '')
    .map(hashAddress)
}

/** The file of what can be used: each hash once, in the order of the lines, a line each. */
export function hashedFile(hashings: readonly Hashing[]): string {
  const hashes = new Set(hashings.flatMap(({ hash }) => hash ?? []))
  return Array.from(hashes, (hash) => `${hash}\n`).join('')
}
