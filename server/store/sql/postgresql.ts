import { drizzle } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import { type Store, StoreUnavailableError } from '../store.ts'
import { createSqlStore } from './sql-store.ts'

/** Connections of one process; PostgreSQL allows 100 in all unless configured otherwise. */
const CONNECTIONS = 10

/** Milliseconds to wait for a connection. */
const PATIENCE = 5000

/**
 * The network's errors, and those of a server that starts, stops or is full (PostgreSQL documentation,
 * appendix A: classes 08, 53 and 57).
 */
const UNAVAILABLE_CODE = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOST|ENET|08|53|57P0)/

/** As node-postgres words it, without a code. */
const UNAVAILABLE_MESSAGE = /^(Connection terminated|timeout expired|timeout exceeded)/i

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    UNAVAILABLE_CODE.test(code) ||
    UNAVAILABLE_MESSAGE.test(error.message) ||
    // Drizzle wraps the driver's error, Node one error for each address of a host.
    isUnavailable(error.cause) ||
    (error instanceof AggregateError && error.errors.some(isUnavailable))
  )
}

async function nameUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw isUnavailable(error)
      ? new StoreUnavailableError('PostgreSQL does not answer.', { cause: error })
      : error
  }
}

/**
 * The store over a PostgreSQL server.
 *
 * @param onError told when an idle connection breaks; the pool replaces it by itself.
 * @throws StoreUnavailableError
 */
export async function openPostgresql(url: string, onError: (error: Error) => void): Promise<Store> {
  const client = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE,
  })
  client.on('error', onError)
  try {
    const store = await nameUnavailable(
      createSqlStore(drizzle({ client }), () => client.end(), false),
    )
    const { state } = store
    return {
      transaction: (work) => nameUnavailable(store.transaction(work)),
      read: (work) => nameUnavailable(store.read(work)),
      state: state && (() => nameUnavailable(state())),
      deliveryState: () => nameUnavailable(store.deliveryState()),
      migrations: () => nameUnavailable(store.migrations()),
      close: store.close,
    }
  } catch (error) {
    await client.end()
    throw error
  }
}
