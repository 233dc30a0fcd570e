import { expect, it } from 'vitest'
import { createReplyCache, type Reply } from './reply-cache.ts'

const reply = (body: string): Reply => ({ status: 200, body, etag: null })

it('finds what was read from the same state', () => {
  const cache = createReplyCache()
  expect(cache.find('1', 'list')).toBeUndefined()
  cache.keep('1', 'list', reply('one'))
  expect(cache.find('1', 'list')?.body).toBe('one')
  expect(cache.find('1', 'other')).toBeUndefined()
})

it('forgets everything when the state changes, also when an old one comes back', () => {
  const cache = createReplyCache()
  cache.find('1', 'list')
  cache.keep('1', 'list', reply('one'))
  expect(cache.find('2', 'list')).toBeUndefined()
  expect(cache.find('1', 'list')).toBeUndefined()
})

it('does not keep a reply that was read from a state that is over', () => {
  const cache = createReplyCache()
  cache.find('1', 'list')
  cache.find('2', 'list')
  cache.keep('1', 'list', reply('one'))
  expect(cache.find('2', 'list')).toBeUndefined()
  expect(cache.find('1', 'list')).toBeUndefined()
})

it('keeps no more than its capacity', () => {
  const cache = createReplyCache(10)
  cache.find('1', 'a')
  cache.keep('1', 'a', reply('123456'))
  cache.keep('1', 'b', reply('123456'))
  expect(cache.find('1', 'a')).toBeUndefined()
  expect(cache.find('1', 'b')?.body).toBe('123456')
  cache.keep('1', 'c', reply('12345678901'))
  expect(cache.find('1', 'b')?.body).toBe('123456')
  expect(cache.find('1', 'c')).toBeUndefined()
})
