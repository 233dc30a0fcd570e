import { describe, expect, it } from 'vitest'
import {
  cancelRotation,
  endRotation,
  isSigned,
  signatureHeaderProblem,
  signatureHeaders,
  type SigningKeys,
  startRotation,
} from './key-rotation.ts'

const OLD = { secret: 'sample_partner_private_key', header: 'X-Signature' }
const NEW = { secret: 'the_next_partner_private_key', header: 'X-Signature-2' }
const BEFORE: SigningKeys = { current: OLD, next: null }
const DURING: SigningKeys = { current: OLD, next: NEW }
const AFTER: SigningKeys = { current: NEW, next: null }
const POST = { method: 'POST', body: 'POST message content' } as const

/** Whether a partner that has some keys takes what is signed with others. */
function isTaken(sent: SigningKeys, known: SigningKeys): boolean {
  const headers = new Headers()
  for (const { name, value } of signatureHeaders(sent, POST, 'sha1')) headers.append(name, value)
  return isSigned(known, (name) => headers.get(name), POST, 'sha1')
}

describe('the rotation of a signing key', () => {
  it('starts, ends and is cancelled', () => {
    expect(startRotation(BEFORE, NEW)).toEqual({ keys: DURING })
    expect(endRotation(DURING)).toEqual(AFTER)
    expect(cancelRotation(DURING)).toEqual(BEFORE)
    expect(endRotation(BEFORE)).toEqual(BEFORE)
  })

  it('signs with one key before and after it, and with both while it lasts', () => {
    const signed = (keys: SigningKeys) => signatureHeaders(keys, POST, 'sha1')
    const old = { name: 'X-Signature', value: '+wFdR/afZNoVqtGl8/e1KJ4ykPU=' }
    expect(signed(BEFORE)).toEqual([old])
    expect(signed(DURING)).toEqual([old, ...signed(AFTER)])
    expect(signed(AFTER).map(({ name }) => name)).toEqual(['X-Signature-2'])
  })

  it.each([
    ['before it', BEFORE, 'the old key', BEFORE, true],
    ['before it', BEFORE, 'both keys', DURING, true],
    ['while it lasts', DURING, 'the old key', BEFORE, true],
    ['while it lasts', DURING, 'both keys', DURING, true],
    ['while it lasts', DURING, 'the new key', AFTER, true],
    ['after it', AFTER, 'both keys', DURING, true],
    ['after it', AFTER, 'the new key', AFTER, true],
    ['after it', AFTER, 'the old key', BEFORE, false],
    ['before it', BEFORE, 'the new key', AFTER, false],
  ] as const)('%s a partner with %3$s', (_when, sent, _which, known, taken) => {
    expect(isTaken(sent, known)).toBe(taken)
  })

  it.each([
    [
      'a second rotation',
      DURING,
      { secret: 'a_third_partner_private_key', header: 'X-3' },
      /lasts/,
    ],
    ['the same key', BEFORE, { ...NEW, secret: OLD.secret }, /used now/],
    ['the same header', BEFORE, { ...NEW, header: 'x-signature' }, /another header/],
  ])('is refused for %s', (_, keys, next, words) => {
    expect(startRotation(keys, next)).toEqual({ problem: expect.stringMatching(words) })
  })
})

it.each(['X-Signature', 'signature', 'x'.repeat(64)])('a header %j is taken', (header) => {
  expect(signatureHeaderProblem(header)).toBeNull()
})

it.each([
  ['', /Enter a header name/],
  ['X Signature', /Enter a header name/],
  ['X-Signature:', /Enter a header name/],
  ['X-Sig\r\nHost', /Enter a header name/],
  ['x'.repeat(65), /at most 64/],
  ['Content-Type', /meaning of its own/],
  ['HOST', /meaning of its own/],
])('a header %j is refused with words', (header, words) => {
  expect(signatureHeaderProblem(header)).toMatch(words)
})
