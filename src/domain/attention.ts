import type { Destination } from '../contract/destination/destination.ts'

/** A mapping that ends within this many days calls for attention. */
export const ENDING_SOON_DAYS = 7

/** A day some days later. @param day `YYYY-MM-DD`, in UTC. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/**
 * Why a person should look at a destination, as sentences; empty: all is well. A draft is expected to
 * be incomplete, and what is in the trash concerns nobody.
 *
 * @param today the day, `YYYY-MM-DD`.
 */
export function attentionReasons(
  { status, mappings }: Pick<Destination, 'status' | 'mappings'>,
  today: string,
): string[] {
  if (status !== 'active' && status !== 'paused') return []
  const reasons: string[] = []
  if (mappings.incomplete > 0) {
    const count = mappings.incomplete.toLocaleString('en-US')
    reasons.push(`${count} ${mappings.incomplete === 1 ? 'mapping is' : 'mappings are'} incomplete`)
  }
  if (mappings.blocked > 0) {
    const count = mappings.blocked.toLocaleString('en-US')
    const are = mappings.blocked === 1 ? 'mapping is' : 'mappings are'
    reasons.push(`${count} ${are} blocked by export controls`)
  }
  if (mappings.latestEnd !== null && mappings.latestEnd < today) {
    reasons.push('All mappings have ended')
  } else if (mappings.earliestEnd !== null && mappings.earliestEnd < today) {
    reasons.push('Some mappings have ended')
  } else if (
    mappings.earliestEnd !== null &&
    mappings.earliestEnd <= addDays(today, ENDING_SOON_DAYS)
  ) {
    reasons.push(`Some mappings end within ${ENDING_SOON_DAYS} days`)
  }
  return reasons
}

/** Whether there is any reason; as a condition on stored columns it is in server/store/sql. */
export function needsAttention(
  destination: Pick<Destination, 'status' | 'mappings'>,
  today: string,
): boolean {
  return attentionReasons(destination, today).length > 0
}
