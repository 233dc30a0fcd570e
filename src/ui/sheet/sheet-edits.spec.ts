import { describe, expect, it } from 'vitest'
import { dataRange } from './cell-range.ts'
import { nextEditable, planFill, planPaste, rangeWords, refusal } from './sheet-edits.ts'
import type { SheetColumn } from './sheet-types.ts'

const COLUMNS: SheetColumn<string>[] = [
  { id: 'id', header: 'Id' },
  { id: 'value', header: 'Value', isEditable: true },
  { id: 'start', header: 'Start', isEditable: true },
  { id: 'state', header: 'State' },
  { id: 'end', header: 'End', isEditable: true },
].map((column) => ({ ...column, width: 100, cell: (row) => row, text: (row) => row }))

const at = (top: number, left: number, bottom = top, right = left) => ({
  top,
  bottom,
  left,
  right,
})

describe('a paste', () => {
  it('goes from the active cell on', () => {
    const plan = planPaste(
      [
        ['a', '2026-01-01'],
        ['b', '2026-01-02'],
      ],
      at(3, 1),
      COLUMNS,
      100,
    )
    expect(plan.targets).toEqual([
      { row: 3, column: 'value', text: 'a' },
      { row: 3, column: 'start', text: '2026-01-01' },
      { row: 4, column: 'value', text: 'b' },
      { row: 4, column: 'start', text: '2026-01-02' },
    ])
    expect(plan.range).toEqual(at(3, 1, 4, 2))
    expect(plan.notes).toEqual([])
  })

  it('of one cell fills the range', () => {
    const plan = planPaste([['x']], at(0, 1, 2, 2), COLUMNS, 100)
    expect(plan.targets.map(({ text }) => text).join('')).toBe('xxxxxx')
  })

  it('of one row fills all rows of the range', () => {
    const plan = planPaste([['x', 'y']], at(0, 1, 2, 2), COLUMNS, 100)
    expect(plan.targets.map(({ text }) => text).join('')).toBe('xyxyxy')
  })

  it('leaves out columns that cannot be edited, and says so', () => {
    const plan = planPaste([['1', 'a', 'b', 'c', 'd']], at(0, 0), COLUMNS, 100)
    expect(plan.targets.map(({ column }) => column)).toEqual(['value', 'start', 'end'])
    expect(plan.notes).toEqual(['Id and State cannot be edited and stayed as before.'])
  })

  it('leaves out what is beyond the last row and column, and says so', () => {
    const plan = planPaste(
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
      at(98, 4),
      COLUMNS,
      100,
    )
    expect(plan.targets).toEqual([
      { row: 98, column: 'end', text: 'a' },
      { row: 99, column: 'end', text: 'c' },
    ])
    expect(plan.notes).toEqual([
      '1 row beyond the last row was left out.',
      '1 column beyond the last column was left out.',
    ])
  })

  it('leaves a cell alone for which its row has none', () => {
    const plan = planPaste([['a', 'b'], ['c']], at(0, 1), COLUMNS, 100)
    expect(plan.targets).toHaveLength(3)
  })
})

describe('filling down', () => {
  it('takes the first row of the range for all below', () => {
    expect(planFill(at(2, 1, 5, 1))).toEqual({ source: 2, top: 3, bottom: 5 })
  })

  it('takes the row above for a single row', () => {
    expect(planFill(at(2, 1))).toEqual({ source: 1, top: 2, bottom: 2 })
    expect(planFill(at(0, 1))).toBeNull()
  })
})

describe('the next cell that can be edited', () => {
  it.each([
    ['beside', 0, 1, 1, { row: 0, column: 2 }],
    ['past one that cannot', 0, 2, 1, { row: 0, column: 4 }],
    ['in the next row', 0, 4, 1, { row: 1, column: 1 }],
    ['in the row before', 1, 1, -1, { row: 0, column: 4 }],
    ['nowhere after the last', 9, 4, 1, null],
    ['nowhere before the first', 0, 1, -1, null],
  ] as const)('is %s', (_, row, column, step, expected) => {
    expect(nextEditable({ row, column }, step, COLUMNS, 10)).toEqual(expected)
  })
})

describe('a range of cells', () => {
  const active = { row: 4, column: 3 }

  it('counts the data columns only', () => {
    expect(dataRange(active, { row: 2, column: 0 }, 1)).toEqual(at(2, 0, 4, 2))
    expect(dataRange(active, null, 0)).toEqual(at(4, 3))
  })

  it('is none in the headers and in the boxes', () => {
    expect(dataRange({ row: -1, column: 2 }, null, 1)).toBeNull()
    expect(dataRange({ row: 3, column: 0 }, null, 1)).toBeNull()
  })

  it('is told by its size', () => {
    expect(rangeWords(at(0, 0, 3, 2))).toBe('12 cells selected: 4 rows, 3 columns')
    expect(rangeWords(at(0, 0, 1999, 0))).toBe('2,000 cells selected: 2,000 rows, 1 column')
  })
})

it('what was not taken is named, unless it is long or nothing', () => {
  expect(refusal('soon', 'Write a day.')).toBe('“soon” was not taken. Write a day.')
  expect(refusal('', 'Write a day.')).toBe('Write a day.')
  expect(refusal('x'.repeat(99), 'Too long.')).toBe(`“${'x'.repeat(39)}…” was not taken. Too long.`)
})
