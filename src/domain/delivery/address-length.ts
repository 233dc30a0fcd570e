import type { Address } from './types.ts'

/** Beyond this length some browsers, proxies and logs cut an address. */
export const LENGTH_CUT = 2048
/** Beyond this length many servers refuse it, with 414. RFC 9110 section 4.1 asks for at least 8,000. */
export const LENGTH_REFUSED = 8000

/** What the length of an address means for whether it arrives; null: it is short enough everywhere. */
export function lengthProblem({ url }: Pick<Address, 'url'>): string | null {
  if (url.length > LENGTH_REFUSED) return 'longer than 8,000: many servers refuse it'
  if (url.length > LENGTH_CUT) return 'longer than 2,048: some browsers and proxies cut it'
  return null
}
