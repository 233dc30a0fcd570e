import { sql } from 'drizzle-orm'
import type { Store, Transaction } from '../store.ts'
import { accountRows } from './account-rows.ts'
import { audienceModelRows } from './audience-model-rows.ts'
import { destinationRows } from './destination-rows.ts'
import { deliveryState, edgeRows } from './edge-rows.ts'
import { mappingChangeRows } from './mapping-change-rows.ts'
import { mappingRuleRows } from './mapping-rule-rows.ts'
import { mappingListRows } from './mapping-list-rows.ts'
import { mappingRows } from './mapping-rows.ts'
import { migrate, migrationState } from './migrate.ts'
import { accounts } from './schema.ts'
import { segmentDetailRows } from './segment-detail-rows.ts'
import { segmentRows } from './segment-rows.ts'
import type { Database } from './statements.ts'

function rows(db: Database): Transaction {
  return {
    ...accountRows(db),
    ...destinationRows(db),
    ...mappingRows(db),
    ...mappingChangeRows(db),
    ...mappingListRows(db),
    ...segmentRows(db),
    ...segmentDetailRows(db),
    ...audienceModelRows(db),
    ...mappingRuleRows(db),
    ...edgeRows(db),
  }
}

/**
 * The store over a PostgreSQL database, brought up to date.
 *
 * @param close ends the connections.
 * @param isAlone whether no other process can change the database.
 */
export async function createSqlStore(
  db: Database,
  close: () => Promise<void>,
  isAlone: boolean,
): Promise<Store> {
  await migrate(db)
  const direct = rows(db)
  let changes = 0
  // Names the transactions that are over and those under way: equal snapshots see equal rows.
  const snapshot = db
    .select({ name: sql<string>`pg_current_snapshot()::text` })
    .from(accounts)
    .limit(1)
    .prepare('state')
  return {
    transaction: async (work) => {
      try {
        return await db.transaction((transaction) => work(rows(transaction)))
      } finally {
        changes += 1
      }
    },
    read: (work) => work(direct),
    state: async () => {
      if (isAlone) return String(changes)
      const [row] = await snapshot.execute()
      return row?.name ?? ''
    },
    deliveryState: () => deliveryState(db),
    migrations: () => migrationState(db),
    close,
  }
}
