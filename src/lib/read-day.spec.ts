import { describe, expect, it } from 'vitest'
import { readDay } from './read-day.ts'

describe('readDay', () => {
  it.each([
    ['2026-12-01', '2026-12-01'],
    [' 2026-12-1 ', '2026-12-01'],
    ['2026/12/01', '2026-12-01'],
    ['2026-12-01T00:00:00Z', '2026-12-01'],
    ['2026-12-01 00:00:00', '2026-12-01'],
    ['1 Dec 2026', '2026-12-01'],
    ['01 december 2026', '2026-12-01'],
    ['1. Dec. 2026', '2026-12-01'],
    ['1-Dec-2026', '2026-12-01'],
    ['1 Sept 2026', '2026-09-01'],
    ['Dec 1, 2026', '2026-12-01'],
    ['December 1st 2026', '2026-12-01'],
    ['29 Feb 2028', '2028-02-29'],
  ])('reads %j, which can mean one day only', (text, day) => {
    expect(readDay(text)).toEqual({ day })
  })

  it.each([
    ['12/01/2026', 'Write 2026-12-01; 12/01/2026 could be January or December.'],
    ['01.12.2026', 'Write 2026-12-01; 01.12.2026 could be January or December.'],
    ['25/12/2026', 'Write 2026-12-25 for 25/12/2026.'],
    ['12/25/2026', 'Write 2026-12-25 for 12/25/2026.'],
    ['5.5.2026', 'Write 2026-05-05 for 5.5.2026.'],
    ['13/12/26', 'Write 2026-12-13 for 13/12/26.'],
    ['31/31/2026', 'The calendar has no 31/31/2026. Write a day as 2026-12-31.'],
    ['2026-02-30', 'The calendar has no 2026-02-30. Write a day as 2026-12-31.'],
    [
      '46357',
      '46357 is a spreadsheet’s number for a day. Format the cell as a date, as in 2026-12-31.',
    ],
    ['soon', '‘soon’ is not a day. Write it as 2026-12-31.'],
    ['1 Ma 2026', '‘1 Ma 2026’ is not a day. Write it as 2026-12-31.'],
    ['2026-12-01T10:30:00Z', '‘2026-12-01T10:30:00Z’ is not a day. Write it as 2026-12-31.'],
  ])('says how to write %j', (text, problem) => {
    expect(readDay(text)).toEqual({ problem })
  })
})
