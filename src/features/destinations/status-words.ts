import type { Destination, DestinationStatus } from '../../contract/destination/destination.ts'
import { attentionReasons } from '../../domain/attention.ts'
import { readiness } from '../../domain/readiness.ts'
import { plural } from '../../lib/format.ts'
import type { Tone } from '../../ui/pill.tsx'

export const STATUS_NAME: Record<DestinationStatus, string> = {
  draft: 'Draft',
  active: 'Active',
  paused: 'Paused',
  deleted: 'In the trash',
}

export type StatusWords = {
  tone: Tone
  words: string
  /** All there is to say, where `words` is the first of several things. */
  title?: string
}

/**
 * The status of a destination as a pill shows it: what needs attention takes the place of "Active", and
 * follows "Paused".
 *
 * @param today `YYYY-MM-DD`, UTC.
 */
export function statusWords(destination: Destination, today: string): StatusWords {
  switch (destination.status) {
    case 'draft':
      return draftWords(destination)
    case 'deleted':
      return { tone: 'mute', words: STATUS_NAME.deleted }
    case 'paused':
      return attentionWords('mute', destination, today)
    case 'active':
      return attentionWords('ok', destination, today)
  }
}

function draftWords(destination: Destination): StatusWords {
  const missing = readiness(destination)
  if (missing.length === 0) return { tone: 'mute', words: 'Draft · ready to activate' }
  return {
    tone: 'mute',
    words: `Draft · ${plural(missing.length, 'thing')} missing`,
    title: missing.map((item) => item.message).join('. '),
  }
}

function attentionWords(tone: Tone, destination: Destination, today: string): StatusWords {
  const reasons = attentionReasons(destination, today)
  const status = STATUS_NAME[destination.status]
  const [first] = reasons
  if (first === undefined) return { tone, words: status }
  const more = reasons.length - 1
  const told = more > 0 ? `${first} · ${more} more` : first
  return {
    tone: 'warn',
    words: destination.status === 'paused' ? `${status} · ${told}` : told,
    title: [status, ...reasons].join('. '),
  }
}
