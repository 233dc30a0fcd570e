import { describe, expect, it } from 'vitest'
import type { Visitor } from '../../contract/visitor.ts'
import { addressParts, fillAddress, planAddress } from './address.ts'
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
