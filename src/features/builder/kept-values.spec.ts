// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { changedFields, readKept, savableValues, writeKept } from './kept-values.ts'

beforeEach(() => localStorage.clear())

describe('kept values', () => {
  it('come back after a reload', () => {
    writeKept(localStorage, 7, 'configuration', { baseUrl: 'http://a.example/%AL' }, 1)
    expect(readKept(localStorage, 7, 'configuration')).toEqual({ baseUrl: 'http://a.example/%AL' })
  })

  it('belong to one step of one destination', () => {
    writeKept(localStorage, 7, 'configuration', { baseUrl: 'x' }, 1)
    expect(readKept(localStorage, 8, 'configuration')).toBeNull()
    expect(readKept(localStorage, 7, 'basic-information')).toBeNull()
  })

  it('are forgotten once everything is saved', () => {
    writeKept(localStorage, 7, 'configuration', { baseUrl: 'x' }, 1)
    writeKept(localStorage, 7, 'configuration', {}, 2)
    expect(localStorage).toHaveLength(0)
  })

  it.each(['', '{', '[]', '{"values":{}}', 'null'])('ignore the damaged entry %j', (text) => {
    localStorage.setItem('destination-builder.unsaved.7.configuration', text)
    expect(readKept(localStorage, 7, 'configuration')).toBeNull()
  })
})

describe('changedFields', () => {
  it('names what differs, comparing lists by content', () => {
    expect(changedFields({ a: 1, b: ['x'], c: 'n' }, { a: 2, b: ['x'], c: 'n' })).toEqual({ a: 1 })
  })
})

describe('savableValues', () => {
  const schema = z.object({ name: z.string().max(3), size: z.int() })
  const saved = { name: 'old', size: 1 }

  it('gives everything when everything is right', () => {
    const values = { name: 'new', size: 2 }
    expect(savableValues(schema, values, saved)).toEqual({ values, complete: true })
  })

  it('holds back only the field that is wrong', () => {
    expect(savableValues(schema, { name: 'too long', size: 2 }, saved)).toEqual({
      values: { name: 'old', size: 2 },
      complete: false,
    })
  })

  it('gives nothing when the fields are wrong only together', () => {
    const tied = schema.refine((v) => v.size < 5, { path: ['name'], message: 'no' })
    expect(savableValues(tied, { name: 'new', size: 9 }, saved)).toBeNull()
  })
})
