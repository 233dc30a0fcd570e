import pg from 'pg'
import { expect, it } from 'vitest'
import { startPostgres } from './postgres.ts'

it('a PostgreSQL with trigrams starts for tests, whoever runs them', async () => {
  const server = await startPostgres()
  const client = new pg.Client(await server.createDatabase())
  await client.connect()
  await client.query('create extension pg_trgm')
  const { rows } = await client.query("select similarity('segment', 'segments') > 0.5 as similar")
  expect(rows).toEqual([{ similar: true }])
  await client.end()
  await server.stop()
})
