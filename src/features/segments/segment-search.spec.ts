import { describe, expect, it } from 'vitest'
import { parseSegmentSearch, segmentListInput, segmentSearchParameters } from './segment-search.ts'

describe('the list’s address', () => {
  it.each(['q=ski', 'folder=%5B%22Interest%22%5D', 'sort=people&direction=desc', ''])(
    'keeps %j over a reload',
    (text) => {
      const search = parseSegmentSearch(new URLSearchParams(text))
      expect(segmentSearchParameters(search).toString()).toBe(text)
    },
  )

  it.each([
    'folder=Interest',
    'folder=%5B1%5D',
    'sort=age',
    'direction=up',
    `q=${'x'.repeat(201)}`,
  ])('takes %j for no restriction', (text) => {
    expect(segmentListInput(parseSegmentSearch(new URLSearchParams(text)))).toEqual({
      query: { sort: 'name', direction: 'asc' },
    })
  })
})
