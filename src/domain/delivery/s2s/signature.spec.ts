import { createHmac } from 'node:crypto'
import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isSignatureOf,
  SECRET_MAX_BYTES,
  SECRET_MIN_BYTES,
  secretProblem,
  SIGNATURE_HASHES,
  signatureOf,
  signedText,
} from './signature.ts'

const SECRET = 'sample_partner_private_key'
const POST = { method: 'POST', body: 'POST message content' } as const

describe('the signature of a request', () => {
  it('covers the body of a POST', () => {
    expect(signatureOf(POST, SECRET, 'sha1')).toBe('+wFdR/afZNoVqtGl8/e1KJ4ykPU=')
  })

  it.each([
    ['https://partner.example/from-aam-s2s?sids=1,2,3', '/from-aam-s2s?sids=1,2,3'],
    ['https://other.example:8443/from-aam-s2s?sids=1,2,3#part', '/from-aam-s2s?sids=1,2,3'],
    ['https://partner.example', '/'],
  ])('covers path and query of a GET of %s', (url, text) => {
    expect(signedText({ method: 'GET', url })).toBe(text)
    const signature = createHmac('sha1', SECRET).update(text).digest('base64')
    expect(signatureOf({ method: 'GET', url }, SECRET, 'sha1')).toBe(signature)
  })

  // RFC 2202 sections 2 and 3, and RFC 4231 section 4.3: test case 2 of each.
  it.each([
    ['md5', '750c783e6ab0b503eaa86e310a5db738'],
    ['sha1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
    ['sha256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ] as const)('with %s is that of the RFC', (hash, hex) => {
    const request = { method: 'POST', body: 'what do ya want for nothing?' } as const
    expect(signatureOf(request, 'Jefe', hash)).toBe(Buffer.from(hex, 'hex').toString('base64'))
  })

  it('is what Node computes, whatever the body and the key are', () => {
    assert(
      property(
        constantFrom(...SIGNATURE_HASHES),
        string({ unit: 'binary', maxLength: 200 }),
        string({ unit: 'binary', minLength: 1, maxLength: 200 }),
        (hash, body, secret) => {
          const signature = createHmac(hash, secret).update(body).digest('base64')
          expect(signatureOf({ method: 'POST', body }, secret, hash)).toBe(signature)
          expect(isSignatureOf(signature, { method: 'POST', body }, secret, hash)).toBe(true)
        },
      ),
    )
  })

  it.each([
    ['of another body', signatureOf({ ...POST, body: 'post message content' }, SECRET, 'sha1')],
    ['with another key', signatureOf(POST, `${SECRET}2`, 'sha1')],
    ['with another hash', signatureOf(POST, SECRET, 'md5')],
    ['that is empty', ''],
  ])('is not one %s', (_, signature) => {
    expect(isSignatureOf(signature, POST, SECRET, 'sha1')).toBe(false)
  })
})

describe('a signing key', () => {
  it.each([
    [SECRET],
    ['k'.repeat(SECRET_MIN_BYTES)],
    ['k'.repeat(SECRET_MAX_BYTES)],
    ['é'.repeat(SECRET_MAX_BYTES / 2)],
  ])('%j is taken', (secret) => {
    expect(secretProblem(secret)).toBeNull()
  })

  it.each([
    ['k'.repeat(SECRET_MIN_BYTES - 1), /has 15 bytes; at least 16/],
    ['é'.repeat(SECRET_MAX_BYTES), /has 512 bytes; at most 256/],
    ['', /has 0 bytes/],
    [`${SECRET}\n`, /begins or ends/],
    ['sample_partner\tprivate_key', /control character/],
  ])('%j is refused with words', (secret, words) => {
    expect(secretProblem(secret)).toMatch(words)
  })
})
