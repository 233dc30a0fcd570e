import type { Destination } from '../../src/contract/destination/destination.ts'
import {
  EXCLUSIONS_LISTED,
  type MappingRule,
  MAPPING_RULES_MAX,
  type RuleExclusion,
} from '../../src/contract/mapping-rule.ts'
import { FolderPath } from '../../src/contract/segment.ts'
import { countLeft, planRule } from '../../src/domain/mapping-by-rule.ts'
import { formatRuleFolder } from '../../src/domain/rule-folder.ts'
import { findDestination, refuseDeleted } from '../destination/destination-changes.ts'
import { folderOf } from '../folder-parameter.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'
import type { StoredMappingRule } from '../store/store.ts'
import { applyRule } from './apply-rules.ts'

/** The segments of a rule's folder: how many, and those that are not mapped with the reason, by id. */
async function leftOut(
  destination: Destination,
  rule: StoredMappingRule,
  { transaction, limits }: HandlerContext,
): Promise<{ matching: number; left: RuleExclusion[] }> {
  const { matching, unmapped } = await transaction.segmentsForRule(destination.id, rule.folder)
  const plan = planRule(destination, unmapped, new Set(rule.unmapped), limits.mappings)
  // What could be mapped now came when there was no room; the rule does not come back to it by itself.
  const waiting = plan.map.map(({ id, name }): RuleExclusion => ({
    segmentId: id,
    name,
    reason: 'limit',
  }))
  return {
    matching,
    left: [...plan.left, ...waiting].toSorted((a, b) => a.segmentId - b.segmentId),
  }
}

async function withCounts(
  destination: Destination,
  rule: StoredMappingRule,
  context: HandlerContext,
): Promise<MappingRule> {
  const { unmapped: _unmapped, ...fields } = rule
  const { matching, left } = await leftOut(destination, rule, context)
  return { ...fields, matching, mapped: matching - left.length, ...countLeft(left) }
}

/** @throws ProblemError not-found */
async function findRule(
  { destinationId, ruleId }: { destinationId: number; ruleId: number },
  { transaction }: HandlerContext,
): Promise<StoredMappingRule> {
  const rules = await transaction.listMappingRules(destinationId)
  const rule = rules.find(({ id }) => id === ruleId)
  if (rule) return rule
  throw new ProblemError('not-found', `Destination ${destinationId} has no rule ${ruleId}.`)
}

function refuseAnother(rules: readonly StoredMappingRule[], folder: FolderPath): void {
  const key = JSON.stringify(folder)
  if (rules.some((rule) => JSON.stringify(rule.folder) === key)) {
    throw new ProblemError(
      'wrong-state',
      `There is a rule for ${formatRuleFolder(folder)} already. It maps what comes into the folder.`,
    )
  }
  if (rules.length >= MAPPING_RULES_MAX) {
    throw new ProblemError(
      'limit-reached',
      `The destination has its ${MAPPING_RULES_MAX} rules, which is the limit. A rule for a folder further up maps the same as several below it.`,
      { limit: { name: 'mapping-rules', max: MAPPING_RULES_MAX } },
    )
  }
}

export const mappingRuleHandlers: Handlers<
  | 'mappingRuleList'
  | 'mappingRulePreview'
  | 'mappingRuleCreate'
  | 'mappingRuleDelete'
  | 'mappingRuleExclusionList'
> = {
  async mappingRuleList({ params }, context) {
    const destination = await findDestination(params.destinationId, context)
    const items: MappingRule[] = []
    for (const rule of await context.transaction.listMappingRules(destination.id)) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      items.push(await withCounts(destination, rule, context))
    }
    return { items }
  },

  async mappingRulePreview({ params, query }, context) {
    const { transaction, limits } = context
    const destination = await findDestination(params.destinationId, context)
    const folder = folderOf(query.folder) ?? []
    const { matching, unmapped } = await transaction.segmentsForRule(destination.id, folder)
    const { map, left } = planRule(destination, unmapped, new Set(), limits.mappings)
    return { matching, mapped: matching - unmapped.length, add: map.length, ...countLeft(left) }
  },

  async mappingRuleCreate({ params, body }, context) {
    const { transaction, now } = context
    // In the order that `lockForRules` tells: no segments come between what is mapped now and later.
    await transaction.shareAudienceModel()
    await transaction.lockMappingRules()
    const destination = await findDestination(params.destinationId, context, true)
    refuseDeleted(destination)
    refuseAnother(await transaction.listMappingRules(destination.id), body.folder)
    const rule = await transaction.insertMappingRule({
      destinationId: destination.id,
      folder: body.folder,
      createdAt: now.toISOString(),
    })
    const { change, created } = await applyRule(destination, rule, undefined, context)
    const changed = await findDestination(destination.id, context)
    return { rule: await withCounts(changed, rule, context), created, change }
  },

  async mappingRuleDelete({ params }, context) {
    refuseDeleted(await findDestination(params.destinationId, context, true))
    const { id } = await findRule(params, context)
    await context.transaction.deleteMappingRule(id)
    return null
  },

  async mappingRuleExclusionList({ params, query }, context) {
    const destination = await findDestination(params.destinationId, context)
    const { left } = await leftOut(destination, await findRule(params, context), context)
    const found = left.filter(({ reason }) => !query.reason || reason === query.reason)
    return { items: found.slice(0, EXCLUSIONS_LISTED), total: found.length }
  },
}
