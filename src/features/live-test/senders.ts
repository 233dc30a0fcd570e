import { q, queryClient } from '../../api/query.ts'
import { deliveryMappings } from '../../parts/preview/delivery-mappings.ts'
import type { Visitor } from '../../contract/visitor.ts'
import type { Sender } from './predict.ts'

/** All active destinations, by id: an account may have 1,000. */
export const activeDestinations = q('destinationList', {
  query: { status: ['active'], sort: 'id', direction: 'asc', limit: 1000 },
})

export const visitorList = q('visitorList', {})

/** What the page needs; from the cache where it is there. */
export async function ensureSenders(): Promise<void> {
  const [{ items }] = await Promise.all([
    queryClient.ensureQueryData(activeDestinations),
    queryClient.ensureQueryData(visitorList),
  ])
  await Promise.all(items.map(({ id }) => queryClient.ensureQueryData(deliveryMappings(id))))
}

/** The same as the server has it by now, whatever is in the cache. */
export async function readSenders(): Promise<{ senders: Sender[]; visitors: Visitor[] }> {
  const fresh = { staleTime: 0 }
  const [list, visitors] = await Promise.all([
    queryClient.fetchQuery({ ...activeDestinations, ...fresh }),
    queryClient.fetchQuery({ ...visitorList, ...fresh }),
  ])
  const senders = await Promise.all(
    list.items.map(async (destination) => {
      const { items } = await queryClient.fetchQuery({
        ...deliveryMappings(destination.id),
        ...fresh,
      })
      return { destination, mappings: items }
    }),
  )
  return { senders, visitors: visitors.items }
}
