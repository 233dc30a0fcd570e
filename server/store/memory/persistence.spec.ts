import { beforeEach, expect, it } from 'vitest'
import type { Visitor } from '../../../src/contract/visitor.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import type { MemoryPersistence, Snapshot } from './persistence.ts'

/** Keeps clones by table, as IndexedDB does. */
function createKeeper(): MemoryPersistence & { failNext(): void } {
  const tables = new Map<string, Map<string | number, unknown>>()
  let isFailing = false
  return {
    failNext() {
      isFailing = true
    },
    async load() {
      if (tables.size === 0) return null
      const snapshot: Snapshot = {}
      for (const [name, rows] of tables) snapshot[name] = structuredClone([...rows])
      return snapshot
    },
    async commit(changes) {
      if (isFailing) {
        isFailing = false
        throw new Error('The disk is full.')
      }
      for (const { table, puts, deletes } of structuredClone(changes)) {
        const rows = tables.get(table) ?? new Map<string | number, unknown>()
        tables.set(table, rows)
        for (const [key, value] of puts) rows.set(key, value)
        for (const key of deletes) rows.delete(key)
      }
    },
    async clear() {
      tables.clear()
    },
  }
}

function aVisitor(id: number): Visitor {
  return {
    id,
    revision: 1,
    name: `Visitor ${id}`,
    did: '1',
    mcid: null,
    partnerIds: {},
    region: 6,
    gdprApplies: false,
    consent: null,
    qualifications: [],
  }
}

let persistence: ReturnType<typeof createKeeper>
let store: MemoryStore
beforeEach(async () => {
  persistence = createKeeper()
  store = await createMemoryStore({ persistence })
})

function add(to: MemoryStore, id: number): Promise<void> {
  return to.transaction((tx) => tx.insertVisitors([aVisitor(id)]))
}

async function visitors(of: MemoryStore): Promise<number[]> {
  return (await of.read((tx) => tx.listVisitors())).map(({ id }) => id)
}

it('finds what was committed after a reload of the page', async () => {
  await add(store, 1)
  await expect(
    store.transaction(async (tx) => {
      await tx.insertVisitors([aVisitor(2)])
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect(await visitors(await createMemoryStore({ persistence }))).toEqual([1])
})

it('takes back what could not be kept, and says so', async () => {
  await add(store, 1)
  persistence.failNext()
  await expect(add(store, 2)).rejects.toThrow('The disk is full.')
  expect(await visitors(store)).toEqual([1])
  await add(store, 3)
  expect(await visitors(await createMemoryStore({ persistence }))).toEqual([1, 3])
})

it('takes over what another tab has changed', async () => {
  const other = await createMemoryStore({ persistence })
  await add(other, 1)
  expect(await visitors(store)).toEqual([])
  await store.reload()
  expect(await visitors(store)).toEqual([1])
})

it('forgets everything at a reset', async () => {
  await add(store, 1)
  await store.reset()
  expect(await visitors(store)).toEqual([])
  expect(await visitors(await createMemoryStore({ persistence }))).toEqual([])
})
