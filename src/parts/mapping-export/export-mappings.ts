import { call, type CallInput } from '../../api/client.ts'
import { PAGE_SIZE_MAX } from '../../contract/common.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { mappingsToCsv } from '../../domain/mapping-import/worksheet.ts'

/** What restricts and sorts the rows, as the grid asks for them. */
export type ExportQuery = Omit<CallInput<'mappingList'>['query'], 'cursor' | 'offset' | 'limit'>

/**
 * All mappings of a view as CSV, in the columns of the bulk worksheet; imported again, it changes
 * nothing.
 *
 * @param onProgress told the share that is read, of 0 to 1, after each page.
 * @throws ApiError when a page cannot be had; the signal's reason when it is aborted.
 */
export async function exportMappings(
  destination: Pick<Destination, 'id' | 'configuration'>,
  query: ExportQuery,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<string> {
  // Keyed, since a row that is changed while this reads on may come a second time.
  const rows = new Map<number, MappingWithSegment>()
  let cursor: string | undefined
  do {
    const input = {
      params: { destinationId: destination.id },
      query: { ...query, limit: PAGE_SIZE_MAX, cursor },
    }
    // oxlint-disable-next-line no-await-in-loop -- each page tells where the next begins
    const page = await call('mappingList', input, { signal })
    for (const row of page.items) rows.set(row.segmentId, row)
    onProgress(page.total === 0 ? 1 : Math.min(1, rows.size / page.total))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return mappingsToCsv(destination, [...rows.values()])
}

/** A file name for an export of a destination: its name in plain letters, and the day. */
export function exportFileName(
  { id, name }: Pick<Destination, 'id' | 'name'>,
  today: string,
): string {
  const words = (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return `mappings-${id}${words === '' ? '' : `-${words}`}-${today}.csv`
}
