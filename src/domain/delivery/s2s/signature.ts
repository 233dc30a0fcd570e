import { hmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** domain.md, "Device-Based (S2S) destination": signing. */
export const SIGNATURE_HASHES = ['sha1', 'sha256', 'md5'] as const
export type SignatureHash = (typeof SIGNATURE_HASHES)[number]

// Web Crypto has no MD5, and none at all on a page that came over http.
const HASHES = { sha1, sha256, md5 }

/** What a signature covers: nothing of the headers and of the host, which may change on the way. */
export type SignedRequest = { method: 'POST'; body: string } | { method: 'GET'; url: string }

/**
 * The text that is signed: the body of a POST, the path and the query of a GET.
 *
 * @throws TypeError when the URL of a GET is no absolute URL.
 */
export function signedText(request: SignedRequest): string {
  switch (request.method) {
    case 'POST':
      return request.body
    case 'GET': {
      const { pathname, search } = new URL(request.url)
      return `${pathname}${search}`
    }
  }
}

/**
 * The signature of a request: HMAC (RFC 2104) in base64.
 *
 * @param secret the key that the partner gave, as UTF-8.
 */
export function signatureOf(request: SignedRequest, secret: string, hash: SignatureHash): string {
  const mac = hmac(HASHES[hash], utf8ToBytes(secret), utf8ToBytes(signedText(request)))
  return btoa(String.fromCharCode(...mac))
}

/** Whether a signature is that of the request; takes as long for a wrong one as for the right one. */
export function isSignatureOf(
  signature: string,
  request: SignedRequest,
  secret: string,
  hash: SignatureHash,
): boolean {
  const right = signatureOf(request, secret, hash)
  if (signature.length !== right.length) return false
  let difference = 0
  for (let at = 0; at < right.length; at++) {
    difference |= right.charCodeAt(at) ^ signature.charCodeAt(at)
  }
  return difference === 0
}

/** The bytes that HMAC-MD5, the shortest of the three, gives: RFC 2104 section 3 advises against less. */
export const SECRET_MIN_BYTES = 16
export const SECRET_MAX_BYTES = 256

/** Why a text cannot be a signing key, or null. */
export function secretProblem(secret: string): string | null {
  if (secret !== secret.trim()) {
    return 'The key begins or ends with a space or a line break. Remove it.'
  }
  if (/\p{Cc}/u.test(secret)) return 'The key has a line break or a control character. Remove it.'
  const { length } = utf8ToBytes(secret)
  if (length < SECRET_MIN_BYTES) {
    return `The key has ${length} bytes; at least ${SECRET_MIN_BYTES} are needed.`
  }
  if (length > SECRET_MAX_BYTES) {
    return `The key has ${length} bytes; at most ${SECRET_MAX_BYTES} are allowed.`
  }
  return null
}
