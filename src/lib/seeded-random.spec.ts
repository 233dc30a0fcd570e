import { assert, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { seededRandom } from './seeded-random.ts'

it('the same seed gives the same numbers', () => {
  const [a, b] = [seededRandom(7), seededRandom(7)]
  expect([a(), a(), a()]).toEqual([b(), b(), b()])
})

it('numbers lie in [0, 1) and differ between uses', () => {
  assert(
    property(integer(), (seed) => {
      const random = seededRandom(seed)
      const numbers = Array.from({ length: 50 }, random)
      expect(numbers.every((n) => n >= 0 && n < 1)).toBe(true)
      expect(new Set(numbers).size).toBeGreaterThan(45)
    }),
  )
})
