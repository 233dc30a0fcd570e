import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import type { MappingChangeEntry } from '../../contract/mapping-change.ts'
import {
  EditKind,
  type Mapping,
  MappingChange,
  type MappingBulkUpdated,
} from '../../contract/mapping.ts'

type RowSet = MappingChange['set']

/** Changes to one row, made from a revision of it; `base`: what the same fields held then. */
const RowEdit = z.extend(MappingChange, { base: MappingChange.shape.set })
export type RowEdit = z.infer<typeof RowEdit>

/** What a person did at once: in one cell, or in the many of a paste. */
const Edit = z.strictObject({ kind: EditKind, changes: z.array(RowEdit) })
export type Edit = z.infer<typeof Edit>

/** A row that somebody else changed: what was typed here, and the row as it is now (null: removed). */
export type RowConflict = { mine: RowEdit; current: Mapping | null }

export type EditState = {
  phase: 'saved' | 'saving' | 'failed'
  /** Milliseconds since 1970 of the last acknowledged save; null: none yet. */
  at: number | null
  /** Why the last request failed; null while none has. */
  error: unknown
  /** Why the server refused an edit, which was taken back; null: it did not. */
  refusal: unknown
  /** Not acknowledged yet, the oldest first. */
  queue: readonly Edit[]
  /** What they come to, by segment id: shown over what is stored. */
  unsent: ReadonlyMap<number, RowSet>
  conflicts: ReadonlyMap<number, RowConflict>
}

const SET_FIELDS = z.keyof(MappingChange.shape.set).options
const Kept = z.array(Edit)

type Options = {
  send: (edit: Edit) => Promise<MappingBulkUpdated>
  /** Told of rows as they are on the server now, and of the change that made them so. */
  onSaved: (updated: Mapping[], change: MappingChangeEntry | null) => void
  /** Told when rows that were edited turn out to be removed. */
  onRemoved: () => void
  /** Whether the server meant its no: the same edit would be refused again. */
  isFinal: (error: unknown) => boolean
  now: () => number
  storage: Storage
  storageKey: string
}

/**
 * Edits of rows on their way to the server: one request each, one after the other and at once, kept in
 * the browser until they are acknowledged. A conflict concerns its row alone, and only fields that
 * somebody else gave another value.
 */
export function createMappingEdits(options: Options) {
  const { send, onSaved, onRemoved, isFinal, now, storage, storageKey } = options
  const kept = readKept()
  let state: EditState = {
    phase: 'saved',
    at: null,
    error: null,
    refusal: null,
    queue: kept,
    unsent: overlayOf(kept),
    conflicts: new Map(),
  }
  let running: Promise<void> | null = null
  const listeners = new Set<() => void>()
  /** The revisions that saves of this page made: what is shown may be a moment older. */
  const revisions = new Map<number, number>()

  function readKept(): Edit[] {
    try {
      return Kept.parse(JSON.parse(storage.getItem(storageKey) ?? '[]'))
    } catch {
      // Damaged, or of an older version: there is nothing to give back.
      return []
    }
  }

  function become(next: Partial<Omit<EditState, 'unsent'>>): void {
    state = { ...state, ...next, ...(next.queue && { unsent: overlayOf(next.queue) }) }
    if (next.queue ?? next.conflicts) keep()
    for (const listener of listeners) listener()
  }

  function keep(): void {
    try {
      // What is in conflict is kept with the revision that it was made from: sent again, it conflicts again.
      const disputed = Array.from(state.conflicts.values(), ({ mine }) => mine)
      const edits = [
        ...(disputed.length > 0 ? [{ kind: 'edit' as const, changes: disputed }] : []),
        ...state.queue,
      ]
      if (edits.length === 0) storage.removeItem(storageKey)
      else storage.setItem(storageKey, JSON.stringify(edits))
    } catch {
      // A full storage is no reason to disturb the editing.
    }
  }

  async function drain(): Promise<void> {
    for (let edit = state.queue[0]; edit; edit = state.queue[0]) {
      become({ phase: 'saving', error: null })
      try {
        // oxlint-disable-next-line no-await-in-loop -- one request at a time: each needs the revisions of the one before
        settle(edit, await send(edit))
      } catch (error) {
        if (!isFinal(error)) {
          become({ phase: 'failed', error })
          return
        }
        become({ refusal: error, queue: without(edit) })
      }
    }
    become({ phase: 'saved', at: state.refusal === null ? now() : state.at })
  }

  function without(edit: Edit): Edit[] {
    return state.queue.filter((each) => each !== edit)
  }

  function settle(sent: Edit, answer: MappingBulkUpdated): void {
    const conflicts = new Map(state.conflicts)
    const saved = [...answer.updated]
    /** Of fields that nobody else touched: to be sent again, on top of what was changed beside. */
    const again: RowEdit[] = []
    const changes = new Map(sent.changes.map((change) => [change.segmentId, change]))
    let waiting = without(sent)
    for (const { segmentId, current } of answer.conflicts) {
      const mine = changes.get(segmentId)
      if (!mine) continue
      if (current && holds(current, mine.set)) {
        // Saved before, only the answer was lost on its way.
        saved.push(current)
      } else if (current && holds(current, mine.base)) {
        again.push({ ...mine, revision: current.revision })
      } else {
        const later = waiting.flatMap((edit) => changesOf(edit, segmentId))
        const set = later.reduce((earlier, change) => mergeSets(earlier, change.set), mine.set)
        const base = later.reduce((earlier, change) => ({ ...change.base, ...earlier }), mine.base)
        conflicts.set(segmentId, { mine: { ...mine, set, base }, current })
        waiting = withoutRows(waiting, new Set([segmentId]))
      }
    }
    for (const { segmentId, revision } of saved) revisions.set(segmentId, revision)
    if (again.length > 0) waiting = [{ kind: sent.kind, changes: again }, ...waiting]
    onSaved(saved, answer.change)
    const isMore = conflicts.size > state.conflicts.size
    become({ queue: waiting.map(upToDate), ...(isMore && { conflicts }) })
  }

  /** An edit on top of what was saved meanwhile. */
  function upToDate(edit: Edit): Edit {
    if (!edit.changes.some(isBehind)) return edit
    return {
      ...edit,
      changes: edit.changes.map((change) =>
        isBehind(change)
          ? { ...change, revision: revisions.get(change.segmentId) ?? change.revision }
          : change,
      ),
    }
  }

  function isBehind({ segmentId, revision }: RowEdit): boolean {
    return revision < (revisions.get(segmentId) ?? 0)
  }

  function flush(): Promise<void> {
    running ??= drain().finally(() => {
      running = null
    })
    return running
  }

  /** Takes rows' changes, all of them one edit. */
  function take(changes: RowEdit[], kind: EditKind): void {
    if (changes.length === 0) return
    become({ queue: [...state.queue, upToDate({ kind, changes })], refusal: null })
    void flush()
  }

  if (state.queue.length > 0) void flush()

  return {
    state: (): EditState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    edit: take,
    /** Sends now, also after a failure. @returns whether everything is acknowledged as it was typed. */
    async flush(): Promise<boolean> {
      if (state.queue.length > 0 || running) await flush()
      return state.queue.length === 0 && state.refusal === null
    },
    /** Gives up what could not be saved, or puts the words about it away. */
    discard(): void {
      become({ queue: [], phase: 'saved', error: null, refusal: null })
    },
    /** Gives up the last of what could not be saved. @returns false: there is none. */
    dropLast(): boolean {
      if (state.queue.length === 0) return false
      const queue = state.queue.slice(0, -1)
      become({ queue, ...(queue.length === 0 && { phase: 'saved', error: null }) })
      return true
    },
    /** Rows that are mapped no longer have nothing to be saved or decided. */
    forget(segmentIds: readonly number[]): void {
      const gone = new Set(segmentIds)
      const conflicts = new Map([...state.conflicts].filter(([id]) => !gone.has(id)))
      become({ queue: withoutRows(state.queue, gone), conflicts })
    },
    /** Ends a row's conflict: with mine, on top of the row as it is now, or with theirs. */
    resolve: (segmentId: number, choice: 'mine' | 'theirs'): void => {
      const conflict = state.conflicts.get(segmentId)
      const conflicts = new Map(state.conflicts)
      conflicts.delete(segmentId)
      become({ conflicts })
      const current = conflict?.current
      if (!current) {
        onRemoved()
        return
      }
      revisions.set(segmentId, current.revision)
      onSaved([current], null)
      if (choice === 'mine') {
        take([rowEdit(current, conflict.mine.set)], 'edit')
      }
    },
  }
}

/** The change of a row that an edit holds: none or one. */
function changesOf(edit: Edit, segmentId: number): RowEdit[] {
  return edit.changes.filter((change) => change.segmentId === segmentId)
}

function withoutRows(queue: readonly Edit[], gone: ReadonlySet<number>): Edit[] {
  return queue.flatMap((edit) => {
    if (!edit.changes.some(({ segmentId }) => gone.has(segmentId))) return [edit]
    const changes = edit.changes.filter(({ segmentId }) => !gone.has(segmentId))
    return changes.length > 0 ? [{ ...edit, changes }] : []
  })
}

/** A change with what its fields hold in the row that it is made from. */
export function rowEdit(row: Mapping, set: RowSet): RowEdit {
  return { segmentId: row.segmentId, revision: row.revision, set, base: baseOf(row, set) }
}

/** The values of those fields of a row that a change sets. */
function baseOf(row: Mapping, set: RowSet): RowSet {
  return {
    ...(set.value !== undefined && { value: row.value }),
    ...(set.valueOrigin !== undefined && { valueOrigin: row.valueOrigin }),
    ...(set.key !== undefined && { key: row.key }),
    ...(set.url !== undefined && { url: row.url }),
    ...(set.secureUrl !== undefined && { secureUrl: row.secureUrl }),
    ...(set.startDate !== undefined && { startDate: row.startDate }),
    ...(set.endDate !== undefined && { endDate: row.endDate }),
    ...(set.priority !== undefined && { priority: row.priority }),
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

function overlayOf(queue: readonly Edit[]): Map<number, RowSet> {
  const unsent = new Map<number, RowSet>()
  for (const { changes } of queue) {
    for (const { segmentId, set } of changes) {
      const earlier = unsent.get(segmentId)
      unsent.set(segmentId, earlier ? mergeSets(earlier, set) : set)
    }
  }
  return unsent
}

/** Whether a row has all of these values; nothing at all says nothing. */
function holds(row: Mapping, values: RowSet): boolean {
  const given = SET_FIELDS.filter((field) => values[field] !== undefined)
  return given.length > 0 && given.every((field) => values[field] === row[field])
}

/** A row with what is typed and not acknowledged yet. */
export function withUnsent<M extends Mapping>(mapping: M, state: Pick<EditState, 'unsent'>): M {
  const set = state.unsent.get(mapping.segmentId)
  if (!set) return mapping
  const valueOrigin = set.value === undefined ? mapping.valueOrigin : 'manual'
  return { ...mapping, valueOrigin, ...set }
}

/** The body of a request. */
export function updateInput(
  destinationId: number,
  { kind, changes }: Edit,
): CallInput<'mappingBulkUpdate'> {
  const sent = changes.map(({ segmentId, revision, set }) => ({ segmentId, revision, set }))
  return { params: { destinationId }, body: { kind, changes: sent } }
}
