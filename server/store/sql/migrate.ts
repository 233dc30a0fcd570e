import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { pgTable, text } from 'drizzle-orm/pg-core'
import type { MigrationState } from '../store.ts'
import type { Database } from './statements.ts'

const FOLDER = new URL('./migrations/', import.meta.url)

/** Any number, as long as nothing else in the database locks by it. */
const LOCK = 0x44_42_4d_49

const migrations = pgTable('migration', { name: text('name').primaryKey() })

/** The names of the migrations that this version has, in order. */
async function known(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).toSorted()
}

async function applied(db: Database): Promise<Set<string>> {
  return new Set((await db.select().from(migrations)).map(({ name }) => name))
}

/**
 * Runs the migrations that the database lacks, all of them or none. Processes that start at once wait
 * for the first, and then find nothing left to do.
 *
 * @throws when the database was migrated by a newer version, which this one could damage.
 */
export async function migrate(db: Database): Promise<void> {
  const names = await known()
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    await transaction.execute(
      sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`,
    )
    const done = await applied(transaction)
    const newer = [...done].find((name) => !names.includes(name))
    if (newer !== undefined) {
      throw new Error(
        `The database was changed by a newer version (migration ${newer}). Start that version instead.`,
      )
    }
    for (const name of names) {
      if (done.has(name)) continue
      // oxlint-disable no-await-in-loop -- one after the other, on one connection
      for (const statement of statementsOf(await readFile(new URL(name, FOLDER), 'utf8'))) {
        await transaction.execute(sql.raw(statement))
      }
      await transaction.insert(migrations).values({ name })
      // oxlint-enable no-await-in-loop
    }
  })
}

/** A statement ends with a semicolon at the end of a line. */
function statementsOf(script: string): string[] {
  return script.split(/;\s*$/m).filter((statement) => statement.trim() !== '')
}

export async function migrationState(db: Database): Promise<MigrationState> {
  const [names, done] = [await known(), await applied(db)]
  return { applied: done.size, pending: names.filter((name) => !done.has(name)).length }
}
