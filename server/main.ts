import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { type Logger, pino } from 'pino'
import { z } from 'zod'
import { createApp } from './app.ts'
import { createEdge } from './edge/edge.ts'
import { FolderInUseError, takeDataFolder } from './data-folder.ts'
import { type Environment, EnvironmentError, readEnvironment } from './environment.ts'
import { openPglite } from './store/sql/pglite.ts'
import { openPostgresql } from './store/sql/postgresql.ts'
import { type Store, StoreUnavailableError } from './store/store.ts'
import { createEventListener } from './web/event-listener.ts'
import { loopbackHosts } from './web/loopback-guard.ts'
import { readStaticFiles } from './web/static-files.ts'
import { createWebsite } from './web/website.ts'

/** Milliseconds that requests under way get to finish when the process is told to stop. */
const FAREWELL = 10_000

/**
 * Bytes of a request's first line and headers: Node's own 16 KB are fewer than a call may have that carries
 * many segments, which reaches the receiver with its whole address in the first line (RECEIVED_MAX).
 */
const HEADERS_MAX = 65_536

const Package = z.object({ version: z.string() })

async function packageVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  return Package.parse(JSON.parse(text)).version
}

async function openStore(
  environment: Environment,
  log: Logger,
): Promise<{ store: Store; name: string }> {
  const { DATABASE_URL, DATA_DIR } = environment
  if (DATABASE_URL !== undefined) {
    const store = await openPostgresql(DATABASE_URL, (error) => {
      log.warn({ err: error }, 'An idle connection to PostgreSQL broke')
    })
    return { store, name: 'postgresql' }
  }
  const folder = takeDataFolder(DATA_DIR, new Date())
  const store = await openPglite(folder.database)
  const close = async () => {
    await store.close()
    folder.release()
  }
  return { store: { ...store, close }, name: 'pglite' }
}

const clock = () => new Date()

async function start(): Promise<void> {
  const environment = readEnvironment(process.env)
  // Standard output is for people; the log goes to standard error.
  const log = pino({ level: environment.LOG_LEVEL }, pino.destination({ dest: 2, sync: true }))
  const version = await packageVersion()
  const { store, name: storeName } = await openStore(environment, log)
  const files = await readStaticFiles(fileURLToPath(new URL('../dist', import.meta.url)))
  if (!files) log.warn('The app is not built yet: only the API answers. Run: npm run build')

  const edge = createEdge({ store, clock })
  const app = createApp({
    store,
    edge,
    clock,
    requestId: randomUUID,
    version,
    storeName,
    limits: environment.limits,
    sampleData: async (now) => (await import('./seed/travel-company.ts')).travelCompany(now),
    onError: (error, requestId) => log.error({ err: error, requestId }, 'A request failed'),
  })
  let hosts: ReadonlySet<string> = new Set()
  const website = createWebsite({
    api: (request) => app.fetch(request),
    files,
    hosts: () => hosts,
    log: (line) => log.info(line, 'request'),
  })
  const server = createServer(
    { maxHeaderSize: HEADERS_MAX },
    createEventListener({
      edge,
      hosts: () => hosts,
      requestId: randomUUID,
      log: (line) => log.debug(line, 'event'),
      otherwise: getRequestListener(website),
    }),
  )

  async function stop(signal: NodeJS.Signals): Promise<void> {
    log.info({ signal }, 'Stopping')
    const closed = once(server, 'close')
    server.close()
    const impatience = setTimeout(() => {
      server.closeAllConnections()
    }, FAREWELL)
    await closed
    clearTimeout(impatience)
    await store.close()
    process.exit(0)
  }
  process.once('SIGTERM', (signal) => void stop(signal))
  process.once('SIGINT', (signal) => void stop(signal))

  server.listen(environment.PORT, environment.HOST)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : environment.PORT
  hosts = loopbackHosts(environment.HOST, port)
  const name =
    environment.HOST === '127.0.0.1' ? 'localhost' : [...hosts].at(-1)?.replace(/:\d+$/, '')
  process.stdout.write(`Destination Builder is ready on http://${name}:${port}\n`)
}

/** What a person can put right is told in words, without a stack. */
function explain(error: unknown): string {
  if (error instanceof EnvironmentError || error instanceof FolderInUseError) return error.message
  if (error instanceof StoreUnavailableError) {
    return 'PostgreSQL does not answer at DATABASE_URL. Is it running, and is the address right?'
  }
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE') {
      return 'The port is in use already. Stop the other program, or choose another port with PORT.'
    }
    if (error.code === 'EACCES') return `Not allowed: ${error.message}`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

try {
  await start()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
