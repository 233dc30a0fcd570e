import { plural } from '../../lib/format.ts'
import { type CellRange, columnsIn, rowsIn } from './cell-range.ts'
import type { SheetColumn } from './sheet-types.ts'

/** What a cell is to become, by the row's index. */
export type CellTarget = { row: number; column: string; text: string }

export type PastePlan = {
  targets: CellTarget[]
  /** All cells that the paste covers. */
  range: CellRange
  /** What was left out and why, as sentences. */
  notes: string[]
}

/**
 * Where pasted cells go: from the range's first cell on. A range that is a multiple of what is pasted
 * is filled with copies of it; one cell fills any range.
 *
 * @param cells one row at the least.
 * @param range the cells that are chosen.
 */
export function planPaste<Row>(
  cells: readonly (readonly string[])[],
  range: CellRange,
  columns: readonly SheetColumn<Row>[],
  rowCount: number,
): PastePlan {
  const height = cells.length
  const width = Math.max(...cells.map((row) => row.length))
  const rows = copies(rowsIn(range), height)
  const across = copies(columnsIn(range), width)
  const bottom = Math.min(range.top + rows, rowCount) - 1
  const right = Math.min(range.left + across, columns.length) - 1

  const targets: CellTarget[] = []
  for (let row = range.top; row <= bottom; row++) {
    const texts = cells[(row - range.top) % height] ?? []
    for (let at = range.left; at <= right; at++) {
      const column = columns[at]
      const text = texts[(at - range.left) % width]
      if (column?.isEditable && text !== undefined) targets.push({ row, column: column.id, text })
    }
  }

  const locked = columns.slice(range.left, right + 1).filter(({ isEditable }) => !isEditable)
  const below = range.top + rows - 1 - bottom
  const beside = range.left + across - 1 - right
  return {
    targets,
    range: { ...range, bottom, right },
    notes: [
      ...(locked.length > 0
        ? [`${list(locked.map(({ header }) => header))} cannot be edited and stayed as before.`]
        : []),
      ...(below > 0
        ? [`${plural(below, 'row')} beyond the last row ${were(below)} left out.`]
        : []),
      ...(beside > 0
        ? [`${plural(beside, 'column')} beyond the last column ${were(beside)} left out.`]
        : []),
    ],
  }
}

/** As many as are chosen when that is a multiple of what is copied, else what is copied. */
function copies(chosen: number, copied: number): number {
  return chosen % copied === 0 ? chosen : copied
}

/** The texts of the range's first row for all rows below; of one row alone: of the row above it. */
export function planFill(range: CellRange): { source: number; top: number; bottom: number } | null {
  if (rowsIn(range) > 1) return { source: range.top, top: range.top + 1, bottom: range.bottom }
  return range.top === 0 ? null : { source: range.top - 1, top: range.top, bottom: range.top }
}

/** Each editable column of a range with each of its rows. */
export function editableTargets<Row>(
  range: CellRange,
  columns: readonly SheetColumn<Row>[],
  text: (column: SheetColumn<Row>) => string,
): CellTarget[] {
  const editable = columns
    .slice(range.left, range.right + 1)
    .filter(({ isEditable }) => isEditable)
    .map((column) => ({ column: column.id, text: text(column) }))
  const targets: CellTarget[] = []
  for (let row = range.top; row <= range.bottom; row++) {
    for (const each of editable) targets.push({ row, ...each })
  }
  return targets
}

/**
 * The next editable cell, or the one before, row by row.
 *
 * @param from a data column and a row.
 * @returns null: there is none.
 */
export function nextEditable<Row>(
  from: { row: number; column: number },
  step: 1 | -1,
  columns: readonly SheetColumn<Row>[],
  rowCount: number,
): { row: number; column: number } | null {
  let { row, column } = from
  for (let n = 0; n < 2 * columns.length; n++) {
    column += step
    if (column < 0 || column >= columns.length) {
      row += step
      column = step === 1 ? 0 : columns.length - 1
    }
    if (row < 0 || row >= rowCount) return null
    if (columns[column]?.isEditable) return { row, column }
  }
  return null
}

/** Why a text was not taken, for the cell that stayed as it was. */
export function refusal(text: string, problem: string): string {
  if (text === '') return problem
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text
  return `“${shown}” was not taken. ${problem}`
}

/** How a cell range is told. */
export function rangeWords(range: CellRange): string {
  const [rows, columns] = [rowsIn(range), columnsIn(range)]
  const size = `${plural(rows, 'row')}, ${plural(columns, 'column')}`
  return `${plural(rows * columns, 'cell')} selected: ${size}`
}

function list(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(words)
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were'
}
