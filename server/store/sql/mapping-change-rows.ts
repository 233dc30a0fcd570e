import { and, desc, eq, getTableColumns, gt, lte, type SQL } from 'drizzle-orm'
import { CHANGES_KEPT, CHANGES_LISTED, type Transaction } from '../store.ts'
import { mappingChanges } from './schema.ts'
import type { Database } from './statements.ts'

const { destinationId: _destinationId, ...read } = getTableColumns(mappingChanges)
const { rows: _rows, ...readEntry } = read

function isOf(destinationId: number): SQL {
  return eq(mappingChanges.destinationId, destinationId)
}

/** The log of what was done to destinations' mappings. */
export function mappingChangeRows(
  db: Database,
): Pick<
  Transaction,
  'lastMappingChange' | 'saveMappingChange' | 'mappingChange' | 'listMappingChanges'
> {
  return {
    async lastMappingChange(destinationId) {
      const [last] = await db
        .select({ number: mappingChanges.number })
        .from(mappingChanges)
        .where(isOf(destinationId))
        .orderBy(desc(mappingChanges.number))
        .limit(1)
      return last?.number ?? 0
    },

    async saveMappingChange(destinationId, change) {
      await db.insert(mappingChanges).values({ ...change, destinationId })
      const tooOld = lte(mappingChanges.number, change.number - CHANGES_KEPT)
      await db.delete(mappingChanges).where(and(isOf(destinationId), tooOld))
    },

    async mappingChange(destinationId, number) {
      const [change] = await db
        .select(read)
        .from(mappingChanges)
        .where(and(isOf(destinationId), eq(mappingChanges.number, number)))
      return change ?? null
    },

    async listMappingChanges(destinationId, since) {
      const latest = await db
        .select(readEntry)
        .from(mappingChanges)
        .where(and(isOf(destinationId), gt(mappingChanges.number, since)))
        .orderBy(desc(mappingChanges.number))
        .limit(CHANGES_LISTED)
      return latest.toReversed()
    },
  }
}
