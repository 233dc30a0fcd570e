import type { Mapping } from '../src/contract/mapping.ts'
import type { Segment } from '../src/contract/segment.ts'
import { aMapping } from '../src/domain/test-mapping.ts'
import { aSegment } from '../src/domain/test-segment.ts'
import { aNewDestination } from '../server/testing/new-destination.ts'
import type { NewDestination, Store } from '../server/store/store.ts'
import type { Figure } from './table.ts'

export const SEGMENTS = 100_000
export const MAPPINGS = 20_000
const DESTINATIONS = 1000
const FOLDERS = 400
/** Rows of one statement while the account is filled. */
const CHUNK = 20_000
/** Saves of which the middle one counts. */
const TRIES = 7

/** The destination with all the mappings. */
export const LARGE_DESTINATION = 1

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

function segmentOf(id: number): Segment {
  return aSegment(id, {
    name: `Segment ${id} of people who travel`,
    folder: [`Area ${(id % FOLDERS) % 20}`, `Topic ${id % FOLDERS}`],
    integrationCode: `code-${id}`,
    peopleCount: (id * 7919) % 1_000_000,
  })
}

function mappingOf(segmentId: number): Mapping {
  return aMapping(segmentId, {
    value: String(segmentId),
    startDate: '2026-01-01',
    valueOrigin: 'segment-id',
  })
}

function destinationOf(id: number): NewDestination {
  return aNewDestination({
    name: `Destination ${id}`,
    autoFill: 'segment-id',
    exportLabels: [],
    configuration: {
      type: 'url',
      serialized: true,
      baseUrl: `http://ads${id}.example/px?s=%ALIAS%`,
      secureUrl: `https://ads${id}.example/px?s=%ALIAS%`,
      delimiter: ',',
      calledAs: 'img',
    },
  })
}

/** 100,000 segments, 20,000 of them mapped to one destination, and 999 destinations with 20 each. */
export async function fillMappings(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    for (let first = 1; first <= SEGMENTS; first += CHUNK) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      await tx.insertSegments(numbers(CHUNK).map((at) => segmentOf(first + at - 1)))
    }
    for (const id of numbers(DESTINATIONS)) {
      const count = id === LARGE_DESTINATION ? MAPPINGS : 20
      // oxlint-disable no-await-in-loop -- as above
      await tx.insertDestinationAs(id, destinationOf(id))
      await tx.insertMappings(
        id,
        numbers(count).map((at) => mappingOf(1 + ((id * 100 + at) % SEGMENTS))),
      )
      const destination = await tx.destination(id)
      if (destination) await tx.refreshMappingStats(destination)
      // oxlint-enable no-await-in-loop
    }
  })
}

/** Saves all mappings of the large destination in one transaction, again and again; the middle time. */
export async function saveFigure(name: string, budget: number, store: Store): Promise<Figure> {
  const times: number[] = []
  for (const day of numbers(TRIES)) {
    // oxlint-disable-next-line no-await-in-loop -- one save at a time is what is measured
    const rows = await store.read((tx) =>
      tx.mappings(
        LARGE_DESTINATION,
        numbers(MAPPINGS).map((at) => 1 + ((LARGE_DESTINATION * 100 + at) % SEGMENTS)),
      ),
    )
    if (rows.length !== MAPPINGS) throw new Error(`There are ${rows.length} mappings to save`)
    const changed = rows.map((row) => ({
      ...row,
      endDate: `2027-01-${String(day).padStart(2, '0')}`,
      revision: row.revision + 1,
    }))
    const start = performance.now()
    // oxlint-disable-next-line no-await-in-loop -- as above
    await store.transaction((tx) => tx.saveMappings(LARGE_DESTINATION, changed))
    times.push(performance.now() - start)
  }
  const [middle = 0] = times.toSorted((a, b) => a - b).slice(Math.floor(TRIES / 2))
  return { name: `Save of 20,000 mappings, ${name}`, value: middle, unit: 'ms', budget }
}
