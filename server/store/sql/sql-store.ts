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
import { accounts, mappings, segments } from './schema.ts'
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

/** Fewer rows than that change no plan. */
const MANY = 5000

/** The tables that become large, and the columns by which rows are looked for. */
const SAMPLED = {
  mapping: sql`${mappings} (destination_id, segment_id)`,
  segment: sql`${segments} (id, name_key, people_count)`,
}
type Sampled = keyof typeof SAMPLED

/** Tells how many rows are added to tables that become large. */
function countingAdded(
  transaction: Transaction,
  count: (table: Sampled, rows: number) => void,
): Transaction {
  return {
    ...transaction,
    insertMappings(destinationId, added) {
      count('mapping', added.length)
      return transaction.insertMappings(destinationId, added)
    },
    insertSegments(added) {
      count('segment', added.length)
      return transaction.insertSegments(added)
    },
  }
}

/**
 * Lets the database learn from a small sample how many rows a table has, and which destinations have most
 * of them. It would by itself a minute later, PGlite never, and until then it reads all segments for a few
 * mappings, or each of many by itself. Not within the transaction: other samples would wait for its end.
 */
async function takeSample(db: Database, table: Sampled): Promise<void> {
  try {
    await db.transaction(async (transaction) => {
      await transaction.execute(sql`set local default_statistics_target = 10`)
      await transaction.execute(sql`analyze ${SAMPLED[table]}`)
    })
  } catch {
    // What was to be written is; a database that is gone says so to the next request.
  }
}

/** Takes a sample of each table that has grown by a fourth since the last one. */
function createSampler(db: Database): {
  afterAdding(added: Record<Sampled, number>): void
  idle(): Promise<unknown>
} {
  const since = { mapping: 0, segment: 0 }
  const before = { mapping: 0, segment: 0 }
  let sampling: Promise<unknown> = Promise.resolve()
  return {
    afterAdding(added) {
      for (const table of ['segment', 'mapping'] as const) {
        since[table] += added[table]
        if (since[table] < Math.max(MANY, before[table] / 4)) continue
        before[table] += since[table]
        since[table] = 0
        sampling = Promise.all([sampling, takeSample(db, table)])
      }
    },
    idle: () => sampling,
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
  const sampler = createSampler(db)
  // Names the transactions that are over and those under way: equal snapshots see equal rows.
  const snapshot = db
    .select({ name: sql<string>`pg_current_snapshot()::text` })
    .from(accounts)
    .limit(1)
    .prepare('state')
  return {
    transaction: async (work) => {
      const added = { mapping: 0, segment: 0 }
      try {
        const result = await db.transaction((transaction) =>
          work(
            countingAdded(rows(transaction), (table, count) => {
              added[table] += count
            }),
          ),
        )
        sampler.afterAdding(added)
        return result
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
    close: async () => {
      await sampler.idle()
      await close()
    },
  }
}
