import { getPublicSuffix } from 'tldts'
import { describe, expect, it } from 'vitest'
import { storedCookie } from './browser-cookie.ts'

const isPublicSuffix = (domain: string) =>
  getPublicSuffix(domain, { allowPrivateDomains: true }) === domain

function verdict(assignment: string, host = 'www.sports.com') {
  return storedCookie({ assignment }, { host }, isPublicSuffix)
}

const stored = (assignment: string, host?: string) => verdict(assignment, host).stored
const refused = (assignment: string, host?: string) => verdict(assignment, host).refused

it('keeps what the product writes as it was written', () => {
  expect(verdict('acme_seg=x=1%3B2; domain=.sports.com; path=/; max-age=2592000')).toEqual({
    refused: null,
    stored: {
      name: 'acme_seg',
      value: 'x=1%3B2',
      domain: 'sports.com',
      hostOnly: false,
      path: '/',
      maxAge: 2_592_000,
    },
  })
})

describe('the name and the value', () => {
  it.each([
    ['a=b', 'a', 'b'],
    ['a=', 'a', ''],
    ['=b', '', 'b'],
    ['b', '', 'b'],
    ['a=b=c', 'a', 'b=c'],
    [' a b \t=\t c d ', 'a b', 'c d'],
    ['a=b;c', 'a', 'b'],
    ['a;b=c', '', 'a'],
    ['a="b c"', 'a', '"b c"'],
    ['é=ö', 'é', 'ö'],
    ['a=\u00a0b\u0085', 'a', '\u00a0b\u0085'],
    ['_Host-a=1', '_Host-a', '1'],
    ['__Host=1', '__Host', '1'],
  ])('of %j are %j and %j', (assignment, name, value) => {
    expect(stored(`${assignment}; path=/`)).toMatchObject({ name, value })
  })

  it.each(['', '=', ' = ', '; path=/', '\t'])(
    'are missing in %j, so it is refused',
    (assignment) => {
      expect(refused(assignment)).toMatch(/Give it a name/)
    },
  )

  it.each([
    ['a=b\u0000', 'U+0000'],
    ['a=b\nc', 'U+000A'],
    ['a\tb=c', 'U+0009'],
    ['a=\u007f', 'U+007F'],
    ['a=b; domain=sports.com\u0001', 'U+0001'],
    ['a=b; c\r=d', 'U+000D'],
  ])('with a control character, as in %j, are refused', (assignment, code) => {
    expect(refused(assignment)).toContain(code)
  })

  it.each([
    ['n', 'v'.repeat(4095)],
    ['n'.repeat(4095), 'v'],
    ['', 'v'.repeat(4096)],
    ['n', `${'é'.repeat(2047)}v`],
  ])('of 4,096 bytes are kept, and of one more refused', (name, value) => {
    expect(stored(`${name}=${value}; path=/`)).toMatchObject({ name, value })
    expect(refused(`${name}=${value}v; path=/`)).toMatch(/have 4,097 bytes/)
  })

  it.each([
    '__Host-a=1',
    '__host-a=1',
    '__Secure-a=1',
    '__Http-a=1',
    '__Host-Http-a=1',
    '=__Secure-a',
    '__Host-a',
  ])('%s promise what a script cannot keep, so they are refused', (assignment) => {
    expect(refused(assignment)).toMatch(/Use another start/)
  })

  it('without a name cannot be taken for one with a name', () => {
    expect(refused('=a=b')).toMatch(/cannot hold =/)
  })
})

describe('the domain', () => {
  // domain.md, "Cookie destination": the table of page hosts.
  it.each([
    ['sports.com', true, false],
    ['golf.sports.com', true, true],
    ['baseball.sports.com', true, false],
    ['sports.golf.com', false, false],
  ])('on a page of %s', (host, sports, golfSports) => {
    expect(stored('a=1; domain=.sports.com', host) !== null).toBe(sports)
    expect(stored('a=1; domain=.golf.sports.com', host) !== null).toBe(golfSports)
    expect(stored('a=1', host)).toMatchObject({ domain: host, hostOnly: true })
  })

  it.each([
    ['www.sports.com', '.sports.com', 'sports.com', false],
    ['www.sports.com', 'sports.com', 'sports.com', false],
    ['www.sports.com', '.WWW.Sports.COM', 'www.sports.com', false],
    ['WWW.sports.com', 'www.sports.com', 'www.sports.com', false],
    ['www.sports.com', '', 'www.sports.com', true],
    ['www.sports.com.', 'sports.com.', 'sports.com.', false],
    ['me.github.io', 'me.github.io', 'me.github.io', false],
    ['github.io', '.GitHub.io', 'github.io', true],
    ['localhost', 'localhost', 'localhost', true],
    ['192.0.2.7', '192.0.2.7', '192.0.2.7', true],
    ['[::1]', '.[::1]', '[::1]', true],
    ['xn--mnchen-3ya.de', 'münchen.de', 'xn--mnchen-3ya.de', false],
    ['city.kawasaki.jp', 'city.kawasaki.jp', 'city.kawasaki.jp', false],
  ])('on %s of %j is %s, for that host alone: %s', (host, attribute, domain, hostOnly) => {
    expect(stored(`a=1; domain=${attribute}`, host)).toMatchObject({ domain, hostOnly })
  })

  it.each([
    ['www.sports.com', '.com', /^.com is a public suffix.* Use .www.sports.com or .sports.com/],
    ['shop.co.uk', 'CO.UK', /^CO.UK is a public suffix.* Use .shop.co.uk,/],
    ['me.github.io', '.github.io', /public suffix/],
    ['www.sports.com', '..sports.com', /cannot set a cookie for ..sports.com/],
    ['www.sports.com', 'ports.com', /cannot set a cookie for ports.com/],
    ['www.sports.com', 'sports.com.', /cannot set a cookie/],
    ['www.sports.com', 'a.www.sports.com', /cannot set a cookie/],
    ['www.sports.com', '.', /cannot set a cookie/],
    ['www.sports.com', 'spörts.com', /cannot set a cookie/],
    ['www.sports.com', 'münchen.de/', /cannot set a cookie/],
    ['www.sports.com', 'ä:b.com', /cannot set a cookie/],
    ['www.sports.com.', 'sports.com', /cannot set a cookie/],
    ['a.b.kawasaki.jp', 'kawasaki.jp', /Use .a.b.kawasaki.jp,/],
    ['192.0.2.7', '0.2.7', /Leave the domain blank/],
  ])('on %s cannot be %j', (host, attribute, words) => {
    expect(refused(`a=1; domain=${attribute}`, host)).toMatch(words)
  })

  it('is the last one given, and ignored above 1,024 bytes', () => {
    expect(stored('a=1; domain=.com; Domain=sports.com')).toMatchObject({ domain: 'sports.com' })
    expect(stored('a=1; domain=sports.com; domain')).toMatchObject({ hostOnly: true })
    expect(stored(`a=1; domain=${'x'.repeat(1025)}`)).toMatchObject({ hostOnly: true })
    expect(refused(`a=1; domain=${'x'.repeat(1024)}`)).toMatch(/cannot set a cookie/)
  })
})

describe('the age', () => {
  it.each([
    ['', null],
    ['; max-age=86400', 86_400],
    ['; max-age=34560000', 34_560_000],
    ['; max-age=34560001', 34_560_000],
    ['; max-age=99999999999999999999', 34_560_000],
    ['; max-age=1.5', null],
    ['; max-age=soon', null],
    ['; max-age=60; Max-Age=5', 5],
  ])('of a=1%s is %j', (attribute, maxAge) => {
    expect(stored(`a=1${attribute}`)).toMatchObject({ maxAge })
  })

  it.each(['0', '-1'])('%s is refused', (age) => {
    expect(refused(`a=1; max-age=${age}`)).toMatch(/expires at once/)
  })
})
