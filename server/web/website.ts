import { randomUUID } from 'node:crypto'
import { ProblemError, problemResponse } from '../problem-error.ts'
import { compressed } from './compression.ts'
import { refuseForeign } from './loopback-guard.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { type StaticFiles, staticResponse } from './static-files.ts'

/** One line of the log for each request; `ms` until the answer was ready. */
export type RequestLine = {
  requestId: string
  method: string
  path: string
  status: number
  ms: number
}

export type WebsiteOptions = {
  api: (request: Request) => Response | Promise<Response>
  files: StaticFiles | null
  /** The values of Host that are served; empty until the port is known. */
  hosts: () => ReadonlySet<string>
  log: (line: RequestLine) => void
}

/** What the backend answers; anything else is a file, or a page of the app. */
function isForApp(path: string): boolean {
  return /^\/(?:api(?:\/|$)|event$|receiver\/)/.test(path)
}

/** The API and the app's files on one address, with what the network side needs around them. */
export function createWebsite(options: WebsiteOptions): (request: Request) => Promise<Response> {
  async function answer(request: Request, path: string): Promise<Response> {
    try {
      refuseForeign(request, options.hosts())
    } catch (error) {
      if (error instanceof ProblemError) return problemResponse(error, randomUUID())
      throw error
    }
    if (!isForApp(path)) return staticResponse(options.files, request)
    const response = await options.api(request)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    return compressed(response, request)
  }

  return async (request) => {
    const start = performance.now()
    const path = new URL(request.url).pathname
    const response = await answer(request, path)
    addSecurityHeaders(response.headers, path)
    const requestId = response.headers.get('x-request-id') ?? randomUUID()
    response.headers.set('x-request-id', requestId)
    const ms = Math.round((performance.now() - start) * 10) / 10
    options.log({ requestId, method: request.method, path, status: response.status, ms })
    return response
  }
}
