import type { Visitor } from '../../src/contract/visitor.ts'
import {
  compileDestination,
  type CompiledDestination,
  type CompiledMapping,
} from '../../src/domain/delivery/deliver.ts'
import { type PreparedVisitor, prepareVisitor } from '../../src/domain/delivery/prepared-visitor.ts'
import type { DeliveryState, Store } from '../store/store.ts'

/** Milliseconds for which a change by another process may go unnoticed. */
const PATIENCE = 500

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
  /** @returns null: there is no visitor with this AAM UUID. */
  visitor(did: string): Promise<EdgeVisitor | null>
  /** Something was committed in this process: the next question is answered with it. */
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
 * The index over a store. It is read when the first visitor comes and again after changes: those of this
 * process at once (`noteChange`), those of others within half a second, by asking the store.
 *
 * @param clock milliseconds; only differences count.
 */
export function createEdgeIndex(store: Store, clock: () => number): EdgeIndex {
  let known: Known | null = null
  let changes = 0
  /** Of `changes`, those that `known` holds; -1: nothing is known yet, or a look has failed. */
  let seenChanges = -1
  let lookedAt = 0
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    const upTo = changes
    try {
      known = await refresh(store, known)
      seenChanges = upTo
      lookedAt = clock()
    } catch (error) {
      seenChanges = -1
      throw error
    }
  }

  function isDue(): boolean {
    return seenChanges !== changes || Math.abs(clock() - lookedAt) >= PATIENCE
  }

  /** All that was committed before it is called. What comes meanwhile is for the next one, or none would end. */
  async function current(): Promise<Known> {
    const needed = changes
    do {
      // A look that began before the last change may have missed it: then one more follows.
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      await (looking ??= look().finally(() => {
        looking = null
      }))
    } while (!known || seenChanges < needed)
    return known
  }

  return {
    async visitor(did) {
      const { byDid, places, seen } = known && !isDue() ? known : await current()
      const before = seen.get(did)
      if (before) return before
      const visitor = byDid.get(did)
      if (!visitor) return null
      const fresh = { prepared: prepareVisitor(visitor), deliveries: deliveriesTo(visitor, places) }
      seen.set(did, fresh)
      return fresh
    },
    noteChange() {
      changes += 1
    },
  }
}

/** Reads again what has changed. The states are asked for before the rows, so that no change is missed. */
async function refresh(store: Store, known: Known | null): Promise<Known> {
  const whole = (await store.state?.()) ?? null
  if (known && whole !== null && whole === known.whole) return known
  const state = await store.deliveryState()
  const hasVisitors = known?.state.visitors === state.visitors
  const kept = known?.state.segments === state.segments ? known : null
  const changed = new Set(
    state.destinations
      .keys()
      .filter((id) => kept?.state.destinations.get(id) !== state.destinations.get(id)),
  )
  const isSame = kept?.state.destinations.size === state.destinations.size && changed.size === 0
  if (known && isSame && hasVisitors) return { ...known, whole, state }
  const byDid = known && hasVisitors ? known.byDid : await readVisitors(store)
  const common = { whole, state, byDid, seen: new Map<string, EdgeVisitor>() }
  if (kept && isSame) return { ...kept, ...common }
  const fresh = await compileAgain(store, [...changed])
  const compiled = new Map<number, CompiledDestination>()
  for (const id of [...state.destinations.keys()].toSorted((a, b) => a - b)) {
    // One that was paused meanwhile is in neither.
    const destination = changed.has(id) ? fresh.get(id) : kept?.compiled.get(id)
    if (destination) compiled.set(id, destination)
  }
  return { ...common, compiled, places: placesOf(compiled) }
}

async function compileAgain(
  store: Store,
  ids: readonly number[],
): Promise<Map<number, CompiledDestination>> {
  const [destinations, mappings] = await store.read(async (transaction) => [
    await transaction.activeDestinations(ids),
    await transaction.activeDeliveryMappings(ids),
  ])
  return new Map(
    destinations.map((destination) => [
      destination.id,
      compileDestination(destination, mappings.get(destination.id) ?? []),
    ]),
  )
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
