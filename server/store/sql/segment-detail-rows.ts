import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Transaction } from '../store.ts'
import { readDestinations } from './destination-rows.ts'
import { MAPPING } from './mapping-rows.ts'
import { destinations, mappings } from './schema.ts'
import type { Database } from './statements.ts'

/** Where single segments go. */
export function segmentDetailRows(db: Database): Pick<Transaction, 'segmentDestinations'> {
  return {
    async segmentDestinations(segmentId) {
      const ofSegment = eq(mappings.segmentId, segmentId)
      const rows = await db
        .select({ destinationId: mappings.destinationId, ...MAPPING })
        .from(mappings)
        .where(ofSegment)
      const byId = new Map(rows.map(({ destinationId, ...mapping }) => [destinationId, mapping]))
      const ids = db.select({ id: mappings.destinationId }).from(mappings).where(ofSegment)
      const found = await readDestinations(
        db,
        and(inArray(destinations.id, ids), ne(destinations.status, 'deleted')),
      )
      return found.flatMap((destination) => {
        const mapping = byId.get(destination.id)
        return mapping ? [{ destination, mapping }] : []
      })
    },
  }
}
