import { ProblemError } from './problem-error.ts'

const KB = 1024

/** The most bytes of a body, unless the endpoint's entry tells another number. */
export const BODY_LIMIT = 100 * KB

function tooLarge(limit: number): ProblemError {
  const words = limit >= KB * KB ? `${limit / KB / KB} MB` : `${limit / KB} KB`
  return new ProblemError('too-large', `The request is larger than ${words}, which is the limit.`)
}

/**
 * Reads a body as text, counting what really arrives: the length that a client announces may be
 * wrong or missing.
 *
 * @throws ProblemError too-large, unsupported-media-type, malformed-request
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new ProblemError('unsupported-media-type', 'Send the body as application/json.')
  }
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  if (!request.body) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = request.body.getReader()
  let bytes = 0
  let text = ''
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read piece by piece
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > limit) {
        void reader.cancel()
        throw tooLarge(limit)
      }
      text += decoder.decode(value, { stream: true })
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('malformed-request', 'The body is not UTF-8 text, or was cut off.')
  }
}

/** Escapes of U+0000 and of halves of surrogate pairs, which PostgreSQL cannot keep; or of a \ before u. */
const SUSPICIOUS_ESCAPE = /\\u(?:0000|d[89a-f])/i

/** @throws ProblemError malformed-request */
export function parseBody(text: string): unknown {
  try {
    return SUSPICIOUS_ESCAPE.test(text) ? JSON.parse(text, refuseUnstorable) : JSON.parse(text)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('malformed-request', 'The body is not valid JSON.')
  }
}

function refuseUnstorable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') refuseUnstorableText(value)
  return value
}

/**
 * No text of the account may hold U+0000 or half a surrogate pair.
 *
 * @throws ProblemError malformed-request
 */
export function refuseUnstorableText(text: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return
  throw new ProblemError(
    'malformed-request',
    'A text holds the character U+0000 or half a character. Remove it.',
  )
}
