import * as z from 'zod/mini'
import { MappingChangeEntry } from '../../contract/mapping-change.ts'

/** A change that can be taken back, by its number and in its words. */
const Step = z.pick(MappingChangeEntry, { number: true, name: true })
export type UndoStep = z.infer<typeof Step>

const Kept = z.object({
  undo: z.array(Step),
  redo: z.array(Step),
  /** Changes that this tab made, whether or not they can still be taken back. */
  own: z.array(MappingChangeEntry.shape.number),
})

/** The last of each list is what comes next. */
export type UndoState = Readonly<z.infer<typeof Kept>>

/** As many changes as the server keeps. */
export const UNDO_MAX = 200

const NOTHING: UndoState = { undo: [], redo: [], own: [] }

const stepOf = ({ number, name }: UndoStep): UndoStep => ({ number, name })

/**
 * What can be taken back, and done again, of one destination's mappings: numbers of changes in the
 * server's log. Kept in the storage, so that it lives through a reload.
 */
export function createUndoStack(storage: Storage, storageKey: string) {
  let state: UndoState = read()
  const listeners = new Set<() => void>()

  function read(): UndoState {
    try {
      return Kept.parse(JSON.parse(storage.getItem(storageKey) ?? 'null'))
    } catch {
      // Nothing kept, damaged, or of an older version: there is nothing to take back.
      return NOTHING
    }
  }

  function become(next: UndoState): void {
    state = {
      undo: next.undo.slice(-UNDO_MAX),
      redo: next.redo.slice(-UNDO_MAX),
      own: next.own.slice(-2 * UNDO_MAX),
    }
    try {
      storage.setItem(storageKey, JSON.stringify(state))
    } catch {
      // A full storage costs the undo after a reload, no more.
    }
    for (const listener of listeners) listener()
  }

  return {
    state: (): UndoState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** A change was made: it can be taken back, and what was taken back before cannot be done again. */
    push(change: UndoStep | null): void {
      if (change === null) return
      become({
        undo: [...state.undo, stepOf(change)],
        redo: [],
        own: [...state.own, change.number],
      })
    },
    /**
     * A change was taken back (`undo`), or done again (`redo`).
     *
     * @param change what the server made of it; null: nothing could be taken back any more.
     */
    took(way: 'undo' | 'redo', step: UndoStep, change: UndoStep | null): void {
      const without = state[way].filter(({ number }) => number !== step.number)
      const other = way === 'undo' ? 'redo' : 'undo'
      become({
        ...state,
        [way]: without,
        ...(change !== null && {
          [other]: [...state[other], stepOf(change)],
          own: [...state.own, change.number],
        }),
      })
    },
    /** Whether this tab made a change. */
    isOwn: (number: number): boolean => state.own.includes(number),
    /** Forgets changes that the server does not have: its data was set back meanwhile. */
    forgetBeyond(last: number): void {
      if (!state.own.some((number) => number > last)) return
      const isKnown = ({ number }: UndoStep) => number <= last
      become({
        undo: state.undo.filter(isKnown),
        redo: state.redo.filter(isKnown),
        own: state.own.filter((number) => number <= last),
      })
    },
  }
}

export type UndoStack = ReturnType<typeof createUndoStack>

/** The tab's stack for a destination's mappings, as it is kept. */
export function undoStackOf(destinationId: number): UndoStack {
  return createUndoStack(sessionStorage, `destination-builder.undo.${destinationId}`)
}

/**
 * To be told of every change of mappings that another screen of the tab made, so that the mapping step
 * can take it back; null: nothing was changed.
 */
export function rememberChange(
  destinationId: number,
  change: z.infer<typeof MappingChangeEntry> | null,
): void {
  undoStackOf(destinationId).push(change)
}
