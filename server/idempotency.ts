import type { HandlerContext } from './handler.ts'
import { ProblemError } from './problem-error.ts'
import type { StoredReply } from './store/store.ts'

/** Milliseconds for which a repeat gets the same reply. */
const LIFETIME = 24 * 60 * 60 * 1000

const KEY = /^[\x21-\x7e]{1,255}$/

/** What a request with a key is about; another one with the same key is a mistake. */
export async function fingerprintOf(address: string, body: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${address}\n${body}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * The reply that this request got before, if it did. A repeat that comes while the first is still
 * under way waits for it, and then gets its reply.
 *
 * @throws ProblemError idempotency-mismatch, malformed-request
 */
export async function earlierReply(
  key: string,
  fingerprint: string,
  { transaction, now }: HandlerContext,
): Promise<StoredReply | null> {
  if (!KEY.test(key)) {
    throw new ProblemError(
      'malformed-request',
      'An Idempotency-Key has 1 to 255 printable ASCII characters.',
    )
  }
  const reply = await transaction.reply(key, now.getTime() - LIFETIME)
  if (reply && reply.fingerprint !== fingerprint) {
    throw new ProblemError(
      'idempotency-mismatch',
      'This Idempotency-Key was used for a request with another content. Use a new key.',
    )
  }
  return reply
}
