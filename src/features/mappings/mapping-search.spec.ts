import { describe, expect, it } from 'vitest'
import {
  availableFilter,
  availableInput,
  countInput,
  isFiltered,
  mappedFilter,
  mappedInput,
  mappingSearchParameters,
  NO_FILTERS,
  parseMappingSearch,
  withinOf,
} from './mapping-search.ts'

const parse = (text: string) => parseMappingSearch(new URLSearchParams(text), 'mapped')

describe('the address of the step', () => {
  it.each([
    'view=available',
    'view=mapped&q=50%25+off',
    'view=attention&folder=%5B%22Interest%22%2C%22Travel+%E2%80%BA+far%22%5D',
    'view=mapped&sort=priority&direction=desc',
    'view=mapped&states=duplicate%2Cended&value=changed&endsWithin=30',
    'view=available&dataSource=9101&peopleMin=0&peopleMax=5000&status=paused',
    'view=blocked&columns=id%2Cname%3A320%2Cvalue&segmentColumns=people%2Cname',
  ])('says the same after it was read: %s', (text) => {
    expect(mappingSearchParameters(parse(text)).toString()).toBe(text)
  })

  it.each([
    'view=other',
    'folder=Travel',
    'folder=[1]',
    'folder={',
    'sort=colour&direction=up',
    `q=${'x'.repeat(201)}`,
    'states=sleepy,&value=odd&status=sleeping',
    'dataSource=0&endsWithin=-1&peopleMin=many&peopleMax=1.5',
    'endsWithin=99999&dataSource=1e3',
    'columns=&columns=::,4',
  ])('restricts nothing with what cannot be understood: %s', (text) => {
    expect(parse(text)).toEqual({
      ...NO_FILTERS,
      view: 'mapped',
      folder: [],
      sort: 'name',
      direction: 'asc',
      columns: null,
      segmentColumns: null,
    })
  })

  it('of before, with incomplete ones, still leads to them', () => {
    expect(parse('view=incomplete')).toMatchObject({
      view: 'mapped',
      states: ['missing-key', 'missing-value', 'missing-code', 'missing-url'],
    })
  })

  it('has each column once, and no width that none can have', () => {
    expect(parse('columns=id:3,name:320,id:90,start:9999').columns).toEqual([
      { id: 'id', width: 90 },
      { id: 'name', width: 320 },
      { id: 'start', width: null },
    ])
  })
})

describe('what is asked for', () => {
  const search = parse(
    'q=ski&folder=["Interest"]&sort=value&dataSource=9101&states=ended&value=empty&endsWithin=7&status=active&peopleMin=10',
  )

  it('of available segments has no sort and no filter that they lack', () => {
    expect(availableInput(374, search).query).toEqual({
      q: 'ski',
      folder: '["Interest"]',
      dataSourceId: 9101,
      status: 'active',
      peopleMin: 10,
      notMappedTo: 374,
      sort: 'name',
      direction: 'asc',
    })
  })

  it('of mappings is restricted in the views of problems', () => {
    expect(mappedInput(374, search).query).toEqual({
      q: 'ski',
      folder: '["Interest"]',
      dataSourceId: 9101,
      peopleMin: 10,
      states: ['ended'],
      value: 'empty',
      endsWithin: 7,
      sort: 'value',
      direction: 'asc',
    })
    expect(mappedInput(374, { ...search, view: 'blocked' }).query).toHaveProperty('view', 'blocked')
  })

  it('of all that match is the same search', () => {
    expect(mappedFilter(search)).toMatchObject({ folder: ['Interest'], states: ['ended'] })
    expect(availableFilter(parse('view=available'))).toEqual({})
    expect(mappedFilter(parse('view=attention'))).toEqual({ view: 'attention' })
  })

  it('of the numbers is the search, whatever else is set', () => {
    expect(countInput(374, search).query).toEqual({ q: 'ski', folder: '["Interest"]' })
  })
})

describe('a selection', () => {
  it('belongs to a search, in any order and with any columns', () => {
    expect(withinOf(parse('q=a&sort=id&columns=id'))).toBe(withinOf(parse('q=a')))
    expect(withinOf(parse('q=a'))).not.toBe(withinOf(parse('q=b')))
    expect(withinOf(parse('view=attention'))).not.toBe(withinOf(parse('view=mapped')))
  })
})

it('a folder and a view alone are no filters', () => {
  expect(isFiltered(parse('view=attention&folder=["Interest"]'))).toBe(false)
  expect(isFiltered(parse('view=mapped&endsWithin=0'))).toBe(true)
  // What only mappings have restricts no available segment.
  expect(isFiltered(parse('view=available&endsWithin=0'))).toBe(false)
  expect(isFiltered(parse('view=available&status=paused'))).toBe(true)
})
