import type { TableRow } from '../../lib/read-table.ts'

/** A table that was read, and what its columns are taken for. */
export type LoadedTable<Role extends string> = {
  /** The file's name, or words for pasted rows. */
  source: string
  /** How it was written: "tab-separated, UTF-8". */
  format: string
  rows: TableRow[]
  hasHeader: boolean
  /** One for each column, also for those that only some rows have. */
  roles: Role[]
}

/** The rows that hold data. */
export function dataRows<Role extends string>({
  rows,
  hasHeader,
}: Pick<LoadedTable<Role>, 'rows' | 'hasHeader'>): TableRow[] {
  return hasHeader ? rows.slice(1) : rows
}

/** As many cells as the widest row has. */
export function widthOf(rows: readonly TableRow[]): number {
  return rows.reduce((width, { cells }) => Math.max(width, cells.length), 0)
}
