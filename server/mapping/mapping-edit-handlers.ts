import type { Mapping, MappingConflict } from '../../src/contract/mapping.ts'
import type { FieldProblem } from '../../src/contract/problem.ts'
import { withValues } from '../../src/domain/mapping-actions.ts'
import { changeName, mappingFieldsOf } from '../../src/domain/mapping-change-names.ts'
import type { MappingRow } from '../../src/domain/mapping-changes.ts'
import { checkMapping, newMappingFields } from '../../src/domain/mapping-rules.ts'
import { refuseInvalid } from '../destination/destination-changes.ts'
import type { Handlers } from '../handler.ts'
import { changeMappings, findToChange, refuseMappingsBeyondLimit } from './change-mappings.ts'
import { ERRORS_LISTED, mappableSegments, segmentsToMap } from './segments-to-map.ts'
import { selectedMappings } from './selected-mappings.ts'

function rowPath(at: number): string {
  return `rows.${at}.segmentId`
}

/** The name of the segment, when it is one. */
function nameOfOnly(segments: readonly { name: string }[]): string | null {
  const [first] = segments
  return segments.length === 1 && first ? first.name : null
}

/** Mapping, editing and unmapping. */
export const mappingEditHandlers: Handlers<
  'mappingBulkCreate' | 'mappingBulkUpdate' | 'mappingBulkDelete'
> = {
  async mappingBulkCreate({ params, body }, context) {
    const destination = await findToChange(params.destinationId, context)
    let add: MappingRow[]
    let names: ReadonlyMap<number, string>
    let blocked = 0
    if ('rows' in body) {
      const ids = body.rows.map(({ segmentId }) => segmentId)
      const segments = await mappableSegments(destination, ids, rowPath, context)
      refuseInvalid(
        body.rows
          .flatMap((row, at) =>
            checkMapping(destination.configuration, row).map(({ path, message }) => ({
              path: `rows.${at}.${path}`,
              message,
            })),
          )
          .slice(0, ERRORS_LISTED),
      )
      const last = new Map(body.rows.map((row) => [row.segmentId, row]))
      add = Array.from(last.values(), (row) => ({ ...row, ruleId: null }))
      names = new Map(segments.map(({ id, name }) => [id, name]))
    } else {
      const { select, startDate, endDate } = body
      const selected = await segmentsToMap(destination, select, context)
      blocked = selected.blocked
      if (!('segmentIds' in select)) {
        // All of a search are new: those of a whole account need not be written to know.
        const count = selected.segments.length
        refuseMappingsBeyondLimit(destination.mappings.total + count, count, context)
      }
      add = selected.segments.map((segment) => ({
        segmentId: segment.id,
        ...newMappingFields(destination, segment, startDate, endDate),
        ruleId: null,
      }))
      names = new Map(selected.segments.map(({ id, name }) => [id, name]))
      const [sample] = add
      if (sample) refuseInvalid(checkMapping(destination.configuration, sample))
    }
    const { change, added } = await changeMappings(
      destination,
      {
        add,
        name: (ids) =>
          changeName({ kind: 'map' }, ids.length, ids[0] === undefined ? null : names.get(ids[0])),
      },
      context,
    )
    return {
      created: added.length,
      alreadyMapped: add.length - added.length,
      blocked,
      segmentIds: added,
      change,
    }
  },

  async mappingBulkUpdate({ params, body }, context) {
    const destination = await findToChange(params.destinationId, context)
    const stored = await context.transaction.mappingsToChange(
      destination.id,
      body.changes.map(({ segmentId }) => segmentId),
    )
    const current = new Map(stored.map((row) => [row.mapping.segmentId, row.mapping]))
    const save: { before: Mapping; after: Mapping }[] = []
    const edited = new Set<number>()
    const fields = new Set<string>()
    const conflicts: MappingConflict[] = []
    const errors: FieldProblem[] = []
    for (const [at, { segmentId, revision, set }] of body.changes.entries()) {
      const before = current.get(segmentId)
      // A row that is named twice was not known as the first of the two leaves it.
      if (before?.revision !== revision || edited.has(segmentId)) {
        conflicts.push({ segmentId, current: before ?? null })
        continue
      }
      const after = withValues(before, set)
      edited.add(segmentId)
      save.push({ before, after })
      for (const field of Object.keys(set)) fields.add(field)
      for (const { path, message } of checkMapping(destination.configuration, after)) {
        errors.push({ path: `changes.${at}.set.${path}`, message })
      }
    }
    refuseInvalid(errors.slice(0, ERRORS_LISTED))
    const only = nameOfOnly(
      stored.filter(({ mapping }) => edited.has(mapping.segmentId)).map(({ segment }) => segment),
    )
    const what = { kind: body.kind, fields: mappingFieldsOf(fields) }
    const { change, saved } = await changeMappings(
      destination,
      { name: changeName(what, save.length, only), save },
      context,
    )
    return { updated: saved, conflicts, change }
  },

  async mappingBulkDelete({ params, body }, context) {
    const destination = await findToChange(params.destinationId, context)
    const selected = await selectedMappings(destination, body.select, 'any', body.asOf, context)
    const remove = selected.rows.map(({ mapping }) => mapping)
    const only = nameOfOnly(selected.rows.map(({ segment }) => segment))
    const { change } = await changeMappings(
      destination,
      { name: changeName({ kind: 'unmap' }, remove.length, only), remove },
      context,
    )
    return {
      segmentIds: remove.map(({ segmentId }) => segmentId),
      // What is not mapped any more is as the person wants it.
      conflicts: selected.conflicts.filter(({ current }) => current !== null),
      change,
    }
  },
}
