import { ApiError } from '../../api/api-error.ts'
import { Destination } from '../../contract/destination/destination.ts'
import { differences } from '../../domain/differences.ts'

/** What somebody else made of a destination while this page showed an older state of it. */
export type ChangeConflict = { current: Destination; summary: string }

/** How many changed fields a message names before it says how many more there are. */
const NAMED = 3

/**
 * Reads the answer 412: the state that is stored now, and what differs from the one that was shown.
 *
 * @returns null when the error is another one.
 */
export function conflictOf(error: unknown, shown: Destination): ChangeConflict | null {
  if (!(error instanceof ApiError) || error.slug !== 'revision-conflict') return null
  const current = Destination.safeParse(error.problem?.current)
  return current.success ? { current: current.data, summary: summaryOf(shown, current.data) } : null
}

const STATUS_WORDS: Record<Destination['status'], string> = {
  draft: 'a draft',
  active: 'active',
  paused: 'paused',
  deleted: 'in the trash',
}

/** One sentence on what changed between two states: the status first, then the fields by name. */
export function summaryOf(shown: Destination, current: Destination): string {
  const status = shown.status === current.status ? [] : [`is ${STATUS_WORDS[current.status]} now`]
  const labels = differences(shown, current).map((difference) => difference.label)
  const named = labels.slice(0, NAMED).join(', ')
  const more = labels.length - NAMED
  const fields =
    labels.length === 0 ? [] : [`has another ${named}${more > 0 ? ` and ${more} more` : ''}`]
  const said = [...status, ...fields].join(' and ')
  return said ? `It ${said}.` : 'Its settings are the same as before.'
}
