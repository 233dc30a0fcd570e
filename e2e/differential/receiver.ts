import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What arrived, as it stood in the request. */
export type Received = { host: string; pathAndQuery: string }

/** Stands for every partner and takes down what it gets. */
export type Receiver = {
  port: number
  /** What arrived since it was asked last, in that order. */
  take(): Received[]
  close(): Promise<void>
}

/** The smallest GIF. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** Of the page that calls, which is served as well. */
export const PAGE_HOST = 'page.example'

export async function startReceiver(): Promise<Receiver> {
  let received: Received[] = []
  const server = createServer((request, response) => {
    const { host = '', accept = '' } = request.headers
    if (host !== PAGE_HOST) received.push({ host, pathAndQuery: request.url ?? '' })
    response.setHeader('cache-control', 'no-store')
    if (accept.startsWith('image/')) {
      response.setHeader('content-type', 'image/gif').end(PIXEL)
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html>')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    take() {
      const taken = received
      received = []
      return taken
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
