import type { Destination } from '../../src/contract/destination/destination.ts'
import type { MappingChangeEntry } from '../../src/contract/mapping-change.ts'
import type { MappedByRule, Segment, SegmentInput } from '../../src/contract/segment.ts'
import {
  isInFolder,
  planRule,
  type RuleSegment,
  ruleChangeName,
} from '../../src/domain/mapping-by-rule.ts'
import { newMappingFields } from '../../src/domain/mapping-rules.ts'
import type { HandlerContext } from '../handler.ts'
import { changeMappings } from '../mapping/change-mappings.ts'
import type { StoredMappingRule } from '../store/store.ts'

/**
 * Maps what a rule of a locked destination finds, from today on and without an end, as one change.
 *
 * @param only of these segments; all of the folder unless told.
 */
export async function applyRule(
  destination: Destination,
  rule: StoredMappingRule,
  only: readonly number[] | undefined,
  context: HandlerContext,
): Promise<{ change: MappingChangeEntry | null; created: number }> {
  const { transaction, limits, today } = context
  const found = await transaction.segmentsForRule(destination.id, rule.folder, only)
  const { map } = planRule(destination, found.unmapped, new Set(rule.unmapped), limits.mappings)
  if (map.length === 0) return { change: null, created: 0 }
  const { change } = await changeMappings(
    destination,
    {
      name: ruleChangeName(map.length),
      add: map.map((segment) => ({
        segmentId: segment.id,
        ...newMappingFields(destination, segment, today, null),
        ruleId: rule.id,
      })),
    },
    context,
  )
  return { change, created: map.length }
}

function withMore(destination: Destination, count: number): Destination {
  const { mappings } = destination
  return { ...destination, mappings: { ...mappings, total: mappings.total + count } }
}

function mappedBy({ id, name }: Destination, { folder }: StoredMappingRule, count: number) {
  return count === 0 ? [] : [{ destinationId: id, name: name ?? '', folder, count }]
}

/**
 * Maps what the rules of a locked destination find, one change for each rule; a destination in the trash
 * waits until it is restored.
 *
 * @param only of these segments; all unless told.
 */
export async function applyRulesOf(
  destination: Destination,
  only: readonly number[] | undefined,
  context: HandlerContext,
): Promise<MappedByRule[]> {
  if (destination.status === 'deleted') return []
  const mapped: MappedByRule[] = []
  let current = destination
  for (const rule of await context.transaction.listMappingRules(destination.id)) {
    // oxlint-disable-next-line no-await-in-loop -- each rule sees what the one before has mapped
    const { created } = await applyRule(current, rule, only, context)
    mapped.push(...mappedBy(current, rule, created))
    current = withMore(current, created)
  }
  return mapped
}

/**
 * Maps what the rules of all destinations find among some segments. Whoever changes segments calls
 * `lockForRules` first.
 *
 * @returns one entry for each rule that mapped something, by destination.
 */
export async function applyRules(
  segmentIds: readonly number[],
  context: HandlerContext,
): Promise<MappedByRule[]> {
  if (segmentIds.length === 0) return []
  const mapped: MappedByRule[] = []
  for (const id of await context.transaction.mappingRuleDestinations()) {
    // oxlint-disable no-await-in-loop -- one connection, one statement at a time
    const destination = await context.transaction.destination(id, true)
    if (destination) mapped.push(...(await applyRulesOf(destination, segmentIds, context)))
    // oxlint-enable no-await-in-loop
  }
  return mapped
}

/**
 * Holds off new rules and locks the destinations that have some, for a change of segments that rules may
 * map. Locks are taken in one order everywhere, so that nobody waits in a circle: the audience model, the
 * rules, destinations by ascending id, the account.
 */
export async function lockForRules({ transaction }: HandlerContext): Promise<void> {
  await transaction.shareAudienceModel()
  await transaction.shareMappingRules()
  for (const id of await transaction.mappingRuleDestinations()) {
    // oxlint-disable-next-line no-await-in-loop -- in this order
    await transaction.destination(id, true)
  }
}

/** What an import would make of segments: those that are new, and those that change with what they are now. */
export type ComingSegments = {
  create: readonly SegmentInput[]
  change: readonly { after: SegmentInput; restrictedLabels: Segment['restrictedLabels'] }[]
}

/** What `applyRules` would map if the segments came. */
export async function previewRules(
  { create, change }: ComingSegments,
  { transaction, limits }: HandlerContext,
): Promise<MappedByRule[]> {
  const coming: (RuleSegment & Pick<Segment, 'folder'>)[] = [
    ...create.map((segment) => ({ ...segment, restrictedLabels: [] })),
    ...change.map(({ after, restrictedLabels }) => ({ ...after, restrictedLabels })),
  ].toSorted((a, b) => a.id - b.id)
  const changedIds = change.map(({ after }) => after.id)
  const mapped: MappedByRule[] = []
  for (const id of await transaction.mappingRuleDestinations()) {
    // oxlint-disable no-await-in-loop -- one connection, one statement at a time
    const destination = await transaction.destination(id)
    if (!destination || destination.status === 'deleted') continue
    const known = await transaction.mappings(id, changedIds)
    const isMapped = new Set(known.map(({ segmentId }) => segmentId))
    let current = destination
    for (const rule of await transaction.listMappingRules(id)) {
      const found = coming.filter(
        (segment) => !isMapped.has(segment.id) && isInFolder(segment.folder, rule.folder),
      )
      const { map } = planRule(current, found, new Set(rule.unmapped), limits.mappings)
      for (const segment of map) isMapped.add(segment.id)
      mapped.push(...mappedBy(current, rule, map.length))
      current = withMore(current, map.length)
    }
    // oxlint-enable no-await-in-loop
  }
  return mapped
}
