import { formatNumber } from './format.ts'

/** A row of a file: the line where it starts, from 1, and its cells. */
export type TableRow = { line: number; cells: string[] }

const MB = 1024 * 1024
/** Bytes above which a file is not even read. */
const FILE_MAX = 20 * MB

/** Why a file is too large to be read; null: it is not. */
export function fileProblem({ name, size }: { name: string; size: number }): string | null {
  if (size <= FILE_MAX) return null
  return `${name} has ${formatNumber(Math.ceil(size / MB))} MB; at most ${FILE_MAX / MB} MB can be imported at once. Split it into smaller files.`
}

/** Words for what `decodeText` or `readTable` threw. */
export function readingProblem(error: unknown): string {
  if (error instanceof UnreadableTableError) return error.message
  return 'It could not be read. Choose the file again; it may have been moved or changed.'
}

/** A text and how it was written. */
export type DecodedText = { text: string; encoding: string }

export type ReadTable = { rows: TableRow[]; delimiter: string }

/** Why a file or a pasted text holds no table, in words for the person. */
export class UnreadableTableError extends Error {}

/**
 * The text of a file: UTF-8, UTF-16 with a byte-order mark, else windows-1252, as older spreadsheets
 * write it.
 *
 * @throws UnreadableTableError for what is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le', 'UTF-16')
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be', 'UTF-16')
  if (bytes.subarray(0, 100_000).includes(0)) {
    throw new UnreadableTableError(
      'This is not a text file. In the spreadsheet, save it as CSV or as tab-separated text.',
    )
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return decode(bytes, 'windows-1252', 'Windows-1252')
  }
}

function decode(bytes: Uint8Array, label: string, encoding: string): DecodedText {
  return { text: new TextDecoder(label).decode(bytes), encoding }
}

const DELIMITERS = ['\t', ',', ';', '|']

export const DELIMITER_NAMES: Record<string, string> = {
  '\t': 'tab',
  ',': 'comma',
  ';': 'semicolon',
  '|': 'pipe',
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1
}

/**
 * Splits a text into rows and cells. Quoted cells may hold delimiters and line ends; each row knows the
 * line of the text where it starts. Works in pieces, so that the page stays responsive.
 *
 * @param onProgress told of the share that is read, 0 to 1.
 * @throws UnreadableTableError when there is no row; the signal's reason when it is aborted.
 */
export async function readTable(
  source: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ReadTable> {
  // One kind of line end, whatever mixture the file has: a row's line is then a count of them.
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const { default: Papa } = await import('papaparse')
  // Excel's own way to name the delimiter, before the first row.
  const named = /^"?sep=([\t,;|])"?\n/i.exec(text)
  const start = named?.[0].length ?? 0
  const sample = Papa.parse<string[]>(text.slice(start, start + 20_000).replace(/\n+$/, ''), {
    preview: 20,
    delimitersToGuess: DELIMITERS,
  })
  const delimiter = named?.[1] ?? (sample.meta.delimiter || ',')
  const rows: TableRow[] = []
  let line = named ? 2 : 1
  let at = start
  while (at < text.length) {
    const end = pieceEnd(text, at)
    const piece = text.slice(at, end)
    const parsed = Papa.parse<string[]>(piece, { delimiter, newline: '\n' })
    const unclosed = parsed.errors.find(({ code }) => code === 'MissingQuotes')?.row
    for (const [row, cells] of parsed.data.entries()) {
      // It would take all lines below into its cell.
      if (row === unclosed) throw new UnreadableTableError(unclosedQuote(line))
      if (cells.some((cell) => cell !== '')) rows.push({ line, cells })
      line += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0)
    }
    // A piece ends with its line end, which papaparse takes for one more, empty row.
    if (piece.endsWith('\n')) line -= 1
    at = end
    onProgress(at / text.length)
    // oxlint-disable-next-line no-await-in-loop -- gives the page time to paint between pieces
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
  }
  if (rows.length === 0) throw new UnreadableTableError('There is no row in it.')
  return { rows, delimiter }
}

function unclosedQuote(line: number): string {
  return `The quote that opens in line ${formatNumber(line)} is never closed. Close it or remove it; a quote within a cell is written twice.`
}

const PIECE = 256 * 1024

/** The end of a piece: after a line end that is outside of quotes. */
function pieceEnd(text: string, from: number): number {
  let isQuoted = false
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && at - from >= PIECE && character === '\n') return at + 1
  }
  return text.length
}

/** Whether a spreadsheet would take a cell for a formula. */
export function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text)
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe, which makes it text. */
function csvCell(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** A cell without the apostrophe that `toCsv`, or a person, put before what would be a formula. */
export function plainCell(text: string): string {
  return text.startsWith("'") && isFormula(text.replace(/^'+/, '')) ? text.slice(1) : text
}

/** Rows as CSV for a spreadsheet (RFC 4180), with a byte-order mark so that it is read as UTF-8. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}
