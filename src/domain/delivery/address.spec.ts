import { array, assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Visitor } from '../../contract/visitor.ts'
import { addressParts, fillAddress, planAddress } from './address.ts'
import { encodeForUrl } from './encode.ts'
import { prepareVisitor } from './prepared-visitor.ts'
import type { Address } from './types.ts'

const VISITOR: Visitor = {
  id: 1,
  revision: 1,
  name: 'Mia',
  did: '7',
  mcid: null,
  partnerIds: { '1': '..' },
  region: 6,
  gdprApplies: false,
  consent: null,
  qualifications: [],
}

function filled(template: string, alias = 'x|y'): Address {
  const plan = planAddress(template, 'https')
  if (!plan) throw new Error('It is no address.')
  const visitor = prepareVisitor(VISITOR)
  return fillAddress(plan, { alias, visitor, random: '1', timestamp: '2', protocol: 'https' })
}

const parts = (address: Address) => addressParts(address).map(({ text }) => text)

describe('a filled-in address', () => {
  it.each([
    // The macro stands in what `..` takes away.
    ['https://a.example/p/%did%/../q?r=%region%', 'https://a.example/p/q?r=6'],
    ['https://a.example/p/%did%/%2E%2e/q?r=%region%', 'https://a.example/p/q?r=6'],
    // What `..` takes away depends on the value.
    ['https://a.example/p/q/%dpid_1%/../r', 'https://a.example/r'],
    ['https://a.example/p/q/.%mcid%./r', 'https://a.example/p/r'],
    // No placeholder of the product's is mistaken for one of its own.
    ['https://a.example/zqxxqz/%did%?zqxxqzq', 'https://a.example/zqxxqz/7?zqxxqzq'],
  ])('of %s is %s', (template, url) => {
    const address = filled(template)
    expect(address.url).toBe(url)
    expect(parts(address).join('')).toBe(url)
  })

  it('is the one that Chromium requests, which encodes | in the path only', () => {
    const address = filled('https://a.example/p|q/%ALIAS%?r|s=%ALIAS%')
    expect(address.url).toBe('https://a.example/p%7Cq/x%7Cy?r|s=x|y')
    expect(parts(address).join('')).toBe(address.url)
  })
})

describe('half-typed and malformed addresses', () => {
  it.each([
    '',
    'h',
    'https:',
    'https://',
    'https://%did%',
    'https://%mcid%/',
    'https://%ALIAS%.example/',
    'https://user%did%@a.example/',
    'https://a.example:%did%/',
    '%did%://a.example/',
    'javascript:%ALIAS%',
    'data:text/html,%ALIAS%',
    '${GDPR}',
  ])('%j is no address', (template) => {
    expect(planAddress(template, 'https')).toBeNull()
  })

  it('break nothing at any keystroke, and no value reaches the host', () => {
    const written = 'https://a.example:8443/p/%did%/../%%ALIAS%%?x=${GDPR_CONSENT_7}&%dpid_1%&%25'
    const piece = constantFrom(
      '%',
      '${',
      '}',
      '%did%',
      '%mcid%',
      '%ALIAS%',
      '/',
      '..',
      '@',
      ':',
      '#',
      '?',
      'a',
    )
    assert(
      property(
        integer({ min: 0, max: written.length }),
        array(piece, { maxLength: 6 }),
        (end, typed) => {
          const plan = planAddress(written.slice(0, end) + typed.join(''), 'https')
          if (!plan) return
          const facts = { visitor: prepareVisitor(VISITOR), random: '1', timestamp: '2' } as const
          const hosts = ['x', '@b.example', '../..'].map(
            (alias) =>
              new URL(
                fillAddress(plan, { ...facts, alias: encodeForUrl(alias), protocol: 'https' }).url,
              ).host,
          )
          expect(new Set(hosts).size).toBe(1)
        },
      ),
    )
  })
})
