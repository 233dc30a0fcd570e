import { expect, it } from 'vitest'
import { liveTestSearchParameters, parseLiveTestSearch } from './live-test-search.ts'

it('keeps in the address what is not as it is by itself', () => {
  const search = parseLiveTestSearch(new URLSearchParams('visitor=5&protocol=http'))
  expect(search).toEqual({
    visitor: 5,
    destination: null,
    host: 'www.acme-travel.example',
    protocol: 'http',
    environment: 'BROWSER',
  })
  expect(liveTestSearchParameters(search).toString()).toBe('visitor=5&protocol=http')
})

it('takes what cannot be understood as not given', () => {
  const text = 'visitor=x&destination=-1&host=a/b&protocol=ftp&environment=TV'
  const search = parseLiveTestSearch(new URLSearchParams(text))
  expect(liveTestSearchParameters(search).toString()).toBe('')
})
