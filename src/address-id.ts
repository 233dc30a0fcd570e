import { IdText } from './contract/common.ts'

/**
 * An id in the address.
 *
 * @throws a 404 response when something else is in its place.
 */
export function addressId(params: Record<string, string | undefined>, name: string): number {
  const parsed = IdText.safeParse(params[name])
  if (!parsed.success) {
    // oxlint-disable-next-line typescript/only-throw-error -- react-router's way to say 404
    throw new Response(null, { status: 404 })
  }
  return parsed.data
}
