import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPostgres } from '../../testing/postgres.ts'
import { StoreUnavailableError } from '../store.ts'
import { describeStore } from '../store-suite.ts'
import { openPostgresql } from './postgresql.ts'

let server: Awaited<ReturnType<typeof startPostgres>> | undefined

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.stop())

async function emptyDatabase(): Promise<string> {
  if (!server) throw new Error('PostgreSQL did not start.')
  return server.createDatabase()
}

function unexpected(error: Error): void {
  throw error
}

describeStore(async () => openPostgresql(await emptyDatabase(), unexpected))

it('is migrated once by processes that start at the same time', async () => {
  const url = await emptyDatabase()
  const stores = await Promise.all([1, 2, 3].map(() => openPostgresql(url, unexpected)))
  for (const store of stores) {
    // oxlint-disable-next-line no-await-in-loop -- one assertion after the other
    expect(await store.migrations()).toMatchObject({ pending: 0 })
    // oxlint-disable-next-line no-await-in-loop -- see above
    await store.close()
  }
})

it('says that the database does not answer when nothing listens', async () => {
  await expect(openPostgresql('postgres://localhost:1/none', unexpected)).rejects.toBeInstanceOf(
    StoreUnavailableError,
  )
})
