import type { Destination } from '../../contract/destination/destination.ts'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import {
  type CompiledDestination,
  compileDestination,
  deliver,
} from '../../domain/delivery/deliver.ts'
import { prepareVisitor } from '../../domain/delivery/prepared-visitor.ts'
import {
  type CookieWrite,
  NOT_SENT_REASONS,
  type NotSentReason,
  type PageContext,
  type UrlCall,
} from '../../domain/delivery/types.ts'
import { seededRandom } from '../../lib/seeded-random.ts'

/** Calls and segments that a person can look through; the rest is counted. */
export const CALLS_SHOWN = 50
export const NAMES_SHOWN = 50

type Named = { id: number; name: string }

/** Some segments by name, and how many there are in all. */
export type NamedSegments = { count: number; first: Named[] }

export type NotSentGroup = NamedSegments & { reason: NotSentReason }

/** What the panel shows: computed by what delivers, and small, however many mappings there are. */
export type PreviewResult = {
  calls: { count: number; first: (UrlCall & { segments: NamedSegments })[] }
  cookie: (CookieWrite & { segments: NamedSegments }) | null
  /** In the order of the reasons. */
  notSent: NotSentGroup[]
  mapped: number
}

/** What a preview depends on, but for the mappings. All of it can be cloned. */
export type PreviewInput = {
  destination: Pick<Destination, 'environment' | 'exportLabels' | 'configuration'>
  visitor: Visitor
  page: PageContext
  /** Milliseconds since 1970. */
  now: number
  /** Of the random numbers: fixed while the panel is open, so that only edits move what is shown. */
  seed: number
}

/**
 * Answers what a destination would send once it is active. What does not depend on the visitor is
 * worked out once, until the mappings or the configuration change.
 */
export function createPreviewer(mappings: readonly DeliveryMapping[]) {
  const names = new Map(mappings.map(({ segmentId, name }) => [segmentId, name]))
  let compiled: { key: string; destination: CompiledDestination } | null = null

  function compile(destination: PreviewInput['destination']): CompiledDestination {
    const { environment, exportLabels, configuration } = destination
    const key = JSON.stringify([environment, exportLabels, configuration])
    if (compiled?.key !== key) {
      compiled = {
        key,
        destination: compileDestination(
          { status: 'active', environment, exportLabels, configuration },
          mappings,
        ),
      }
    }
    return compiled.destination
  }

  function named(segmentIds: readonly number[]): NamedSegments {
    return {
      count: segmentIds.length,
      first: segmentIds.slice(0, NAMES_SHOWN).map((id) => ({ id, name: names.get(id) ?? '' })),
    }
  }

  return function preview({ destination, visitor, page, now, seed }: PreviewInput): PreviewResult {
    const { calls, cookie, notSent } = deliver({
      compiled: compile(destination),
      visitor: prepareVisitor(visitor),
      page,
      moment: { now, random: seededRandom(seed) },
    })
    const byReason = Map.groupBy(notSent, ({ reason }) => reason)
    return {
      calls: {
        count: calls.length,
        first: calls
          .slice(0, CALLS_SHOWN)
          .map((call) => ({ ...call, segments: named(call.segmentIds) })),
      },
      cookie: cookie && { ...cookie, segments: named(cookie.segmentIds) },
      notSent: NOT_SENT_REASONS.flatMap((reason) => {
        const group = byReason.get(reason)
        return group ? [{ reason, ...named(group.map(({ segmentId }) => segmentId)) }] : []
      }),
      mapped: mappings.length,
    }
  }
}
