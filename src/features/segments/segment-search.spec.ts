import { describe, expect, it } from 'vitest'
import {
  isFiltered,
  NO_FILTERS,
  parseSegmentSearch,
  segmentListInput,
  segmentSearchParameters,
} from './segment-search.ts'

const parse = (text: string) => parseSegmentSearch(new URLSearchParams(text))

describe('the list’s address', () => {
  it.each([
    'q=ski',
    'folder=%5B%22Interest%22%5D',
    'status=paused&mapped=no',
    'dataSource=7&peopleMin=1000&peopleMax=5000',
    'sort=people&direction=desc',
    '',
  ])('keeps %j over a reload', (text) => {
    expect(segmentSearchParameters(parse(text)).toString()).toBe(text)
  })

  it.each([
    'folder=Interest',
    'folder=%5B1%5D',
    'status=deleted',
    'dataSource=0',
    'dataSource=seven',
    'peopleMin=-1',
    'peopleMax=1.5',
    'mapped=maybe',
    'sort=age',
    'direction=up',
    `q=${'x'.repeat(201)}`,
  ])('takes %j for no restriction', (text) => {
    expect(segmentListInput(parse(text))).toEqual({ query: { sort: 'name', direction: 'asc' } })
    expect(isFiltered(parse(text))).toBe(false)
  })

  it('asks the server for all that it says', () => {
    const text =
      'q=ski&folder=["Interest"]&status=active&dataSource=7&peopleMin=0&peopleMax=9&mapped=yes&sort=id'
    expect(segmentListInput(parse(text))).toEqual({
      query: {
        q: 'ski',
        folder: '["Interest"]',
        status: 'active',
        dataSourceId: 7,
        peopleMin: 0,
        peopleMax: 9,
        mapped: 'yes',
        sort: 'id',
        direction: 'asc',
      },
    })
  })

  it('keeps the order when the filters are cleared', () => {
    const search = parse('q=ski&status=paused&sort=people&direction=desc')
    expect(isFiltered(search)).toBe(true)
    const cleared = { ...search, ...NO_FILTERS }
    expect(isFiltered(cleared)).toBe(false)
    expect(segmentSearchParameters(cleared).toString()).toBe('sort=people&direction=desc')
  })
})
