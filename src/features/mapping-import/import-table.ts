import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingImportRejection, MappingImportRow } from '../../contract/mapping-import.ts'
import {
  type ColumnRole,
  guessColumns,
  recogniseColumns,
  rowsFromTable,
} from '../../domain/mapping-import/table.ts'
import { DELIMITER_NAMES, type ReadTable, type TableRow } from '../../lib/read-table.ts'
import { type LoadedTable, widthOf } from '../../parts/import/loaded-table.ts'
import type { Source } from './kept-source.ts'

/** A table to import, and whether a reload would lose it. */
export type ImportTable = LoadedTable<ColumnRole> & Pick<Source, 'from'> & { isKept: boolean }

/** What a table that was read is taken for: its first row as headers when one of them is known. */
export function loadedTable(
  { configuration }: Pick<Destination, 'configuration'>,
  source: Source,
  { rows, delimiter }: ReadTable,
  isKept: boolean,
): ImportTable {
  const first = rows[0]?.cells ?? []
  const recognised = recogniseColumns(first, configuration)
  const roles = recognised ?? guessColumns(first, configuration)
  return {
    from: source.from,
    source: source.name,
    format: [
      `${DELIMITER_NAMES[delimiter] ?? delimiter}-separated`,
      ...(source.from === 'paste' ? [] : [source.encoding]),
    ].join(', '),
    rows,
    hasHeader: recognised !== null,
    roles: Array.from({ length: widthOf(rows) }, (_, at) => roles[at] ?? 'ignore'),
    isKept,
  }
}

/** Rows that are made before the page gets time to paint. */
const PIECE = 4000

/**
 * As `rowsFromTable`, in pieces, so that the page stays responsive.
 *
 * @param onProgress told of the share that is done, 0 to 1.
 * @throws the signal's reason when it is aborted.
 */
export async function readRows(
  data: readonly TableRow[],
  roles: readonly ColumnRole[],
  destination: Pick<Destination, 'id'>,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ rows: MappingImportRow[]; rejected: MappingImportRejection[] }> {
  const pieces: ReturnType<typeof rowsFromTable>[] = []
  for (let at = 0; at < data.length; at += PIECE) {
    pieces.push(rowsFromTable(data.slice(at, at + PIECE), roles, destination))
    onProgress(Math.min(1, (at + PIECE) / data.length))
    // oxlint-disable-next-line no-await-in-loop -- gives the page time to paint between pieces
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
  }
  return {
    rows: pieces.flatMap(({ rows }) => rows),
    rejected: pieces.flatMap(({ rejected }) => rejected),
  }
}
