import type { Destination } from '../../src/contract/destination/destination.ts'
import type { Mapping, MappingConflict, MappingSelection } from '../../src/contract/mapping.ts'
import type { RowField } from '../../src/domain/mapping-changes.ts'
import type { HandlerContext } from '../handler.ts'
import type { MappingToChange } from '../store/store.ts'
import { judgedFor } from './over-size.ts'
import { touchedSince } from './touched-since.ts'

export type SelectedMappings = {
  /** By segment id. */
  rows: MappingToChange[]
  /** Rows that others have changed since, or unmapped; they are to be left alone. */
  conflicts: MappingConflict[]
}

/**
 * The mappings that a request is about.
 *
 * @param fields those that it may change; what others changed in other fields is no conflict.
 * @param asOf the last change that the person has seen; undefined: no conflict is looked for.
 */
export async function selectedMappings(
  destination: Destination,
  select: MappingSelection,
  fields: 'any' | readonly RowField[],
  asOf: number | undefined,
  context: HandlerContext,
): Promise<SelectedMappings> {
  const { transaction } = context
  const ids =
    'segmentIds' in select
      ? [...new Set(select.segmentIds)]
      : await transaction.mappingIds(destination, {
          ...select,
          sort: 'id',
          direction: 'asc',
          judged: await judgedFor(select, destination, context),
        })
  const found = await transaction.mappingsToChange(destination.id, ids)
  const isFound = new Set(found.map(({ mapping }) => mapping.segmentId))
  const gone = ids.filter((id) => !isFound.has(id))
  const touched = await touchedOf(
    destination.id,
    found.map(({ mapping }) => mapping),
    fields,
    asOf,
    context,
  )
  return {
    rows: found.filter(({ mapping }) => !touched.has(mapping.segmentId)),
    conflicts: [
      ...gone.map((segmentId) => ({ segmentId, current: null })),
      ...found
        .filter(({ mapping }) => touched.has(mapping.segmentId))
        .map(({ mapping }) => ({ segmentId: mapping.segmentId, current: mapping })),
    ],
  }
}

/** Which of some mappings later changes have touched in some fields. */
async function touchedOf(
  destinationId: number,
  mappings: readonly Mapping[],
  fields: 'any' | readonly RowField[],
  asOf: number | undefined,
  context: HandlerContext,
): Promise<ReadonlySet<number>> {
  // A revision is at least the number of the change that made it: the others are as they were.
  const suspects = asOf === undefined ? [] : mappings.filter(({ revision }) => revision > asOf)
  if (asOf === undefined || suspects.length === 0) return new Set()
  const touched = await touchedSince(destinationId, asOf, fields, context)
  return touched ?? new Set(suspects.map(({ segmentId }) => segmentId))
}
