import type { z } from 'zod/mini'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { failureWords } from '../../api/failure-words.ts'
import type { MappingChangeEntry } from '../../contract/mapping-change.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { formatNumber } from '../../lib/format.ts'
import { undoStackOf } from '../../parts/mapping-undo/undo-stack.ts'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { toast } from '../../ui/toast.ts'
import { createChangeFollower } from './change-follower.ts'
import { createMappingEdits, updateInput } from './mapping-edits.ts'
import { knownRows, refreshBesideRows, refreshRows, showRows } from './refresh.ts'

type Change = z.infer<typeof MappingChangeEntry>

/** Milliseconds after the last edit until what it may have changed elsewhere is read. */
const LOOK_AGAIN = 400

/** All that changes one destination's mappings while the step is open: edits, bulk changes, undo, others. */
export function createMappingSession(destinationId: number) {
  const params = { destinationId }
  const undo = undoStackOf(destinationId)
  /** Requests under way that change mappings. */
  let writing = 0
  let lane: Promise<unknown> = Promise.resolve()
  /** The rows that a person sees. */
  let visible: (() => MappingWithSegment[]) | null = null
  /** Rows as they were shown or read last: somebody may be at work in one that others remove. */
  const shown = new Map<number, MappingWithSegment>()
  let lookAgain: ReturnType<typeof setTimeout> | undefined
  const refreshed = new Set<() => void>()
  const keys = new Map<number, string>()

  const follower = createChangeFollower({
    read: (since) => call('mappingChangeList', { params, query: { since } }),
    isOwn: (number) => undo.isOwn(number),
    isWriting: () => writing > 0 || edits.state().phase === 'saving',
    onOthers: refresh,
    onSetBack: (last) => undo.forgetBeyond(last),
  })

  const edits = createMappingEdits({
    send: (edit) => call('mappingBulkUpdate', updateInput(destinationId, edit)),
    onSaved: (rows, change) => {
      made(change)
      showRows(destinationId, rows)
      refreshBesideRows()
      clearTimeout(lookAgain)
      lookAgain = setTimeout(() => {
        // Quiet when it fails: the rows themselves are right, and whoever scrolls reads them anew.
        refreshRows(destinationId, visible?.().map(({ segmentId }) => segmentId) ?? []).catch(
          () => undefined,
        )
        for (const tell of refreshed) tell()
      }, LOOK_AGAIN)
    },
    onRemoved: () => void refresh(),
    isFinal,
    now: Date.now,
    storage: localStorage,
    storageKey: `destination-builder.unsaved.${destinationId}.segment-mappings`,
  })

  async function refresh(): Promise<void> {
    await refreshMappings()
    for (const tell of refreshed) tell()
  }

  function remember(rows: readonly MappingWithSegment[]): void {
    for (const row of rows) shown.set(row.segmentId, row)
  }

  /** Rows as they are known here, also those that somebody else has removed since. */
  function rowsOf(segmentIds: readonly number[]): Map<number, MappingWithSegment> {
    const rows = knownRows(destinationId, new Set(segmentIds))
    for (const id of segmentIds) {
      const row = shown.get(id)
      if (row && !rows.has(id)) rows.set(id, row)
    }
    return rows
  }

  function made(change: Change | null): void {
    if (change === null) return
    undo.push(change)
    follower.made(change)
  }

  /** One after the other, and told to whoever follows others' changes. */
  function write<T>(act: () => Promise<T>): Promise<T> {
    const result = lane.then(async () => {
      writing += 1
      try {
        return await act()
      } finally {
        writing -= 1
      }
    })
    lane = result.catch(() => undefined)
    return result
  }

  /**
   * Takes back a change, or does again what was taken back.
   *
   * @param number which one; the last unless told.
   */
  async function takeBack(way: 'undo' | 'redo', number?: number): Promise<void> {
    const isLast = number === undefined
    if (way === 'undo' && !(await edits.flush()) && isLast && edits.dropLast()) {
      toast({ message: 'The last edit, which was not saved, was given up' })
      return
    }
    await write(async () => {
      const steps = undo.state()[way]
      const step = isLast ? steps.at(-1) : steps.find((each) => each.number === number)
      if (!step) {
        if (!isLast) toast({ message: 'It was taken back already' })
        return
      }
      const idempotencyKey = keys.get(step.number) ?? crypto.randomUUID()
      keys.set(step.number, idempotencyKey)
      const input = { params: { destinationId, number: step.number }, body: {}, idempotencyKey }
      try {
        const { change, conflicts } = await call('mappingChangeUndo', input)
        undo.took(way, step, change)
        if (change) follower.made(change)
        await refresh()
        toast(takenBackWords(way, step.name, change?.segments ?? 0, conflicts.length))
      } catch (error) {
        if (error instanceof ApiError && error.slug === 'not-found') undo.took(way, step, null)
        toast({
          message: `Not ${way === 'undo' ? 'undone' : 'redone'}: ${step.name}`,
          detail: failureWords(error),
          tone: 'bad',
          action: { label: 'Retry', onAct: () => void takeBack(way, number) },
        })
      }
    })
  }

  return {
    destinationId,
    edits,
    undo,
    follower,
    made,
    write,
    refresh,
    takeBack,
    /** For a toast: the way to take back just this change. */
    undoAction: (change: Change | null) =>
      change === null
        ? {}
        : { action: { label: 'Undo', onAct: () => void takeBack('undo', change.number) } },
    /**
     * The last change that the person has seen, for `asOf`: their own are among those seen. Undefined:
     * not known.
     */
    async asOf(): Promise<number | undefined> {
      const { seen } = follower.state()
      if (seen === null || undo.state().own.some((number) => number > seen)) await follower.look()
      return follower.state().seen ?? undefined
    },
    /** To be asked which rows a person sees. */
    setVisible(rows: () => MappingWithSegment[]): void {
      visible = rows
      remember(rows())
    },
    remember,
    rowsOf,
    /** What a segment is called, if any list has shown it. */
    nameOf: (segmentId: number): string =>
      rowsOf([segmentId]).get(segmentId)?.segment.name ?? `Segment ${segmentId}`,
    /** Calls `tell` whenever rows may have come to match a search, or not to. @returns the way to stop it. */
    onRefreshed(tell: () => void): () => void {
      refreshed.add(tell)
      return () => refreshed.delete(tell)
    },
    close(): void {
      clearTimeout(lookAgain)
    },
  }
}

export type MappingSession = ReturnType<typeof createMappingSession>

/** Sent again, the same edit would be refused again: a rule of the server stands against it. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.slug === 'not-ready' || error.slug === 'validation-failed'
}

/** What came of an undo or redo, for a toast. */
export function takenBackWords(
  way: 'undo' | 'redo',
  name: string,
  changed: number,
  conflicts: number,
): { message: string; detail?: string; tone: 'ok' | 'info' } {
  const done = way === 'undo' ? 'Undone' : 'Redone'
  if (conflicts === 0) return { message: `${done}: ${name}`, tone: 'ok' }
  const of = formatNumber(changed + conflicts)
  const rest =
    conflicts === 1
      ? '1 was changed since and stays.'
      : `${formatNumber(conflicts)} were changed since and stay.`
  if (changed === 0)
    return { message: `Nothing was ${done.toLowerCase()}: ${name}`, detail: rest, tone: 'info' }
  return {
    message: `${done} in ${formatNumber(changed)} of ${of}: ${name}`,
    detail: rest,
    tone: 'info',
  }
}
