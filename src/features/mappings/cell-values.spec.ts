import { describe, expect, it } from 'vitest'
import type { Mapping } from '../../contract/mapping.ts'
import { newConfiguration } from '../../domain/destination-types.ts'
import { cellText, checkCell, parseDay } from './cell-values.ts'

const MAPPING: Mapping = {
  segmentId: 1021,
  revision: 1,
  value: '1021',
  valueOrigin: 'segment-id',
  key: null,
  url: null,
  secureUrl: null,
  startDate: '2026-12-01',
  endDate: null,
  priority: 0,
  updatedAt: '2026-11-23T10:00:00.000Z',
}

describe('parseDay', () => {
  it.each([
    ['2026-12-01', '2026-12-01'],
    ['2026-2-3', '2026-02-03'],
    ['1 Dec 2026', '2026-12-01'],
    ['1 december 2026', '2026-12-01'],
    ['29 Feb 2028', '2028-02-29'],
  ])('reads %j', (text, day) => {
    expect(parseDay(text)).toBe(day)
  })

  it.each([
    '29 Feb 2026',
    '2026-13-01',
    '2026-00-10',
    '01.12.2026',
    '12/01/2026',
    'tomorrow',
    '',
    '1 Foo 2026',
  ])('does not guess %j', (text) => {
    expect(parseDay(text)).toBeNull()
  })
})

describe('a cell', () => {
  const configuration = newConfiguration('url')

  it.each([
    ['value', ' nw_ski ', { value: 'nw_ski' }],
    ['value', '', { value: null }],
    ['endDate', 'never', { endDate: null }],
    ['endDate', '', { endDate: null }],
    ['endDate', '2027-01-31', { endDate: '2027-01-31' }],
    ['startDate', '2 Dec 2026', { startDate: '2026-12-02' }],
    ['priority', '20', { priority: 20 }],
  ] as const)('takes %s %j', (field, text, set) => {
    expect(checkCell(configuration, MAPPING, field, text)).toEqual({ set })
  })

  it.each([
    ['value', 'a,b', /contains the delimiter ,/],
    ['value', 'x'.repeat(256), /at most 255/],
    ['value', '..', /dots alone/],
    ['endDate', '2026-11-30', /Ends before it starts/],
    ['endDate', '31.12.2026', /2026-12-31, or never/],
    ['startDate', '', /2026-12-31/],
    ['priority', '-1', /whole number/],
    ['priority', '10000', /at most 9999/],
  ] as const)('refuses %s %j', (field, text, words) => {
    expect(checkCell(configuration, MAPPING, field, text)).toEqual({
      problem: expect.stringMatching(words),
    })
  })

  it('shows an open end as never', () => {
    expect(cellText(MAPPING, 'endDate')).toBe('never')
    expect(cellText(MAPPING, 'key')).toBe('')
  })
})
