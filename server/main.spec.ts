import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type TestPostgres } from './testing/postgres.ts'
import { failToStart, type ServerProcess, startServer } from './testing/server-process.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'destination-builder-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A request whose headers no fetch would send. */
function ask(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers, method }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += String(chunk)))
      response.on('end', () => resolve({ status: response.statusCode, body }))
    })
    asking.once('error', reject)
    asking.end()
  })
}

describe('a server', () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await startServer({ DATA_DIR: join(folder, 'a') })
  })
  afterAll(() => server.stop('SIGKILL'))

  it('says how it is, with headers that keep a browser strict', async () => {
    const response = await fetch(`${server.url}/api/health`)
    expect(await response.json()).toMatchObject({ status: 'ok', store: 'pglite' })
    const headers = Object.fromEntries(response.headers)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = headers['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).not.toMatch(/unsafe|http/)
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/)
  })

  it('compresses long answers, and short ones not', async () => {
    const headers = { 'accept-encoding': 'gzip' }
    const long = await fetch(`${server.url}/api/openapi.json`, { headers })
    expect(long.headers.get('content-encoding')).toBe('gzip')
    expect(await long.json()).toMatchObject({ openapi: '3.1.0' })
    const short = await fetch(`${server.url}/api/account`, { headers })
    expect(short.headers.get('content-encoding')).toBeNull()
    const refused = await fetch(`${server.url}/api/openapi.json`, {
      headers: { 'accept-encoding': 'gzip;q=0' },
    })
    expect(refused.headers.get('content-encoding')).toBeNull()
  })

  it('receives a call with a long address whole, and tells of one that is too long', async () => {
    const address = `https://ads.example/px?seg=${'1234567,'.repeat(2_200)}end`
    expect(address.length).toBeGreaterThan(17_000)
    const cookie = `seg=${'x'.repeat(4_000)}`
    const receiver = `${server.url}/receiver/live-test-1`
    expect((await ask(`${receiver}/${address}`, { cookie })).status).toBe(200)
    const arrivals = await fetch(`${server.url}/api/live-tests/live-test-1/arrivals`)
    expect(await arrivals.json()).toMatchObject({ items: [{ url: address }] })
    const tooLong = await ask(`${receiver}/https://ads.example/${'1'.repeat(48_000)}`, {})
    expect(tooLong.status).toBe(400)
    expect(tooLong.body).toContain('more than 48000 characters')
  })

  it('answers to its own name only, so that no other name can be pointed at it', async () => {
    const { port } = new URL(server.url)
    const status = async (host: string) => (await ask(`${server.url}/api/account`, { host })).status
    expect(await status(`localhost:${port}`)).toBe(200)
    expect(await status(`127.0.0.1:${port}`)).toBe(200)
    expect(await status(`evil.example:${port}`)).toBe(403)
    expect(await status(`localhost.evil.example:${port}`)).toBe(403)
    expect(await status('localhost:1')).toBe(403)
  })

  it('takes no changes from other websites', async () => {
    const json = { 'content-type': 'application/json' }
    const status = async (headers: Record<string, string>) =>
      (await ask(`${server.url}/api/destinations`, { ...json, ...headers }, 'POST')).status
    const { host, origin } = new URL(server.url)
    expect(await status({ host, origin, 'sec-fetch-site': 'same-origin' })).toBe(400)
    expect(await status({ host, origin: 'https://evil.example' })).toBe(403)
    expect(await status({ host, origin: 'null' })).toBe(403)
    expect(await status({ host, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ host, 'sec-fetch-site': 'same-site' })).toBe(403)
  })

  it('keeps its folder for itself, and a second one says who has it', async () => {
    const { code, said } = await failToStart({ DATA_DIR: join(folder, 'a') })
    expect(code).toBe(1)
    expect(said).toContain(`in use by process ${server.pid}, since 20`)
    expect(said).not.toContain('    at ')
  })

  it('says when its port is taken', async () => {
    const { port } = new URL(server.url)
    const { code, said } = await failToStart({ DATA_DIR: join(folder, 'b'), PORT: port })
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('port is in use') })
  })

  it('says what is wrong with its environment', async () => {
    const { code, said } = await failToStart({ HOST: '0.0.0.0', PORT: 'x' })
    expect(code).toBe(1)
    expect(said).toMatch(/^PORT must be a number\.\nHOST must be localhost/)
  })

  it('says when PostgreSQL does not answer', async () => {
    const { code, said } = await failToStart({ DATABASE_URL: 'postgres://localhost:1/none' })
    expect({ code, said }).toEqual({
      code: 1,
      said: 'PostgreSQL does not answer at DATABASE_URL. Is it running, and is the address right?\n',
    })
  })
})

it('finishes the requests under way when it is told to stop, and finds all of it again', async () => {
  const environment = { DATA_DIR: join(folder, 'c') }
  const first = await startServer(environment)
  const loading = fetch(`${first.url}/api/account/sample-data`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  // The server has the request once it has answered one that was sent later.
  await fetch(`${first.url}/api/health`)
  expect(await first.stop('SIGTERM')).toBe(0)
  const loaded: unknown = await (await loading).json()
  expect(loaded).toMatchObject({ sampleData: true })
  const second = await startServer(environment)
  expect(await (await fetch(`${second.url}/api/account`)).json()).toEqual(loaded)
  expect(await second.stop('SIGTERM')).toBe(0)
})

describe('servers over one PostgreSQL', () => {
  let postgres: TestPostgres | undefined
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())

  it('start at once, see what each other writes and hold the limits together', async () => {
    if (!postgres) throw new Error('PostgreSQL did not start.')
    const environment = { DATABASE_URL: await postgres.createDatabase() }
    const servers = await Promise.all([startServer(environment), startServer(environment)])
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const response = await fetch(`${servers[at % 2]?.url}/api/destinations`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': `key-${at >> 2}` },
          body: JSON.stringify({ type: 'url' }),
        })
        const { id }: { id: number } = await response.json()
        return id
      }),
    )
    expect(new Set(answers)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
    const health = await fetch(`${servers[0].url}/api/health`)
    expect(await health.json()).toMatchObject({ status: 'ok', store: 'postgresql' })
    expect(await Promise.all(servers.map((server) => server.stop('SIGTERM')))).toEqual([0, 0])
  })
})
