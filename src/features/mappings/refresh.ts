import { call, type CallOutput } from '../../api/client.ts'
import { invalidate, queryClient } from '../../api/query.ts'
import type { Mapping } from '../../contract/mapping.ts'

/**
 * After edits of rows: what counts and delivers them is read anew; the rows themselves when they are
 * looked at next, since now they would move from under the person's hands.
 */
export function refreshBesideRows(): void {
  const later = { refetchType: 'none' } as const
  void queryClient.invalidateQueries({ queryKey: ['mappingList'], ...later })
  void queryClient.invalidateQueries({ queryKey: ['mappingIdList'], ...later })
  void invalidate('mappingCountView', 'deliveryMappingList', 'destinationView', 'destinationList')
}

type Rows = CallOutput<'mappingList'>

/** Puts rows as they are now into the windows of a destination that are shown, where they stand. */
export function showRows(destinationId: number, rows: readonly Mapping[]): void {
  const now = new Map(rows.map((row) => [row.segmentId, row]))
  if (now.size === 0) return
  queryClient.setQueriesData<Rows>(
    {
      queryKey: ['mappingList'],
      predicate: ({ queryKey: [, input] }) => destinationOf(input) === destinationId,
    },
    (window) => {
      if (!window?.items.some(({ segmentId }) => now.has(segmentId))) return window
      const items = window.items.map((item) => {
        const row = now.get(item.segmentId)
        // An answer that took its time must not bring back what was before.
        return row && row.revision >= item.revision ? { ...item, ...row } : item
      })
      return { ...window, items }
    },
  )
}

/** Rows of a destination as they were read last, wherever they are shown; those that nobody read are left out. */
export function knownRows(
  destinationId: number,
  segmentIds: ReadonlySet<number>,
): Map<number, Rows['items'][number]> {
  const rows = new Map<number, Rows['items'][number]>()
  const windows = queryClient.getQueriesData<Rows>({
    queryKey: ['mappingList'],
    predicate: ({ queryKey: [, input] }) => destinationOf(input) === destinationId,
  })
  for (const row of windows.flatMap(([, window]) => window?.items ?? [])) {
    const known = rows.get(row.segmentId)
    if (segmentIds.has(row.segmentId) && (!known || known.revision <= row.revision)) {
      rows.set(row.segmentId, row)
    }
  }
  return rows
}

function destinationOf(input: unknown): number | null {
  if (typeof input !== 'object' || input === null || !('params' in input)) return null
  const { params } = input
  if (typeof params !== 'object' || params === null || !('destinationId' in params)) return null
  return typeof params.destinationId === 'number' ? params.destinationId : null
}

/** The most ids that a list may be asked for. */
const IDS_MAX = 1000

/** Reads some rows anew and shows them where they stand: a changed value makes duplicates elsewhere. */
export async function refreshRows(destinationId: number, segmentIds: number[]): Promise<void> {
  if (segmentIds.length === 0 || segmentIds.length > IDS_MAX) return
  const { items } = await call('mappingList', {
    params: { destinationId },
    query: { segmentIds, limit: IDS_MAX },
  })
  showRows(destinationId, items)
}
