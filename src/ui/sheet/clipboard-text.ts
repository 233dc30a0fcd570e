import { isFormula, plainCell as unguarded } from '../../lib/read-table.ts'

const NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/

/**
 * An apostrophe makes a formula a text, in our CSV files as well as here. A plain number is none, whatever
 * its sign; a text that has an apostrophe before a formula gets one more, so that it comes back as it was.
 */
function guarded(text: string): string {
  const isRead = isFormula(text) && !NUMBER.test(text)
  return isRead || unguarded(text) !== text ? `'${text}` : text
}

/**
 * Cells as a spreadsheet pastes them: tabs between them, a line for each row, quoted where a cell holds
 * a tab, a quote or a line end. A cell that would run as a formula elsewhere gets an apostrophe.
 */
export function toClipboardText(rows: readonly (readonly string[])[]): string {
  const text = rows.map((row) => row.map((cell) => quoted(guarded(cell))).join('\t')).join('\r\n')
  // An empty last line is no row without a line end of its own.
  return text === '' || text.endsWith('\r\n') ? `${text}\r\n` : text
}

function quoted(text: string): string {
  return /[\t"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * The cells of a text that a spreadsheet, or `toClipboardText`, put on the clipboard. Any kind of line
 * end; the last one ends the last row. A quote that is never closed is an ordinary character.
 *
 * @returns rows, which may differ in length; none for an empty text.
 */
export function fromClipboardText(source: string): string[][] {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  if (text === '') return []
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at <= text.length) {
    const cell = quotedCell(text, at) ?? plainCell(text, at)
    row.push(unguarded(cell.text))
    at = cell.end + 1
    if (text[cell.end] === '\t') continue
    rows.push(row)
    row = []
    // The line end of the last row.
    if (at === text.length) break
  }
  return rows
}

type Cell = { text: string; end: number }

function plainCell(text: string, from: number): Cell {
  // A search for each of the two ends would look through all of a text that has only the other.
  const rest = /[^\t\n]*/y
  rest.lastIndex = from
  const [found = ''] = rest.exec(text) ?? []
  return { text: found, end: from + found.length }
}

/** @returns null: it is not quoted as a whole. */
function quotedCell(text: string, from: number): Cell | null {
  if (text[from] !== '"') return null
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    const next = text[at + 1]
    if (next === '"') at += 1
    else if (next === undefined || next === '\t' || next === '\n') {
      return { text: text.slice(from + 1, at).replaceAll('""', '"'), end: at + 1 }
    } else return null
  }
  return null
}

/** Rows of a paste above which it is one for the import. */
const MANY_ROWS = 500

/**
 * Whether a paste is better looked at before it is taken: many rows, or a first row of headers.
 *
 * @param headers what the columns are called here.
 */
export function isBigPaste(
  rows: readonly (readonly string[])[],
  headers: readonly string[],
): boolean {
  return rows.length > MANY_ROWS || hasHeader(rows, headers)
}

/**
 * Headers are names of our columns; or words without a digit, the names of another program's columns,
 * above a column of numbers or days.
 */
function hasHeader(rows: readonly (readonly string[])[], headers: readonly string[]): boolean {
  const [first, ...others] = rows
  if (!first || others.length === 0) return false
  const known = new Set(headers.map((header) => header.toLowerCase()))
  if (first.some((cell) => known.has(cell.trim().toLowerCase()))) return true
  if (first.length < 2 || !first.every((cell) => /^[^\d]*\p{L}[^\d]*$/u.test(cell))) return false
  return first.some((_, column) =>
    others.slice(0, 20).every((row) => /^\d[\d.,/-]*$/.test(row[column]?.trim() ?? '')),
  )
}
