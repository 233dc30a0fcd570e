import type { Destination } from '../../src/contract/destination/destination.ts'
import {
  ACTION_EXAMPLES,
  ACTION_PROBLEMS_LISTED,
  type MappingAction,
  type MappingActionRequest,
} from '../../src/contract/mapping-action.ts'
import {
  type ActionResult,
  applyAction,
  fieldsOf,
  needsAll,
} from '../../src/domain/mapping-actions.ts'
import { changedCells, changeName } from '../../src/domain/mapping-change-names.ts'
import { checkTemplate } from '../../src/domain/value-template.ts'
import { findDestination, refuseInvalid } from '../destination/destination-changes.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import type { MappingToChange } from '../store/store.ts'
import { changeMappings, findToChange } from './change-mappings.ts'
import { type SelectedMappings, selectedMappings } from './selected-mappings.ts'

type Prepared = { selected: SelectedMappings; result: ActionResult; names: Map<number, string> }

/** @throws ProblemError validation-failed: the action itself cannot be done, whatever the rows are */
function refuseAction(action: MappingAction): void {
  if (action.action !== 'template') return
  const problem = checkTemplate(action.template)
  if (problem) refuseInvalid([{ path: 'do.template', message: problem.message }])
}

/** Works out what an action would do. */
async function prepare(
  destination: Destination,
  { select, do: action, asOf }: MappingActionRequest,
  context: HandlerContext,
): Promise<Prepared> {
  refuseAction(action)
  const selected = await selectedMappings(destination, select, fieldsOf(action), asOf, context)
  const all = needsAll(action) ? await allMappings(destination, context) : []
  return {
    selected,
    result: applyAction(
      destination,
      selected.rows,
      action,
      all.map(({ mapping }) => mapping),
    ),
    names: new Map(
      [...selected.rows, ...all].map(({ segment }) => [segment.id, segment.name] as const),
    ),
  }
}

async function allMappings(
  { id }: Destination,
  { transaction }: HandlerContext,
): Promise<MappingToChange[]> {
  return transaction.mappingsToChange(id, await transaction.mappedSegmentIds(id, {}))
}

/** The segments that a change is named after. */
function namedAfter({ action }: MappingAction, { selected, result }: Prepared): number[] {
  // Those that make room for others are not what the person moved.
  return action === 'move-before'
    ? selected.rows.map(({ segment }) => segment.id)
    : result.changed.map(({ before }) => before.segmentId)
}

/** The same done with many mappings at once. */
export const mappingActionHandlers: Handlers<'mappingActionPreview' | 'mappingActionApply'> = {
  async mappingActionPreview({ params, body }, context) {
    const destination = await findDestination(params.destinationId, context)
    const { selected, result, names } = await prepare(destination, body, context)
    const { changed, unchanged, rejected } = result
    const nameOf = (segmentId: number) => names.get(segmentId) ?? `Segment ${segmentId}`
    return {
      selected: selected.rows.length + selected.conflicts.length,
      changed: changed.length,
      unchanged,
      rejected: rejected.length,
      problems: rejected
        .slice(0, ACTION_PROBLEMS_LISTED)
        .map((row) => ({ ...row, name: nameOf(row.segmentId) })),
      examples: changed.slice(0, ACTION_EXAMPLES).map(({ before, after }) => ({
        segmentId: before.segmentId,
        name: nameOf(before.segmentId),
        changes: changedCells(before, after),
      })),
    }
  },

  async mappingActionApply({ params, body }, context) {
    const destination = await findToChange(params.destinationId, context)
    const prepared = await prepare(destination, body, context)
    const { selected, result, names } = prepared
    const { changed, unchanged, rejected } = result
    if (body.onProblem === 'refuse') {
      refuseInvalid(
        rejected.slice(0, ACTION_PROBLEMS_LISTED).map(({ segmentId, message }) => ({
          path: `rows.${segmentId}`,
          message: `${names.get(segmentId) ?? `Segment ${segmentId}`}: ${message}`,
        })),
      )
    }
    const named = namedAfter(body.do, prepared)
    const [first = 0] = named
    const { change } = await changeMappings(
      destination,
      {
        name: changeName({ kind: 'action', action: body.do }, named.length, names.get(first)),
        save: changed,
      },
      context,
    )
    return {
      change,
      changed: changed.length,
      unchanged,
      rejected: rejected.length,
      conflicts: selected.conflicts,
    }
  },
}
