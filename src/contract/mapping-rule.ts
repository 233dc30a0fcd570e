import * as z from 'zod/mini'
import { Count, Id, Instant, NAME_MAX, requiredLineOfText } from './common.ts'
import { MappingChangeEntry } from './mapping-change.ts'
import { FolderPath } from './segment.ts'

export const MAPPING_RULES_MAX = 50

/** Maps every segment that is, or comes, into a folder or one below it; []: every segment of the account. */
export const MappingRuleInput = z.strictObject({ folder: FolderPath })
export type MappingRuleInput = z.infer<typeof MappingRuleInput>

/** What became of the segments in a folder: those that are not mapped are counted under the first reason. */
export const RuleCounts = z.object({
  /** Segments in the folder. */
  matching: Count,
  /** Of those: mapped, by this rule or otherwise. */
  mapped: Count,
  /** Kept out by export controls. */
  blocked: Count,
  /** Unmapped by a person; the rule leaves them alone until somebody maps them again. */
  unmapped: Count,
  /** The destination is live, and auto-fill gives them too little to be sent. */
  incomplete: Count,
  /** There was no room left. */
  limit: Count,
})
export type RuleCounts = z.infer<typeof RuleCounts>

/** What a rule would do if it was added: `add` segments would be mapped at once. */
export const MappingRulePreview = z.object({ ...RuleCounts.shape, add: Count })
export type MappingRulePreview = z.infer<typeof MappingRulePreview>

export const MappingRule = z.object({
  id: Id,
  destinationId: Id,
  folder: FolderPath,
  ...RuleCounts.shape,
  createdAt: Instant,
})
export type MappingRule = z.infer<typeof MappingRule>

export const RuleExclusionReason = z.enum(['blocked', 'unmapped', 'incomplete', 'limit'])
export type RuleExclusionReason = z.infer<typeof RuleExclusionReason>

export const EXCLUSIONS_LISTED = 1000

/** A segment in a rule's folder that is not mapped, and why. */
export const RuleExclusion = z.object({
  segmentId: Id,
  name: z.string(),
  reason: RuleExclusionReason,
})
export type RuleExclusion = z.infer<typeof RuleExclusion>

/** A rule that was made, and what it mapped at once. */
export const MappingRuleCreated = z.object({
  rule: MappingRule,
  created: Count,
  change: z.nullable(MappingChangeEntry),
})

export const MAPPING_VIEWS_MAX = 100

/** A search of the mapping grid, with its columns, that somebody gave a name. */
export const MappingViewInput = z.strictObject({
  name: requiredLineOfText(NAME_MAX, 'Name'),
  /** The query of the grid's address, without the question mark. */
  search: z.string().check(z.maxLength(8000)),
})
export type MappingViewInput = z.infer<typeof MappingViewInput>

export const MappingView = z.object({ id: Id, ...MappingViewInput.shape, createdAt: Instant })
export type MappingView = z.infer<typeof MappingView>
