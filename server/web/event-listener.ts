import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Edge } from '../edge/edge.ts'
import { requestIdOf } from '../request-id.ts'
import { securityHeaders } from './security-headers.ts'
import type { RequestLine } from './website.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

type EventListenerOptions = {
  edge: Edge
  /** The values of Host that are served. */
  hosts: () => ReadonlySet<string>
  requestId: () => string
  /** At the level of debugging: at more than that the log would cost more than the answers. */
  log: (line: RequestLine) => void
  /** The website, which knows all the rest. */
  otherwise: Listener
}

/**
 * The short way for `GET /event`, without the objects of the Fetch API, which cost several times as much
 * as the answer itself. Compressing would too, and each visitor's answer is another: it is sent as it is,
 * whatever the client takes. What is not plain goes the usual way: another name of this server, another
 * method, a request with a mistake.
 */
export function createEventListener(options: EventListenerOptions): Listener {
  const { edge, hosts, log, otherwise } = options
  const headers = Object.fromEntries(securityHeaders('/event'))

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
  ): Promise<void> {
    const start = performance.now()
    const given = request.headers['x-request-id']
    const tid = requestIdOf(typeof given === 'string' ? given : null, options.requestId)
    let body: string
    try {
      body = await edge.event({ url, referer: request.headers.referer ?? null, tid })
    } catch {
      // It is told there what is wrong.
      otherwise(request, response)
      return
    }
    response.writeHead(200, {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'cache-control': 'no-store',
      'x-request-id': tid,
    })
    // A text and not a buffer: Node sends it together with the headers.
    response.end(body, 'latin1')
    const ms = Math.round((performance.now() - start) * 10) / 10
    log({ requestId: tid, method: 'GET', path: '/event', status: 200, ms })
  }

  return (request, response) => {
    const { host = '' } = request.headers
    const isPlain =
      request.method === 'GET' && request.url?.startsWith('/event?') === true && hosts().has(host)
    if (isPlain) void answer(request, response, `http://${host}${request.url}`)
    else otherwise(request, response)
  }
}
