import { COOKIE_MAX_BYTES, type CookieConfiguration } from '../../contract/destination/cookie.ts'
import { encodeForCookie } from './encode.ts'
import type { CookieWrite, SentMapping } from './types.ts'

const SECONDS_A_DAY = 86_400

type Pair = { segmentId: number; key: string; value: string; priority: number }

/** The texts between keys and values; those not given are empty. */
type Separators = { key: string; pair: string; serial: string; serialized: boolean }

function separatorsOf(configuration: CookieConfiguration): Separators {
  return {
    key: configuration.keySeparator ?? '',
    pair: configuration.delimiter ?? '',
    serial: configuration.serialSeparator ?? '',
    serialized: configuration.serialized,
  }
}

/** Whether the cookie can be written at all: it has a name and, where there is one key, that key. */
export function isCookieNamed({ cookieName, format, key }: CookieConfiguration): boolean {
  return cookieName !== null && (format === 'multi-key' || key !== null)
}

/** Bytes that browsers leave for the value, beside the name and the attributes. */
export function browserRoom(configuration: CookieConfiguration): number {
  const name = configuration.cookieName ?? ''
  return COOKIE_MAX_BYTES - bytesOf(`${name}=`) - bytesOf(attributesOf(configuration))
}

/**
 * The cookie that a page writes with some values. When not all of them fit, those of the lowest priority
 * are left out; among equals the higher segment id goes first. domain.md, "Cookie destination".
 *
 * @param configuration with a name, see `isCookieNamed`.
 * @returns `write` is null when no value is left; `leftOut` are the segments that did not fit.
 */
export function cookieWrite(
  configuration: CookieConfiguration,
  mappings: readonly SentMapping[],
): { write: CookieWrite | null; leftOut: number[] } {
  const separators = separatorsOf(configuration)
  const name = configuration.cookieName ?? ''
  const attributes = attributesOf(configuration)
  const room = Math.min(configuration.maxSize, browserRoom(configuration))
  const pairs = mappings.map((mapping): Pair => ({
    segmentId: mapping.segmentId,
    key: (configuration.format === 'single-key' ? configuration.key : mapping.key) ?? '',
    value: mapping.value ?? '',
    priority: mapping.priority,
  }))
  const { kept, leftOut } = fit(pairs, separators, room)
  const gone = leftOut.map((pair) => pair.segmentId)
  if (kept.length === 0) return { write: null, leftOut: gone }
  const decodedValue = formatPairs(kept, separators)
  const value = encodeForCookie(decodedValue)
  const assignment = `${name}=${value}${attributes}`
  return {
    leftOut: gone,
    write: {
      name,
      decodedValue,
      value,
      domain: configuration.cookieDomain,
      maxAge: configuration.expiryDays === 0 ? null : configuration.expiryDays * SECONDS_A_DAY,
      assignment,
      valueBytes: bytesOf(value),
      totalBytes: bytesOf(assignment),
      segmentIds: kept.map((pair) => pair.segmentId),
    },
  }
}

function attributesOf({ cookieDomain, expiryDays }: CookieConfiguration): string {
  return [
    cookieDomain === null ? '' : `; domain=${cookieDomain}`,
    '; path=/',
    expiryDays === 0 ? '' : `; max-age=${expiryDays * SECONDS_A_DAY}`,
  ].join('')
}

/** The key's pairs together, keys by first appearance. domain.md, "Data format". */
function formatPairs(pairs: readonly Pair[], separators: Separators): string {
  const byKey = Map.groupBy(pairs, (pair) => pair.key)
  return Array.from(byKey, ([key, ofKey]) => {
    const values = ofKey.map((pair) => pair.value)
    return separators.serialized
      ? `${key}${separators.key}${values.join(separators.serial)}`
      : values.map((value) => `${key}${separators.key}${value}`).join(separators.pair)
  }).join(separators.pair)
}

/** Splits what `formatPairs` wrote; the separators occur in no key and no value. */
export function parseCookieValue(
  decodedValue: string,
  configuration: CookieConfiguration,
): { key: string; value: string }[] {
  const separators = separatorsOf(configuration)
  return decodedValue.split(separators.pair).flatMap((pair) => {
    const at = pair.indexOf(separators.key)
    const key = pair.slice(0, at)
    const text = pair.slice(at + separators.key.length)
    const values = separators.serialized ? text.split(separators.serial) : [text]
    return values.map((value) => ({ key, value }))
  })
}

/**
 * Leaves out pairs, the lowest priority first, until the encoded value fits. Encoding works character
 * by character, so the size of a whole is the sum of its parts and no attempt has to be formatted.
 */
function fit(
  pairs: readonly Pair[],
  separators: Separators,
  room: number,
): { kept: Pair[]; leftOut: Pair[] } {
  const cost = {
    key: size(separators.key),
    pair: size(separators.pair),
    serial: size(separators.serial),
  }
  const counts = new Map<string, number>()
  for (const { key } of pairs) counts.set(key, (counts.get(key) ?? 0) + 1)

  /** Bytes that one more pair of a key adds, when the key has `others` and the cookie `all` others. */
  function added(pair: Pair, others: number, all: number): number {
    const value = size(pair.value)
    if (separators.serialized && others > 0) return value + cost.serial
    return value + size(pair.key) + cost.key + (all > 0 ? cost.pair : 0)
  }

  let total = size(formatPairs(pairs, separators))
  let remaining = pairs.length
  const gone = new Set<Pair>()
  const leftOut: Pair[] = []
  for (const pair of pairs.toSorted(
    (a, b) => a.priority - b.priority || b.segmentId - a.segmentId,
  )) {
    if (total <= room) break
    const others = (counts.get(pair.key) ?? 1) - 1
    counts.set(pair.key, others)
    remaining -= 1
    total -= added(pair, others, remaining)
    gone.add(pair)
    leftOut.push(pair)
  }
  return { kept: pairs.filter((pair) => !gone.has(pair)), leftOut }
}

/** Bytes of a text as it is written into a cookie, which is ASCII. */
function size(text: string): number {
  return encodeForCookie(text).length
}

const encoder = new TextEncoder()

function bytesOf(text: string): number {
  return encoder.encode(text).length
}
