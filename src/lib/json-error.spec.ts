import { assert, integer, json, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonErrorAt } from './json-error.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the place of an error in JSON', () => {
  it.each([
    ['[1, 2', 5],
    ['{"a": Mia}', 6],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['[1] 2', 4],
    ["{'a': 1}", 1],
    ['["a\nb"]', 1],
    ['', 0],
  ])('of %j is %i', (text, at) => {
    expect(jsonErrorAt(text)).toBe(at)
  })

  it('is the nesting itself when there is no end of it', () => {
    expect(jsonErrorAt('['.repeat(1_000_000))).toBe(501)
  })

  it('is there exactly when the browser finds one', () => {
    assert(
      property(json(), integer({ min: 0, max: 40 }), string({ maxLength: 2 }), (text, at, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + 1)
        for (const each of [text, damaged]) {
          const error = jsonErrorAt(each)
          expect(error === null).toBe(isJson(each))
          expect(error ?? 0).toBeLessThanOrEqual(each.length)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
