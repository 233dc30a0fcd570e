import type { Destination } from '../../src/contract/destination/destination.ts'
import type { MappingConflict } from '../../src/contract/mapping.ts'
import {
  type MappingRow,
  type RowChanges,
  segmentIdsOf,
  undoOf,
} from '../../src/domain/mapping-changes.ts'
import type { RuleSegment } from '../../src/domain/mapping-by-rule.ts'
import { checkMapping } from '../../src/domain/mapping-rules.ts'
import { findDestination } from '../destination/destination-changes.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'
import type { Transaction } from '../store/store.ts'
import { changeMappings, findToChange } from './change-mappings.ts'
import { isBlocked } from './segments-to-map.ts'

/** The log of changes: what happened since, and taking one back. */
export const mappingChangeHandlers: Handlers<'mappingChangeList' | 'mappingChangeUndo'> = {
  async mappingChangeList({ params, query }, context) {
    const { id } = await findDestination(params.destinationId, context)
    const last = await context.transaction.lastMappingChange(id)
    const items = await context.transaction.listMappingChanges(id, query.since)
    // One that was added between the two questions is told in `items`.
    return { last: items.at(-1)?.number ?? last, items }
  },

  async mappingChangeUndo({ params }, context) {
    const { transaction } = context
    const destination = await findToChange(params.destinationId, context)
    const { number } = params
    const undone = await transaction.mappingChange(destination.id, number)
    if (!undone) {
      throw new ProblemError(
        'not-found',
        `Change ${number} of the mappings is not known here, or no longer: only the latest can be taken back.`,
      )
    }
    const current = await transaction.mappingsToChange(destination.id, segmentIdsOf(undone.rows))
    const undo = await withoutForbidden(
      destination,
      undoOf(
        undone,
        current.map(({ mapping }) => mapping),
      ),
      context,
    )
    const { change } = await changeMappings(
      destination,
      { ...undo, name: undone.name, undoes: number },
      context,
    )
    return { change, conflicts: undo.conflicts }
  },
}

/**
 * Leaves out rows that may not be as they were: the configuration or export controls have changed since.
 * domain.md, "Data export controls".
 */
async function withoutForbidden(
  destination: Destination,
  { add, save, remove, conflicts }: RowChanges & { conflicts: MappingConflict[] },
  { transaction }: HandlerContext,
): Promise<RowChanges & { conflicts: MappingConflict[] }> {
  const ids = add.map(({ segmentId }) => segmentId)
  const found = ids.length === 0 ? [] : await unmappedOf(destination, ids, transaction)
  const allowed = new Set(
    found.filter((segment) => !isBlocked(destination, segment)).map(({ id }) => id),
  )
  const isValid = (row: MappingRow) => checkMapping(destination.configuration, row).length === 0
  const added = Object.groupBy(add, (row) =>
    allowed.has(row.segmentId) && isValid(row) ? 'allowed' : 'forbidden',
  )
  const saved = Object.groupBy(save, ({ after }) => (isValid(after) ? 'allowed' : 'forbidden'))
  return {
    add: added.allowed ?? [],
    save: saved.allowed ?? [],
    remove,
    conflicts: [
      ...conflicts,
      ...(added.forbidden ?? []).map(({ segmentId }) => ({ segmentId, current: null })),
      ...(saved.forbidden ?? []).map(({ before }) => ({
        segmentId: before.segmentId,
        current: before,
      })),
    ],
  }
}

/** Segments that are not mapped, with their restrictions. */
async function unmappedOf(
  { id }: Destination,
  segmentIds: readonly number[],
  transaction: Transaction,
): Promise<RuleSegment[]> {
  // The root folder holds all of them.
  return (await transaction.segmentsForRule(id, [], segmentIds)).unmapped
}
