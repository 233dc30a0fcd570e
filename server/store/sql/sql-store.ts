import type { Store, Transaction } from '../store.ts'
import { accountRows } from './account-rows.ts'
import { destinationRows } from './destination-rows.ts'
import { mappingRows } from './mapping-rows.ts'
import { migrate, migrationState } from './migrate.ts'
import { segmentRows } from './segment-rows.ts'
import type { Database } from './statements.ts'

function rows(db: Database): Transaction {
  return { ...accountRows(db), ...destinationRows(db), ...mappingRows(db), ...segmentRows(db) }
}

/**
 * The store over a PostgreSQL database, brought up to date.
 *
 * @param close ends the connections.
 */
export async function createSqlStore(db: Database, close: () => Promise<void>): Promise<Store> {
  await migrate(db)
  const direct = rows(db)
  return {
    transaction: (work) => db.transaction((transaction) => work(rows(transaction))),
    read: (work) => work(direct),
    migrations: () => migrationState(db),
    close,
  }
}
