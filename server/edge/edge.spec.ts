import { beforeEach, describe, expect, it } from 'vitest'
import { EdgeResponse } from '../../src/contract/edge.ts'
import { compileDestination, deliver } from '../../src/domain/delivery/deliver.ts'
import { liveTestMoment } from '../../src/domain/delivery/live-test-moment.ts'
import { prepareVisitor } from '../../src/domain/delivery/prepared-visitor.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const DID = '19393572368547369350319949416899715727'
const VISITOR = {
  name: 'Mia',
  did: DID,
  mcid: null,
  partnerIds: { '903': 'n 17/é' },
  region: 7,
  gdprApplies: false,
  consent: null,
  qualifications: [1, 2].map((segmentId) => ({ segmentId, at: '2026-11-20T08:00:00.000Z' })),
}

function row(id: number) {
  const empty = { folder: [], description: '', integrationCode: null, peopleCount: null }
  return { line: id + 1, id, name: `Segment ${id}`, ...empty }
}

let app: TestApp
let visitorId = 0
beforeEach(async () => {
  app = await createTestApp()
  await app.send('POST', '/api/segment-imports', { body: { rows: [1, 2, 3].map(row) } })
  visitorId = (await app.send('POST', '/api/visitors', { body: VISITOR })).body.id
})

/** An active destination. @returns its id. */
async function activeDestination(configuration: object, mappings: object[]): Promise<number> {
  const type = 'cookieName' in configuration ? 'cookie' : 'url'
  const { id } = (await app.send('POST', '/api/destinations', { body: { type } })).body
  const path = `/api/destinations/${id}`
  const environment = type === 'cookie' ? 'BROWSER' : 'ALL'
  const basics = { name: 'Pixel', description: '', environment, autoFill: 'off' }
  await app.send('PUT', `${path}/basic-information`, { body: basics, ifMatch: 1 })
  await app.send('PUT', `${path}/export-labels`, { body: { exportLabels: [] }, ifMatch: 2 })
  const put = await app.send('PUT', `${path}/configuration`, {
    body: { type, ...configuration },
    ifMatch: 3,
  })
  expect(put.status).toBe(200)
  const rows = mappings.map((mapping) => ({
    value: null,
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-11-01',
    endDate: null,
    priority: 0,
    valueOrigin: 'manual',
    ...mapping,
  }))
  const mapped = await app.send('POST', `${path}/mappings/bulk-create`, { body: { rows } })
  expect(mapped.status).toBe(201)
  expect((await app.send('POST', `${path}/activate`, { ifMatch: 4 })).status).toBe(200)
  return id
}

const PIXEL = {
  serialized: true,
  baseUrl: 'http://ads.example/px?s=%ALIAS%&u=%did%',
  secureUrl: 'https://ads.example/px?s=%ALIAS%&u=%did%&r=%rnd%&t=%timestamp%',
  delimiter: ',',
  calledAs: 'img',
}
const OWN = { ...PIXEL, serialized: false, baseUrl: null, secureUrl: null, calledAs: 'iframe' }
const COOKIE = {
  cookieName: 'seg',
  cookieDomain: '.sports.com',
  expiryDays: 30,
  maxSize: 2048,
  publishTo: { mode: 'all', domains: [] },
  format: 'single-key',
  key: 'x',
  keySeparator: '=',
  delimiter: '&',
  serialized: false,
  serialSeparator: ';',
}

const event = (parameters: Record<string, string> = {}) =>
  app.get(
    `/event?${new URLSearchParams({
      d_uuid: DID,
      d_rtbd: 'json',
      d_host: 'golf.sports.com',
      d_proto: 'https',
      ...parameters,
    }).toString()}`,
  )

describe('a page’s tag', () => {
  it('gets the cookies and calls of a visitor, destination by destination', async () => {
    await activeDestination(PIXEL, [
      { segmentId: 2, value: 'b c' },
      { segmentId: 1, value: 'a' },
      { segmentId: 3, value: 'nobody' },
    ])
    await activeDestination(COOKIE, [
      { segmentId: 1, value: 'é' },
      { segmentId: 2, value: '2' },
    ])
    await activeDestination(OWN, [{ segmentId: 1, url: 'http://own.example/%dpid_903%/%rnd%' }])

    const { status, headers, body } = await event({ d_seed: '7', d_now: '1795428000123' })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(EdgeResponse.parse(body)).toEqual(body)
    const [first, own] = [1, 3].map((id) =>
      Math.floor(liveTestMoment(7, 0, id).random() * 1_000_000_000),
    )
    expect(body).toEqual({
      stuff: [{ cn: 'seg', cv: 'x=%C3%A9&x=2', ttl: 30, dmn: '.sports.com' }],
      dests: [
        {
          c: `http://ads.example/px?s=a,b%20c&u=${DID}`,
          e: `https://ads.example/px?s=a,b%20c&u=${DID}&r=${first}&t=1795428000`,
          y: 'img',
        },
        {
          c: `http://own.example/n%2017%2F%C3%A9/${own}`,
          e: `http://own.example/n%2017%2F%C3%A9/${own}`,
          y: 'iframe',
        },
      ],
      uuid: DID,
      dcs_region: 7,
      tid: headers.get('x-request-id'),
    })
  })

  it('gets what the delivery function decides, to the byte', async () => {
    const id = await activeDestination(OWN, [
      {
        segmentId: 1,
        url: 'http://a.example/%rnd%/b?t=%timestamp%',
        secureUrl: 'https://b.example/%22?r=%rnd%&%rnd%',
      },
      { segmentId: 2, url: 'http://c.example/%2f/%timestamp%/?%did%' },
    ])
    const [destination, mappings] = await app.store.read(async (transaction) => [
      await transaction.destination(id),
      await transaction.deliveryMappings(id),
    ])
    if (!destination) throw new Error('The destination is gone.')
    const { calls } = deliver({
      compiled: compileDestination(destination, mappings),
      visitor: prepareVisitor((await app.get('/api/visitors')).body.items[0]),
      page: { host: 'golf.sports.com', protocol: 'https', environment: 'BROWSER' },
      moment: liveTestMoment(99, 1_795_428_000_000, id),
    })
    const { body } = await event({ d_seed: '99', d_now: '1795428000000' })
    expect(body.dests).toEqual(
      calls.map(({ addresses, calledAs }) => ({
        c: addresses.http?.url,
        e: addresses.https?.url,
        y: calledAs,
      })),
    )
  })

  it('gets new random numbers and the time with each visit', async () => {
    await activeDestination(PIXEL, [{ segmentId: 1, value: 'a' }])
    const first = (await event()).body.dests[0].e
    app.setTime('2026-11-23T10:00:07.000Z')
    const second = (await event()).body.dests[0].e
    expect(first).toMatch(/&r=\d+&t=1795428000$/)
    expect(second).toMatch(/&r=\d+&t=1795428007$/)
    expect(first.split('&')[2]).not.toBe(second.split('&')[2])
  })

  it('is told of each change within a second', async () => {
    const id = await activeDestination(PIXEL, [{ segmentId: 1, value: 'a' }])
    expect((await event()).body.dests).toHaveLength(1)
    await app.send('POST', `/api/destinations/${id}/pause`, { ifMatch: 5 })
    app.setTime('2026-11-23T10:00:01.000Z')
    expect((await event()).body.dests).toEqual([])
  })

  it('is told of each change at once in a live test, and of what a new day brings', async () => {
    const id = await activeDestination(PIXEL, [{ segmentId: 1, value: 'a', endDate: '2026-11-23' }])
    const live = (now = '2026-11-23T10:00:00.000Z') => event({ d_now: String(Date.parse(now)) })
    expect((await live()).body.dests).toHaveLength(1)
    const qualifications = VISITOR.qualifications.slice(1)
    const changed = { ...VISITOR, qualifications }
    await app.send('PUT', `/api/visitors/${visitorId}`, { body: changed, ifMatch: 1 })
    expect((await live()).body.dests).toEqual([])
    await app.send('PUT', `/api/visitors/${visitorId}`, { body: VISITOR, ifMatch: 2 })
    expect((await live()).body.dests).toHaveLength(1)
    await app.send('POST', `/api/destinations/${id}/pause`, { ifMatch: 5 })
    expect((await live()).body.dests).toEqual([])
    await app.send('POST', `/api/destinations/${id}/resume`, { ifMatch: 6 })
    expect((await live()).body.dests).toHaveLength(1)
    expect((await live('2026-11-24T00:00:00.000Z')).body.dests).toEqual([])
  })

  it('gets nothing but a new id for a visitor whom nobody knows', async () => {
    const { status, body } = await event({ d_uuid: '4711' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ stuff: [], dests: [], dcs_region: 6 })
    expect(body.uuid).toMatch(/^[1-9]\d{37}$/)
    const anonymous = await app.get('/event?d_rtbd=json')
    expect(anonymous.body.uuid).not.toBe(body.uuid)
  })

  it('is on the page that the Referer names, unless it tells another', async () => {
    await activeDestination(COOKIE, [{ segmentId: 1, value: '1' }])
    const from = async (referer: string) => {
      const path = `/event?d_uuid=${DID}&d_rtbd=json`
      return (await app.send('GET', path, { headers: { referer } })).body.stuff.length
    }
    expect(await from('https://www.sports.com:8443/tickets')).toBe(1)
    expect(await from('https://www.golf.com/')).toBe(0)
    expect(await from('nonsense')).toBe(0)
  })

  it.each([
    [{ d_rtbd: 'xml' }, 'd_rtbd'],
    [{ d_uuid: 'mia' }, 'd_uuid'],
    [{ d_proto: 'ftp' }, 'd_proto'],
    [{ d_host: 'a/b' }, 'd_host'],
    [{ d_seed: '-1' }, 'd_seed'],
    [{ d_now: '1e99' }, 'd_now'],
  ])('is told what is wrong with %j', async (parameters, path) => {
    const { status, body } = await event(parameters)
    expect(status).toBe(400)
    expect(body.type).toBe('/problems/malformed-request')
    expect(body.errors[0].path).toBe(path)
  })
})

describe('the receiver of live tests', () => {
  const arrivals = async (id: string) =>
    (await app.get(`/api/live-tests/${id}/arrivals`)).body.items

  it('records addresses byte for byte, in their order', async () => {
    const addresses = [
      'https://ads.example/px?seg=1,2&u=%2f%C3%a9&x=https://b.example/?y',
      'http://ads.example//a//b/?',
      'https://ads.example/receiver/live-test-2/http://c.example/',
    ]
    for (const address of addresses) {
      await app.send('GET', `/receiver/live-test-1/${address}`)
      app.setTime('2026-11-23T10:00:01.000Z')
    }
    expect((await arrivals('live-test-1')).map(({ url }: { url: string }) => url)).toEqual(
      addresses,
    )
    expect((await arrivals('live-test-1'))[0].at).toBe('2026-11-23T10:00:00.000Z')
    expect(await arrivals('live-test-2')).toEqual([])
  })

  it('answers an image with a pixel and a frame with a page', async () => {
    const call = '/receiver/live-test-1/https://ads.example/'
    const image = await app.send('GET', call, { headers: { 'sec-fetch-dest': 'image' } })
    expect(image.headers.get('content-type')).toBe('image/gif')
    expect(image.headers.get('cache-control')).toBe('no-store')
    const framed = [
      ['sec-fetch-dest', 'iframe'],
      ['accept', 'text/html,*/*'],
    ]
    for (const header of framed) {
      const headers = Object.fromEntries([header])
      expect((await app.send('GET', call, { headers })).body).toContain('Received')
    }
  })

  it('takes nothing from the page of another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const path = '/receiver/live-test-1/https://ads.example/'
    expect((await app.send('GET', path, { headers })).status).toBe(403)
    expect(await arrivals('live-test-1')).toEqual([])
    const own = { 'sec-fetch-site': 'same-origin' }
    expect((await app.send('GET', path, { headers: own })).status).toBe(200)
  })

  it('forgets after an hour', async () => {
    await app.get('/receiver/live-test-1/https://ads.example/1')
    app.setTime('2026-11-23T11:00:00.001Z')
    await app.get('/receiver/live-test-2/https://ads.example/2')
    expect(await arrivals('live-test-1')).toEqual([])
  })

  it.each([
    '/receiver/short/https://ads.example/',
    '/receiver/live-test-1/ftp://ads.example/',
    '/receiver/live-test-1/',
    '/receiver/',
  ])('has nothing at %s', async (path) => {
    expect((await app.get(path)).status).toBe(404)
  })
})

describe('the live test’s screen', () => {
  it('gets what a visitor’s segments are sent to, and nothing else of an account', async () => {
    const id = await activeDestination(PIXEL, [
      { segmentId: 3, value: 'c' },
      { segmentId: 2, value: 'b' },
      { segmentId: 1, value: 'a' },
    ])
    await activeDestination(PIXEL, [{ segmentId: 3, value: 'c' }])
    const { body } = await app.get(`/api/visitors/${visitorId}/deliveries`)
    expect(body.visitor).toMatchObject({ id: visitorId, did: DID })
    expect(body.items).toHaveLength(1)
    expect(body.items[0].destination).toMatchObject({ id, status: 'active' })
    expect(body.items[0].mappings).toMatchObject([
      { segmentId: 1, name: 'Segment 1', value: 'a' },
      { segmentId: 2, name: 'Segment 2', value: 'b' },
    ])
    expect((await app.get('/api/visitors/4711/deliveries')).status).toBe(404)
  })

  it('finds the segments that are sent', async () => {
    await activeDestination(
      PIXEL,
      [1, 3].map((segmentId) => ({ segmentId, value: 'x' })),
    )
    await activeDestination(PIXEL, [{ segmentId: 3, value: 'y' }])
    expect((await app.get('/api/sent-segments')).body).toEqual({
      items: [
        { id: 1, name: 'Segment 1', destinations: 1 },
        { id: 3, name: 'Segment 3', destinations: 2 },
      ],
      total: 2,
    })
    expect((await app.get('/api/sent-segments?q=MENT%203')).body.total).toBe(1)
    expect((await app.get('/api/sent-segments?limit=1')).body).toMatchObject({ total: 2 })
  })
})
