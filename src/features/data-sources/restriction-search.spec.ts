import { expect, it } from 'vitest'
import { parseRestrictionSearch, pathsTo } from './restriction-search.ts'

it.each([
  ['', { destination: null, labels: null }],
  ['destination=374', { destination: 374, labels: null }],
  ['labels=pii,off-site-ads', { destination: null, labels: ['pii', 'off-site-ads'] }],
  ['destination=x&labels=nonsense', { destination: null, labels: null }],
])('reads the address %j', (text, search) => {
  expect(parseRestrictionSearch(new URLSearchParams(text))).toEqual(search)
})

it('only the ways to a label that the destination has matter', () => {
  const paths = [
    { label: 'pii' as const, steps: [] },
    { label: 'off-site-ads' as const, steps: [] },
  ]
  expect(pathsTo(paths, ['off-site-ads'])).toEqual([paths[1]])
  expect(pathsTo(paths, null)).toEqual(paths)
  expect(pathsTo(paths, [])).toEqual([])
})
