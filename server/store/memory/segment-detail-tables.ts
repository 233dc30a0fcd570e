import type { Transaction } from '../store.ts'
import { type Tables, withoutDestination } from './tables.ts'

/** Where single segments go. */
export function segmentDetailTables({
  destinations,
  mappings,
}: Tables): Pick<Transaction, 'segmentDestinations'> {
  return {
    async segmentDestinations(segmentId) {
      return mappings
        .values()
        .filter((row) => row.segmentId === segmentId)
        .flatMap((row) => {
          const destination = destinations.get(row.destinationId)
          if (!destination || destination.status === 'deleted') return []
          return [{ destination, mapping: withoutDestination(row) }]
        })
        .toArray()
        .toSorted((a, b) => a.destination.id - b.destination.id)
    },
  }
}
