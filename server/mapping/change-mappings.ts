import type { Destination } from '../../src/contract/destination/destination.ts'
import type { Mapping } from '../../src/contract/mapping.ts'
import type { MappingChangeEntry } from '../../src/contract/mapping-change.ts'
import { limitProblem } from '../../src/domain/limits.ts'
import { describeRows, isSameRow, type MappingRow } from '../../src/domain/mapping-changes.ts'
import {
  findDestination,
  refuseDeleted,
  refuseUnready,
} from '../destination/destination-changes.ts'
import type { HandlerContext } from '../handler.ts'
import { noteRuleChanges } from '../mapping-rule/note-rule-changes.ts'
import { ProblemError } from '../problem-error.ts'

/** What to write. Revisions and times of the rows are given by the change. */
export type MappingsToWrite = {
  /** What was done, in words; see `changeName`. Told the segments that were not mapped before. */
  name: string | ((added: readonly number[]) => string)
  /** New mappings; those of segments that are mapped already are left out. */
  add?: readonly MappingRow[]
  save?: readonly { before: Mapping; after: MappingRow }[]
  remove?: readonly Mapping[]
  /** The change that this one takes back. */
  undoes?: number | null
}

export type MappingsWritten = {
  /** Null: nothing had to be changed. */
  change: MappingChangeEntry | null
  /** The segments that are mapped now and were not before. */
  added: number[]
  /** The rows to save, as they are stored now. */
  saved: Mapping[]
}

/**
 * Locks a destination whose mappings are to change.
 *
 * @throws ProblemError not-found, wrong-state
 */
export async function findToChange(
  destinationId: number,
  context: HandlerContext,
): Promise<Destination> {
  const destination = await findDestination(destinationId, context, true)
  refuseDeleted(destination)
  return destination
}

/**
 * Writes a change of a locked destination's mappings as one entry of its log. Every mapping gets the number
 * of the change as its revision: one that was unmapped and mapped again never has a revision twice, and a
 * revision beyond a change tells that the mapping was changed after it.
 *
 * @throws ProblemError limit-reached, not-ready
 */
export async function changeMappings(
  destination: Destination,
  { name, add = [], save = [], remove = [], undoes = null }: MappingsToWrite,
  context: HandlerContext,
): Promise<MappingsWritten> {
  const { transaction, now } = context
  const { id } = destination
  const number = (await transaction.lastMappingChange(id)) + 1
  const at = now.toISOString()
  const differing = save.filter(({ before, after }) => !isSameRow(before, after))
  const changed = differing.map(
    // A destination that was cloned has mappings of a revision, and no change.
    ({ before, after }): Mapping => ({
      ...after,
      revision: Math.max(before.revision + 1, number),
      updatedAt: at,
    }),
  )
  const saved = resultOf(save, changed)

  if (remove.length > 0) {
    await transaction.deleteMappings(
      id,
      remove.map(({ segmentId }) => segmentId),
    )
  }
  if (changed.length > 0) await transaction.saveMappings(id, changed)
  const fresh = add.map((row): Mapping => ({ ...row, revision: number, updatedAt: at }))
  const added = fresh.length === 0 ? [] : await transaction.insertMappings(id, fresh)
  const segments = added.length + changed.length + remove.length
  if (segments === 0) return { change: null, added, saved }

  const mappings = await transaction.refreshMappingStats(destination)
  refuseMappingsBeyondLimit(mappings.total, added.length, context)
  refuseUnready({ ...destination, mappings })
  await noteRuleChanges(id, { added, removed: remove.map(({ segmentId }) => segmentId) }, context)
  const isAdded = new Set(added)
  const change: MappingChangeEntry = {
    number,
    name: typeof name === 'string' ? name : name(added),
    at,
    segments,
    undoes,
  }
  const rows = describeRows({
    add: fresh.filter(({ segmentId }) => isAdded.has(segmentId)),
    save: differing,
    remove,
  })
  await transaction.saveMappingChange(id, { ...change, rows })
  return { change, added, saved }
}

/** Rows that differ as they were written, the others as they are. */
function resultOf(save: readonly { before: Mapping }[], changed: readonly Mapping[]): Mapping[] {
  const written = new Map(changed.map((mapping) => [mapping.segmentId, mapping]))
  return save.map(({ before }) => written.get(before.segmentId) ?? before)
}

/**
 * @param total the mappings that the destination has, with those added.
 * @throws ProblemError limit-reached, with how many more there is room for
 */
export function refuseMappingsBeyondLimit(
  total: number,
  added: number,
  { limits }: HandlerContext,
): void {
  if (added === 0) return
  const problem = limitProblem(limits, 'mappings', total - added, added)
  if (!problem) return
  const { detail, ...limit } = problem
  throw new ProblemError('limit-reached', detail, { limit })
}
