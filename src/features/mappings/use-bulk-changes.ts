import { useState } from 'react'
import { call, type CallOutput } from '../../api/client.ts'
import type { MappingActionApplied } from '../../contract/mapping-action.ts'
import { plural } from '../../lib/format.ts'
import { toast, type ToastContent } from '../../ui/toast.ts'
import type { z } from 'zod/mini'
import { reasonsOf } from '../../api/failure-words.ts'
import type { Tool } from './bulk-action.ts'
import type { MappingSession } from './mapping-session.ts'
import type { RowSelection } from './use-row-selection.ts'

type Applied = z.infer<typeof MappingActionApplied>

/** A tool that is open, with what it works on. */
export type OpenTool = { tool: Tool; segmentIds: number[]; asOf: number | undefined }

/** What can be done with the selected mappings at once. */
export function useBulkChanges({
  session,
  selection,
}: {
  session: MappingSession
  selection: RowSelection
}) {
  const [open, setOpen] = useState<OpenTool | null>(null)
  /** What is being done, in words; null: nothing is. */
  const [busy, setBusy] = useState<string | null>(null)
  /** Where rows were moved to last, to be read out. */
  const [moved, setMoved] = useState('')
  const { edits, destinationId } = session
  const params = { destinationId }

  /** What was typed before goes first. @returns false: it could not be saved. */
  async function areEditsSaved(): Promise<boolean> {
    const isSaved = await edits.flush()
    if (!isSaved && edits.state().queue.length > 0) {
      toast({
        message: 'Some edits are not saved yet',
        detail: 'Retry or undo them first, so that nothing is changed twice.',
        tone: 'bad',
      })
      return false
    }
    return true
  }

  async function openTool(tool: Tool): Promise<void> {
    const segmentIds = [...selection.ids]
    if (!(await areEditsSaved())) return
    setOpen({ tool, segmentIds, asOf: await session.asOf() })
  }

  /** After a change was made: it can be taken back, and everything that shows it is read anew. */
  async function done(applied: Applied): Promise<void> {
    session.made(applied.change)
    await session.refresh()
    setOpen(null)
    toast({
      message: applied.change ? capitalised(applied.change.name) : 'Nothing was changed',
      tone: applied.change ? 'ok' : 'info',
      ...leftWords(applied),
      ...session.undoAction(applied.change),
    })
  }

  async function tryToUnmap(again: () => void): Promise<void> {
    const segmentIds = [...selection.ids]
    if (!(await areEditsSaved())) return
    setBusy(`Unmapping ${plural(segmentIds.length, 'segment')}…`)
    try {
      const asOf = await session.asOf()
      const answer = await session.write(() =>
        call('mappingBulkDelete', { params, body: { select: { segmentIds }, asOf } }),
      )
      session.made(answer.change)
      edits.forget(answer.segmentIds)
      selection.toggle(answer.segmentIds, false)
      await session.refresh()
      toast({ ...unmappedWords(answer), ...session.undoAction(answer.change) })
    } catch (error) {
      toast({
        message: 'Nothing was unmapped',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: again },
      })
    }
    setBusy(null)
  }

  /** Puts rows before another in the order of priorities. */
  async function tryToMove(
    segmentIds: number[],
    before: number | null,
    again: () => void,
  ): Promise<void> {
    if (!(await areEditsSaved())) return
    try {
      const asOf = await session.asOf()
      const applied = await session.write(() =>
        call('mappingActionApply', {
          params,
          body: {
            select: { segmentIds },
            do: { action: 'move-before', segmentId: before },
            asOf,
          },
          // Moved again to the same place, they stay there.
          idempotencyKey: crypto.randomUUID(),
        }),
      )
      session.made(applied.change)
      await session.refresh()
      if (applied.change) setMoved(movedWords(session, segmentIds, before))
      if (applied.conflicts.length > 0) {
        toast({ message: 'Not all were moved', ...leftWords(applied) })
      }
    } catch (error) {
      toast({
        message: 'Nothing was moved',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: again },
      })
    }
  }

  const unmap = (): void => void tryToUnmap(unmap)

  const move = (segmentIds: number[], before: number | null): void =>
    void tryToMove(segmentIds, before, () => move(segmentIds, before))

  return {
    open,
    busy,
    moved,
    openTool,
    close: () => setOpen(null),
    done,
    unmap,
    move,
    session,
  }
}

export type BulkChanges = ReturnType<typeof useBulkChanges>

/** `Jordan moved before Seville, priority 97.` */
function movedWords(
  session: Pick<MappingSession, 'nameOf' | 'rowsOf'>,
  segmentIds: readonly number[],
  before: number | null,
): string {
  const to = before === null ? 'to the end' : `before ${session.nameOf(before)}`
  const [first] = segmentIds
  if (first === undefined || segmentIds.length > 1) {
    return `${plural(segmentIds.length, 'mapping')} moved ${to}.`
  }
  const priority = session.rowsOf([first]).get(first)?.priority
  const words = `${session.nameOf(first)} moved ${to}`
  return priority === undefined ? `${words}.` : `${words}, priority ${priority}.`
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function unmappedWords({ segmentIds, conflicts }: CallOutput<'mappingBulkDelete'>): ToastContent {
  const { length } = segmentIds
  return {
    message: length > 0 ? `Unmapped ${plural(length, 'segment')}` : 'Nothing was unmapped',
    tone: length > 0 ? 'ok' : 'info',
    ...conflictWords(conflicts.length),
  }
}

function conflictWords(conflicts: number): { detail?: string } {
  if (conflicts === 0) return {}
  return {
    detail: `${plural(conflicts, 'mapping')} ${conflicts === 1 ? 'was' : 'were'} changed by somebody else meanwhile and ${conflicts === 1 ? 'stays as it is' : 'stay as they are'}.`,
  }
}

/** Which of the rows an action left alone, and why. */
function leftWords({ conflicts, rejected }: Applied): { detail?: string } {
  const told = conflictWords(conflicts.length).detail
  const reasons = [
    ...(told === undefined ? [] : [told]),
    ...(rejected > 0
      ? [`${plural(rejected, 'mapping')} would have broken a rule and stayed as before.`]
      : []),
  ]
  return reasons.length > 0 ? { detail: reasons.join(' ') } : {}
}
