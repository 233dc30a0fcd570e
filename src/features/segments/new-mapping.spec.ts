import { describe, expect, it } from 'vitest'
import { CookieConfiguration } from '../../contract/destination/cookie.ts'
import { UrlConfiguration } from '../../contract/destination/url.ts'
import { newConfiguration } from '../../domain/destination-types.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { askedFields, newMapping, type TypedMapping } from './new-mapping.ts'

const SEGMENT = { id: 12, integrationCode: null }
const URL_EACH = UrlConfiguration.parse({ ...newConfiguration('url'), serialized: false })
const MULTI_KEY = CookieConfiguration.parse({ ...newConfiguration('cookie'), format: 'multi-key' })

const typed = (given: Partial<TypedMapping> = {}): TypedMapping => ({
  value: '',
  key: '',
  url: '',
  secureUrl: '',
  startDate: '2026-11-23',
  endDate: null,
  ...given,
})

const names = (given: Parameters<typeof aDestination>[0]) =>
  askedFields(aDestination(given), SEGMENT).map(({ name, isOptional }) =>
    isOptional ? `${name}?` : name,
  )

describe('what is asked for a new mapping', () => {
  it('is nothing that auto-fill gives', () => {
    expect(names({ autoFill: 'segment-id' })).toEqual([])
    expect(names({ autoFill: 'off' })).toEqual(['value'])
    expect(names({ autoFill: 'integration-code' })).toEqual(['value'])
  })

  it('is what the configuration needs', () => {
    expect(names({ configuration: MULTI_KEY, autoFill: 'segment-id' })).toEqual(['key'])
    expect(names({ configuration: URL_EACH, autoFill: 'segment-id' })).toEqual([
      'url',
      'secureUrl?',
    ])
  })

  it('may wait for a draft', () => {
    expect(names({ status: 'draft' })).toEqual(['value?'])
    expect(newMapping(aDestination({ status: 'draft' }), SEGMENT, typed()).errors).toBeNull()
  })
})

describe('a new mapping', () => {
  it('has what auto-fill gives, as automatic', () => {
    const { body } = newMapping(aDestination({ autoFill: 'segment-id' }), SEGMENT, typed())
    expect(body).toMatchObject({
      rows: [{ segmentId: 12, value: '12', valueOrigin: 'segment-id', startDate: '2026-11-23' }],
    })
  })

  it('has what was typed, as typed by hand', () => {
    const { body } = newMapping(aDestination(), SEGMENT, typed({ value: ' golf ' }))
    expect(body).toMatchObject({ rows: [{ value: 'golf', valueOrigin: 'manual' }] })
  })

  it.each([
    ['nothing', aDestination(), {}, 'value', 'Enter the value.'],
    [
      'the delimiter in a value',
      aDestination(),
      { value: 'a,b' },
      'value',
      /contains the delimiter/,
    ],
    [
      'an end before the start',
      aDestination(),
      { value: 'a', endDate: '2026-11-22' },
      'endDate',
      /Ends before/,
    ],
    ['no address', aDestination({ configuration: URL_EACH }), {}, 'url', 'Enter the URL.'],
    [
      'something that is no address',
      aDestination({ configuration: URL_EACH }),
      { url: 'ads' },
      'url',
      /./,
    ],
  ])('is refused with %s, at the field', (_what, destination, given, field, message) => {
    const { body, errors } = newMapping(destination, SEGMENT, typed(given))
    expect(body).toBeNull()
    expect(errors?.get(field)).toMatch(message)
  })
})
