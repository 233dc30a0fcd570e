import { describe, expect, it } from 'vitest'
import { newConfiguration } from '../../domain/destination-types.ts'
import type { CookieConfiguration } from '../../contract/destination/cookie.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { withPreview } from './kept-parameters.ts'
import {
  hostProblem,
  momentOf,
  parsePreviewSearch,
  previewPage,
  previewSearchParameters,
} from './preview-search.ts'

const parse = (text: string) => parsePreviewSearch(new URLSearchParams(text))
const NOTHING = { visitor: null, protocol: 'https', host: null, environment: null, asOf: null }

describe('the address', () => {
  it('says for whom, where and when', () => {
    expect(
      parse('visitor=3&protocol=http&host=Shop.Example&environment=IOS&asOf=2027-03-01'),
    ).toEqual({
      visitor: 3,
      protocol: 'http',
      host: 'shop.example',
      environment: 'IOS',
      asOf: '2027-03-01',
    })
  })

  it('is left alone where it cannot be understood', () => {
    expect(parse('')).toEqual(NOTHING)
    expect(
      parse('visitor=x&protocol=ftp&host=a/b&environment=ALL&asOf=2027-02-30&focus=name'),
    ).toEqual(NOTHING)
  })

  it('keeps what else it says, and says nothing of what is usual', () => {
    const before = new URLSearchParams('focus=name&protocol=http&visitor=2')
    const after = previewSearchParameters(before, { protocol: 'https', asOf: '2027-03-01' })
    expect(after.toString()).toBe('focus=name&visitor=2&asOf=2027-03-01')
    expect(previewSearchParameters(after, { visitor: null, asOf: null }).toString()).toBe(
      'focus=name',
    )
  })

  it('takes the choices along to another step, without the rest', () => {
    const here = new URLSearchParams('focus=name&visitor=2&host=a.example')
    expect(withPreview('/destinations/1/edit/review', here)).toBe(
      '/destinations/1/edit/review?visitor=2&host=a.example',
    )
    expect(withPreview('/x?focus=key&host=b.example', here)).toBe(
      '/x?focus=key&host=b.example&visitor=2',
    )
    expect(withPreview('/x', new URLSearchParams('q=1'))).toBe('/x')
  })
})

describe('the page', () => {
  function cookie(given: Partial<CookieConfiguration>) {
    const configuration = newConfiguration('cookie') as CookieConfiguration
    return { environment: 'BROWSER' as const, configuration: { ...configuration, ...given } }
  }
  const hostFor = (given: Partial<CookieConfiguration>) =>
    previewPage(parse(''), cookie(given)).host

  it('is one on which the destination sends something', () => {
    expect(previewPage(parse(''), aDestination())).toEqual({
      protocol: 'https',
      host: 'www.example.com',
      environment: 'BROWSER',
    })
    expect(previewPage(parse(''), aDestination({ environment: 'IOS' })).environment).toBe('IOS')
    expect(hostFor({ cookieDomain: '.sports.com' })).toBe('www.sports.com')
    const publishTo = { mode: 'selected' as const, domains: ['news.example', 'golf.sports.com'] }
    expect(hostFor({ publishTo })).toBe('news.example')
    expect(hostFor({ cookieDomain: '.sports.com', publishTo })).toBe('golf.sports.com')
    expect(hostFor({ cookieDomain: 'half typed' })).toBe('www.example.com')
  })

  it('is the one that was chosen', () => {
    expect(previewPage(parse('host=a.example&environment=ANDROID'), aDestination())).toMatchObject({
      host: 'a.example',
      environment: 'ANDROID',
    })
  })

  it('has a host and nothing else', () => {
    expect(hostProblem('www.example.com')).toBeNull()
    expect(hostProblem('localhost')).toBeNull()
    expect(hostProblem('127.0.0.1')).toBeNull()
    expect(hostProblem('bücher.example')).toBeNull()
    for (const wrong of ['', 'https://a.example', 'a.example/x', 'a..example', '-a.example', 'a b'])
      expect(hostProblem(wrong)).toMatch(/host alone/)
  })
})

it('is as of noon of the day', () => {
  expect(new Date(momentOf('2027-03-01', 5)).toISOString()).toBe('2027-03-01T12:00:00.000Z')
  expect(momentOf(null, 5)).toBe(5)
})
