import { beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const AT = '2026-11-20T08:00:00.000Z'
const MIA = {
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: { '903': 'n-17' },
  region: 6,
  gdprApplies: true,
  consent: null,
  qualifications: [{ segmentId: 1, at: AT }],
}

function row(id: number) {
  const empty = { folder: [], description: '', integrationCode: null, peopleCount: null }
  return { line: id + 1, id, name: `Segment ${id}`, ...empty }
}

let app: TestApp
beforeEach(async () => {
  app = await createTestApp({ limits: { visitors: 3 } })
  await app.send('POST', '/api/segment-imports', { body: { rows: [row(1), row(2)] } })
})

/** Another UUID for each. */
const did = (number: number) => String(number).padStart(38, '5')
const create = (given: object = {}) =>
  app.send('POST', '/api/visitors', { body: { ...MIA, ...given } })
const listed = async () => (await app.get('/api/visitors')).body.items

describe('a sample visitor', () => {
  it('is created with the next id, changed and removed', async () => {
    const created = await create()
    expect(created).toMatchObject({ status: 201, body: { id: 1, revision: 1, name: 'Mia' } })
    expect(created.headers.get('etag')).toBe('"1"')
    const qualifications = [
      { segmentId: 2, at: AT },
      { segmentId: 1, at: AT },
    ]
    const changed = await app.send('PUT', '/api/visitors/1', {
      body: { ...MIA, name: ' Mia Moser ', qualifications },
      ifMatch: 1,
    })
    expect(changed.body).toEqual({ ...MIA, id: 1, revision: 2, name: 'Mia Moser', qualifications })
    expect(await listed()).toEqual([changed.body])
    const removed = await app.send('DELETE', '/api/visitors/1', { ifMatch: 2 })
    expect(removed).toMatchObject({ status: 200, body: changed.body })
    expect(await listed()).toEqual([])
    expect((await create()).body.id).toBe(2)
  })

  it('is not overwritten by somebody who read it earlier', async () => {
    await create()
    await app.send('PUT', '/api/visitors/1', { body: { ...MIA, region: 9 }, ifMatch: 1 })
    const stale = await app.send('PUT', '/api/visitors/1', { body: MIA, ifMatch: 1 })
    expect(stale).toMatchObject({
      status: 412,
      body: { type: '/problems/revision-conflict', current: { id: 1, revision: 2, region: 9 } },
    })
    expect((await app.send('DELETE', '/api/visitors/1', { ifMatch: 1 })).status).toBe(412)
    expect((await app.send('PUT', '/api/visitors/1', { body: MIA })).status).toBe(428)
    expect((await app.send('PUT', '/api/visitors/7', { body: MIA, ifMatch: 1 })).status).toBe(404)
  })

  it('is in segments that there are, in each of them once', async () => {
    const qualifications = [1, 99, 1].map((segmentId) => ({ segmentId, at: AT }))
    expect(await create({ qualifications })).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'qualifications.1.segmentId', message: 'There is no segment 99.' },
          { path: 'qualifications.2.segmentId', message: 'Segment 1 is given twice.' },
        ],
      },
    })
  })

  it('is refused with each of its fields that is wrong', async () => {
    const { status, body } = await create({
      name: '',
      did: 'abc',
      partnerIds: { x: 'y' },
      region: 5,
      qualifications: [{ segmentId: 1, at: 'yesterday' }],
    })
    expect(status).toBe(422)
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'name',
      'did',
      'partnerIds.x',
      'region',
      'qualifications.0.at',
    ])
  })

  it('has a UUID that nobody else has', async () => {
    await create()
    await create({ name: 'Noah', did: did(1) })
    const errors = [{ path: 'did', message: 'Mia has this UUID already. Generate another one.' }]
    expect(await create({ name: 'Elif' })).toMatchObject({ status: 422, body: { errors } })
    const update = (id: number, given: object) =>
      app.send('PUT', `/api/visitors/${id}`, { body: { ...MIA, ...given }, ifMatch: 1 })
    expect(await update(2, { name: 'Noah' })).toMatchObject({ status: 422, body: { errors } })
    expect((await update(1, { name: 'Mia Moser' })).status).toBe(200)
  })

  it('is one of as many as the account may have', async () => {
    for (const [at, name] of ['Mia', 'Noah', 'Elif'].entries()) await create({ name, did: did(at) })
    expect(await create({ name: 'Tomás' })).toMatchObject({
      status: 409,
      body: { type: '/problems/limit-reached', limit: { name: 'visitors', max: 3 } },
    })
  })
})

it('is not mixed with those of sample data', async () => {
  app = await createTestApp()
  await create({ qualifications: [] })
  expect((await app.get('/api/account')).body.empty).toBe(false)
  const load = () => app.send('POST', '/api/account/sample-data', { body: {} })
  expect(await load()).toMatchObject({ status: 409, body: { type: '/problems/wrong-state' } })
  expect(await listed()).toMatchObject([{ name: 'Mia' }])
  await app.send('DELETE', '/api/visitors/1', { ifMatch: 1 })
  expect((await load()).status).toBe(201)
  expect((await listed())[0].id).toBe(2)
})

describe('an import of sample visitors', () => {
  const importThem = (visitors: object[]) =>
    app.send('POST', '/api/visitors/import', { body: { visitors } })

  it('creates all of them', async () => {
    await create()
    const { status, body } = await importThem([
      { ...MIA, name: 'Noah', did: did(1) },
      { ...MIA, name: 'Elif', did: did(2) },
    ])
    expect(status).toBe(201)
    expect(body.items).toMatchObject([
      { id: 2, name: 'Noah' },
      { id: 3, name: 'Elif' },
    ])
    expect(await listed()).toHaveLength(3)
  })

  it('creates none when one of them is wrong, and says where', async () => {
    const broken = await importThem([MIA, { ...MIA, did: '1x', age: 7 }])
    expect(broken).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'visitors.1.did', message: 'Enter digits only, at most 38 of them.' },
          { path: 'visitors.1.age', message: 'This field is not known here. Leave it out.' },
        ],
      },
    })
    const unknown = await importThem([MIA, { ...MIA, qualifications: [{ segmentId: 3, at: AT }] }])
    expect(unknown.body.errors).toEqual([
      { path: 'visitors.1.qualifications.0.segmentId', message: 'There is no segment 3.' },
    ])
    expect((await importThem([MIA, { ...MIA, name: 'Noah' }])).body.errors).toEqual([
      { path: 'visitors.1.did', message: 'Mia has this UUID already. Generate another one.' },
    ])
    expect((await importThem([MIA, MIA, MIA, MIA])).body).toMatchObject({
      detail: 'The account may have 3 sample visitors; there is room for 3 more.',
    })
    expect(await listed()).toEqual([])
  })
})
