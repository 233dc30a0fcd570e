import { call, type CallInput } from '../../api/client.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'

/** The most rows that the server gives at once. */
const PAGE = 1000

/**
 * Reads every mapping that a list shows, page by page.
 *
 * @param onProgress told the share that is read, of 0 to 1, after each page.
 * @throws ApiError when a page cannot be had.
 */
export async function readAllMappings(
  { params, query }: CallInput<'mappingList'>,
  onProgress: (share: number) => void,
): Promise<MappingWithSegment[]> {
  const rows: MappingWithSegment[] = []
  let cursor: string | undefined
  do {
    const input = { params, query: { ...query, limit: PAGE, cursor } }
    // oxlint-disable-next-line no-await-in-loop -- each page tells where the next begins
    const page = await call('mappingList', input)
    rows.push(...page.items)
    onProgress(page.total === 0 ? 1 : Math.min(1, rows.length / page.total))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return rows
}
