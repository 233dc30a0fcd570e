import { existsSync } from 'node:fs'
import { openPglite } from '../server/store/sql/pglite.ts'
import { openPostgresql } from '../server/store/sql/postgresql.ts'
import type { Store } from '../server/store/store.ts'
import { startServer } from '../server/testing/server-process.ts'
import { startPostgres, type TestPostgres } from '../server/testing/postgres.ts'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { edgeFigures, fillEdge, loadEvents, tagFigure } from './edge.ts'
import { measureMappingGrid } from './mapping-grid.ts'
import { fillMappings as fillLargeGrid, saveFigure } from './mapping-store.ts'
import { measureManyMappings, measurePages } from './pages.ts'
import { type Load, load, measuredPaths, requestFigures } from './requests.ts'
import { type Figure, figureTable } from './table.ts'

/*
 * `npm run bench`: our figures as a table, each with its budget. It measures and fails nothing; run it on a
 * machine that does nothing else. `npm run bench -- grid` measures one part of them.
 */

const DESTINATIONS = 1000
const BARE_SERVER = fileURLToPath(new URL('bare-server.ts', import.meta.url))
const CONSTANT_SERVER = fileURLToPath(new URL('constant-server.ts', import.meta.url))

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

/** An account at its limit of segments, all of them mapped to one URL destination, which it returns. */
async function fillMappings(url: string): Promise<number> {
  const rows = Array.from({ length: 20_000 }, (_, at) => ({
    line: at + 1,
    id: at + 1,
    name: `Segment ${at + 1}`,
    folder: [],
    description: '',
    integrationCode: null,
    peopleCount: null,
  }))
  await send(url, '/api/segment-imports', { rows })
  const { id, revision } = await send(url, '/api/destinations', { type: 'url' })
  const named = { name: 'All of them', description: '', environment: 'ALL', autoFill: 'segment-id' }
  const address = `/api/destinations/${id}`
  const basics = await send(url, `${address}/basic-information`, named, 'PUT', revision)
  const configuration = {
    type: 'url',
    serialized: true,
    baseUrl: 'http://ads.example/px?s=%ALIAS%',
    secureUrl: 'https://ads.example/px?s=%ALIAS%',
    delimiter: ',',
    calledAs: 'img',
  }
  await send(url, `${address}/configuration`, configuration, 'PUT', basics.revision)
  const mapped = { select: {}, startDate: '2026-01-01', endDate: null }
  await send(url, `${address}/mappings/bulk-create`, mapped)
  return id
}

async function manyMappings(dataDir: string): Promise<Figure[]> {
  const server = await startServer({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' })
  const figures = await measureManyMappings(server.url, await fillMappings(server.url))
  await server.stop('SIGTERM')
  return figures
}

type Running = Awaited<ReturnType<typeof startServer>>

/** The load on each measured address, by its name. */
async function loads(server: Running, destinationId: number): Promise<Map<string, Load>> {
  const seen = new Map<string, Load>()
  for (const { name, path } of measuredPaths(destinationId)) {
    // oxlint-disable-next-line no-await-in-loop -- loads side by side would slow each other down
    seen.set(name, await load(`${server.url}${path}`))
  }
  return seen
}

/** The product and a bare server over one store, one after the other: PGlite is for one process. */
async function compare(
  store: string,
  product: Running,
  database: string,
  destinationId: number,
): Promise<Figure[]> {
  const ours = await loads(product, destinationId)
  await product.stop('SIGTERM')
  const bare = await startServer({}, { script: BARE_SERVER, given: [database] })
  try {
    const floor = await loads(bare, destinationId)
    return measuredPaths(destinationId).flatMap(({ name }) => {
      const [mine, least] = [ours.get(name), floor.get(name)]
      return mine && least ? requestFigures(`${name}, ${store}`, mine, least) : []
    })
  } finally {
    await bare.stop('SIGTERM')
  }
}

/**
 * The edge with an account at its limits, and after it a server that answers a constant of that size.
 *
 * @param open the store of the settings, for this process to fill.
 */
async function measureEdge(
  store: string,
  settings: Record<string, string>,
  open: () => Promise<Store>,
): Promise<Figure[]> {
  const filled = await open()
  await fillEdge(filled)
  await filled.close()
  const product = await startServer({ ...settings, LOG_LEVEL: 'warn' })
  const edge = await loadEvents(product.url)
  await product.stop('SIGTERM')
  const bare = await startServer({}, { script: CONSTANT_SERVER, given: [String(edge.size)] })
  try {
    return edgeFigures(store, edge, await loadEvents(bare.url))
  } finally {
    await bare.stop('SIGTERM')
  }
}

function tellError(error: Error): void {
  process.stderr.write(`${error.message}\n`)
}

/** The mapping grid at its largest: 100,000 segments, 20,000 of them in one destination, 1,000 destinations. */
async function measureLargeGrid(database: string, emptyData: string): Promise<Figure[]> {
  const store = await openPostgresql(database, tellError)
  await fillLargeGrid(store)
  const save = await saveFigure('PostgreSQL', 100, store)
  await store.close()
  const server = await startServer({
    DATABASE_URL: database,
    LIMIT_SEGMENTS: '100000',
    LOG_LEVEL: 'warn',
  })
  const empty = await startServer({ DATA_DIR: emptyData, LOG_LEVEL: 'warn' })
  try {
    return [...(await measureMappingGrid(server.url, empty.url)), save]
  } finally {
    await Promise.all([server.stop('SIGTERM'), empty.stop('SIGTERM')])
  }
}

async function savePglite(folder: string): Promise<Figure> {
  await mkdir(folder)
  const store = await openPglite(join(folder, 'database'))
  await fillLargeGrid(store)
  const save = await saveFigure('PGlite', 150, store)
  await store.close()
  return save
}

/** What a part measures with: a PostgreSQL of its own and an empty folder. */
type Machine = { postgres: TestPostgres; folder: string }

async function measureProduct({ postgres, folder }: Machine): Promise<Figure[]> {
  const database = await postgres.createDatabase()
  const onPostgres = await startServer({ DATABASE_URL: database, LOG_LEVEL: 'warn' })
  const destinationId = await fill(onPostgres.url)
  const pages = await measurePages(onPostgres.url, destinationId)
  const postgresFigures = await compare('PostgreSQL', onPostgres, database, destinationId)
  const data = join(folder, 'data')
  const onPglite = await startServer({ DATA_DIR: data, LOG_LEVEL: 'warn' })
  await fill(onPglite.url)
  const pgliteFigures = await compare('PGlite', onPglite, join(data, 'database'), destinationId)
  const many = await manyMappings(join(folder, 'mappings'))
  return [...pages, ...many, ...postgresFigures, ...pgliteFigures]
}

async function measureEdges({ postgres, folder }: Machine): Promise<Figure[]> {
  const database = await postgres.createDatabase()
  const onPostgres = await measureEdge('PostgreSQL', { DATABASE_URL: database }, () =>
    openPostgresql(database, tellError),
  )
  const data = join(folder, 'edge')
  await mkdir(data)
  const onPglite = await measureEdge('PGlite', { DATA_DIR: data }, () =>
    openPglite(join(data, 'database')),
  )
  return [...onPostgres, ...onPglite, await tagFigure()]
}

const PARTS: Record<string, (machine: Machine) => Promise<Figure[]>> = {
  product: measureProduct,
  edge: measureEdges,
  grid: async ({ postgres, folder }) => [
    ...(await measureLargeGrid(await postgres.createDatabase(), join(folder, 'empty'))),
    await savePglite(join(folder, 'grid')),
  ],
}

if (!existsSync('dist/index.html')) throw new Error('Run npm run build first.')
const wanted = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'destination-builder-bench-'))
const postgres = await startPostgres({ durable: true })
try {
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(PARTS)) {
    // oxlint-disable-next-line no-await-in-loop -- parts side by side would slow each other down
    if (wanted.length === 0 || wanted.includes(name))
      figures.push(...(await measure({ postgres, folder })))
  }
  process.stdout.write(`${figureTable(figures)}\n`)
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
