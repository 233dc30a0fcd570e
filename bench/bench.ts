import { existsSync } from 'node:fs'
import { startServer } from '../server/testing/server-process.ts'
import { startPostgres } from '../server/testing/postgres.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measurePages } from './pages.ts'
import { measureRequests } from './requests.ts'
import { figureTable } from './table.ts'

/*
 * `npm run bench`: our figures as a table, each with its budget. It measures and fails nothing; run it on a
 * machine that does nothing else.
 */

const DESTINATIONS = 1000

async function send(url: string, path: string, body: unknown, method = 'POST', revision?: number) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
    },
    body: JSON.stringify(body),
  })
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as { id: number; revision: number }
}

/** The sample company, and copies of its destinations until there are 1,000. @returns one to type into. */
async function fill(url: string): Promise<number> {
  await send(url, '/api/account/sample-data', {})
  for (let count = 36; count < DESTINATIONS; count += 1) {
    await send(url, '/api/destinations/374/clone', {})
  }
  return 374
}

if (!existsSync('dist/index.html')) throw new Error('Run npm run build first.')
const folder = await mkdtemp(join(tmpdir(), 'destination-builder-bench-'))
const postgres = await startPostgres({ durable: true })
const database = await postgres.createDatabase()
const onPostgres = await startServer({ DATABASE_URL: database, LOG_LEVEL: 'warn' })
const onPglite = await startServer({ DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' })
try {
  const destinationId = await fill(onPostgres.url)
  await fill(onPglite.url)
  const figures = [
    ...(await measurePages(onPostgres.url, destinationId)),
    ...(await measureRequests(
      [
        { store: 'PostgreSQL', url: onPostgres.url },
        { store: 'PGlite', url: onPglite.url },
      ],
      database,
      destinationId,
    )),
  ]
  process.stdout.write(`${figureTable(figures)}\n`)
} finally {
  await Promise.all([onPostgres.stop('SIGTERM'), onPglite.stop('SIGTERM')])
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
