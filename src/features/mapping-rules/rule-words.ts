import type { Destination } from '../../contract/destination/destination.ts'
import type {
  MappingRulePreview,
  RuleCounts,
  RuleExclusionReason,
} from '../../contract/mapping-rule.ts'
import { isCompleteByAutoFill, isLive } from '../../domain/mapping-by-rule.ts'
import { requiredMappingFields } from '../../domain/mapping-rules.ts'
import { formatNumber, plural } from '../../lib/format.ts'

/** Why a segment is not mapped: for a pill, and what would change it. */
export const REASON_WORDS: Record<RuleExclusionReason, { short: string; long: string }> = {
  blocked: {
    short: 'Blocked by export controls',
    long: 'It is mapped when its controls, or the labels of the destination, allow it.',
  },
  unmapped: {
    short: 'Unmapped by a person',
    long: 'It stays out until somebody maps it again.',
  },
  incomplete: {
    short: 'Would be incomplete',
    long: 'Auto-fill gives its mapping too little to be sent. Map it by hand to complete it.',
  },
  limit: {
    short: 'No room left',
    long: 'The destination had as many mappings as it may have. Map it by hand when there is room.',
  },
}

/** What is left out, by reason, as parts of a list: `2 blocked by export controls`. */
export function leftOutWords(
  counts: Pick<RuleCounts, RuleExclusionReason>,
): { reason: RuleExclusionReason; words: string }[] {
  const words: Record<RuleExclusionReason, string> = {
    blocked: `${formatNumber(counts.blocked)} blocked by export controls`,
    unmapped: `${formatNumber(counts.unmapped)} unmapped by a person`,
    incomplete: `${formatNumber(counts.incomplete)} that would be incomplete`,
    limit: `${formatNumber(counts.limit)} without room`,
  }
  const reasons: RuleExclusionReason[] = ['blocked', 'unmapped', 'incomplete', 'limit']
  return reasons
    .filter((reason) => counts[reason] > 0)
    .map((reason) => ({ reason, words: words[reason] }))
}

/** What adding a rule would do at once, as sentences. */
export function previewWords({ matching, mapped, add, ...left }: MappingRulePreview): string {
  if (matching === 0) return 'No segment is in this folder now. Those that come will be mapped.'
  const now =
    add === 0 ? 'No segment will be mapped now' : `${plural(add, 'segment')} will be mapped now`
  const others = [
    ...(mapped > 0 ? [`${formatNumber(mapped)} mapped already`] : []),
    ...leftOutWords(left).map(({ words }) => words),
  ]
  return others.length === 0 ? `${now}.` : `${now}; ${others.join(', ')}.`
}

const FIELD_NAMES = { value: 'a value', key: 'a key', url: 'a URL' } as const

/**
 * What to know before rules are added, when auto-fill alone completes no mapping of the destination;
 * null: it does, or may do so.
 */
export function autoFillWarning(
  destination: Pick<Destination, 'status' | 'autoFill' | 'configuration'>,
): string | null {
  // A segment of which everything is known: what is missing then is missing of each.
  if (isCompleteByAutoFill(destination, { id: 1, integrationCode: 'a' })) return null
  const needs = requiredMappingFields(destination.configuration)
    .filter((field) => field !== 'value' || destination.autoFill === 'off')
    .map((field) => FIELD_NAMES[field])
    .join(' and ')
  return isLive(destination)
    ? `A new mapping of this destination needs ${needs} that nobody has typed yet, and a live destination takes complete mappings only: rules can map nothing. Map segments by hand instead.`
    : `What rules map here still needs ${needs}: complete it before you activate the destination. Once it is live, rules map nothing more.`
}
