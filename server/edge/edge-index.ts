import type { Visitor } from '../../src/contract/visitor.ts'
import {
  compileDestination,
  type CompiledDestination,
  type CompiledMapping,
} from '../../src/domain/delivery/deliver.ts'
import { type PreparedVisitor, prepareVisitor } from '../../src/domain/delivery/prepared-visitor.ts'
import { type DeliveryState, SEGMENTS_A_BLOCK, type Store } from '../store/store.ts'

/** Milliseconds after which changes by other processes are looked for. */
const PATIENCE = 500

/** Milliseconds after a change, or after the last look, from which on nobody is answered without a look. */
const STALE = 1000

/** Milliseconds between the starts of two looks for which nobody waits: writers in a row must not stop it. */
const SPACING = 200

/** Destinations compiled at a time: between them others are answered. */
const AT_A_TIME = 20

/** A destination of which a visitor is in some segments. */
export type EdgeDelivery = {
  destinationId: number
  compiled: CompiledDestination
  /** Those of the visitor's segments, by segment id. */
  mappings: CompiledMapping[]
}

export type EdgeVisitor = {
  /** Of this reading of the store: another reading makes another one. */
  prepared: PreparedVisitor
  /** By destination id. */
  deliveries: EdgeDelivery[]
}

/** Active destinations, compiled once, by the segments that they are sent. */
export type EdgeIndex = {
  /**
   * @param from `recent`: what was committed up to a second ago may be missing, and nobody waits for it;
   *   `committed`: all that any process committed before this question is in the answer.
   * @returns null: there is no visitor with this AAM UUID.
   */
  visitor(did: string, from: 'recent' | 'committed'): Promise<EdgeVisitor | null>
  /** Something was committed in this process: with the next question a look at it begins. */
  noteChange(): void
}

type Place = { destinationId: number; compiled: CompiledDestination; mapping: CompiledMapping }

/** The places of active destinations where each segment is sent. */
type Places = ReadonlyMap<number, Place[]>

type Known = {
  /** Of the whole store; null: it has none. */
  whole: string | null
  state: DeliveryState
  /** By destination id, in its order. */
  compiled: ReadonlyMap<number, CompiledDestination>
  places: Places
  byDid: ReadonlyMap<string, Visitor>
  /** Filled as visitors are seen. */
  seen: Map<string, EdgeVisitor>
}

/**
 * The index over a store. It is read when the first visitor comes and again after changes, those of this
 * process (`noteChange`) and those of others, for which the store is asked each half second. Meanwhile
 * visitors are answered from what is known: a look at a large account takes as long as hundreds of answers.
 *
 * @param clock milliseconds; only differences count.
 */
export function createEdgeIndex(store: Store, clock: () => number): EdgeIndex {
  let known: Known | null = null
  /** Counts changes, and questions that want to be answered with all of them. */
  let wanted = 0
  /** Of `wanted`, what `known` holds; -1: nothing is known yet, or a look has failed. */
  let held = -1
  /** When the first change came that `known` does not hold; null: there is none. */
  let changedAt: number | null = null
  /** The same of those that came after the last look began, which may have missed them. */
  let changedSince: number | null = null
  /** When the look began that `known` is from, and when the last one did. */
  let knownFrom = 0
  let lookedAt = 0
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    const upTo = wanted
    const from = clock()
    lookedAt = from
    changedSince = null
    try {
      known = await refresh(store, known)
      held = upTo
      knownFrom = from
      changedAt = changedSince
    } catch (error) {
      held = -1
      throw error
    }
  }

  /** The look that is under way, or a new one. */
  function underWay(): Promise<void> {
    return (looking ??= look().finally(() => {
      looking = null
    }))
  }

  // The clock may be set back: then what is known is of an unknown age.
  const isPast = (since: number, patience: number) => Math.abs(clock() - since) >= patience

  /** All that was committed before it is called. What comes meanwhile is for the next one, or none would end. */
  function committed(): Promise<Known> {
    wanted += 1
    return holding(wanted)
  }

  /** A look that began before the question may have missed something: then one more follows. */
  async function holding(needed: number): Promise<Known> {
    await underWay()
    return known && held >= needed ? known : holding(needed)
  }

  /** Of changes by other processes nobody knows when they came. */
  function isStale(): boolean {
    return isPast(changedAt ?? knownFrom, STALE) || isPast(knownFrom, PATIENCE + STALE)
  }

  /** What is known. Where that is too old, one look is waited for; not two, or writers could stop it. */
  async function recent(): Promise<Known> {
    if (!known || isStale()) {
      await underWay()
    } else if (!looking && isPast(lookedAt, SPACING)) {
      // Whoever has to wait for the next look is told of what went wrong.
      underWay().catch(() => undefined)
    }
    return known ?? committed()
  }

  function isDue(): boolean {
    return held !== wanted || isPast(knownFrom, PATIENCE)
  }

  return {
    async visitor(did, from) {
      const { byDid, places, seen } =
        from === 'committed' ? await committed() : known && !isDue() ? known : await recent()
      const before = seen.get(did)
      if (before) return before
      const visitor = byDid.get(did)
      if (!visitor) return null
      const fresh = { prepared: prepareVisitor(visitor), deliveries: deliveriesTo(visitor, places) }
      seen.set(did, fresh)
      return fresh
    },
    noteChange() {
      wanted += 1
      changedAt ??= clock()
      changedSince ??= clock()
    },
  }
}

/** Reads again what has changed. The states are asked for before the rows, so that no change is missed. */
async function refresh(store: Store, known: Known | null): Promise<Known> {
  const whole = (await store.state?.()) ?? null
  if (known && whole !== null && whole === known.whole) return known
  const state = await store.deliveryState()
  const hasVisitors = known?.state.visitors === state.visitors
  const changed = changedDestinations(known, state)
  const isSame = known?.state.destinations.size === state.destinations.size && changed.size === 0
  if (known && isSame && hasVisitors) return { ...known, whole, state }
  const byDid = known && hasVisitors ? known.byDid : await readVisitors(store)
  const common = { whole, state, byDid, seen: new Map<string, EdgeVisitor>() }
  if (known && isSame) return { ...known, ...common }
  const fresh = await compileAgain(store, [...changed])
  const compiled = new Map<number, CompiledDestination>()
  for (const id of [...state.destinations.keys()].toSorted((a, b) => a - b)) {
    // One that was paused meanwhile is in neither.
    const destination = changed.has(id) ? fresh.get(id) : known?.compiled.get(id)
    if (destination) compiled.set(id, destination)
  }
  return { ...common, compiled, places: placesOf(compiled) }
}

/** Active destinations that have changed, or a segment that they are sent. */
function changedDestinations(known: Known | null, state: DeliveryState): Set<number> {
  const { destinations, segments } = state
  if (!known) return new Set(destinations.keys())
  const before = known.state
  const changed = new Set(
    destinations.keys().filter((id) => before.destinations.get(id) !== destinations.get(id)),
  )
  for (const [segmentId, places] of known.places) {
    const block = Math.floor(segmentId / SEGMENTS_A_BLOCK)
    if (before.segments.get(block) === segments.get(block)) continue
    for (const { destinationId } of places) {
      if (destinations.has(destinationId)) changed.add(destinationId)
    }
  }
  return changed
}

async function compileAgain(
  store: Store,
  ids: readonly number[],
): Promise<Map<number, CompiledDestination>> {
  const compiled = new Map<number, CompiledDestination>()
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    if (at > 0) await afterOthers()
    const some = ids.slice(at, at + AT_A_TIME)
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that there is time between them
    const [destinations, mappings] = await store.read(async (transaction) => [
      await transaction.activeDestinations(some),
      await transaction.activeDeliveryMappings({ destinationIds: some }),
    ])
    for (const destination of destinations) {
      const own = mappings.get(destination.id) ?? []
      compiled.set(destination.id, compileDestination(destination, own))
    }
  }
  return compiled
}

/** Requests that have come meanwhile go first: a store in this process never waits for anything else. */
function afterOthers(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}

function placesOf(destinations: ReadonlyMap<number, CompiledDestination>): Places {
  const places = new Map<number, Place[]>()
  for (const [destinationId, compiled] of destinations) {
    for (const mapping of compiled.mappings) {
      const { segmentId } = mapping.mapping
      const place = { destinationId, compiled, mapping }
      const others = places.get(segmentId)
      if (others) others.push(place)
      else places.set(segmentId, [place])
    }
  }
  return places
}

async function readVisitors(store: Store): Promise<Map<string, Visitor>> {
  const visitors = await store.read((transaction) => transaction.listVisitors())
  // Of two with the same AAM UUID the older one answers.
  return new Map(visitors.toReversed().map((visitor) => [visitor.did, visitor]))
}

function deliveriesTo({ qualifications }: Visitor, places: Places): EdgeDelivery[] {
  const segmentIds = new Set(qualifications.map(({ segmentId }) => segmentId))
  const found = [...segmentIds]
    .toSorted((a, b) => a - b)
    .flatMap((segmentId) => places.get(segmentId) ?? [])
  return Array.from(
    Map.groupBy(found, ({ compiled }) => compiled),
    ([compiled, ofOne]) => ({
      destinationId: ofOne[0]?.destinationId ?? 0,
      compiled,
      mappings: ofOne.map(({ mapping }) => mapping),
    }),
  ).toSorted((a, b) => a.destinationId - b.destinationId)
}
