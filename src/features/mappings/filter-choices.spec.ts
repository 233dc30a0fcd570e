import { describe, expect, it } from 'vitest'
import { dateChoices, filterWords, stateChoices, valueChoices } from './filter-choices.ts'
import { mappingSearchParameters, parseMappingSearch } from './mapping-search.ts'

const parse = (text: string) => parseMappingSearch(new URLSearchParams(text), 'mapped')

describe('what a filter is set to', () => {
  it.each([
    ['', {}],
    ['states=ended', { dates: 'Ended' }],
    ['states=duplicate', { value: 'Value duplicate' }],
    ['states=ended,duplicate', { state: '2 states' }],
    ['states=ready', { state: 'Ready' }],
    ['endsWithin=30&states=ready', { dates: 'Ends within 30 days', state: 'Ready' }],
    // Chosen beside another filter of the same chip, a state is told in its own.
    ['endsWithin=30&states=ended', { dates: 'Ends within 30 days', state: 'Ended' }],
    ['value=changed&endsWithin=0', { value: 'Value changed by hand', dates: 'Ends today' }],
    ['peopleMin=1000', { people: '1,000 people or more' }],
    ['peopleMax=5', { people: '5 people or fewer' }],
    ['peopleMin=0&peopleMax=5', { people: '0 to 5 people' }],
  ])('%s', (text, words) => {
    const none = { state: null, dates: null, value: null, people: null }
    expect(filterWords(parse(text))).toEqual({ ...none, ...words })
  })
})

it('a choice makes a search that says what was chosen', () => {
  for (const choice of [...dateChoices(undefined), ...valueChoices(undefined)]) {
    const search = { ...parse('states=ready'), ...choice.set }
    const words = filterWords(parse(mappingSearchParameters(search).toString()))
    expect([words.dates, words.value].filter(Boolean)).toHaveLength(1)
    expect(words.state).toBeNull()
  }
})

it('states that no mapping is in are not offered, but for those that are chosen', () => {
  const states = Object.fromEntries(
    ['blocked', 'ended', 'ready'].map((state, count) => [state, count]),
  )
  const counts = {
    available: 0,
    mapped: 3,
    attention: 1,
    blocked: 0,
    states: states as never,
    values: { automatic: 3, changed: 0, empty: 0 },
    endsWithin30: 1,
  }
  expect(stateChoices(counts, ['blocked']).map(({ label }) => label)).toEqual([
    'Blocked · 0',
    'Ended · 1',
    'Ready · 2',
  ])
})
