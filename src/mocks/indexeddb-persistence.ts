import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type {
  MemoryPersistence,
  Snapshot,
  TableChanges,
} from '../../server/store/memory/persistence.ts'

interface DemoDatabase extends DBSchema {
  rows: {
    key: [table: string, key: string | number]
    value: { table: string; key: string | number; value: unknown }
  }
  meta: { key: string; value: number }
}

/** Goes up when stored rows get another shape. */
const SHAPE = 2

const VERSION_KEY = 'version'

/** The demo's data in this browser's IndexedDB: one entry a row, and a counter of the commits. */
export type DemoPersistence = MemoryPersistence & {
  /** True when another tab has committed since this one loaded or committed last. */
  isStale(): Promise<boolean>
}

/** @param name the database; each scenario with data of its own has its own. */
export async function openDemoPersistence(name: string): Promise<DemoPersistence> {
  const database: IDBPDatabase<DemoDatabase> = await openDB<DemoDatabase>(name, SHAPE, {
    upgrade(fresh) {
      // Rows of another shape could not be read: such a demo starts anew.
      for (const old of Array.from(fresh.objectStoreNames)) fresh.deleteObjectStore(old)
      fresh.createObjectStore('rows', { keyPath: ['table', 'key'] })
      fresh.createObjectStore('meta')
    },
  })
  let known = -1

  async function version(): Promise<number> {
    return (await database.get('meta', VERSION_KEY)) ?? 0
  }

  return {
    async isStale() {
      return (await version()) !== known
    },
    async load() {
      const reading = database.transaction(['rows', 'meta'])
      const [rows, at] = await Promise.all([
        reading.objectStore('rows').getAll(),
        reading.objectStore('meta').get(VERSION_KEY),
      ])
      known = at ?? 0
      if (at === undefined) return null
      const snapshot: Snapshot = {}
      for (const { table, key, value } of rows) (snapshot[table] ??= []).push([key, value])
      return snapshot
    },
    async commit(changes: readonly TableChanges[]) {
      const writing = database.transaction(['rows', 'meta'], 'readwrite')
      const rows = writing.objectStore('rows')
      const meta = writing.objectStore('meta')
      for (const { table, puts, deletes } of changes) {
        for (const [key, value] of puts) void rows.put({ table, key, value })
        for (const key of deletes) void rows.delete([table, key])
      }
      const next = ((await meta.get(VERSION_KEY)) ?? 0) + 1
      void meta.put(next, VERSION_KEY)
      await writing.done
      known = next
    },
    async clear() {
      const writing = database.transaction(['rows', 'meta'], 'readwrite')
      void writing.objectStore('rows').clear()
      void writing.objectStore('meta').clear()
      await writing.done
      known = 0
    },
  }
}
