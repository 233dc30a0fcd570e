import { Hono } from 'hono'
import type { z } from 'zod/mini'
import { type Endpoint, type EndpointName, endpoints } from '../src/contract/endpoints.ts'
import type { Limits } from '../src/domain/limits.ts'
import { accountHandlers } from './account/account-handlers.ts'
import { audienceModelHandlers } from './audience-model/audience-model-handlers.ts'
import { API_DOCS_CSS, apiDocsPage } from './api-docs/api-docs.ts'
import { destinationHandlers } from './destination/destination-handlers.ts'
import type { HandlerContext, Handlers } from './handler.ts'
import { earlierReply, fingerprintOf } from './idempotency.ts'
import { mappingActionHandlers } from './mapping/mapping-action-handlers.ts'
import { mappingChangeHandlers } from './mapping/mapping-change-handlers.ts'
import { mappingEditHandlers } from './mapping/mapping-edit-handlers.ts'
import { mappingHandlers } from './mapping/mapping-handlers.ts'
import { mappingImportHandlers } from './mapping/mapping-import-handlers.ts'
import type { OverSizeCache } from './mapping/over-size.ts'
import { mappingRuleHandlers } from './mapping-rule/mapping-rule-handlers.ts'
import { mappingViewHandlers } from './mapping-view/mapping-view-handlers.ts'
import { type OpenApiDocument, openApiDocument } from './openapi.ts'
import type { Edge } from './edge/edge.ts'
import { liveTestHandlers } from './edge/live-test-handlers.ts'
import { ProblemError, problemResponse } from './problem-error.ts'
import { BODY_LIMIT, parseBody, readBody, refuseUnstorableText } from './read-body.ts'
import { createReplyCache, type Reply } from './reply-cache.ts'
import { requestIdOf } from './request-id.ts'
import type { SampleData } from './seed/sample-data.ts'
import { segmentDetailHandlers } from './segment/segment-detail-handlers.ts'
import { segmentHandlers } from './segment/segment-handlers.ts'
import { BadCursorError } from './store/cursor.ts'
import { type Store, StoreUnavailableError } from './store/store.ts'
import { fieldProblems } from './validation.ts'
import { visitorHandlers } from './visitor/visitor-handlers.ts'

export type AppOptions = {
  store: Store
  /** What customers' pages talk to, over the same store. */
  edge: Edge
  clock: () => Date
  /** A new id for each request that brings none of its own. */
  requestId: () => string
  version: string
  /** How the health endpoint calls the store. */
  storeName: string
  limits: Limits
  sampleData: (now: Date) => Promise<SampleData>
  /** Told of errors that are nobody's mistake but ours. */
  onError?: (error: unknown, requestId: string) => void
}

const handlers: Handlers<Exclude<EndpointName, 'healthView'>> = {
  ...accountHandlers,
  ...destinationHandlers,
  ...liveTestHandlers,
  ...mappingHandlers,
  ...mappingImportHandlers,
  ...mappingEditHandlers,
  ...mappingActionHandlers,
  ...mappingChangeHandlers,
  ...mappingRuleHandlers,
  ...mappingViewHandlers,
  ...segmentDetailHandlers,
  ...segmentHandlers,
  ...audienceModelHandlers,
  ...visitorHandlers,
}

/** What a handler gets and gives, once the table has done its part. */
type AnyHandler = (input: AnyInput, context: HandlerContext) => Promise<unknown>
type AnyInput = { params?: unknown; query?: unknown; body?: unknown; revision?: number }

/** What the app keeps from one request to the next. */
type Kept = { replies: ReturnType<typeof createReplyCache>; overSize: OverSizeCache }

/** What a request carries through the app. */
type App = Hono<{ Variables: { requestId: string } }>

const EVENT_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
}

/**
 * The backend: a fetch handler made from the endpoint table. Reads no environment, listens on
 * nothing, and runs in Node and in a browser.
 */
export function createApp(options: AppOptions): App {
  const { store, version, storeName } = options
  const app: App = new Hono()

  app.use(async (c, next) => {
    const requestId = requestIdOf(c.req.header('x-request-id'), options.requestId)
    c.set('requestId', requestId)
    await next()
    c.res.headers.set('x-request-id', requestId)
  })

  app.onError((error, c) => {
    const requestId = c.get('requestId')
    if (error instanceof ProblemError) return problemResponse(error, requestId)
    if (error instanceof BadCursorError) {
      return problemResponse(new ProblemError('malformed-request', error.message), requestId)
    }
    options.onError?.(error, requestId)
    if (error instanceof StoreUnavailableError) {
      return problemResponse(
        new ProblemError('unavailable', 'The database does not answer. Try again in a moment.'),
        requestId,
      )
    }
    return problemResponse(
      new ProblemError('internal', 'The request failed on the server; nothing was changed.'),
      requestId,
    )
  })

  app.get(endpoints.healthView.path, async (c) => {
    const migrations = await store.migrations()
    const status = migrations.pending === 0 ? 'ok' : 'degraded'
    return c.json({ status, version, store: storeName, migrations })
  })

  let document: OpenApiDocument | undefined
  // Made when somebody first asks: few do, and a browser that runs this has better things to do.
  const theDocument = () => (document ??= openApiDocument(version))
  app.get('/api/openapi.json', (c) => c.json(theDocument()))
  app.get('/api/docs', (c) => c.html(apiDocsPage(theDocument())))
  app.get('/api/docs.css', (c) =>
    c.body(API_DOCS_CSS, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )

  routeEdge(app, options.edge)

  const kept: Kept = { replies: createReplyCache(), overSize: new Map() }
  for (const [name, handler] of Object.entries(handlers)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of `handlers` are endpoint names, and each handler takes what its entry parses
    route(app, options, kept, name as EndpointName, handler as AnyHandler)
  }

  const methods = Map.groupBy(Object.values<Endpoint>(endpoints), ({ path }) => path)
  for (const [path, entries] of methods) {
    const allow = entries.map(({ method }) => method).join(', ')
    app.all(path, (c) => {
      const problem = new ProblemError('method-not-allowed', `This address knows ${allow} only.`)
      const response = problemResponse(problem, c.get('requestId'))
      response.headers.set('allow', allow)
      return response
    })
  }
  app.notFound((c) =>
    problemResponse(
      new ProblemError('not-found', `There is nothing at ${c.req.path}.`),
      c.get('requestId'),
    ),
  )
  return app
}

/** Outside of the endpoint table: their callers are pages of customers, not clients of the API. */
function routeEdge(app: App, edge: Edge): void {
  app.get('/event', async (c) => {
    const { url, headers } = c.req.raw
    const body = await edge.event({
      url,
      referer: headers.get('referer'),
      tid: c.get('requestId'),
    })
    return new Response(body, { headers: EVENT_HEADERS })
  })
  app.get('/receiver/*', (c) => edge.receive(c.req.raw))
}

function route(
  app: App,
  options: AppOptions,
  kept: Kept,
  name: EndpointName,
  handler: AnyHandler,
): void {
  const endpoint: Endpoint = endpoints[name]
  app.on(endpoint.method, endpoint.path, async (c) => {
    const { req } = c
    const bodyText = endpoint.body ? await readBody(req.raw, endpoint.bodyLimit ?? BODY_LIMIT) : ''
    const query = req.query()
    for (const text of Object.values(query)) refuseUnstorableText(text)
    const input: AnyInput = {
      ...(endpoint.params && { params: parsePart('params', endpoint.params, req.param()) }),
      ...(endpoint.query && { query: parsePart('query', endpoint.query, query) }),
      ...(endpoint.body && { body: parsePart('body', endpoint.body, parseBody(bodyText)) }),
      ...(endpoint.ifMatch && { revision: revisionOf(req.header('if-match')) }),
    }
    const { store } = options
    const now = options.clock()
    const key = endpoint.idempotent ? req.header('idempotency-key') : undefined
    const today = now.toISOString().slice(0, 10)
    const isRead = endpoint.method === 'GET'
    const state = isRead ? await store.state?.() : undefined
    const question = `${today} ${req.url}`
    const known = state === undefined ? undefined : kept.replies.find(state, question)
    if (known) return responseOf(known)
    const run = isRead ? store.read : store.transaction
    const reply = await run(async (transaction): Promise<Reply> => {
      const context: HandlerContext = {
        transaction,
        now,
        today,
        limits: options.limits,
        sampleData: options.sampleData,
        overSize: kept.overSize,
      }
      const fingerprint =
        key === undefined ? '' : await fingerprintOf(`${name} ${req.path}`, bodyText)
      const earlier = key === undefined ? null : await earlierReply(key, fingerprint, context)
      if (earlier) return earlier
      const output = await handler(input, context)
      const fresh = {
        status: endpoint.status,
        body: JSON.stringify(output),
        etag: etagOf(output),
      }
      if (key !== undefined) {
        await transaction.saveReply({ ...fresh, key, fingerprint, createdAt: now.getTime() })
      }
      return fresh
    })
    if (!isRead) options.edge.noteChange()
    if (state !== undefined) kept.replies.keep(state, question, reply)
    return responseOf(reply)
  })
}

function responseOf({ status, body, etag }: Reply): Response {
  // RFC 9110 section 15.3.5: 204 has no content.
  const isEmpty = status === 204
  return new Response(isEmpty ? null : body, {
    status,
    headers: {
      ...(isEmpty ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      'cache-control': 'no-store',
      ...(etag === null ? {} : { etag }),
    },
  })
}

function parsePart(
  part: 'params' | 'query' | 'body',
  schema: z.ZodMiniType,
  value: unknown,
): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  if (part === 'params') {
    throw new ProblemError('not-found', 'An address with such an id does not exist.')
  }
  throw new ProblemError('validation-failed', 'Some values break a rule; see the fields.', {
    errors: fieldProblems(result.error),
  })
}

/** `If-Match: "7"` (RFC 9110 section 13.1.1), of which the revision is the number. */
function revisionOf(header: string | undefined): number {
  if (header === undefined) {
    throw new ProblemError(
      'revision-required',
      'Send If-Match with the ETag of what you read, so that nobody’s change is overwritten.',
    )
  }
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1]
  if (revision !== undefined) return Number(revision)
  throw new ProblemError('malformed-request', 'If-Match is not an ETag of this API, such as "7".')
}

function etagOf(output: unknown): string | null {
  if (typeof output !== 'object' || output === null || !('revision' in output)) return null
  return `"${String(output.revision)}"`
}
