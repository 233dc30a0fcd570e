import { describe, expect, it } from 'vitest'
import {
  availableInput,
  mappedInput,
  mappingSearchParameters,
  parseMappingSearch,
  selectionOf,
} from './mapping-search.ts'

const parse = (text: string) => parseMappingSearch(new URLSearchParams(text), 'mapped')

describe('the address of the step', () => {
  it.each([
    'view=available',
    'view=mapped&q=50%25+off',
    'view=incomplete&folder=%5B%22Interest%22%2C%22Travel+%E2%80%BA+far%22%5D',
    'view=mapped&sort=priority&direction=desc',
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
  ])('restricts nothing with what cannot be understood: %s', (text) => {
    expect(parse(text)).toEqual({
      view: 'mapped',
      q: '',
      folder: [],
      sort: 'name',
      direction: 'asc',
    })
  })
})

describe('what is asked for', () => {
  const search = parse('q=ski&folder=["Interest"]&sort=value')

  it('of available segments has no sort that they lack', () => {
    expect(availableInput(374, search).query).toMatchObject({
      q: 'ski',
      folder: '["Interest"]',
      notMappedTo: 374,
      sort: 'name',
    })
  })

  it('is restricted in the view of incomplete ones', () => {
    expect(mappedInput(374, search).query).not.toHaveProperty('incomplete')
    expect(mappedInput(374, { ...search, view: 'incomplete' }).query).toMatchObject({
      incomplete: 'true',
    })
  })

  it('of all that match is the same search', () => {
    expect(selectionOf(search)).toEqual({ q: 'ski', folder: ['Interest'] })
    expect(selectionOf(parse(''))).toEqual({})
  })
})
