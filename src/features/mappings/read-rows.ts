import { PAGE_SIZE_MAX } from '../../contract/common.ts'

/**
 * Rows `first` to `last` of a list, both included; fewer where it ends before.
 *
 * @param readPage asks the server for `limit` rows from `offset` on.
 * @throws ApiError when a page cannot be had.
 */
export async function readRows<Row>(
  first: number,
  last: number,
  readPage: (page: { offset: number; limit: number }) => Promise<{ items: Row[] }>,
): Promise<Row[]> {
  const rows: Row[] = []
  while (rows.length <= last - first) {
    const offset = first + rows.length
    const limit = Math.min(PAGE_SIZE_MAX, last - offset + 1)
    // oxlint-disable-next-line no-await-in-loop -- twenty requests at once would hold up everybody else's
    const { items } = await readPage({ offset, limit })
    if (items.length === 0) break
    rows.push(...items)
  }
  return rows
}
