import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { type Mapping, MappingChange, type MappingBulkUpdated } from '../../contract/mapping.ts'

/** Changes to one row, made from a revision of it. */
export type RowChange = MappingChange
type RowSet = RowChange['set']

/** A row that somebody else changed: what was typed here, and the row as it is now (null: removed). */
export type RowConflict = { mine: RowChange; current: Mapping | null }

export type EditState = {
  phase: 'saved' | 'pending' | 'saving' | 'failed'
  /** Milliseconds since 1970 of the last acknowledged save; null: none yet. */
  at: number | null
  /** Why the last request failed; null while none has. */
  error: unknown
  /** Why the server refused changes, which were taken back; null: it did not. */
  refusal: unknown
  /** Not acknowledged yet, by segment id: shown over what is stored. */
  unsent: ReadonlyMap<number, RowChange>
  conflicts: ReadonlyMap<number, RowConflict>
}

/** Milliseconds of rest before changes are sent, together. */
export const EDIT_REST = 500

const SET_FIELDS = z.keyof(MappingChange.shape.set).options
const Kept = z.array(MappingChange)

type Options = {
  send: (changes: RowChange[]) => Promise<MappingBulkUpdated>
  /** Told of rows as they are on the server now. */
  onSaved: (updated: Mapping[]) => void
  /** Told when rows that were edited turn out to be removed. */
  onRemoved: () => void
  /** Whether the server meant its no: the same changes would be refused again. */
  isFinal: (error: unknown) => boolean
  now: () => number
  storage: Storage
  storageKey: string
}

/**
 * Edits of rows on their way to the server: merged by row, sent together after a rest, one request at
 * a time, kept in the browser until they are acknowledged. A conflict concerns its row alone.
 */
export function createMappingEdits(options: Options) {
  const { send, onSaved, onRemoved, isFinal, now, storage, storageKey } = options
  let state: EditState = {
    phase: 'saved',
    at: null,
    error: null,
    refusal: null,
    unsent: readKept(),
    conflicts: new Map(),
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  const listeners = new Set<() => void>()

  function readKept(): Map<number, RowChange> {
    try {
      const kept = Kept.parse(JSON.parse(storage.getItem(storageKey) ?? '[]'))
      return new Map(kept.map((change) => [change.segmentId, change]))
    } catch {
      // Damaged, or of an older version: there is nothing to give back.
      return new Map()
    }
  }

  function become(next: Partial<EditState>): void {
    state = { ...state, ...next }
    if (next.unsent ?? next.conflicts) keep()
    for (const listener of listeners) listener()
  }

  function keep(): void {
    try {
      // What is in conflict is kept with the revision that it was made from: sent again, it conflicts again.
      const disputed = Array.from(state.conflicts.values(), ({ mine }) => mine)
      const kept = [...disputed, ...state.unsent.values()]
      if (kept.length === 0) storage.removeItem(storageKey)
      else storage.setItem(storageKey, JSON.stringify(kept))
    } catch {
      // A full storage is no reason to disturb the editing.
    }
  }

  function schedule(): void {
    if (running) return
    become({ phase: 'pending' })
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), EDIT_REST)
  }

  async function drain(): Promise<void> {
    while (state.unsent.size > 0) {
      const sending = state.unsent
      become({ phase: 'saving', error: null })
      try {
        // oxlint-disable-next-line no-await-in-loop -- one request at a time: each needs the revisions of the one before
        settle(sending, await send([...sending.values()]))
      } catch (error) {
        if (!isFinal(error)) {
          become({ phase: 'failed', error })
          return
        }
        become({ refusal: error, unsent: without(sending) })
      }
    }
    become({ phase: 'saved', at: state.refusal === null ? now() : state.at })
  }

  /** What waits, but for what was sent and not typed over since. */
  function without(sent: ReadonlyMap<number, RowChange>): Map<number, RowChange> {
    return new Map([...state.unsent].filter(([id, change]) => sent.get(id) !== change))
  }

  /** What was typed during the request stays unsent, now based on the row that was saved. */
  function settle(sent: ReadonlyMap<number, RowChange>, answer: MappingBulkUpdated): void {
    const unsent = without(sent)
    const conflicts = new Map(state.conflicts)
    const saved = [...answer.updated]
    for (const { segmentId, current } of answer.conflicts) {
      const mine = state.unsent.get(segmentId) ?? sent.get(segmentId)
      if (!mine) continue
      if (current && isAsTyped(current, sent.get(segmentId))) {
        // Saved before, only the answer was lost on its way.
        saved.push(current)
      } else {
        unsent.delete(segmentId)
        conflicts.set(segmentId, { mine, current })
      }
    }
    for (const { segmentId, revision } of saved) {
      const waiting = unsent.get(segmentId)
      if (waiting) unsent.set(segmentId, { ...waiting, revision })
    }
    onSaved(saved)
    become({ unsent, conflicts })
  }

  /** Changes rows; what was typed before for a row is kept beside. */
  function edit(changes: readonly RowChange[]): void {
    const unsent = new Map(state.unsent)
    for (const change of changes) {
      const waiting = unsent.get(change.segmentId)
      unsent.set(
        change.segmentId,
        waiting ? { ...waiting, set: mergeSets(waiting.set, change.set) } : change,
      )
    }
    become({ unsent, refusal: null })
    schedule()
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    running ??= drain().finally(() => {
      running = null
    })
    return running
  }

  if (state.unsent.size > 0) schedule()

  return {
    state: (): EditState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    edit,
    /** Sends now, also after a failure. @returns whether everything is acknowledged as it was typed. */
    async flush(): Promise<boolean> {
      if (state.unsent.size > 0 || running) await flush()
      return state.unsent.size === 0 && state.refusal === null
    },
    /** Gives up what could not be saved, or puts the words about it away. */
    discard(): void {
      become({ unsent: new Map(), phase: 'saved', error: null, refusal: null })
    },
    /** Rows that are mapped no longer have nothing to be saved or decided. */
    forget(segmentIds: readonly number[]): void {
      const unsent = new Map(state.unsent)
      const conflicts = new Map(state.conflicts)
      for (const id of segmentIds) {
        unsent.delete(id)
        conflicts.delete(id)
      }
      become({ unsent, conflicts })
    },
    /** Ends a row's conflict: with mine, on top of the row as it is now, or with theirs. */
    resolve: (segmentId: number, choice: 'mine' | 'theirs'): void => {
      const conflict = state.conflicts.get(segmentId)
      const conflicts = new Map(state.conflicts)
      conflicts.delete(segmentId)
      become({ conflicts })
      if (choice === 'mine' && conflict?.current) {
        edit([{ ...conflict.mine, revision: conflict.current.revision }])
      }
      if (conflict?.current) onSaved([conflict.current])
      else onRemoved()
    },
  }
}

/** A later set over an earlier one; a value that is typed after an automatic one is no longer automatic. */
function mergeSets(earlier: RowSet, later: RowSet): RowSet {
  return {
    ...earlier,
    ...(earlier.valueOrigin && later.value !== undefined && { valueOrigin: 'manual' as const }),
    ...later,
  }
}

/** Whether a row holds everything that a change was to make of it. */
function isAsTyped(row: Mapping, change: RowChange | undefined): boolean {
  const wanted: RowSet = change?.set ?? {}
  return SET_FIELDS.every((field) => wanted[field] === undefined || wanted[field] === row[field])
}

export type MappingEdits = ReturnType<typeof createMappingEdits>

/** A row with what is typed and not acknowledged yet. */
export function withUnsent<M extends Mapping>(mapping: M, state: EditState): M {
  const change = state.unsent.get(mapping.segmentId)
  if (!change) return mapping
  const valueOrigin = change.set.value === undefined ? mapping.valueOrigin : 'manual'
  return { ...mapping, valueOrigin, ...change.set }
}

/** The body of a request. */
export function updateInput(
  destinationId: number,
  changes: RowChange[],
): CallInput<'mappingBulkUpdate'> {
  return { params: { destinationId }, body: { changes } }
}
