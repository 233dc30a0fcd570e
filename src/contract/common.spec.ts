import { describe, expect, it } from 'vitest'
import {
  blockOfText,
  Id,
  IdList,
  IsoDate,
  NAME_MAX,
  requiredLineOfText,
  typedText,
} from './common.ts'
import { BasicInformation } from './destination/destination.ts'

const messageOf = (result: { error?: { issues: { message: string }[] } | undefined }) =>
  result.error?.issues[0]?.message ?? null

describe('a name', () => {
  const name = requiredLineOfText(NAME_MAX, 'Name')

  it.each([
    ['Ticket retargeting pixel', 'Ticket retargeting pixel'],
    ['  trimmed  ', 'trimmed'],
    ['Ünïcode – 旅行 🧳', 'Ünïcode – 旅行 🧳'],
    ['n'.repeat(255), 'n'.repeat(255)],
    ['🧳'.repeat(255), '🧳'.repeat(255)],
  ])('%j is taken', (text, stored) => {
    expect(name.parse(text)).toBe(stored)
  })

  it.each([
    ['', /Enter the name/],
    ['   ', /Enter the name/],
    ['n'.repeat(256), /256 characters; at most 255/],
    ['🧳'.repeat(256), /256 characters; at most 255/],
    ['a\u200bb', /invisible character \(U\+200B\) at position 2/],
    ['\ufeffa b\u202e', /U\+202E/],
    ['a\u2066b', /U\+2066/],
    ['a\u0000b', /U\+0000/],
    ['a\nb', /U\+000A/],
    ['a\tb', /U\+0009/],
  ])('%j is refused with words', (text, words) => {
    expect(messageOf(name.safeParse(text))).toMatch(words)
  })
})

describe('a description', () => {
  const description = blockOfText(20, 'Description')

  it('may have several lines', () => {
    expect(description.parse('one\n\ttwo\r\n')).toBe('one\n\ttwo\r\n')
  })

  it.each([
    ['x'.repeat(21), /21 characters; at most 20/],
    ['a\u202eb', /U\+202E/],
  ])('%j is refused with words', (text, words) => {
    expect(messageOf(description.safeParse(text))).toMatch(words)
  })
})

describe('a value', () => {
  const value = typedText(3, 'Use at most 3 characters.')

  it.each(['abc', '🧳🧳🧳', ' abc '])('%j is taken', (text) => {
    expect(value.parse(text)).toBe(text.trim())
  })

  it.each([
    ['abcd', /at most 3/],
    ['🧳🧳🧳🧳', /at most 3/],
    [' ', /at least 1/],
  ])('%j is refused with words', (text, words) => {
    expect(messageOf(value.safeParse(text))).toMatch(words)
  })
})

describe('ids and days', () => {
  it.each([0, -1, 1.5, 2_147_483_648, '7', null])('%j is no id', (id) => {
    expect(Id.safeParse(id).success).toBe(false)
  })

  it.each(['2026-02-30', '2026-1-1', '01.12.2026', '2026-12-01T00:00', ''])(
    '%j is no day',
    (day) => {
      expect(messageOf(IsoDate.safeParse(day))).not.toBeNull()
    },
  )

  it('a list of ids is read from a query', () => {
    expect(IdList.parse('3,5')).toEqual([3, 5])
    expect(IdList.safeParse('3,x').success).toBe(false)
  })
})

it('basic information knows no other fields', () => {
  const basic = { name: 'A', description: '', environment: 'ALL', autoFill: 'off' }
  expect(BasicInformation.safeParse(basic).success).toBe(true)
  expect(BasicInformation.safeParse({ ...basic, owner: 'me' }).error?.issues).toMatchObject([
    { code: 'unrecognized_keys', keys: ['owner'] },
  ])
})
