import { expect, it } from 'vitest'
import {
  audienceSearchParameters,
  matching,
  parseAudienceSearch,
  traitListInput,
} from './audience-search.ts'

it.each(['', 'view=traits&q=sicily&source=9101', 'view=merge-rules&q=signed'])(
  'the address %j comes back as it was',
  (text) => {
    expect(
      audienceSearchParameters(parseAudienceSearch(new URLSearchParams(text))).toString(),
    ).toBe(text)
  },
)

it('an address that cannot be understood restricts nothing', () => {
  expect(parseAudienceSearch(new URLSearchParams('view=nonsense&source=x'))).toEqual({
    view: 'sources',
    q: '',
    source: null,
  })
})

it('the traits of one source are asked for by its id', () => {
  expect(traitListInput({ q: '', source: 9101 })).toEqual({
    query: { limit: 200, dataSourceId: 9101 },
  })
})

it('names are found by any part, ids by their beginning', () => {
  const items = [
    { id: 9101, name: 'Skyline intent data' },
    { id: 19, name: 'CRM' },
  ]
  expect(matching(items, 'INTENT').map(({ id }) => id)).toEqual([9101])
  expect(matching(items, '19').map(({ id }) => id)).toEqual([19])
  expect(matching(items, ' ')).toEqual(items)
})
