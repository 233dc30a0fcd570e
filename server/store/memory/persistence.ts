/** Rows of one table as they are kept: by key. */
export type Rows = [key: string | number, value: unknown][]

/** Everything that is kept, by table. */
export type Snapshot = Record<string, Rows>

/** What a transaction changed in one table. */
export type TableChanges = {
  table: string
  puts: Rows
  deletes: (string | number)[]
}

/** Where a memory store keeps its rows beyond its own life. Values can be cloned structurally. */
export type MemoryPersistence = {
  /** Null: nothing was kept yet. */
  load(): Promise<Snapshot | null>
  /** Keeps all of the changes, or none. */
  commit(changes: readonly TableChanges[]): Promise<void>
  clear(): Promise<void>
}
