import { describe, expect, it } from 'vitest'
import { chosenWidths, shownColumns, withColumns, withWidth } from './chosen-columns.ts'

const ALL = [
  { id: 'id' },
  { id: 'name', isRowHeader: true },
  { id: 'code', isExtra: true },
  { id: 'value' },
]
const ids = (columns: readonly { id: string }[]) => columns.map(({ id }) => id)

describe('columns', () => {
  it('come by themselves, without those that are extra', () => {
    expect(ids(shownColumns(ALL, null))).toEqual(['id', 'name', 'value'])
    expect(ids(shownColumns(ALL, [{ id: 'gone', width: null }]))).toEqual(['id', 'name', 'value'])
  })

  it('are those that were chosen, and always the name', () => {
    expect(ids(shownColumns(ALL, [{ id: 'code', width: null }]))).toEqual(['name', 'code'])
  })

  it('that are chosen as they come are no choice', () => {
    expect(withColumns(ALL, null, ['value', 'id', 'name'])).toBeNull()
    expect(withColumns(ALL, null, ['id', 'code'])).toEqual([
      { id: 'id', width: null },
      { id: 'name', width: null },
      { id: 'code', width: null },
    ])
  })

  it('keep their widths when others are chosen', () => {
    const wide = withWidth(ALL, null, 'value', 200)
    expect(chosenWidths(wide)).toEqual(new Map([['value', 200]]))
    expect(withColumns(ALL, wide, ['value'])).toEqual([
      { id: 'name', width: null },
      { id: 'value', width: 200 },
    ])
  })
})
