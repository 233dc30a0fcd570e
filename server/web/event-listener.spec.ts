import { once } from 'node:events'
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createEventListener } from './event-listener.ts'
import type { RequestLine } from './website.ts'

let server: Server
let port = 0
const asked: string[] = []
const lines: RequestLine[] = []

beforeAll(async () => {
  server = createServer(
    createEventListener({
      edge: {
        async event({ url, referer, tid }) {
          if (url.includes('bad')) throw new Error('What is wrong is told elsewhere.')
          return JSON.stringify({ url, referer, tid })
        },
        receive: () => Promise.reject(new Error('Not asked here.')),
        noteChange: () => undefined,
      },
      hosts: () => new Set([`127.0.0.1:${port}`]),
      requestId: () => 'request-1',
      log: (line) => lines.push(line),
      otherwise: ({ url = '' }, response) => {
        asked.push(url)
        response.end('otherwise')
      },
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
beforeEach(() => {
  asked.length = 0
  lines.length = 0
})
afterAll(() => server.close())

function send(
  path: string,
  given: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, ...given }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.on('end', () => resolve({ headers: response.headers, text }))
    })
      .once('error', reject)
      .end()
  })
}

it('answers a plain event itself, with every header that an answer has', async () => {
  const headers = {
    referer: 'https://www.acme.example/',
    // As a browser sends it: the answer is not compressed all the same.
    'accept-encoding': 'gzip, deflate, br, zstd',
  }
  const answer = await send('/event?d_rtbd=json', { headers })
  expect(JSON.parse(answer.text)).toEqual({
    url: `http://127.0.0.1:${port}/event?d_rtbd=json`,
    referer: 'https://www.acme.example/',
    tid: 'request-1',
  })
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': 'request-1',
    'x-content-type-options': 'nosniff',
  })
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  expect(lines).toMatchObject([{ requestId: 'request-1', path: '/event', status: 200 }])
})

it('keeps the id that a proxy has given', async () => {
  const { text } = await send('/event?', { headers: { 'x-request-id': 'proxy-7' } })
  expect(text).toContain('"tid":"proxy-7"')
})

it.each([
  ['/event?bad', {}],
  ['/event?', { method: 'POST' }],
  ['/event?', { headers: { host: 'elsewhere.example' } }],
  ['/event', {}],
  ['/events?', {}],
  ['/api/health', {}],
])('leaves %s %j to the website', async (path, given) => {
  expect((await send(path, given)).text).toBe('otherwise')
  expect(asked).toEqual([path])
  expect(lines).toEqual([])
})
