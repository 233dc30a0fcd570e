import type { Rows, TableChanges } from './persistence.ts'

/** Rows by key, with the changes of the transaction under way, which can be taken back. */
export type Table<K extends string | number, V> = {
  get(key: K): V | undefined
  has(key: K): boolean
  values(): MapIterator<V>
  readonly size: number
  /** Counts what has changed for good: as long as it is the same, so are the rows. */
  readonly version: number
  put(key: K, value: V): void
  delete(key: K): void
  /** What changed since the transaction began. */
  changes(): TableChanges
  /** The changes stay. */
  commit(): void
  rollback(): void
  replace(rows: Rows): void
}

/** A table; values are replaced, never changed in place. */
export function createTable<K extends string | number, V>(name: string): Table<K, V> {
  const rows = new Map<K, V>()
  const before = new Map<K, V | undefined>()
  let version = 0

  function remember(key: K): void {
    if (!before.has(key)) before.set(key, rows.get(key))
  }

  return {
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    values: () => rows.values(),
    get size() {
      return rows.size
    },
    get version() {
      return version
    },
    put(key, value) {
      remember(key)
      rows.set(key, value)
    },
    delete(key) {
      remember(key)
      rows.delete(key)
    },
    changes() {
      const puts: Rows = []
      const deletes: K[] = []
      for (const key of before.keys()) {
        const value = rows.get(key)
        if (value === undefined) deletes.push(key)
        else puts.push([key, value])
      }
      return { table: name, puts, deletes }
    },
    commit() {
      if (before.size > 0) version += 1
      before.clear()
    },
    rollback() {
      for (const [key, value] of before) {
        if (value === undefined) rows.delete(key)
        else rows.set(key, value)
      }
      before.clear()
    },
    replace(kept) {
      version += 1
      rows.clear()
      before.clear()
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this table has committed
      for (const [key, value] of kept) rows.set(key as K, value as V)
    },
  }
}
