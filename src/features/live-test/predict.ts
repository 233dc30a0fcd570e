import type { Destination } from '../../contract/destination/destination.ts'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { compileDestination, deliver } from '../../domain/delivery/deliver.ts'
import { liveTestMoment } from '../../domain/delivery/live-test-moment.ts'
import { prepareVisitor } from '../../domain/delivery/prepared-visitor.ts'
import type { NotSent, PageContext } from '../../domain/delivery/types.ts'

/** An active destination with mappings: all, or those that a visitor is in. */
export type Sender = { destination: Destination; mappings: readonly DeliveryMapping[] }

/** Something that is to reach the partner, as one text: an address, or a `document.cookie` assignment. */
export type Prediction = {
  destinationId: number
  kind: 'call' | 'cookie'
  text: string
  /** A call that is made as an image. */
  isImage: boolean
}

/** One visit of the customer's page: the same for who predicts and for the edge. */
export type Visit = {
  liveTestId: string
  seed: number
  /** Milliseconds since 1970. */
  now: number
}

/** A visit that has not taken place yet. */
export function newVisit(now: number): Visit {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1))
  return { liveTestId: crypto.randomUUID(), seed, now }
}

type PredictInput = {
  senders: readonly Sender[]
  visitor: Visitor
  page: PageContext
  visit: Visit
}

/** What the customer's page will be told to do, in the order of the destinations' ids. */
export function predict({ senders, visitor, page, visit }: PredictInput): Prediction[] {
  const prepared = prepareVisitor(visitor)
  return senders.flatMap(({ destination, mappings }) => {
    // Of the others nothing is sent: there may be thousands.
    const own = mappings.filter(({ segmentId }) => prepared.isIn(segmentId))
    if (own.length === 0) return []
    const destinationId = destination.id
    const { calls, cookie } = deliver({
      compiled: compileDestination(destination, own),
      visitor: prepared,
      page,
      moment: liveTestMoment(visit.seed, visit.now, destinationId),
    })
    const predictions = calls.flatMap(({ addresses, calledAs }): Prediction[] => {
      const address = addresses[page.protocol]
      if (!address) return []
      return [{ destinationId, kind: 'call', text: address.url, isImage: calledAs === 'img' }]
    })
    return cookie
      ? [...predictions, { destinationId, kind: 'cookie', text: cookie.assignment, isImage: false }]
      : predictions
  })
}

/** Why mappings of one destination are not sent. */
export function notSentOf(
  { destination, mappings }: Sender,
  visitor: Visitor,
  page: PageContext,
  now: number,
): NotSent[] {
  return deliver({
    compiled: compileDestination(destination, mappings),
    visitor: prepareVisitor(visitor),
    page,
    moment: { now, random: () => 0 },
  }).notSent
}
