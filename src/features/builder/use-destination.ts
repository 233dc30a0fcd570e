import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import * as z from 'zod'
import { q } from '../../api/query.ts'
import { Id } from '../../contract/common.ts'
import type { Destination } from '../../contract/destination/destination.ts'

const Params = z.object({ destinationId: z.coerce.number().pipe(Id) })

/** The id in the address; an address with another thing in its place leads nowhere. */
export function destinationIdOf(params: Record<string, string | undefined>): number {
  const parsed = Params.safeParse(params)
  if (!parsed.success) {
    // oxlint-disable-next-line typescript/only-throw-error -- react-router's way to say 404
    throw new Response(null, { status: 404 })
  }
  return parsed.data.destinationId
}

/** The destination being built; the builder's loader has read it. */
export function useDestination(): Destination {
  const destinationId = destinationIdOf(useParams())
  return useSuspenseQuery(q('destinationView', { params: { destinationId } })).data
}
