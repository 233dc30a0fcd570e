import { q, queryClient } from '../../api/query.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { deliveryMappings } from '../../parts/preview/delivery-mappings.ts'
import type { Sender } from './predict.ts'

/** All active destinations, by id: an account may have 1,000. */
export const activeDestinations = q('destinationList', {
  query: { status: ['active'], sort: 'id', direction: 'asc', limit: 1000 },
})

export const visitorList = q('visitorList', {})

/** Segments that a person can look through; the rest is counted. */
export const SHOWN = 40

/** What the visitor's segments are sent to. Much else changes it: it is read again with each look. */
export function visitorDeliveries(visitorId: number) {
  return { ...q('visitorDeliveryList', { params: { visitorId } }), staleTime: 0 }
}

/** The segments that active destinations send. */
export function sentSegments(text: string) {
  const query = text === '' ? { limit: SHOWN } : { q: text, limit: SHOWN }
  return { ...q('sentSegmentList', { query }), staleTime: 0 }
}

/** What the page needs; from the cache where it is there. */
export async function ensureSenders(chosen: {
  visitor: number | null
  destination: number | null
}): Promise<void> {
  const [destinations, visitors] = await Promise.all([
    queryClient.ensureQueryData(activeDestinations),
    queryClient.ensureQueryData(visitorList),
    queryClient.ensureQueryData(sentSegments('')),
  ])
  const visitor = chosenOf(visitors.items, chosen.visitor) ?? visitors.items[0]
  const destination = chosenOf(destinations.items, chosen.destination)
  await Promise.all([
    visitor && queryClient.ensureQueryData(visitorDeliveries(visitor.id)),
    destination && queryClient.ensureQueryData(deliveryMappings(destination.id)),
  ])
}

/** @returns undefined: none is chosen, or it is not there. */
export function chosenOf<T extends { id: number }>(
  items: readonly T[],
  id: number | null,
): T | undefined {
  return items.find((each) => each.id === id)
}

/** What is sent to the visitor as the server has it by now, whatever is in the cache. */
export async function readDeliveries(
  visitorId: number,
): Promise<{ senders: Sender[]; visitor: Visitor }> {
  const [{ visitor, items }] = await Promise.all([
    queryClient.fetchQuery(visitorDeliveries(visitorId)),
    queryClient.fetchQuery({ ...activeDestinations, staleTime: 0 }),
    // Of the chosen destination, which is on screen.
    queryClient.invalidateQueries({ queryKey: ['deliveryMappingList'] }),
  ])
  putIntoList(visitor)
  return { senders: items, visitor }
}

/** Shows a visitor in the list as the server has answered it. */
export function putIntoList(visitor: Visitor): void {
  queryClient.setQueryData(
    visitorList.queryKey,
    (list) =>
      list && { items: list.items.map((each) => (each.id === visitor.id ? visitor : each)) },
  )
}
