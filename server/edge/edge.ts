import { ARRIVAL_LIFE, EdgeQuery } from '../../src/contract/edge.ts'
import type { Region } from '../../src/contract/visitor.ts'
import { liveTestMoment } from '../../src/domain/delivery/live-test-moment.ts'
import type { Moment, PageContext, Protocol } from '../../src/domain/delivery/types.ts'
import { ProblemError } from '../problem-error.ts'
import { fieldProblems } from '../validation.ts'
import type { Store } from '../store/store.ts'
import { createEdgeIndex, type EdgeVisitor } from './edge-index.ts'
import { type EdgeTemplate, edgeTemplate, fillTemplate } from './edge-template.ts'
import { receivedCall, receiverResponse, refuseOtherSites } from './receiver.ts'

/** Where visitors whom nobody knows are taken to be: Dublin. */
const REGION_OF_NEW = 6

const MILLISECONDS_A_DAY = 86_400_000

/** What a page's tag talks to, and what its calls reach in a live test. */
export type Edge = {
  /**
   * `GET /event`: the JSON of an `EdgeResponse`, in ASCII. A visitor whom nobody knows gets a new id, and nothing.
   * It is answered from what was committed a second ago at the latest; a live test from all that is.
   *
   * @throws ProblemError malformed-request
   */
  event(request: EventRequest): Promise<string>
  /**
   * `GET /receiver/:liveTestId/<address>`: records that it came.
   *
   * @throws ProblemError not-found, malformed-request, forbidden
   */
  receive(request: Request): Promise<Response>
  /** Something was committed in this process: a live test is answered with it at once, others soon. */
  noteChange(): void
}

type EventRequest = {
  url: string
  /** The header Referer. */
  referer: string | null
  /** The id of this transaction. */
  tid: string
}

/** Templates kept; beyond them everything is forgotten and collected anew. One has about 30 KB. */
const TEMPLATES_MAX = 1000

/** The backend's part that customers' pages meet. */
export function createEdge({ store, clock }: { store: Store; clock: () => Date }): Edge {
  const index = createEdgeIndex(store, () => clock().getTime())
  let templates = new WeakMap<EdgeVisitor, Map<string, EdgeTemplate>>()
  let kept = 0

  /** A day's deliveries to a page change only with the index, and with it come other visitors. */
  function templateFor(visitor: EdgeVisitor, page: PageContext, now: number): EdgeTemplate {
    const { host, protocol, environment } = page
    const key = `${Math.floor(now / MILLISECONDS_A_DAY)} ${protocol} ${environment} ${host}`
    const known = templates.get(visitor)?.get(key)
    if (known) return known
    if (kept >= TEMPLATES_MAX) {
      templates = new WeakMap()
      kept = 0
    }
    const template = edgeTemplate(visitor, page, now)
    const ofVisitor = templates.get(visitor) ?? new Map<string, EdgeTemplate>()
    templates.set(visitor, ofVisitor.set(key, template))
    kept += 1
    return template
  }

  return {
    async event(request) {
      const { url, tid } = request
      const query = parseQuery(url.slice(url.indexOf('?') + 1))
      const { d_uuid: did, d_seed: seed, d_now: at } = query
      const from = seed === undefined && at === undefined ? 'recent' : 'committed'
      const visitor = did === undefined ? null : await index.visitor(did, from)
      if (!visitor) return jsonOf('"stuff":[],"dests":[]', newUuid(), REGION_OF_NEW, tid)
      const now = at ?? clock().getTime()
      const template = templateFor(visitor, pageOf(query, request), now)
      const { did: uuid, region } = visitor.prepared.visitor
      return jsonOf(fillTemplate(template, momentOf(seed, now)), uuid, region, tid)
    },

    async receive(request) {
      refuseOtherSites(request.headers)
      const { liveTestId, address } = receivedCall(request.url)
      const now = clock()
      const since = new Date(now.getTime() - ARRIVAL_LIFE).toISOString()
      const arrival = { at: now.toISOString(), url: address }
      await store.transaction((transaction) =>
        transaction.insertArrival(liveTestId, arrival, since),
      )
      return receiverResponse(request.headers)
    },

    noteChange: () => index.noteChange(),
  }
}

/** The JSON of an `EdgeResponse`; its first members come as they are. */
function jsonOf(delivered: string, uuid: string, region: Region, tid: string): string {
  return `{${delivered},"uuid":"${uuid}","dcs_region":${region},"tid":${JSON.stringify(tid)}}`
}

function parseQuery(search: string): EdgeQuery {
  const result = EdgeQuery.safeParse(Object.fromEntries(new URLSearchParams(search)))
  if (result.success) return result.data
  throw new ProblemError('malformed-request', 'A parameter of this call is not as agreed.', {
    errors: fieldProblems(result.error),
  })
}

function pageOf(query: EdgeQuery, { url, referer }: EventRequest): PageContext {
  const { d_host: host, d_proto: protocol, d_env: environment } = query
  if (host !== undefined && protocol !== undefined) return { host, protocol, environment }
  const page = new URL(referer !== null && URL.canParse(referer) ? referer : url)
  return {
    host: host ?? page.hostname,
    protocol: protocol ?? protocolOf(page),
    environment,
  }
}

function protocolOf({ protocol }: URL): Protocol {
  return protocol === 'https:' ? 'https' : 'http'
}

function momentOf(seed: number | undefined, now: number): (destinationId: number) => Moment {
  if (seed !== undefined) return (destinationId) => liveTestMoment(seed, now, destinationId)
  const moment = { now, random: Math.random }
  return () => moment
}

/** 38 digits, the first not 0. */
function newUuid(): string {
  const random = crypto.getRandomValues(new Uint8Array(38))
  return Array.from(random, (byte, at) => (at === 0 ? 1 + (byte % 9) : byte % 10)).join('')
}
