import { beforeEach, describe, expect, it } from 'vitest'
import { endpoints } from '../src/contract/endpoints.ts'
import type { Problem, ProblemSlug } from '../src/contract/problem.ts'
import { createMemoryStore } from './store/memory/memory-store.ts'
import { StoreUnavailableError } from './store/store.ts'
import { type Answer, createTestApp, type TestApp } from './testing/test-app.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})

function expectProblem(
  { status, headers, body }: Answer,
  code: number,
  slug: ProblemSlug,
): Problem {
  expect({ status, type: body.type }).toEqual({ status: code, type: `/problems/${slug}` })
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.instance).toBe(headers.get('x-request-id'))
  expect(body.detail).toMatch(/\.$/)
  return body
}

const BASIC = { name: 'Fare alerts', description: '', environment: 'ALL', autoFill: 'segment-id' }
const URL_CONFIGURATION = {
  type: 'url',
  serialized: true,
  baseUrl: 'http://ads.example/?s=%ALIAS%',
  secureUrl: 'https://ads.example/?s=%ALIAS%',
  delimiter: ',',
  calledAs: 'img',
}

function row(id: number, given: object = {}) {
  const empty = { folder: [], description: '', integrationCode: null, peopleCount: null }
  return { line: id + 1, id, name: `Segment ${id}`, ...empty, ...given }
}

function rows(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, at) => row(from + at))
}

async function importSegments(to: number): Promise<void> {
  const { status } = await app.send('POST', '/api/segment-imports', { body: { rows: rows(1, to) } })
  expect(status).toBe(201)
}

async function create(type = 'url'): Promise<string> {
  const { body } = await app.send('POST', '/api/destinations', { body: { type } })
  return `/api/destinations/${body.id}`
}

function map(at: string, select: object, given: object = {}): Promise<Answer> {
  return app.send('POST', `${at}/mappings/bulk-create`, {
    body: { select, startDate: '2026-11-23', endDate: null, ...given },
  })
}

/** A complete URL destination that delivers. */
async function activate(): Promise<{ at: string; revision: number }> {
  await importSegments(3)
  const at = await create()
  await app.send('PUT', `${at}/basic-information`, { ifMatch: 1, body: BASIC })
  await app.send('PUT', `${at}/export-labels`, { ifMatch: 2, body: { exportLabels: [] } })
  await app.send('PUT', `${at}/configuration`, { ifMatch: 3, body: URL_CONFIGURATION })
  await map(at, { segmentIds: [1, 2] })
  const { status, body } = await app.send('POST', `${at}/activate`, { ifMatch: 4 })
  expect(status).toBe(200)
  return { at, revision: body.revision }
}

function away(): Promise<never> {
  return Promise.reject(new StoreUnavailableError('connection refused'))
}

async function total(): Promise<number> {
  return (await app.get('/api/destinations')).body.total
}

describe('any request', () => {
  it('gets an id, or keeps the one that it came with', async () => {
    expect((await app.get('/api/account')).headers.get('x-request-id')).toBe('request-1')
    const given = await app.send('GET', '/api/account', { headers: { 'x-request-id': 'abc-1' } })
    expect(given.headers.get('x-request-id')).toBe('abc-1')
    const odd = await app.send('GET', '/api/account', { headers: { 'x-request-id': '<script>' } })
    expect(odd.headers.get('x-request-id')).toBe('request-2')
  })

  it('to an unknown address is told so', async () => {
    expectProblem(await app.get('/api/nothing'), 404, 'not-found')
    expectProblem(await app.get('/api/destinations/abc'), 404, 'not-found')
    expectProblem(await app.get('/api/destinations/7'), 404, 'not-found')
  })

  it('with an unknown method is told the known ones', async () => {
    const answer = await app.send('PATCH', '/api/destinations')
    expectProblem(answer, 405, 'method-not-allowed')
    expect(answer.headers.get('allow')).toBe('GET, POST')
  })

  it.each([
    ['half of JSON', '{"type":'],
    ['nothing', ''],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['U+0000', String.raw`{"type":"\u0000"}`],
    ['half a surrogate pair', String.raw`{"type":"\ud800"}`],
  ])('with %s in its body cannot be read', async (_, raw) => {
    expectProblem(await app.send('POST', '/api/destinations', { raw }), 400, 'malformed-request')
  })

  it('with U+0000 in its query cannot be read', async () => {
    expectProblem(await app.get('/api/segments?q=%00'), 400, 'malformed-request')
  })

  it('with a cursor of no list cannot be read', async () => {
    expectProblem(await app.get('/api/destinations?cursor=abc'), 400, 'malformed-request')
  })

  it('must send JSON', async () => {
    const headers = { 'content-type': 'text/plain' }
    const answer = await app.send('POST', '/api/destinations', { raw: '{"type":"url"}', headers })
    expectProblem(answer, 415, 'unsupported-media-type')
  })

  it('must be smaller than the limit of its endpoint, also when it does not tell its size', async () => {
    let bytes = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        bytes += 65_536
        controller.enqueue(new Uint8Array(65_536).fill(0x20))
      },
    })
    const { detail } = expectProblem(
      await app.send('POST', '/api/segment-imports', { raw: endless }),
      413,
      'too-large',
    )
    expect(detail).toContain('32 MB')
    expect(bytes).toBeLessThan(50 * 1024 * 1024)
  })

  it('of 50 MB is refused', async () => {
    const raw = new Uint8Array(50 * 1024 * 1024).fill(0x20)
    expectProblem(await app.send('POST', '/api/segment-imports/preview', { raw }), 413, 'too-large')
    expectProblem(await app.send('POST', '/api/destinations', { raw }), 413, 'too-large')
  })

  it.each([
    ['POST', '/api/destinations', { type: 'url', color: 'red' }, 'color'],
    ['POST', '/api/destinations', { type: 'fax' }, 'type'],
    ['POST', '/api/destinations', {}, 'type'],
    ['POST', '/api/segment-imports', { rows: [row(1, { name: '' })] }, 'rows.0.name'],
    ['POST', '/api/segment-imports', { rows: [row(1, { name: 'x'.repeat(256) })] }, 'rows.0.name'],
    ['POST', '/api/segment-imports', { rows: [row(1, { name: 'a\u202eb' })] }, 'rows.0.name'],
    ['POST', '/api/segment-imports', { rows: [row(1, { name: 'a\u200bb' })] }, 'rows.0.name'],
    ['POST', '/api/segment-imports', { rows: [row(0)] }, 'rows.0.id'],
    ['POST', '/api/destinations/1/mappings/bulk-create', { select: { ids: [1] } }, 'select.ids'],
    ['GET', '/api/destinations?color=red', undefined, 'color'],
    ['GET', '/api/destinations?limit=1001', undefined, 'limit'],
    ['GET', '/api/segments?folder=Travel', undefined, 'folder'],
    [
      'GET',
      `/api/segments?folder=${encodeURIComponent(String.raw`["\u0000"]`)}`,
      undefined,
      'folder',
    ],
  ])('%s %s with %j is refused at the field', async (method, path, body, field) => {
    const answer = await app.send(method, path, body === undefined ? {} : { body })
    const { errors } = expectProblem(answer, 422, 'validation-failed')
    expect(errors?.map(({ path: at }) => at)).toContain(field)
  })

  it('that fails on our side tells an id and nothing else', async () => {
    const secret = new Error('password=hunter2')
    app = await createTestApp({ store: { ...app.store, read: () => Promise.reject(secret) } })
    const answer = await app.get('/api/account')
    expectProblem(answer, 500, 'internal')
    expect(JSON.stringify(answer.body)).not.toContain('hunter2')
    expect(app.errors).toEqual([secret])
  })

  it('while the database is away can be tried again', async () => {
    app = await createTestApp({ store: { ...app.store, read: away, migrations: away } })
    expectProblem(await app.get('/api/account'), 503, 'unavailable')
    expectProblem(await app.get('/api/health'), 503, 'unavailable')
  })
})

describe('health and documents', () => {
  it('tell the version and the store', async () => {
    expect((await app.get('/api/health')).body).toEqual({
      status: 'ok',
      version: '1.2.3',
      store: 'memory',
      migrations: { applied: 0, pending: 0 },
    })
  })

  it('describe every endpoint in OpenAPI 3.1', async () => {
    const { body } = await app.get('/api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    for (const [name, { method, path }] of Object.entries(endpoints)) {
      const operation = body.paths[path.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()]
      expect(operation.operationId).toBe(name)
    }
    const update = body.paths['/api/destinations/{destinationId}/configuration'].put
    expect(update.parameters.map(({ name }: { name: string }) => name)).toContain('If-Match')
    expect(Object.keys(update.responses)).toEqual(
      expect.arrayContaining(['200', '404', '409', '412', '413', '415', '422', '428']),
    )
  })

  it('can be read as a page without scripts or anything inline', async () => {
    const { body, headers } = await app.get('/api/docs')
    expect(headers.get('content-type')).toContain('text/html')
    expect(body).not.toMatch(/<script|<style|style=|https?:\/\//)
    for (const name of Object.keys(endpoints)) expect(body).toContain(`id="${name}"`)
    expect((await app.get('/api/docs.css')).headers.get('content-type')).toContain('text/css')
  })
})

describe('a creation with an Idempotency-Key', () => {
  const body = { type: 'url' }

  it('happens once, and a repeat gets the same reply', async () => {
    const first = await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    const again = await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('etag')).toBe('"1"')
    expect(await total()).toBe(1)
  })

  it('happens once when the repeat comes while the first is under way', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => app.send('POST', '/api/destinations', { body, key: 'k-1' })),
    )
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect(await total()).toBe(1)
  })

  it('cannot share its key with another request', async () => {
    await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    const other = { body: { type: 'cookie' }, key: 'k-1' }
    expectProblem(await app.send('POST', '/api/destinations', other), 422, 'idempotency-mismatch')
    const clone = await app.send('POST', '/api/destinations/1/clone', { body: {}, key: 'k-1' })
    expectProblem(clone, 422, 'idempotency-mismatch')
    expect(await total()).toBe(1)
  })

  it('may use its key anew after 24 hours', async () => {
    await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    app.setTime('2026-11-24T10:00:00.000Z')
    await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    expect(await total()).toBe(1)
    app.setTime('2026-11-24T10:00:00.001Z')
    await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    expect(await total()).toBe(2)
  })

  it('that failed can be tried again with its key', async () => {
    app = await createTestApp({ limits: { destinations: 0 } })
    const refused = await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    expectProblem(refused, 409, 'limit-reached')
    app = await createTestApp({ store: app.store })
    const { status } = await app.send('POST', '/api/destinations', { body, key: 'k-1' })
    expect(status).toBe(201)
  })

  it('needs a key that a header can carry', async () => {
    const sent = { body, key: 'x'.repeat(256) }
    expectProblem(await app.send('POST', '/api/destinations', sent), 400, 'malformed-request')
  })
})

describe('a change', () => {
  it('needs the revision that it is based on', async () => {
    const at = await create()
    const without = await app.send('PUT', `${at}/basic-information`, { body: BASIC })
    expectProblem(without, 428, 'revision-required')
    const headers = { 'if-match': '*' }
    const any = await app.send('PUT', `${at}/basic-information`, { body: BASIC, headers })
    expectProblem(any, 400, 'malformed-request')
  })

  it('of what somebody else changed is refused with what it is now', async () => {
    const at = await create()
    const saved = await app.send('PUT', `${at}/basic-information`, { ifMatch: 1, body: BASIC })
    expect(saved.headers.get('etag')).toBe('"2"')
    const body = { ...BASIC, name: 'Mine' }
    const late = await app.send('PUT', `${at}/basic-information`, { ifMatch: 1, body })
    const { current } = expectProblem(late, 412, 'revision-conflict')
    expect(current).toEqual(saved.body)
  })

  it('that breaks a rule of the domain is refused at the field', async () => {
    const at = await create('cookie')
    const basic = await app.send('PUT', `${at}/basic-information`, { ifMatch: 1, body: BASIC })
    expect(expectProblem(basic, 422, 'validation-failed').errors?.[0]?.path).toBe('environment')
    const other = await app.send('PUT', `${at}/configuration`, {
      ifMatch: 1,
      body: URL_CONFIGURATION,
    })
    expect(expectProblem(other, 422, 'validation-failed').errors?.[0]?.path).toBe('type')
    const url = await create()
    const body = { ...URL_CONFIGURATION, secureUrl: 'javascript:alert(1)' }
    const bad = await app.send('PUT', `${url}/configuration`, { ifMatch: 1, body })
    expect(expectProblem(bad, 422, 'validation-failed').errors?.[0]?.path).toBe('secureUrl')
  })

  it('to a separator that mapped values contain is refused with their number and an example', async () => {
    await importSegments(2)
    const at = await create()
    const mapping = {
      key: null,
      url: null,
      secureUrl: null,
      startDate: '2026-11-23',
      endDate: null,
    }
    const mapped = ['a;1', 'b;2'].map((value, index) => ({
      ...mapping,
      segmentId: index + 1,
      value,
      valueOrigin: 'manual',
      priority: 0,
    }))
    await app.send('POST', `${at}/mappings/bulk-create`, { body: { rows: mapped } })
    const body = { ...URL_CONFIGURATION, delimiter: ';' }
    const answer = await app.send('PUT', `${at}/configuration`, { ifMatch: 1, body })
    const { errors } = expectProblem(answer, 422, 'validation-failed')
    expect(errors).toEqual([
      { path: 'delimiter', message: expect.stringMatching(/^2 mapped texts .*such as a;1\./) },
    ])
  })
})

describe('a destination’s life', () => {
  it('starts incomplete, and activation names what is missing', async () => {
    const at = await create()
    const { missing } = expectProblem(
      await app.send('POST', `${at}/activate`, { ifMatch: 1 }),
      409,
      'not-ready',
    )
    expect(missing?.map(({ step }) => step)).toEqual([
      'basic-information',
      'export-labels',
      'configuration',
      'configuration',
      'segment-mappings',
    ])
  })

  it('goes on through activation, pause, trash and restoration, each a version', async () => {
    const { at } = await activate()
    const act = async (action: string, revision: number) =>
      (await app.send('POST', `${at}/${action}`, { ifMatch: revision })).body.status
    expect(await act('pause', 5)).toBe('paused')
    expect(await act('resume', 6)).toBe('active')
    const deleted = await app.send('DELETE', at, { ifMatch: 7 })
    expect(deleted.body).toMatchObject({ status: 'deleted', statusBeforeDelete: 'active' })
    expect((await app.get('/api/destinations')).body.total).toBe(0)
    const edit = await app.send('PUT', `${at}/basic-information`, { ifMatch: 8, body: BASIC })
    expectProblem(edit, 409, 'wrong-state')
    expectProblem(await map(at, { segmentIds: [3] }), 409, 'wrong-state')
    expect(await act('restore', 8)).toBe('active')
    expectProblem(await app.send('POST', `${at}/resume`, { ifMatch: 9 }), 409, 'wrong-state')
    expectProblem(await app.send('POST', `${at}/restore`, { ifMatch: 9 }), 409, 'wrong-state')
    const { body } = await app.get(`${at}/versions`)
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'restored',
      'deleted',
      'resumed',
      'paused',
      'activated',
      'edited',
      'created',
    ])
  })

  it('stays complete once it delivers', async () => {
    const { at, revision } = await activate()
    const nameless = await app.send('PUT', `${at}/basic-information`, {
      ifMatch: revision,
      body: { ...BASIC, name: null },
    })
    expect(expectProblem(nameless, 409, 'not-ready').missing?.[0]?.field).toBe('name')
    const select = { segmentIds: [1, 2] }
    const unmapped = await app.send('POST', `${at}/mappings/bulk-delete`, { body: { select } })
    expectProblem(unmapped, 409, 'not-ready')
    const emptied = await app.send('POST', `${at}/mappings/bulk-update`, {
      body: { changes: [{ segmentId: 1, revision: 1, set: { value: null } }] },
    })
    expectProblem(emptied, 409, 'not-ready')
    expect((await app.get(at)).body).toMatchObject({
      name: 'Fare alerts',
      revision,
      mappings: { total: 2, incomplete: 0 },
    })
  })

  it('can go back to an earlier version', async () => {
    const { at, revision } = await activate()
    const body = { ...BASIC, name: 'Renamed' }
    await app.send('PUT', `${at}/basic-information`, { ifMatch: revision, body })
    const restored = await app.send('POST', `${at}/versions/${revision}/restore`, {
      ifMatch: revision + 1,
    })
    expect(restored.body).toMatchObject({ name: 'Fare alerts', revision: revision + 2 })
    const incomplete = await app.send('POST', `${at}/versions/1/restore`, { ifMatch: revision + 2 })
    expectProblem(incomplete, 409, 'not-ready')
    const unknown = await app.send('POST', `${at}/versions/99/restore`, { ifMatch: revision + 2 })
    expectProblem(unknown, 404, 'not-found')
  })

  it('can be copied, with its mappings, into a draft', async () => {
    const { at } = await activate()
    const { status, body } = await app.send('POST', `${at}/clone`, { body: {} })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Copy of Fare alerts',
      status: 'draft',
      revision: 1,
      activatedAt: null,
      mappings: { total: 2 },
    })
    expect((await app.get(`/api/destinations/${body.id}/mappings`)).body.total).toBe(2)
  })
})

describe('mappings', () => {
  it('are added by search, once each, and removed by search', async () => {
    await importSegments(120)
    const at = await create()
    expect((await map(at, { segmentIds: [11, 12] })).body.created).toBe(2)
    const found = await map(at, { q: 'segment 1' })
    expect(found.body).toMatchObject({ created: 30, alreadyMapped: 0 })
    expect((await map(at, { segmentIds: [11, 20] })).body).toMatchObject({
      created: 1,
      alreadyMapped: 1,
      segmentIds: [20],
    })
    const { body } = await app.get(`${at}/mappings?q=segment 11&limit=2`)
    expect(body.total).toBe(11)
    expect(body.items[0]).toMatchObject({ segmentId: 11, value: '11', valueOrigin: 'segment-id' })
    const removed = await app.send('POST', `${at}/mappings/bulk-delete`, {
      body: { select: { q: 'segment 11' } },
    })
    expect(removed.body.segmentIds).toHaveLength(11)
    expect((await app.get(at)).body.mappings.total).toBe(22)
  })

  it('are all added, or none', async () => {
    await importSegments(2)
    const at = await create()
    const { errors } = expectProblem(
      await map(at, { segmentIds: [1, 99] }),
      422,
      'validation-failed',
    )
    expect(errors).toEqual([{ path: 'select.segmentIds.1', message: 'There is no segment 99.' }])
    const backwards = await map(at, { segmentIds: [1] }, { endDate: '2026-11-22' })
    expect(expectProblem(backwards, 422, 'validation-failed').errors?.[0]?.path).toBe('endDate')
    const yearZero = await map(at, { segmentIds: [1] }, { startDate: '0000-01-01' })
    expectProblem(yearZero, 422, 'validation-failed')
    expect((await app.get(at)).body.mappings.total).toBe(0)
  })

  it('that somebody else changed are reported and left alone, the others saved', async () => {
    await importSegments(3)
    const at = await create()
    await map(at, { segmentIds: [1, 2] })
    const update = (changes: object[]) =>
      app.send('POST', `${at}/mappings/bulk-update`, { body: { changes } })
    await update([{ segmentId: 2, revision: 1, set: { value: 'theirs' } }])
    const { body } = await update([
      { segmentId: 1, revision: 1, set: { value: 'mine' } },
      { segmentId: 2, revision: 1, set: { value: 'mine' } },
      { segmentId: 3, revision: 1, set: { value: 'mine' } },
    ])
    expect(body.updated).toMatchObject([{ segmentId: 1, value: 'mine', valueOrigin: 'manual' }])
    expect(body.conflicts).toMatchObject([
      { segmentId: 2, current: { value: 'theirs', revision: 2 } },
      { segmentId: 3, current: null },
    ])
    const [{ revision }] = body.updated
    const bad = await update([{ segmentId: 1, revision, set: { value: 'a,b' } }])
    const { errors } = expectProblem(bad, 422, 'validation-failed')
    expect(errors?.[0]?.path).toBe('changes.0.set.value')
  })
})

describe('limits', () => {
  it('refuse the 1,001st destination, naming the limit, and make room for one deleted', async () => {
    for (let created = 0; created < 1000; created++) {
      // oxlint-disable-next-line no-await-in-loop -- the memory store takes one at a time anyway
      await create(created % 2 ? 'url' : 'cookie')
    }
    const refused = () => app.send('POST', '/api/destinations', { body: { type: 'url' } })
    const { limit, detail } = expectProblem(await refused(), 409, 'limit-reached')
    expect(limit).toEqual({ name: 'destinations', max: 1000 })
    expect(detail).toContain('1,000 destinations')
    const clone = await app.send('POST', '/api/destinations/1/clone', { body: {} })
    expectProblem(clone, 409, 'limit-reached')
    await app.send('DELETE', '/api/destinations/1', { ifMatch: 1 })
    expect((await refused()).status).toBe(201)
    const restore = await app.send('POST', '/api/destinations/1/restore', { ifMatch: 2 })
    expectProblem(restore, 409, 'limit-reached')
  })

  it('of a type are named with the type', async () => {
    app = await createTestApp({ limits: { 'cookie-destinations': 1 } })
    await create('cookie')
    const refused = await app.send('POST', '/api/destinations', { body: { type: 'cookie' } })
    expect(expectProblem(refused, 409, 'limit-reached').limit?.name).toBe('cookie-destinations')
    expect((await app.send('POST', '/api/destinations', { body: { type: 'url' } })).status).toBe(
      201,
    )
  })

  it('reject the 20,001st segment of an import, naming the line and the limit', async () => {
    const { status, body } = await app.send('POST', '/api/segment-imports', {
      body: { rows: rows(1, 20_001) },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ created: 20_000, changed: 0, unchanged: 0 })
    expect(body.rejected).toEqual([
      {
        line: 20_002,
        label: 'Segment 20001',
        reason: expect.stringContaining('20,000 segments'),
      },
    ])
    const at = await create()
    expect((await map(at, {})).body.created).toBe(20_000)
  })

  it('of ids leave no room for rows without one', async () => {
    await app.send('POST', '/api/segment-imports', { body: { rows: [row(2_147_483_647)] } })
    const body = { rows: [{ ...row(1), id: null }] }
    const answer = await app.send('POST', '/api/segment-imports', { body })
    expect(expectProblem(answer, 422, 'validation-failed').errors?.[0]?.path).toBe('rows')
  })
})

describe('an import', () => {
  it('previews what it would do and writes nothing', async () => {
    await importSegments(2)
    const changes = { rows: [row(1), row(2, { name: 'New name' }), row(3)] }
    const preview = await app.send('POST', '/api/segment-imports/preview', { body: changes })
    expect(preview.body).toMatchObject({ created: 1, changed: 1, unchanged: 1, rejected: [] })
    expect((await app.get('/api/segments')).body.total).toBe(2)
    await app.send('POST', '/api/segment-imports', { body: changes })
    const again = await app.send('POST', '/api/segment-imports', { body: changes })
    expect(again.body).toMatchObject({ created: 0, changed: 0, unchanged: 3 })
    expect((await app.get('/api/segments?q=new name')).body.items).toMatchObject([{ id: 2 }])
  })

  it('puts segments into folders that can be browsed', async () => {
    const body = { rows: [row(1, { folder: ['Interest', 'Travel'] }), row(2)] }
    await app.send('POST', '/api/segment-imports', { body })
    expect((await app.get('/api/segment-folders')).body).toEqual({
      total: 2,
      items: [
        { path: ['Interest'], count: 1 },
        { path: ['Interest', 'Travel'], count: 1 },
      ],
    })
    const folder = encodeURIComponent('["Interest"]')
    expect((await app.get(`/api/segments?folder=${folder}`)).body.total).toBe(1)
  })
})

describe('sample data', () => {
  it('fills an empty account, and only an empty one', async () => {
    expect((await app.get('/api/account')).body).toMatchObject({ empty: true, sampleData: false })
    const { status, body } = await app.send('POST', '/api/account/sample-data', { body: {} })
    expect(status).toBe(201)
    expect(body).toMatchObject({ empty: false, sampleData: true })
    expect((await app.get('/api/visitors')).body.items.length).toBeGreaterThan(0)
    const again = await app.send('POST', '/api/account/sample-data', { body: {} })
    expectProblem(again, 409, 'wrong-state')
  })

  it('is data that the API itself would accept and answer', async () => {
    await app.send('POST', '/api/account/sample-data', { body: {} })
    const { body } = await app.get('/api/destinations?limit=1000')
    expect(endpoints.destinationList.response.parse(body)).toEqual(body)
  })
})

it('answers a question again without asking while the store is in the same state', async () => {
  let state = 'first'
  const memory = await createMemoryStore()
  let asked = 0
  const counting = await createTestApp({
    store: {
      ...memory,
      state: () => Promise.resolve(state),
      read: (work) => {
        asked += 1
        return memory.read(work)
      },
    },
  })
  const ask = (path: string) => counting.get(path)
  const first = await ask('/api/destinations')
  await counting.send('POST', '/api/destinations', { body: { type: 'url' } })
  expect((await ask('/api/destinations')).body).toEqual(first.body)
  expect(asked).toBe(1)
  await ask('/api/destinations?sort=name')
  expect(asked).toBe(2)
  state = 'second'
  expect((await ask('/api/destinations')).body.total).toBe(1)
  counting.setTime('2026-11-24T00:00:00.000Z')
  await ask('/api/destinations')
  expect(asked).toBe(4)
})
