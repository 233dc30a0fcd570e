import { describe, expect, it } from 'vitest'
import type { CookieConfiguration } from '../contract/destination/cookie.ts'
import {
  checkCookieDomain,
  checkCookieName,
  checkSeparator,
  CookieConfigurationRules,
} from './cookie-configuration.ts'

const CONFIGURATION: CookieConfiguration = {
  type: 'cookie',
  cookieName: 'acme_seg',
  cookieDomain: null,
  expiryDays: 30,
  maxSize: 2048,
  publishTo: { mode: 'all', domains: [] },
  format: 'single-key',
  key: 'x',
  keySeparator: '=',
  delimiter: '&',
  serialized: true,
  serialSeparator: ';',
}

describe('a cookie name', () => {
  it.each(['acme_seg', 'A-1', "!#$%&'*+-.^_`|~"])('%s is taken', (name) => {
    expect(checkCookieName(name)).toBeNull()
  })

  it.each([
    ['a b', /spaces/],
    ['a\r\nSet-Cookie: x', /line break/],
    ['a=b', /cannot hold =/],
    ['a;b', /cannot hold ;/],
    ['a,b', /cannot hold ,/],
    ['"a"', /cannot hold "/],
    ['café', /cannot hold é/],
    ['a\u200bb', /U\+200B/],
    ['a\u0000', /U\+0000/],
    ['(a)', /cannot hold \(/],
    ['__Host-seg', /__Host-/],
    ['__Http-seg', /__Http-/],
    ['__secure-seg', /rules of their own/],
  ])('%j is refused', (name, words) => {
    expect(checkCookieName(name)).toMatch(words)
  })
})

describe('a cookie domain', () => {
  it.each(['.sports.com', 'sports.com', '.golf.sports.com', 'a.co.uk', 'xn--mnchen-3ya.de'])(
    '%s is taken',
    (domain) => {
      expect(checkCookieDomain(domain)).toBeNull()
    },
  )

  it.each([
    ['.2.7', /ends in a number/],
    ['.com', /public suffix/],
    ['co.uk', /public suffix/],
    ['.co.uk', /public suffix/],
    ['.github.io', /public suffix/],
    ['*.sports.com', /Leave out the \*/],
    ['.a.com, .b.com', /one domain only/],
    ['https://sports.com', /without https/],
    ['sports.com/path', /without a path/],
    ['sports.com:80', /without https/],
    ['127.0.0.1', /IP address/],
    ['münchen.de', /xn--mnchen-3ya.de/],
    ['-a.com', /not a domain name/],
    ['a..com', /not a domain name/],
    ['.', /not a domain name/],
  ])('%s is refused', (domain, words) => {
    expect(checkCookieDomain(domain)).toMatch(words)
  })
})

describe('a separator', () => {
  it.each(['=', '&', ';', '|', '::', '~', '.'])('%s is taken', (text) => {
    expect(checkSeparator(text)).toBeNull()
  })

  it.each([
    ['a', /ambiguous/],
    ['1', /ambiguous/],
    ['=x', /ambiguous/],
    [' ', /spaces/],
    ['\n', /line breaks/],
    ['%', /encode/],
    ['→', /plain punctuation/],
  ])('%j is refused', (text, words) => {
    expect(checkSeparator(text)).toMatch(words)
  })
})

describe('the configuration as a whole', () => {
  const issues = (given: Partial<CookieConfiguration>) =>
    CookieConfigurationRules.safeParse({ ...CONFIGURATION, ...given }).error?.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    ) ?? []

  it('with domain.md’s separators breaks no rule', () => {
    expect(issues({})).toEqual([])
  })

  it.each([
    [{ delimiter: '=' }, /^delimiter: The delimiter is the same as the key separator/],
    [{ serialSeparator: '&' }, /^serialSeparator: .* same as the delimiter/],
    [{ delimiter: '=&' }, /^delimiter: .* overlaps with the key separator/],
    [{ key: 'a=b' }, /^key: The key contains the separator =/],
    [{ expiryDays: -1 }, /^expiryDays: Enter 0 for a session cookie/],
    [{ expiryDays: 401 }, /^expiryDays: .* at most 400 days/],
    [{ expiryDays: 1.5 }, /^expiryDays: Enter a whole number/],
    [{ maxSize: 0 }, /^maxSize: Enter at least 1 byte/],
    [{ maxSize: 4097 }, /^maxSize: .* above 4096 bytes/],
    [
      { publishTo: { mode: 'selected', domains: ['sports.com', '.com'] } } as const,
      /^publishTo.domains.1: .com: .* public suffix/,
    ],
  ])('%j is refused at its field', (given, words) => {
    expect(issues(given as Partial<CookieConfiguration>)).toEqual([expect.stringMatching(words)])
  })

  it('does not ask of what is not used', () => {
    expect(issues({ serialized: false, serialSeparator: '&' })).toEqual([])
    expect(issues({ format: 'multi-key', key: 'a=b' })).toEqual([])
  })

  it('may be incomplete', () => {
    const nothing = { cookieName: null, key: null, keySeparator: null, delimiter: null }
    expect(issues({ ...nothing, serialSeparator: null })).toEqual([])
  })
})
