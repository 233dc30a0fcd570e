import { isSignatureOf, type SignatureHash, signatureOf, type SignedRequest } from './signature.ts'

/** A key and the header that carries the signatures made with it. */
export type SigningKey = { secret: string; header: string }

/**
 * The keys of a destination. While a rotation lasts there are two, so that the partner may change over
 * at any moment of it without a message that it cannot verify.
 */
export type SigningKeys = {
  current: SigningKey
  /** The key that will be the only one; null: no rotation lasts. */
  next: SigningKey | null
}

/** Headers that a request has anyway, or that HTTP keeps for itself. */
const TAKEN_HEADERS = new Set(
  'accept accept-encoding authorization connection content-encoding content-length content-type cookie date expect host keep-alive te trailer transfer-encoding upgrade user-agent via'.split(
    ' ',
  ),
)

/** A field name of RFC 9110 section 5.1, as long as servers take it. */
const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/

/** Why a header cannot carry signatures, or null. */
export function signatureHeaderProblem(header: string): string | null {
  if (!HEADER.test(header)) {
    return 'Enter a header name of letters, digits and hyphens, such as X-Signature, at most 64 of them.'
  }
  if (TAKEN_HEADERS.has(header.toLowerCase())) {
    return `The header ${header} has a meaning of its own in every request. Use another, such as X-Signature.`
  }
  return null
}

/**
 * Starts a rotation: from now on each message has two signatures, in a header each.
 *
 * @param next with a header of its own: a partner that reads only the current one finds in it what it
 *   always found.
 * @returns the keys, or why it cannot be started.
 */
export function startRotation(
  { current, next: lasting }: SigningKeys,
  next: SigningKey,
): { keys: SigningKeys } | { problem: string } {
  if (lasting !== null) {
    return { problem: 'A rotation lasts already. End it or cancel it before you start another.' }
  }
  if (next.secret === current.secret) {
    return { problem: 'This is the key that is used now. Enter the new key of the partner.' }
  }
  if (next.header.toLowerCase() === current.header.toLowerCase()) {
    return {
      problem: `${current.header} carries the signature of the current key. Use another header while both are valid.`,
    }
  }
  return { keys: { current, next } }
}

/** Ends a rotation: the new key becomes the only one. Without a rotation nothing changes. */
export function endRotation({ current, next }: SigningKeys): SigningKeys {
  return { current: next ?? current, next: null }
}

/** Cancels a rotation: the new key is forgotten. */
export function cancelRotation({ current }: SigningKeys): SigningKeys {
  return { current, next: null }
}

/** The keys that are valid, which all sign and of which any verifies: one, or two in a rotation. */
function validKeys({ current, next }: SigningKeys): SigningKey[] {
  return next === null ? [current] : [current, next]
}

/** The headers that sign a request, in the order in which they are sent. */
export function signatureHeaders(
  keys: SigningKeys,
  request: SignedRequest,
  hash: SignatureHash,
): { name: string; value: string }[] {
  return validKeys(keys).map(({ header, secret }) => ({
    name: header,
    value: signatureOf(request, secret, hash),
  }))
}

/**
 * Whether a request is signed with a key that is valid, as a receiver checks it that knows both keys.
 *
 * @param headerOf the value of a header; null: the request has none of that name.
 */
export function isSigned(
  keys: SigningKeys,
  headerOf: (name: string) => string | null,
  request: SignedRequest,
  hash: SignatureHash,
): boolean {
  return validKeys(keys).some(({ header, secret }) =>
    isSignatureOf(headerOf(header) ?? '', request, secret, hash),
  )
}
