import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DestinationCategory, DestinationType } from '../../contract/destination/destination.ts'
import { DestinationSort } from '../../contract/endpoints.ts'
import {
  isFiltered,
  listInput,
  type ListSearch,
  listSearchParameters,
  NO_SEARCH,
  parseListSearch,
  withoutFilters,
} from './list-search.ts'

const searches: fc.Arbitrary<ListSearch> = fc.record({
  q: fc.string({ maxLength: 200 }),
  category: fc.constantFrom(null, ...DestinationCategory.options),
  status: fc.subarray(['draft', 'active', 'paused'] as const),
  type: fc.subarray([...DestinationType.options]),
  attention: fc.boolean(),
  sort: fc.constantFrom(...DestinationSort.options),
  direction: fc.constantFrom('asc', 'desc'),
})

describe('the address of the destination list', () => {
  it('gives back every search that was put into it', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const address = listSearchParameters(search).toString()
        expect(parseListSearch(new URLSearchParams(address))).toEqual(search)
      }),
    )
  })

  it('is empty while nothing was searched for', () => {
    expect(listSearchParameters(NO_SEARCH).toString()).toBe('')
    expect(parseListSearch(new URLSearchParams())).toEqual(NO_SEARCH)
  })

  it.each<[string, Partial<ListSearch>]>([
    ['status=active,nonsense,deleted,active', { status: ['active'] }],
    ['status=', { status: [] }],
    ['type=fax', { type: [] }],
    ['category=nowhere', { category: null }],
    ['attention=1', { attention: false }],
    ['sort=colour&direction=up', { sort: 'updated', direction: 'desc' }],
    ['sort=name', { sort: 'name', direction: 'asc' }],
    ['sort=segments', { sort: 'segments', direction: 'desc' }],
    [`q=${'x'.repeat(201)}`, { q: '' }],
  ])('is understood as far as possible: %s', (address, expected) => {
    expect(parseListSearch(new URLSearchParams(address))).toMatchObject(expected)
  })
})

describe('a search of the destination list', () => {
  it('asks the API only for what restricts it', () => {
    expect(listInput({ ...NO_SEARCH, q: '  ' })).toEqual({ query: {} })
    expect(listInput({ ...NO_SEARCH, direction: 'asc' })).toEqual({
      query: { sort: 'updated', direction: 'asc' },
    })
  })

  it('keeps tab and order when its filters are cleared', () => {
    const search: ListSearch = {
      q: 'pixel',
      category: 'custom',
      status: ['draft'],
      type: ['url'],
      attention: true,
      sort: 'name',
      direction: 'desc',
    }
    const cleared = withoutFilters(search)
    expect(isFiltered(search)).toBe(true)
    expect(isFiltered(cleared)).toBe(false)
    expect(cleared).toMatchObject({ category: 'custom', sort: 'name', direction: 'desc' })
  })
})
