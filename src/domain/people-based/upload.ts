/** domain.md, "People-Based destination": hashed addresses of one customer that are kept. */
export const CUSTOMER_ADDRESSES_MAX = 10

/** A hashed e-mail address of a customer. */
export type CustomerAddress = {
  customerId: string
  /** See `isHashedAddress`. */
  hash: string
  /** When it was given, in milliseconds since 1970; of the same address the latest counts. */
  at: number
}

/**
 * The addresses that are kept: of each customer the 10 given most recently, each once. Among those given
 * at the same time the order of the input decides, since a later line was added later.
 *
 * @returns by customer, the most recent first; `leftOut` counts those that are one too many.
 */
export function keptAddresses(addresses: readonly CustomerAddress[]): {
  byCustomer: Map<string, string[]>
  leftOut: number
} {
  // The most recent first, so that an address stays where it was given last.
  const recent = addresses.toReversed().toSorted((a, b) => b.at - a.at)
  const all = new Map<string, Set<string>>()
  for (const { customerId, hash } of recent) {
    const known = all.get(customerId)
    if (known === undefined) all.set(customerId, new Set([hash]))
    else known.add(hash)
  }
  let leftOut = 0
  const byCustomer = new Map<string, string[]>()
  for (const [customerId, hashes] of all) {
    leftOut += Math.max(0, hashes.size - CUSTOMER_ADDRESSES_MAX)
    byCustomer.set(customerId, Array.from(hashes).slice(0, CUSTOMER_ADDRESSES_MAX))
  }
  return { byCustomer, leftOut }
}

/** A batch as it is sent: for one audience, with a number among its batches, from 1. */
export type UploadBatch = { audience: string; number: number; of: number; hashes: string[] }

/**
 * The batches that put customers into an audience: each address once, however many customers have it,
 * and no more than the platform takes at a time.
 *
 * @param audience what the mapping sends for the segment.
 * @param customerIds who is in the segment; one without an address is in no batch.
 * @param size the most addresses of a batch.
 */
export function uploadBatches(
  audience: string,
  customerIds: readonly string[],
  addresses: readonly CustomerAddress[],
  size: number,
): UploadBatch[] {
  const { byCustomer } = keptAddresses(addresses)
  const hashes = Array.from(new Set(customerIds.flatMap((id) => byCustomer.get(id) ?? [])))
  const of = Math.ceil(hashes.length / size)
  return Array.from({ length: of }, (_, at) => ({
    audience,
    number: at + 1,
    of,
    hashes: hashes.slice(at * size, (at + 1) * size),
  }))
}
