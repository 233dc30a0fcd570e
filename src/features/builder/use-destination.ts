import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { q } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { destinationIdOf } from '../../destination-id.ts'

/** The destination being built; the builder's loader has read it. */
export function useDestination(): Destination {
  const destinationId = destinationIdOf(useParams())
  return useSuspenseQuery(q('destinationView', { params: { destinationId } })).data
}
