import * as z from 'zod/mini'
import { IdText } from './contract/common.ts'

const Params = z.object({ destinationId: IdText })

/**
 * The id in the address.
 *
 * @throws a 404 response when something else is in its place.
 */
export function destinationIdOf(params: Record<string, string | undefined>): number {
  const parsed = Params.safeParse(params)
  if (!parsed.success) {
    // oxlint-disable-next-line typescript/only-throw-error -- react-router's way to say 404
    throw new Response(null, { status: 404 })
  }
  return parsed.data.destinationId
}
