import { drizzle } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import type { Store } from '../store.ts'
import { createSqlStore } from './sql-store.ts'

/** Connections of one process; PostgreSQL allows 100 in all unless configured otherwise. */
const CONNECTIONS = 10

/**
 * The store over a PostgreSQL server.
 *
 * @param onError told when an idle connection breaks; the pool replaces it by itself.
 */
export async function openPostgresql(url: string, onError: (error: Error) => void): Promise<Store> {
  const client = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 5000,
  })
  client.on('error', onError)
  try {
    return await createSqlStore(drizzle({ client }), () => client.end())
  } catch (error) {
    await client.end()
    throw error
  }
}
