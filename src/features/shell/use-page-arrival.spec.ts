import { expect, it } from 'vitest'
import { documentTitle } from './use-page-arrival.ts'

it.each<[string | null, string[], string]>([
  ['Destinations', ['Destinations'], 'Destinations · Destination Builder'],
  [
    'Configuration',
    ['Destinations', 'Spring pixel'],
    'Configuration · Spring pixel · Destinations · Destination Builder',
  ],
  ['Trash', [], 'Trash · Destination Builder'],
  [null, [], 'Destination Builder'],
])('a page headed %j in %j is titled %j', (heading, crumbs, title) => {
  expect(documentTitle(heading, crumbs)).toBe(title)
})
