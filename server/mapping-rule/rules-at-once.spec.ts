import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExportLabel } from '../../src/contract/common.ts'
import { openPostgresql } from '../store/sql/postgresql.ts'
import type { Store } from '../store/store.ts'
import { startPostgres } from '../testing/postgres.ts'
import { type Answer, createTestApp, type TestApp } from '../testing/test-app.ts'

const ROUNDS = 12

let server: Awaited<ReturnType<typeof startPostgres>> | undefined
let store: Store | undefined
let app: TestApp

beforeAll(async () => {
  server = await startPostgres()
  store = await openPostgresql(await server.createDatabase(), (error) => {
    throw error
  })
  app = await createTestApp({ store })
})
afterAll(async () => {
  await store?.close()
  await server?.stop()
})

function importSegments(ids: readonly number[], folder: string[]): Promise<Answer> {
  const empty = { description: '', integrationCode: null, peopleCount: null }
  const rows = ids.map((id, at) => ({ line: at + 1, id, name: `Segment ${id}`, folder, ...empty }))
  return app.send('POST', '/api/segment-imports', { body: { rows } })
}

async function create(): Promise<string> {
  const { body } = await app.send('POST', '/api/destinations', { body: { type: 'cookie' } })
  return `/api/destinations/${body.id}`
}

async function setLabels(at: string, exportLabels: ExportLabel[]): Promise<Answer> {
  const { body } = await app.get(at)
  return app.send('PUT', `${at}/export-labels`, {
    ifMatch: body.revision,
    body: { exportLabels },
  })
}

async function setControls(controls: ExportLabel[]): Promise<Answer> {
  const { body } = await app.get('/api/data-sources')
  return app.send('PUT', '/api/data-sources/1/controls', {
    ifMatch: body.items[0].revision,
    body: { controls, confirmed: true },
  })
}

function addRule(at: string, folder: string[]): Promise<Answer> {
  return app.send('POST', `${at}/mapping-rules`, { body: { folder } })
}

it('imports, new rules, clones, labels and controls at the same time forget no segment', async () => {
  await importSegments([1, 2, 3], ['Travel'])
  await app.send('POST', '/api/audience-model-imports', {
    body: {
      dataSources: [{ line: 1, id: 1, name: 'Skyline', kind: 'third-party', controls: ['pii'] }],
      traits: [{ line: 1, id: 11, name: 'Compares flights', dataSourceId: 1 }],
      mergeRules: [],
      segmentRules: [2, 3].map((segmentId) => ({
        line: segmentId,
        segmentId,
        dataSourceId: null,
        traitIds: [11],
        includedSegmentIds: [],
        mergeRuleId: null,
      })),
    },
  })
  const places: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // oxlint-disable no-await-in-loop -- within a round everything happens at once
    const fresh = await create()
    places.push(fresh)
    const [first = fresh] = places
    const from = 100 + round * 20
    const ids = Array.from({ length: 20 }, (_, at) => from + at)
    const answers = await Promise.all([
      importSegments(ids.slice(0, 10), ['Travel']),
      addRule(fresh, round % 3 === 0 ? [] : ['Travel']),
      importSegments(ids.slice(10), ['Travel', 'Sea']),
      app.send('POST', `${first}/clone`, { body: {} }),
      setLabels(fresh, round % 2 === 0 ? ['pii'] : []),
      setControls(round % 2 === 0 ? [] : ['pii']),
      app.send('POST', '/api/destinations', { body: { type: 'url' } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 200, 200, 201])
    // oxlint-enable no-await-in-loop
  }
  await setControls([])
  expect(app.errors).toEqual([])
  const total = 3 + ROUNDS * 20
  for (const at of places) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { body } = await app.get(`${at}/mapping-rules`)
    expect(body.items).toMatchObject([{ matching: total, mapped: total }])
  }
}, 60_000)
