import type { SegmentImportResult } from '../../contract/segment.ts'
import {
  type ColumnRole,
  guessColumns,
  recogniseColumns,
} from '../../domain/segment-import/table.ts'
import type { TableRow } from '../../lib/read-table.ts'
import { type LoadedTable as TableWithRoles, widthOf } from '../../parts/import/loaded-table.ts'

export type LoadedTable = TableWithRoles<ColumnRole>

export type ImportFlow =
  | { step: 'choose'; problem: string | null }
  | { step: 'reading'; share: number }
  | { step: 'columns'; table: LoadedTable; problem: string | null }
  | { step: 'checking'; table: LoadedTable }
  | { step: 'preview'; table: LoadedTable; result: SegmentImportResult }
  | { step: 'done'; result: SegmentImportResult }

export type ImportAction =
  | { type: 'reading'; share: number }
  | { type: 'read'; source: string; format: string; rows: TableRow[] }
  | { type: 'refused'; problem: string }
  | { type: 'role'; column: number; role: ColumnRole }
  | { type: 'header'; hasHeader: boolean }
  | { type: 'check' }
  | { type: 'check-failed'; problem: string }
  | { type: 'checked'; result: SegmentImportResult }
  | { type: 'applied'; result: SegmentImportResult }
  | { type: 'back' }
  | { type: 'restart' }

export const START: ImportFlow = { step: 'choose', problem: null }

/** A role for each column, also for those that only some rows have. */
function padded(roles: readonly ColumnRole[], rows: readonly TableRow[]): ColumnRole[] {
  return Array.from({ length: widthOf(rows) }, (_, at) => roles[at] ?? 'ignore')
}

function loaded(source: string, format: string, rows: TableRow[]): LoadedTable {
  const [first] = rows
  const recognised = recogniseColumns(first?.cells ?? [])
  return {
    source,
    format,
    rows,
    hasHeader: recognised !== null,
    roles: padded(recognised ?? guessColumns(first?.cells ?? []), rows),
  }
}

/** What the import page shows next. An action that does not fit the step changes nothing. */
export function importFlow(flow: ImportFlow, action: ImportAction): ImportFlow {
  switch (action.type) {
    case 'reading':
      return { step: 'reading', share: action.share }
    case 'read':
      return {
        step: 'columns',
        table: loaded(action.source, action.format, action.rows),
        problem: null,
      }
    case 'refused':
      return { step: 'choose', problem: action.problem }
    case 'restart':
      return START
    case 'applied':
      return { step: 'done', result: action.result }
    case 'role':
    case 'header':
    case 'check':
    case 'check-failed':
    case 'checked':
    case 'back':
      return 'table' in flow ? withTable(flow, action) : flow
  }
}

type TableAction = Extract<
  ImportAction,
  { type: 'role' | 'header' | 'check' | 'check-failed' | 'checked' | 'back' }
>

function withTable(
  flow: Extract<ImportFlow, { table: LoadedTable }>,
  action: TableAction,
): ImportFlow {
  const { table } = flow
  switch (action.type) {
    case 'role': {
      const roles = table.roles.with(action.column, action.role)
      return { step: 'columns', table: { ...table, roles }, problem: null }
    }
    case 'header':
      return { step: 'columns', table: { ...table, hasHeader: action.hasHeader }, problem: null }
    case 'check':
      return { step: 'checking', table }
    case 'check-failed':
      return { step: 'columns', table, problem: action.problem }
    case 'checked':
      return { step: 'preview', table, result: action.result }
    case 'back':
      return flow.step === 'columns' ? START : { step: 'columns', table, problem: null }
  }
}
