import { describe, expect, it } from 'vitest'
import type { SegmentImportResult } from '../../contract/segment.ts'
import type { TableRow } from '../../lib/read-table.ts'
import { dataRows } from '../../parts/import/loaded-table.ts'
import { type ImportAction, importFlow, START } from './import-flow.ts'

const ROWS: TableRow[] = [
  { line: 1, cells: ['ID', 'Name'] },
  { line: 2, cells: ['1', 'Ski', 'more'] },
]
const RESULT: SegmentImportResult = {
  created: 1,
  changed: 0,
  unchanged: 0,
  rejected: [],
  createdSample: [],
  mappedByRule: [],
  changedSample: [],
}
const READ: ImportAction = { type: 'read', source: 'a.csv', format: 'comma', rows: ROWS }
const after = (...actions: ImportAction[]) => actions.reduce(importFlow, START)

describe('the import', () => {
  it('recognises headers, and ignores columns that only some rows have', () => {
    expect(after(READ)).toMatchObject({
      step: 'columns',
      table: { hasHeader: true, roles: ['id', 'name', 'ignore'] },
    })
  })

  it('leaves the header out of the data, unless there is none', () => {
    const flow = after(READ)
    if (flow.step !== 'columns') throw new Error('not at the columns')
    expect(dataRows(flow.table)).toHaveLength(1)
    expect(dataRows({ ...flow.table, hasHeader: false })).toHaveLength(2)
  })

  it('keeps the table when checking fails', () => {
    const flow = after(READ, { type: 'check' }, { type: 'check-failed', problem: 'offline' })
    expect(flow).toMatchObject({ step: 'columns', problem: 'offline', table: { source: 'a.csv' } })
  })

  it('keeps the chosen columns on the way back from the preview', () => {
    const flow = after(
      READ,
      { type: 'role', column: 2, role: 'description' },
      { type: 'check' },
      { type: 'checked', result: RESULT },
      { type: 'back' },
    )
    expect(flow).toMatchObject({ table: { roles: ['id', 'name', 'description'] } })
  })

  it('does not take a column’s role before a table was read', () => {
    expect(importFlow(START, { type: 'role', column: 0, role: 'id' })).toBe(START)
  })
})
