import { type Mapping, PRIORITY_MAX } from '../contract/mapping.ts'

/** What decides who stays in a full cookie. */
type Ranked = Pick<Mapping, 'segmentId' | 'priority'>

/** The order in which a full cookie keeps mappings: see `cookieWrite`, which leaves out from the end. */
export function compareRanks(a: Ranked, b: Ranked): number {
  return b.priority - a.priority || a.segmentId - b.segmentId
}

/** The lowest priority with which a mapping comes before another; null stands for the end. */
function lowestBefore({ segmentId }: Ranked, next: Ranked | null): number {
  if (next === null) return 0
  return segmentId < next.segmentId ? next.priority : next.priority + 1
}

/**
 * Priorities with which some mappings come right before another one, in their order. The others keep
 * theirs, and where there is no gap those above are raised, as far up as it must be.
 *
 * @param all every mapping of the destination.
 * @param moved the segments that move.
 * @param before the segment that they come before; null: they come behind all others.
 * @returns the priorities that change, by segment; or why it cannot be done.
 */
export function prioritiesToMove(
  all: readonly Ranked[],
  moved: ReadonlySet<number>,
  before: number | null,
): { priorities: Map<number, number> } | { problem: string } {
  const ordered = all.toSorted(compareRanks)
  const moving = ordered.filter(({ segmentId }) => moved.has(segmentId))
  const others = ordered.filter(({ segmentId }) => !moved.has(segmentId))
  let place = others.length
  if (before !== null) {
    const at = ordered.findIndex(({ segmentId }) => segmentId === before)
    if (at === -1) return { problem: `Segment ${before} is not mapped any more.` }
    // Before one that moves itself: before the next that stays.
    const next = ordered.slice(at).find(({ segmentId }) => !moved.has(segmentId))
    place = next === undefined ? others.length : others.indexOf(next)
  }
  const above = others.slice(0, place)
  const next = others[place] ?? null
  const upper = above.at(-1)
  const isBelowUpper = (each: Ranked) => !upper || compareRanks(upper, each) < 0
  const own = placed(moving, next, isBelowUpper)
  const chain = own.every(isBelowUpper) ? own : placed(moving, next, () => false)

  let last = chain[0] ?? next
  const raised: Ranked[] = []
  for (const other of above.toReversed()) {
    const lowest = lowestBefore(other, last)
    if (other.priority >= lowest) break
    last = { ...other, priority: lowest }
    raised.push(last)
  }
  if ((last?.priority ?? 0) > PRIORITY_MAX) {
    return {
      problem: `There is no priority left above: the highest is ${PRIORITY_MAX}. Lower the priorities at the top first.`,
    }
  }
  const known = new Map(all.map(({ segmentId, priority }) => [segmentId, priority]))
  const changed = [...chain, ...raised].filter(
    ({ segmentId, priority }) => known.get(segmentId) !== priority,
  )
  return { priorities: new Map(changed.map(({ segmentId, priority }) => [segmentId, priority])) }
}

/**
 * Mappings one above the other, over `next`: each with the priority that it has where that is in order
 * and `mayKeep` agrees, else with the lowest that is.
 */
function placed(
  moving: readonly Ranked[],
  next: Ranked | null,
  mayKeep: (mapping: Ranked) => boolean,
): Ranked[] {
  const chain: Ranked[] = []
  let last = next
  for (const each of moving.toReversed()) {
    const lowest = lowestBefore(each, last)
    last = each.priority >= lowest && mayKeep(each) ? each : { ...each, priority: lowest }
    chain.push(last)
  }
  return chain.toReversed()
}
