import { count, eq, sql } from 'drizzle-orm'
import type { AccountUsage, Transaction } from '../store.ts'
import { accounts, dataSources, destinations, replies, segments, visitors } from './schema.ts'
import type { Database } from './statements.ts'

const theAccount = eq(accounts.id, 1)

/** The account as a whole, its sample visitors, and the replies kept for repeats. */
export function accountRows(
  db: Database,
): Pick<
  Transaction,
  | 'lockAccount'
  | 'usage'
  | 'markSampleData'
  | 'listVisitors'
  | 'visitor'
  | 'lastVisitorId'
  | 'insertVisitors'
  | 'saveVisitor'
  | 'deleteVisitor'
  | 'reply'
  | 'saveReply'
> {
  return {
    async lockAccount() {
      await db.select({ id: accounts.id }).from(accounts).where(theAccount).for('update')
    },

    async usage() {
      const isTrash = sql<boolean>`${destinations.status} = 'deleted'`
      const groups = await db
        .select({ type: destinations.type, isTrash, count: count() })
        .from(destinations)
        .groupBy(destinations.type, isTrash)
      const [account] = await db
        .select({
          sampleData: accounts.sampleData,
          segments: db.$count(segments),
          dataSources: db.$count(dataSources),
          visitors: db.$count(visitors),
        })
        .from(accounts)
        .where(theAccount)
      const usage: AccountUsage = {
        destinations: 0,
        byType: { url: 0, cookie: 0 },
        trashed: 0,
        segments: account?.segments ?? 0,
        dataSources: account?.dataSources ?? 0,
        visitors: account?.visitors ?? 0,
        sampleData: account?.sampleData ?? false,
      }
      for (const group of groups) {
        if (group.isTrash) {
          usage.trashed += group.count
        } else {
          usage.destinations += group.count
          usage.byType[group.type] += group.count
        }
      }
      return usage
    },

    async markSampleData() {
      await db.update(accounts).set({ sampleData: true }).where(theAccount)
    },

    async listVisitors() {
      const rows = await db.select().from(visitors).orderBy(visitors.id)
      return rows.map(({ visitor }) => visitor)
    },

    async lastVisitorId() {
      const [row] = await db
        .select({ last: accounts.lastVisitorId })
        .from(accounts)
        .where(theAccount)
      return row?.last ?? 0
    },

    async insertVisitors(added) {
      if (added.length === 0) return
      const last = added.reduce((most, { id }) => Math.max(most, id), 0)
      await db
        .update(accounts)
        .set({ lastVisitorId: sql`greatest(${accounts.lastVisitorId}, ${last}::integer)` })
        .where(theAccount)
      await db.insert(visitors).values(added.map((visitor) => ({ id: visitor.id, visitor })))
    },

    async visitor(id, lock = false) {
      const query = db.select().from(visitors).where(eq(visitors.id, id)).$dynamic()
      const [row] = await (lock ? query.for('update') : query)
      return row?.visitor ?? null
    },

    async saveVisitor(visitor) {
      await db.update(visitors).set({ visitor }).where(eq(visitors.id, visitor.id))
    },

    async deleteVisitor(id) {
      await db.delete(visitors).where(eq(visitors.id, id))
    },

    async reply(key, since) {
      // Two requests with one key: the second waits here for the reply of the first.
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 1))`)
      await db.execute(
        sql`delete from ${replies} where ${replies.key} in (select ${replies.key} from ${replies} where ${replies.createdAt} < ${new Date(since).toISOString()}::timestamptz for update skip locked)`,
      )
      const [row] = await db.select().from(replies).where(eq(replies.key, key))
      return row && row.createdAt.getTime() >= since
        ? { ...row, createdAt: row.createdAt.getTime() }
        : null
    },

    async saveReply(reply) {
      const row = { ...reply, createdAt: new Date(reply.createdAt) }
      await db.insert(replies).values(row).onConflictDoUpdate({ target: replies.key, set: row })
    },
  }
}
