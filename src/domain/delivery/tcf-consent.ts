/**
 * What of a consent string decides about delivery: which vendors may use a visitor's data. Source: IAB
 * Tech Lab, "Transparency and Consent String with Global Vendor List Format v2", the core string.
 */
export type Consent = { allows: (vendorId: number) => boolean }

/** Bits of the core string's fields, in order, up to the consents of vendors. */
const VERSION = 6
const BEFORE_VENDORS = 213
const MAX_VENDOR_ID = 16
const ENTRIES = 12

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Reads a consent string.
 *
 * @returns null: it is no TCF string of version 2.
 */
export function parseConsent(text: string): Consent | null {
  const bits = bitsOf(text.split('.')[0] ?? '')
  if (bits === null || bits.length < BEFORE_VENDORS + MAX_VENDOR_ID + 1) return null
  if (number(bits, 0, VERSION) !== 2) return null
  const maxVendorId = number(bits, BEFORE_VENDORS, MAX_VENDOR_ID)
  const isRanges = bits[BEFORE_VENDORS + MAX_VENDOR_ID] === 1
  const start = BEFORE_VENDORS + MAX_VENDOR_ID + 1
  if (!isRanges) {
    if (bits.length < start + maxVendorId) return null
    return {
      allows: (vendorId) =>
        vendorId >= 1 && vendorId <= maxVendorId && bits[start + vendorId - 1] === 1,
    }
  }
  const ranges = rangesAt(bits, start)
  if (ranges === null) return null
  return { allows: (vendorId) => ranges.some(([from, to]) => vendorId >= from && vendorId <= to) }
}

function rangesAt(bits: Uint8Array, start: number): [from: number, to: number][] | null {
  const count = number(bits, start, ENTRIES)
  const ranges: [number, number][] = []
  let at = start + ENTRIES
  for (let entry = 0; entry < count; entry++) {
    const isRange = bits[at] === 1
    const length = 1 + MAX_VENDOR_ID * (isRange ? 2 : 1)
    if (at + length > bits.length) return null
    const from = number(bits, at + 1, MAX_VENDOR_ID)
    ranges.push([from, isRange ? number(bits, at + 1 + MAX_VENDOR_ID, MAX_VENDOR_ID) : from])
    at += length
  }
  return ranges
}

/** The bits of a text in base64url without padding; null: it is none. */
function bitsOf(text: string): Uint8Array | null {
  const bits = new Uint8Array(text.length * 6)
  for (let at = 0; at < text.length; at++) {
    const value = ALPHABET.indexOf(text[at] ?? '')
    if (value === -1) return null
    for (let bit = 0; bit < 6; bit++) bits[at * 6 + bit] = (value >> (5 - bit)) & 1
  }
  return bits
}

function number(bits: Uint8Array, from: number, length: number): number {
  let value = 0
  for (let at = from; at < from + length; at++) value = value * 2 + (bits[at] ?? 0)
  return value
}

/**
 * A consent string in which some vendors are allowed and every purpose is: for sample visitors.
 *
 * @param vendorIds of the Global Vendor List.
 * @param createdAt milliseconds since 1970.
 */
export function formatConsent(vendorIds: readonly number[], createdAt: number): string {
  const maxVendorId = Math.max(0, ...vendorIds)
  const decisecond = Math.floor(createdAt / 100)
  const fields: [value: number, length: number][] = [
    [2, 6],
    [decisecond, 36],
    [decisecond, 36],
    // CMP id and version, screen, language EN, version of the vendor list, policy version.
    [31, 12],
    [1, 12],
    [1, 6],
    [4, 6],
    [13, 6],
    [48, 12],
    [4, 6],
    // Service-specific, no stacks; no special features, all purposes by consent, none by interest.
    [1, 1],
    [0, 1],
    [0, 12],
    [2 ** 24 - 1, 24],
    [0, 24],
    // Purpose one, publisher country DE.
    [0, 1],
    [3, 6],
    [4, 6],
    [maxVendorId, MAX_VENDOR_ID],
    [0, 1],
    ...Array.from({ length: maxVendorId }, (_, at): [number, number] => [
      vendorIds.includes(at + 1) ? 1 : 0,
      1,
    ]),
    // No legitimate interests, no publisher restrictions.
    [0, MAX_VENDOR_ID],
    [0, 1],
    [0, ENTRIES],
  ]
  const bits = fields.map(([value, length]) => value.toString(2).padStart(length, '0')).join('')
  return (bits.match(/.{1,6}/g) ?? [])
    .map((six) => ALPHABET[Number.parseInt(six.padEnd(6, '0'), 2)])
    .join('')
}
