import { createHash } from 'node:crypto'
import {
  array,
  assert,
  constantFrom,
  emailAddress,
  property,
  string,
  stringMatching,
  tuple,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashAddress, hashedFile, hashLines, isHashedAddress } from './hashing.ts'

const JOHN = 'johndoe@example.com'
const HASH = '55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149'

describe('an e-mail address', () => {
  it('is trimmed, set in lower case and hashed, a step at a time', () => {
    expect(hashAddress(' JohnDoe@Example.com\t')).toEqual({
      kind: 'address',
      steps: [
        { name: 'trim', text: 'JohnDoe@Example.com', changed: true },
        { name: 'lower-case', text: JOHN, changed: true },
        { name: 'sha-256', text: HASH, changed: true },
      ],
      hash: HASH,
      note: null,
    })
  })

  it('that needs neither is hashed as it is', () => {
    const { steps, hash } = hashAddress(JOHN)
    expect(hash).toBe(HASH)
    expect(steps.map(({ changed }) => changed)).toEqual([false, false, true])
  })

  it('has one hash, however it is written', () => {
    const blanks = string({ unit: constantFrom(' ', '\t', '\n', '\u00a0', '\ufeff'), maxLength: 3 })
    assert(
      property(
        tuple(emailAddress({ size: 'medium' }), blanks, blanks).filter(
          ([address]) => !/["\\]/.test(address) && address.length <= 254,
        ),
        ([address, before, behind]) => {
          const hash = createHash('sha256').update(address.toLowerCase()).digest('hex')
          for (const written of [address, address.toUpperCase(), address.toLowerCase()]) {
            expect(hashAddress(`${before}${written}${behind}`).hash).toBe(hash)
          }
        },
      ),
    )
  })

  it.each([
    'jürgen@münchen.example',
    'a+b@x.co',
    "o'hara@mail.example.co.uk",
    `${'a'.repeat(64)}@x.de`,
  ])('may be %s', (address) => {
    expect(hashAddress(address).hash).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('what is hashed already', () => {
  it('is used as it is', () => {
    expect(hashAddress(`${HASH} `)).toMatchObject({ kind: 'hashed', hash: HASH })
  })

  it('is set in lower case, and its owner is told', () => {
    const { kind, hash, steps, note } = hashAddress(HASH.toUpperCase())
    expect({ kind, hash }).toEqual({ kind: 'hashed-upper-case', hash: HASH })
    expect(steps.map(({ name }) => name)).toEqual(['trim', 'lower-case'])
    expect(note).toMatch(/upper case/)
  })

  it('is never hashed again', () => {
    const hashes = stringMatching(/^[0-9a-f]{64}$/)
    assert(
      property(hashes, (hash) => {
        expect(hashAddress(hash).hash).toBe(hash)
        expect(hashAddress(hash.toUpperCase()).hash).toBe(hash)
      }),
    )
  })
})

describe('what no platform can match', () => {
  it.each([
    ['other-hash', 'fd876f8cd6a58277fc664d47ea10ad19', /looks like MD5/],
    ['other-hash', HASH.slice(0, 40).toUpperCase(), /looks like SHA-1\. /],
    ['other-hash', HASH.slice(0, 56), /looks like SHA-224/],
    ['other-hash', `${HASH}${HASH.slice(0, 32)}`, /looks like SHA-384/],
    ['other-hash', HASH.slice(1), /a hash of 63 digits/],
    ['other-hash', `${HASH}${HASH}`, /looks like SHA-512/],
    ['other-hash', 'VeeSAMFjWzetMaN4w5/rEvEg8RZiUJOhm8Mv/xUEEUk=', /a hash in base64/],
    ['salted', `${HASH}:pepper`, /without salt/],
    ['salted', `pepper$${HASH}`, /without salt/],
    ['salted', `${HASH}0a1b2c3d`, /without salt/],
    ['salted', '$2b$12$LQv3c1yqBWVHxkd0LHAkCOYz6TtxMQJqhN8/LewY5GyYqZ1zPz1nC', /without salt/],
    ['salted', '{SSHA}VeeSAMFjWzetMaN4w5/rEvEg8RZiUJOh', /without salt/],
    ['not-an-address', 'johndoe', /no e-mail address/],
    ['not-an-address', 'johndoe@example', /no e-mail address/],
    ['not-an-address', '@example.com', /no e-mail address/],
    ['not-an-address', 'john doe@example.com', /no e-mail address/],
    ['not-an-address', 'johndoe@example..com', /no e-mail address/],
    ['not-an-address', `${'a'.repeat(250)}@x.de`, /no e-mail address/],
    ['not-an-address', 'john\u200bdoe@example.com', /cannot be seen/],
    ['not-an-address', 'a@example.com, b@example.com', /one address on each line/],
    ['not-an-address', 'John <johndoe@example.com>', /the address alone/],
    ['not-an-address', 'mailto:johndoe@example.com', /the address alone/],
    ['not-an-address', HASH.slice(33), /no e-mail address/],
    ['not-an-address', ' ', /nothing here/],
  ])('%s: %j', (kind, text, words) => {
    const { note, ...rest } = hashAddress(text)
    expect(rest).toEqual({ kind, steps: [], hash: null })
    expect(note).toMatch(words)
  })
})

it.each([
  [HASH, true],
  [HASH.toUpperCase(), false],
  [JOHN, false],
  [`${HASH}\n`, false],
  ['', false],
])('%j may be uploaded: %s', (text, isHashed) => {
  expect(isHashedAddress(text)).toBe(isHashed)
})

it('a file has each hash once, and nothing that cannot be used', () => {
  const pasted = [JOHN, '', ' JOHNDOE@example.com', 'nobody', HASH].join('\r\n')
  const hashings = hashLines(pasted)
  expect(hashings.map(({ kind }) => kind)).toEqual([
    'address',
    'address',
    'not-an-address',
    'hashed',
  ])
  expect(hashedFile(hashings)).toBe(`${HASH}\n`)
})

it('a file never has a raw address in it', () => {
  assert(
    property(array(emailAddress()), (addresses) => {
      const lines = hashedFile(hashLines(addresses.join('\n')))
        .split('\n')
        .slice(0, -1)
      expect(lines.every(isHashedAddress)).toBe(true)
    }),
  )
})
