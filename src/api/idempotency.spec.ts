import { expect, it } from 'vitest'
import { createIdempotency } from './idempotency.ts'

function counted() {
  let n = 0
  return createIdempotency(() => `key-${++n}`)
}

it('a retry of the same request has the same key', () => {
  const keys = counted()
  expect(keys.keyFor({ body: { type: 'url' } })).toBe('key-1')
  expect(keys.keyFor({ body: { type: 'url' } })).toBe('key-1')
})

it('another body has another key', () => {
  const keys = counted()
  keys.keyFor({ body: { type: 'url' } })
  expect(keys.keyFor({ body: { type: 'cookie' } })).toBe('key-2')
})

it('the same content after a success is a new creation', () => {
  const keys = counted()
  keys.keyFor({ body: {} })
  keys.done()
  expect(keys.keyFor({ body: {} })).toBe('key-2')
})
