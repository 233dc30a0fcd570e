import type { Destination } from '../../src/contract/destination/destination.ts'
import type { CookieConfiguration } from '../../src/contract/destination/cookie.ts'
import type { DeliveryMapping } from '../../src/contract/mapping.ts'
import type { MappingFilter } from '../../src/contract/mapping-filter.ts'
import { cookieWrite, isCookieNamed } from '../../src/domain/delivery/cookie-write.ts'
import { isMappingComplete } from '../../src/domain/mapping-rules.ts'
import type { HandlerContext } from '../handler.ts'
import type { Judged } from '../store/store.ts'

/** What was found last for each destination, and what it was found from. */
export type OverSizeCache = Map<number, { from: string; segmentIds: readonly number[] }>

/** Destinations that are remembered: those that somebody looks at now. */
const KEPT = 50

/**
 * Segments whose values would be left out of the cookie for a visitor who is in all segments, whatever day
 * it is from today on: what has ended is never written again, while a segment that is paused or blocked may
 * be let through once more. domain.md, "Cookie destination".
 *
 * @param today the day, `YYYY-MM-DD`.
 */
export function overSizeIds(
  configuration: CookieConfiguration,
  mappings: readonly DeliveryMapping[],
  today: string,
): number[] {
  if (!isCookieNamed(configuration)) return []
  const written = mappings.filter(
    (mapping) =>
      isMappingComplete(configuration, mapping) &&
      (mapping.endDate === null || mapping.endDate >= today),
  )
  return cookieWrite(configuration, written).leftOut
}

/** As `judgedOf`, for what a filter finds: most filters do not ask for the size. */
export async function judgedFor(
  { states = [] }: Pick<MappingFilter, 'states'>,
  destination: Destination,
  context: HandlerContext,
): Promise<Judged> {
  return states.includes('over-size') || states.includes('ready')
    ? judgedOf(destination, context)
    : { today: context.today, overSize: [] }
}

/** What the states of a destination's mappings depend on. Costs little as long as nothing has changed. */
export async function judgedOf(
  destination: Destination,
  { transaction, today, overSize }: HandlerContext,
): Promise<Judged> {
  const { id, revision, configuration } = destination
  if (configuration.type !== 'cookie') return { today, overSize: [] }
  const change = await transaction.lastMappingChange(id)
  const from = `${revision} ${change} ${today}`
  const known = overSize.get(id)
  if (known?.from === from) return { today, overSize: known.segmentIds }
  const segmentIds = overSizeIds(configuration, await transaction.deliveryMappings(id), today)
  // The one that was not asked for longest goes: a map keeps the order of insertion.
  overSize.delete(id)
  const [oldest] = overSize.keys()
  if (oldest !== undefined && overSize.size >= KEPT) overSize.delete(oldest)
  overSize.set(id, { from, segmentIds })
  return { today, overSize: segmentIds }
}
