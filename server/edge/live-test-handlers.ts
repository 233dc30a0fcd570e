import type { Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'

export const liveTestHandlers: Handlers<'visitorDeliveryList' | 'sentSegmentList' | 'arrivalList'> =
  {
    async visitorDeliveryList({ params: { visitorId } }, { transaction }) {
      const visitor = await transaction.visitor(visitorId)
      if (!visitor) throw new ProblemError('not-found', `There is no visitor ${visitorId}.`)
      const segmentIds = visitor.qualifications.map(({ segmentId }) => segmentId)
      const mappings = await transaction.activeDeliveryMappings({ segmentIds })
      const destinations = await transaction.activeDestinations([...mappings.keys()])
      return {
        visitor,
        items: destinations.map((destination) => ({
          destination,
          mappings: (mappings.get(destination.id) ?? []).toSorted(
            (a, b) => a.segmentId - b.segmentId,
          ),
        })),
      }
    },

    sentSegmentList({ query: { q, limit } }, { transaction }) {
      return transaction.sentSegments({ q }, limit)
    },

    async arrivalList({ params }, { transaction }) {
      return { items: await transaction.listArrivals(params.liveTestId) }
    },
  }
