import { expect, it } from 'vitest'
import { aMapping } from '../../src/domain/test-mapping.ts'
import { aSegment } from '../../src/domain/test-segment.ts'
import { aNewDestination } from '../testing/new-destination.ts'
import type { Store } from '../store/store.ts'
import { createMemoryStore } from '../store/memory/memory-store.ts'
import { createEdgeIndex, type EdgeIndex } from './edge-index.ts'

const AT = '2026-11-23T10:00:00.000Z'
const DID = '4711'

const ACTIVE = aNewDestination({
  configuration: {
    type: 'url',
    serialized: true,
    baseUrl: null,
    secureUrl: 'https://ads.example/?s=%ALIAS%',
    delimiter: ',',
    calledAs: 'img',
  },
  status: 'active',
  activatedAt: AT,
})

/** A store with segments and a visitor in the first two, which counts how often it is read. */
async function aStore(): Promise<{ store: Store; reads: () => number }> {
  const memory = await createMemoryStore()
  let reads = 0
  await memory.transaction(async (tx) => {
    await tx.insertSegments([1, 2, 3].map((id) => aSegment(id)))
    await tx.insertVisitors([
      {
        id: 1,
        revision: 1,
        name: 'Mia',
        did: DID,
        mcid: null,
        partnerIds: {},
        region: 6,
        gdprApplies: false,
        consent: null,
        qualifications: [2, 1].map((segmentId) => ({ segmentId, at: AT })),
      },
    ])
  })
  const read: Store['read'] = (work) => {
    reads += 1
    return memory.read(work)
  }
  return { store: { ...memory, read }, reads: () => reads }
}

async function addDestination(store: Store, segmentIds: number[]): Promise<number> {
  return store.transaction(async (tx) => {
    const { id } = await tx.insertDestination(ACTIVE)
    await tx.insertMappings(
      id,
      segmentIds.map((segmentId) => aMapping(segmentId, { value: String(segmentId) })),
    )
    return id
  })
}

it('finds the mappings of a visitor’s segments, by destination and segment', async () => {
  const { store } = await aStore()
  const first = await addDestination(store, [3, 2, 1])
  await addDestination(store, [3])
  const last = await addDestination(store, [2])
  const visitor = await createEdgeIndex(store, () => 0).visitor(DID, 'committed')
  expect(
    visitor?.deliveries.map(({ destinationId, mappings }) => [
      destinationId,
      mappings.map(({ mapping }) => mapping.segmentId),
    ]),
  ).toEqual([
    [first, [1, 2]],
    [last, [2]],
  ])
  expect(await createEdgeIndex(store, () => 0).visitor('1', 'committed')).toBeNull()
})

it('reads the store once for many who ask at the same time', async () => {
  const { store, reads } = await aStore()
  const index = createEdgeIndex(store, () => 0)
  await Promise.all([1, 2, 3].map(() => index.visitor(DID, 'recent')))
  expect(reads()).toBe(1)
  await Promise.all([1, 2, 3].map(() => index.visitor(DID, 'committed')))
  expect(reads()).toBe(1)
})

/** How many destinations send something to the visitor. */
async function senders(index: EdgeIndex, from: 'recent' | 'committed'): Promise<number> {
  return (await index.visitor(DID, from))?.deliveries.length ?? 0
}

/** A look that is under way comes to its end. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 10))

it('knows of a change of this process with the next question that asks for it', async () => {
  const { store } = await aStore()
  const index = createEdgeIndex(store, () => 0)
  expect(await senders(index, 'committed')).toBe(0)
  await addDestination(store, [1])
  index.noteChange()
  expect(await senders(index, 'committed')).toBe(1)
})

it('knows even of what another process committed, when it is asked for that', async () => {
  const { store } = await aStore()
  const index = createEdgeIndex(store, () => 0)
  expect(await senders(index, 'committed')).toBe(0)
  await addDestination(store, [1])
  expect(await senders(index, 'committed')).toBe(1)
})

it('answers from what it knows while it looks at a change', async () => {
  const { store } = await aStore()
  let now = 0
  let goOn: () => void = () => undefined
  let isSlow = false
  const deliveryState: Store['deliveryState'] = async () => {
    const state = await store.deliveryState()
    if (isSlow) await new Promise<void>((resolve) => (goOn = resolve))
    return state
  }
  const index = createEdgeIndex({ ...store, deliveryState }, () => now)
  await senders(index, 'recent')
  await addDestination(store, [1])
  now = 300
  index.noteChange()
  isSlow = true
  expect(await senders(index, 'recent')).toBe(0)
  now = 1299
  expect(await senders(index, 'recent')).toBe(0)
  await soon()
  goOn()
  await soon()
  expect(await senders(index, 'recent')).toBe(1)
})

it('lets nobody have what is older than a second', async () => {
  const { store } = await aStore()
  let now = 0
  const index = createEdgeIndex(store, () => now)
  await senders(index, 'recent')
  await addDestination(store, [1])
  now = 100
  index.noteChange()
  now = 1100
  expect(await senders(index, 'recent')).toBe(1)
  // As well where nobody has told of a change, and nobody came for a while.
  await addDestination(store, [1])
  now = 2100
  expect(await senders(index, 'recent')).toBe(2)
})

it('answers while others go on changing things', async () => {
  const { store } = await aStore()
  let looks = 0
  const deliveryState: Store['deliveryState'] = () => {
    looks += 1
    // Each look meets a change: waiting for the last one would never end.
    index.noteChange()
    return store.deliveryState()
  }
  const index = createEdgeIndex({ ...store, deliveryState }, () => 0)
  expect(await index.visitor(DID, 'committed')).not.toBeNull()
  expect(looks).toBe(1)
  // Nor does look follow on look: at this time of the clock there is no other.
  expect(await index.visitor(DID, 'recent')).not.toBeNull()
  await soon()
  expect(looks).toBe(1)
})

it('notices after half a second what another process has changed', async () => {
  const { store } = await aStore()
  let now = 0
  const index = createEdgeIndex(store, () => now)
  expect(await senders(index, 'recent')).toBe(0)
  await addDestination(store, [1])
  now = 499
  await senders(index, 'recent')
  await soon()
  expect(await senders(index, 'recent')).toBe(0)
  now = 500
  await senders(index, 'recent')
  await soon()
  expect(await senders(index, 'recent')).toBe(1)
})

it('compiles an account with many destinations in several goes', async () => {
  const { store, reads } = await aStore()
  for (let count = 0; count < 41; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await addDestination(store, [1])
  }
  const index = createEdgeIndex(store, () => 0)
  expect(await senders(index, 'committed')).toBe(41)
  // The visitors, and 20, 20 and 1.
  expect(reads()).toBe(4)
})

it('reads visitors alone when only they have changed, and nothing after an arrival', async () => {
  const { store, reads } = await aStore()
  const index = createEdgeIndex(store, () => 0)
  await index.visitor(DID, 'committed')
  await store.transaction((tx) => tx.insertArrival('live-test-1', { at: AT, url: 'http://a' }, AT))
  index.noteChange()
  await index.visitor(DID, 'committed')
  expect(reads()).toBe(1)
  const [mia] = await store.transaction((tx) => tx.listVisitors())
  if (!mia) throw new Error('The visitor is gone.')
  await store.transaction((tx) => tx.saveVisitor({ ...mia, qualifications: [] }))
  index.noteChange()
  expect((await index.visitor(DID, 'committed'))?.prepared.visitor.qualifications).toEqual([])
  expect(reads()).toBe(2)
})

it('compiles those destinations again that are sent a changed segment', async () => {
  const { store } = await aStore()
  const [first, second] = [await addDestination(store, [1]), await addDestination(store, [99])]
  const asked: (readonly number[])[] = []
  // As a database names blocks of segments one by one.
  const names = new Map([[0, 'a']])
  const watched: Store = {
    ...store,
    deliveryState: async () => ({
      destinations: new Map([first, second].map((id) => [id, 'same'])),
      segments: new Map(names),
      visitors: 'same',
    }),
    read: (work) =>
      store.read((tx) =>
        work({
          ...tx,
          activeDestinations: (ids) => {
            asked.push(ids)
            return tx.activeDestinations(ids)
          },
        }),
      ),
  }
  const index = createEdgeIndex(watched, () => 0)
  expect(await senders(index, 'committed')).toBe(1)
  names.set(0, 'b')
  expect(await senders(index, 'committed')).toBe(1)
  names.set(1, 'of segments that nobody sends')
  await senders(index, 'committed')
  expect(asked).toEqual([[first, second], [first]])
})

it('asks again after the store did not answer', async () => {
  const { store } = await aStore()
  let isDown = true
  const flaky: Store = {
    ...store,
    read: (work) => (isDown ? Promise.reject(new Error('down')) : store.read(work)),
  }
  const index = createEdgeIndex(flaky, () => 0)
  await expect(index.visitor(DID, 'committed')).rejects.toThrow('down')
  isDown = false
  expect(await index.visitor(DID, 'committed')).not.toBeNull()
})
