import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Destination } from '../src/contract/destination/destination.ts'
import { startPostgres, type TestPostgres } from './testing/postgres.ts'
import { type ServerProcess, startServer } from './testing/server-process.ts'

const SEGMENTS = 5000

async function send(server: ServerProcess, method: string, path: string, body?: unknown) {
  const response = await fetch(server.url + path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return answer
}

async function prepare(server: ServerProcess): Promise<void> {
  const rows = Array.from({ length: SEGMENTS }, (_, at) => ({
    line: at + 1,
    id: at + 1,
    name: `Segment ${at + 1}`,
    folder: [],
    description: '',
    integrationCode: null,
    peopleCount: null,
  }))
  await send(server, 'POST', '/api/segment-imports', { rows })
  await send(server, 'POST', '/api/destinations', { type: 'url' })
}

const MAPPINGS = '/api/destinations/1/mappings'
const mapAll = { select: {}, startDate: '2026-11-23', endDate: null }

function save(server: ServerProcess): Promise<unknown> {
  return send(server, 'POST', `${MAPPINGS}/bulk-create`, mapAll)
}

function removeAll(server: ServerProcess): Promise<unknown> {
  return send(server, 'POST', `${MAPPINGS}/bulk-delete`, { select: {} })
}

/** How many mappings there are, as the destination says and as counted. */
async function mapped(server: ServerProcess): Promise<{ told: number; counted: number }> {
  const { mappings } = Destination.parse(await send(server, 'GET', '/api/destinations/1'))
  const list = z.object({ total: z.int() }).parse(await send(server, 'GET', `${MAPPINGS}?limit=1`))
  return { told: mappings.total, counted: list.total }
}

/** @param environmentOf what the server needs to find the same data at every start. */
function describeCrashes(environmentOf: () => Record<string, string>): void {
  let server: ServerProcess | undefined

  async function restart(): Promise<ServerProcess> {
    await server?.stop('SIGKILL')
    server = await startServer(environmentOf())
    return server
  }

  afterAll(() => server?.stop('SIGKILL'))

  it('leaves all of a save or nothing of it, and loses nothing that was acknowledged', async () => {
    let running = await restart()
    await prepare(running)
    const start = performance.now()
    await save(running)
    const duration = performance.now() - start
    await removeAll(running)

    for (const moment of [0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.05]) {
      // oxlint-disable no-await-in-loop -- one crash after the other
      const saving = save(running).then(
        () => true,
        () => false,
      )
      // Not to wait for something, but to hit the save at another moment each time.
      await wait(duration * moment)
      await running.stop('SIGKILL')
      const isAcknowledged = await saving
      running = await restart()
      const { told, counted } = await mapped(running)
      expect(isAcknowledged ? [SEGMENTS] : [0, SEGMENTS]).toContain(counted)
      expect(told).toBe(counted)
      await removeAll(running)
      // oxlint-enable no-await-in-loop
    }
  }, 120_000)

  it('keeps a save that was acknowledged right before', async () => {
    const running = await restart()
    await save(running)
    expect(await mapped(await restart())).toEqual({ told: SEGMENTS, counted: SEGMENTS })
  }, 60_000)
}

describe('kill -9 with the data in a folder', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'destination-builder-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  describeCrashes(() => ({ DATA_DIR: folder }))
})

describe('kill -9 with the data in PostgreSQL', () => {
  let postgres: TestPostgres | undefined
  let url = ''
  beforeAll(async () => {
    postgres = await startPostgres()
    url = await postgres.createDatabase()
  })
  afterAll(() => postgres?.stop())
  describeCrashes(() => ({ DATABASE_URL: url }))
})
