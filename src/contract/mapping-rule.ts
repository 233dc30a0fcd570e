import * as z from 'zod/mini'
import { Count, Id, Instant, NAME_MAX, requiredLineOfText } from './common.ts'
import { MappingChangeEntry } from './mapping-change.ts'
import { FolderPath } from './segment.ts'

export const MAPPING_RULES_MAX = 50

/** Maps every segment that is, or comes, into a folder or one below it; []: every segment of the account. */
export const MappingRuleInput = z.strictObject({ folder: FolderPath })
export type MappingRuleInput = z.infer<typeof MappingRuleInput>

export const MappingRule = z.object({
  id: Id,
  destinationId: Id,
  folder: FolderPath,
  /** Segments in the folder. */
  matching: Count,
  /** Of those: mapped, by this rule or otherwise. */
  mapped: Count,
  /** Of those: kept out by export controls. */
  blocked: Count,
  /** Of those: unmapped by a person after the rule had mapped them; the rule leaves them alone. */
  excluded: Count,
  createdAt: Instant,
})
export type MappingRule = z.infer<typeof MappingRule>

/** A segment in a rule's folder that is not mapped, and why. */
export const RuleExclusion = z.object({
  segmentId: Id,
  name: z.string(),
  reason: z.enum(['blocked', 'unmapped', 'limit']),
})
export type RuleExclusion = z.infer<typeof RuleExclusion>

/** A rule that was made, and what it mapped at once. */
export const MappingRuleCreated = z.object({
  rule: MappingRule,
  created: Count,
  change: z.nullable(MappingChangeEntry),
})

/** What rules mapped of segments that came or moved. */
export const MappedByRule = z.object({
  destinationId: Id,
  name: z.string(),
  folder: FolderPath,
  count: Count,
})
export type MappedByRule = z.infer<typeof MappedByRule>

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
