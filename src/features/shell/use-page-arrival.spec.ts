import { expect, it } from 'vitest'
import { documentTitle } from './use-page-arrival.ts'

it.each([
  ['Destinations', 'Destinations', 'Destinations · Destination Builder'],
  ['Configuration', 'Spring pixel', 'Configuration · Spring pixel · Destination Builder'],
  ['Trash', null, 'Trash · Destination Builder'],
  [null, null, 'Destination Builder'],
])('a page headed %j in %j is titled %j', (heading, place, title) => {
  expect(documentTitle(heading, place)).toBe(title)
})
