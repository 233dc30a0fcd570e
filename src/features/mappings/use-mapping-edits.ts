import { useEffect, useState, useSyncExternalStore } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { invalidate, queryClient } from '../../api/query.ts'
import type { Mapping, MappingWithSegment } from '../../contract/mapping.ts'
import { createMappingEdits, updateInput } from './mapping-edits.ts'
import { refreshMappings } from './refresh.ts'

/** The edits of one destination's mappings, for as long as the step is open. */
export function useMappingEdits(destinationId: number) {
  const [edits] = useState(() => editsFor(destinationId))
  const state = useSyncExternalStore(edits.subscribe, edits.state)

  // Edits that wait for their rest must not be lost by leaving the step, nor by the network's return.
  useEffect(() => {
    const flush = () => void edits.flush()
    window.addEventListener('online', flush)
    return () => {
      window.removeEventListener('online', flush)
      flush()
    }
  }, [edits])

  return { edits, state }
}

function editsFor(destinationId: number) {
  return createMappingEdits({
    send: (changes) => call('mappingBulkUpdate', updateInput(destinationId, changes)),
    onSaved: (rows) => {
      showSaved(rows)
      // Read again when it is looked at anew: now, rows would move from under the person's hands.
      void queryClient.invalidateQueries({ queryKey: ['mappingList'], refetchType: 'none' })
      void invalidate('deliveryMappingList', 'destinationView', 'destinationList')
    },
    onRemoved: () => void refreshMappings(),
    isFinal,
    now: Date.now,
    storage: localStorage,
    storageKey: `destination-builder.unsaved.${destinationId}.segment-mappings`,
  })
}

/** Sent again, the same changes would be refused again: a rule of the server stands against them. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.slug === 'not-ready' || error.slug === 'validation-failed'
}

type Pages = { pages: { items: MappingWithSegment[] }[] }

/** Puts saved rows into the pages that are shown. */
function showSaved(rows: Mapping[]): void {
  const saved = new Map(rows.map((row) => [row.segmentId, row]))
  queryClient.setQueriesData<Pages>({ queryKey: ['mappingList', 'pages'] }, (data) =>
    data === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => ({ ...item, ...saved.get(item.segmentId) })),
          })),
        },
  )
}
