import { describe, expect, it } from 'vitest'
import { CookieConfiguration } from '../contract/destination/cookie.ts'
import { UrlConfiguration } from '../contract/destination/url.ts'
import { newConfiguration } from './destination-types.ts'
import { sentAs } from './sent-as.ts'

const all = { value: '12', key: 'k', url: 'http://a.example/', secureUrl: 'https://a.example/' }
const none = { value: null, key: null, url: null, secureUrl: null }

const url = (given: Partial<UrlConfiguration>) => ({
  ...UrlConfiguration.parse(newConfiguration('url')),
  ...given,
})
const cookie = (given: Partial<CookieConfiguration>) => ({
  ...CookieConfiguration.parse(newConfiguration('cookie')),
  ...given,
})

describe('what a mapped segment is sent as', () => {
  it.each([
    ['the value', url({ serialized: true }), all, '12'],
    ['the secure address', url({ serialized: false }), all, 'https://a.example/'],
    [
      'the address without a secure one',
      url({ serialized: false }),
      { ...all, secureUrl: null },
      'http://a.example/',
    ],
    ['the value of a single key', cookie({ format: 'single-key' }), all, '12'],
    ['key and value', cookie({ format: 'multi-key' }), all, 'k = 12'],
    [
      'nothing while the key is missing',
      cookie({ format: 'multi-key' }),
      { ...all, key: null },
      null,
    ],
    ['nothing while all is missing', url({ serialized: true }), none, null],
  ])('is %s', (_, configuration, mapping, expected) => {
    expect(sentAs(configuration, mapping)).toBe(expected)
  })
})
