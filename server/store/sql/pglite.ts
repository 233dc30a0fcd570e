import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { drizzle } from 'drizzle-orm/pglite'
import type { Store } from '../store.ts'
import { createSqlStore } from './sql-store.ts'

/**
 * The store over a PostgreSQL inside this process.
 *
 * @param folder where it keeps its files, for this process alone; null: nothing is kept.
 */
export async function openPglite(folder: string | null): Promise<Store> {
  const client = await PGlite.create({
    ...(folder !== null && { dataDir: folder }),
    extensions: { pg_trgm },
  })
  return createSqlStore(drizzle({ client }), () => client.close(), true)
}
