import type { Destination } from '../contract/destination/destination.ts'
import type { RuleCounts, RuleExclusion } from '../contract/mapping-rule.ts'
import type { FolderPath, Segment } from '../contract/segment.ts'
import { plural } from '../lib/format.ts'
import { blockedBy } from './export-controls.ts'
import { isMappingComplete, newMappingFields } from './mapping-rules.ts'

/** What decides whether a rule maps a segment. */
export type RuleSegment = Pick<Segment, 'id' | 'name' | 'integrationCode' | 'restrictedLabels'>

type RuleDestination = Pick<
  Destination,
  'status' | 'autoFill' | 'configuration' | 'exportLabels' | 'mappings'
>

/** What a rule does with segments of its folder that are not mapped. */
export type RulePlan = {
  map: RuleSegment[]
  /** By segment id. */
  left: RuleExclusion[]
}

/** Whether a folder is another one or lies below it. */
export function isInFolder(folder: FolderPath, of: FolderPath): boolean {
  return of.every((name, depth) => folder[depth] === name)
}

/** A destination that was activated must stay complete, so that no rule may map what lacks something. */
export function isLive({ status }: Pick<Destination, 'status'>): boolean {
  return status === 'active' || status === 'paused'
}

/** Whether a new mapping of the segment could be sent as auto-fill makes it. */
export function isCompleteByAutoFill(
  destination: Pick<Destination, 'autoFill' | 'configuration'>,
  segment: Pick<Segment, 'id' | 'integrationCode'>,
): boolean {
  // Any day will do: only texts can be missing.
  const fields = newMappingFields(destination, segment, '2000-01-01', null)
  return isMappingComplete(destination.configuration, fields)
}

/**
 * Decides what a rule maps. domain.md, "Data export controls": what they forbid stays out. A draft takes
 * mappings that are to be completed; a live destination takes complete ones only.
 *
 * @param segments those in the rule's folder that are not mapped, by id.
 * @param unmapped segments that a person took out.
 * @param max how many mappings the destination may have.
 */
export function planRule(
  destination: RuleDestination,
  segments: readonly RuleSegment[],
  unmapped: ReadonlySet<number>,
  max: number,
): RulePlan {
  const plan: RulePlan = { map: [], left: [] }
  const mustBeComplete = isLive(destination)
  let room = max - destination.mappings.total
  for (const segment of segments) {
    const { id: segmentId, name, restrictedLabels } = segment
    const leave = (reason: RuleExclusion['reason']) => plan.left.push({ segmentId, name, reason })
    if (blockedBy(destination.exportLabels, restrictedLabels).length > 0) leave('blocked')
    else if (unmapped.has(segmentId)) leave('unmapped')
    else if (mustBeComplete && !isCompleteByAutoFill(destination, segment)) leave('incomplete')
    else if (room <= 0) leave('limit')
    else {
      room -= 1
      plan.map.push(segment)
    }
  }
  return plan
}

/** How many segments are left out, by reason. */
export function countLeft(left: readonly RuleExclusion[]): Omit<RuleCounts, 'matching' | 'mapped'> {
  const counts = { blocked: 0, unmapped: 0, incomplete: 0, limit: 0 }
  for (const { reason } of left) counts[reason] += 1
  return counts
}

/** How a change is called that a rule made. */
export function ruleChangeName(count: number): string {
  return `map ${plural(count, 'segment')} by a rule`
}
