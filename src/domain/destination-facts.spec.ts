import { describe, expect, it } from 'vitest'
import { CookieConfiguration } from '../contract/destination/cookie.ts'
import { UrlConfiguration } from '../contract/destination/url.ts'
import { newConfiguration } from './destination-types.ts'
import { basicFacts, configurationFacts, labelNames } from './destination-facts.ts'
import { aDestination } from './test-destination.ts'

function termsOf(configuration: Parameters<typeof configurationFacts>[0]): string[] {
  return configurationFacts(configuration).map(({ term }) => term)
}

describe('the facts of a destination', () => {
  it('tell a missing name and description as not given', () => {
    const facts = basicFacts(aDestination({ name: null, description: '' }))
    expect(facts).toContainEqual({ term: 'Name', value: null })
    expect(facts).toContainEqual({ term: 'Description', value: null })
  })

  it('tell labels that were not looked at from none', () => {
    expect(labelNames(aDestination({ exportLabels: null }))).toBeNull()
    expect(labelNames(aDestination({ exportLabels: [] }))).toEqual([])
    expect(labelNames(aDestination({ exportLabels: ['off-site-ads'] }))).toEqual([
      'Off-site ad targeting',
    ])
  })

  it('leave out addresses that are kept but not used', () => {
    const url = UrlConfiguration.parse(newConfiguration('url'))
    expect(termsOf({ ...url, serialized: true })).toContain('Secure URL')
    expect(termsOf({ ...url, serialized: false })).not.toContain('Secure URL')
  })

  it('show of a cookie only what its format uses', () => {
    const cookie = CookieConfiguration.parse(newConfiguration('cookie'))
    expect(termsOf({ ...cookie, format: 'single-key' })).toContain('Key')
    expect(termsOf({ ...cookie, format: 'multi-key' })).not.toContain('Key')
    expect(termsOf({ ...cookie, serialized: true })).toContain('Serial separator')
    expect(termsOf({ ...cookie, serialized: false })).not.toContain('Serial separator')
    expect(termsOf({ ...cookie, publishTo: { mode: 'except', domains: [] } })).toContain(
      'Selected domains',
    )
  })

  it('say that a cookie without an expiry ends with the browser', () => {
    const cookie = CookieConfiguration.parse(newConfiguration('cookie'))
    expect(configurationFacts({ ...cookie, expiryDays: 0 })).toContainEqual({
      term: 'Expires',
      value: 'When the browser closes',
    })
    expect(configurationFacts({ ...cookie, expiryDays: 1 })).toContainEqual({
      term: 'Expires',
      value: 'After 1 day',
    })
  })
})
