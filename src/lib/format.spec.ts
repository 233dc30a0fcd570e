import { describe, expect, it } from 'vitest'
import { formatAgo, formatDate, formatMoment, formatNumber, plural } from './format.ts'

describe('numbers and counts', () => {
  it('thousands are grouped', () => {
    expect(formatNumber(1_204_311)).toBe('1,204,311')
  })

  it.each([
    [0, 'segment', undefined, '0 segments'],
    [1, 'segment', undefined, '1 segment'],
    [1200, 'segment', undefined, '1,200 segments'],
    [1, 'entry', 'entries', '1 entry'],
    [2, 'entry', 'entries', '2 entries'],
  ])('%i %s (%s) reads %s', (count, one, many, text) => {
    expect(plural(count, one, many)).toBe(text)
  })
})

describe('days and moments', () => {
  it.each([
    ['2026-12-01', '1 Dec 2026'],
    ['2027-09-30', '30 Sep 2027'],
    ['2028-02-29', '29 Feb 2028'],
    ['tomorrow', 'tomorrow'],
  ])('%s reads %s', (date, text) => {
    expect(formatDate(date)).toBe(text)
  })

  it('a moment is told in the zone asked for', () => {
    expect(formatMoment('2026-09-23T22:04:00.000Z', 'Asia/Tokyo')).toBe('24 Sep 2026, 07:04')
  })
})

describe('how long ago', () => {
  const now = Date.parse('2026-11-23T10:00:00Z')
  const S = 1000

  it.each([
    [-5 * S, 'just now'],
    [0, 'just now'],
    [2 * S, '2 s ago'],
    [59 * S, '59 s ago'],
    [60 * S, '1 min ago'],
    [59 * 60 * S, '59 min ago'],
    [3600 * S, '1 h ago'],
    [86_399 * S, '23 h ago'],
    [86_400 * S, '1 day ago'],
    [29 * 86_400 * S, '29 days ago'],
    [30 * 86_400 * S, '24 Oct 2026'],
  ])('%i ms ago reads %s', (passed, text) => {
    expect(formatAgo(now - passed, now)).toBe(text)
  })
})
