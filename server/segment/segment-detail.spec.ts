import { beforeEach, describe, expect, it } from 'vitest'
import { SegmentDetail } from '../../src/contract/segment-detail.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const DID = '19393572368547369350319949416899715727'
const NAMES = ['Visitors', 'Flyers', 'Planners', 'Dreamers']

let app: TestApp

beforeEach(async () => {
  app = await createTestApp()
  const rows = NAMES.map((name, at) => ({
    line: at + 1,
    id: at + 1,
    name,
    folder: at < 2 ? ['Travel'] : ['Travel', 'Dreams'],
    description: '',
    integrationCode: null,
    peopleCount: at === 3 ? null : at * 1000,
  }))
  await app.send('POST', '/api/segment-imports', { body: { rows } })
  const rule = { line: 1, dataSourceId: null, traitIds: [], includedSegmentIds: [] }
  const model = await app.send('POST', '/api/audience-model-imports', {
    body: {
      dataSources: [
        { line: 1, id: 1, name: 'Website', kind: 'first-party', controls: [] },
        { line: 2, id: 2, name: 'Skyline', kind: 'third-party', controls: ['off-site-ads'] },
      ],
      traits: [
        { line: 1, id: 11, name: 'Visited', dataSourceId: 1 },
        { line: 2, id: 12, name: 'Compares flights', dataSourceId: 2 },
      ],
      mergeRules: [{ line: 1, id: 5, name: 'Households', controls: ['pii'], dataSourceIds: [1] }],
      segmentRules: [
        { ...rule, segmentId: 2, traitIds: [12], mergeRuleId: null },
        {
          ...rule,
          segmentId: 3,
          dataSourceId: 1,
          traitIds: [11],
          includedSegmentIds: [2, 1],
          mergeRuleId: 5,
        },
      ],
    },
  })
  if (model.status !== 201 || model.body.rejected.length > 0) {
    throw new Error(JSON.stringify(model.body))
  }
})

/** An active destination with its mappings. @returns its address. */
async function activeDestination(segmentIds: number[]): Promise<string> {
  const { id } = (await app.send('POST', '/api/destinations', { body: { type: 'url' } })).body
  const path = `/api/destinations/${id}`
  const basics = { name: `Pixel ${id}`, description: '', environment: 'ALL', autoFill: 'off' }
  await app.send('PUT', `${path}/basic-information`, { body: basics, ifMatch: 1 })
  await app.send('PUT', `${path}/export-labels`, { body: { exportLabels: [] }, ifMatch: 2 })
  await app.send('PUT', `${path}/configuration`, {
    body: {
      type: 'url',
      serialized: true,
      baseUrl: 'http://ads.example/px?s=%ALIAS%',
      secureUrl: 'https://ads.example/px?s=%ALIAS%',
      delimiter: ',',
      calledAs: 'img',
    },
    ifMatch: 3,
  })
  const rows = segmentIds.map((segmentId) => ({
    segmentId,
    value: `s${segmentId}`,
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-11-01',
    endDate: null,
    priority: 0,
    valueOrigin: 'manual',
  }))
  await app.send('POST', `${path}/mappings/bulk-create`, { body: { rows } })
  expect((await app.send('POST', `${path}/activate`, { ifMatch: 4 })).status).toBe(200)
  return path
}

const setStatus = (id: number, status: unknown) =>
  app.send('PUT', `/api/segments/${id}/status`, { body: { status } })

describe('a segment', () => {
  it('is shown with what it is made of itself, and not with what the segments in it are', async () => {
    await activeDestination([3])
    const { status, body } = await app.get('/api/segments/3')
    expect(status).toBe(200)
    expect(SegmentDetail.parse(body)).toEqual(body)
    expect(body).toMatchObject({
      segment: {
        id: 3,
        name: 'Planners',
        folder: ['Travel', 'Dreams'],
        peopleCount: 2000,
        destinations: 1,
        restrictedLabels: ['pii', 'off-site-ads'],
      },
      dataSource: { id: 1, name: 'Website' },
      traits: [{ trait: { id: 11, name: 'Visited' }, dataSource: { id: 1 } }],
      includedSegments: [
        { id: 1, name: 'Visitors' },
        { id: 2, name: 'Flyers' },
      ],
      mergeRule: { id: 5, name: 'Households', controls: ['pii'] },
    })
    expect(body.traits).toHaveLength(1)
  })

  it('is shown also when nothing is known of what it is made of', async () => {
    expect((await app.get('/api/segments/1')).body).toMatchObject({
      segment: { id: 1, destinations: 0 },
      dataSource: null,
      traits: [],
      includedSegments: [],
      mergeRule: null,
    })
  })

  it('that does not exist is said to be missing', async () => {
    const answers = [
      await app.get('/api/segments/99'),
      await app.get('/api/segments/99/destinations'),
      await setStatus(99, 'paused'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(answers[0]?.body.detail).toBe('There is no segment 99.')
  })

  it('tells where it goes, without the trash', async () => {
    await activeDestination([1, 2])
    const trashed = await activeDestination([1])
    expect((await app.send('DELETE', trashed, { body: {}, ifMatch: 5 })).status).toBeLessThan(300)
    const { body } = await app.get('/api/segments/1/destinations')
    expect(body.items).toMatchObject([
      { destination: { id: 1, name: 'Pixel 1' }, mapping: { segmentId: 1, value: 's1' } },
    ])
    expect(body.items).toHaveLength(1)
  })
})

describe('removing a segment from a destination', () => {
  it('is undone as one change of that destination', async () => {
    const path = await activeDestination([1, 2])
    const destinations = async () => (await app.get('/api/segments/1/destinations')).body.items
    const before = await destinations()
    const removed = await app.send('POST', `${path}/mappings/bulk-delete`, {
      body: { select: { segmentIds: [1] } },
    })
    expect(removed.body.segmentIds).toEqual([1])
    expect(await destinations()).toEqual([])
    const { number } = removed.body.change
    const undone = await app.send('POST', `${path}/mapping-changes/${number}/undo`, { body: {} })
    expect(undone.body.conflicts).toEqual([])
    expect((await destinations())[0].mapping).toMatchObject({ segmentId: 1, value: 's1' })
    expect(before).toHaveLength(1)
  })
})

describe('pausing a segment', () => {
  const sentTo = async () => {
    const query = new URLSearchParams({
      d_uuid: DID,
      d_rtbd: 'json',
      d_host: 'www.sports.com',
      d_proto: 'https',
    })
    const { body } = await app.get(`/event?${query.toString()}`)
    return body.dests.map(({ e }: { e: string }) => e)
  }

  it('stops it everywhere, and resuming goes on', async () => {
    await activeDestination([1, 2])
    await activeDestination([1])
    const qualifications = [1, 2].map((segmentId) => ({
      segmentId,
      at: '2026-11-20T08:00:00.000Z',
    }))
    const visitor = {
      name: 'Mia',
      did: DID,
      mcid: null,
      partnerIds: {},
      region: 7,
      gdprApplies: false,
      consent: null,
      qualifications,
    }
    await app.send('POST', '/api/visitors', { body: visitor })
    expect(await sentTo()).toEqual([
      'https://ads.example/px?s=s1,s2',
      'https://ads.example/px?s=s1',
    ])

    app.setTime('2026-11-23T10:00:05.000Z')
    const paused = await setStatus(1, 'paused')
    expect(paused.status).toBe(200)
    expect(paused.body).toMatchObject({
      id: 1,
      status: 'paused',
      updatedAt: '2026-11-23T10:00:05.000Z',
    })
    app.setTime('2026-11-23T10:00:10.000Z')
    expect(await sentTo()).toEqual(['https://ads.example/px?s=s2'])

    await setStatus(1, 'active')
    app.setTime('2026-11-23T10:00:20.000Z')
    expect(await sentTo()).toEqual([
      'https://ads.example/px?s=s1,s2',
      'https://ads.example/px?s=s1',
    ])
  })

  it('changes nothing when it is paused already', async () => {
    const first = await setStatus(1, 'paused')
    app.setTime('2026-11-24T10:00:00.000Z')
    expect((await setStatus(1, 'paused')).body).toEqual(first.body)
  })

  it('is kept when an import changes the segment', async () => {
    await setStatus(1, 'paused')
    await app.send('POST', '/api/segment-imports', {
      body: {
        rows: [
          {
            line: 1,
            id: 1,
            name: 'Guests',
            folder: [],
            description: '',
            integrationCode: null,
            peopleCount: null,
          },
        ],
      },
    })
    expect((await app.get('/api/segments/1')).body.segment).toMatchObject({
      name: 'Guests',
      status: 'paused',
    })
  })

  it('is refused with a status that there is not', async () => {
    expect((await setStatus(1, 'deleted')).status).toBe(422)
  })
})

describe('the list of segments', () => {
  const found = async (query: string) =>
    (await app.get(`/api/segments?sort=id&${query}`)).body.items.map(({ id }: { id: number }) => id)

  it('is restricted by status, data source, people and use', async () => {
    await activeDestination([1, 2])
    await setStatus(2, 'paused')
    expect(await found('status=paused')).toEqual([2])
    expect(await found('dataSourceId=1')).toEqual([3])
    expect(await found('peopleMin=1000')).toEqual([2, 3])
    expect(await found('peopleMin=0&peopleMax=1000')).toEqual([1, 2])
    expect(await found('mapped=yes')).toEqual([1, 2])
    expect(await found('mapped=no')).toEqual([3, 4])
    expect(await found('offset=2&limit=1')).toEqual([3])
  })

  it('gives all ids in its order', async () => {
    const folder = encodeURIComponent(JSON.stringify(['Travel', 'Dreams']))
    const { body } = await app.get(`/api/segment-ids?sort=people&direction=desc`)
    expect(body).toEqual({ segmentIds: [3, 2, 1, 4] })
    expect((await app.get(`/api/segment-ids?folder=${folder}`)).body).toEqual({
      segmentIds: [4, 3],
    })
  })
})
