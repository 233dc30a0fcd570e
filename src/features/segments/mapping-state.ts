import type { SegmentDestination } from '../../contract/segment-detail.ts'
import type { Segment } from '../../contract/segment.ts'
import { mappingStates, stateWords } from '../../domain/mapping-states.ts'
import { MAPPING_TONES } from '../../parts/mapping-tones.ts'
import type { Tone } from '../../ui/pill.tsx'

type SendingState = {
  tone: Tone
  words: string
  /** By export controls, which have a page that says why. */
  isBlocked?: boolean
}

/**
 * Whether a destination is sent a segment, and if not, why: the most urgent first. What concerns other
 * segments of the destination is told in its own grid.
 *
 * @param today `YYYY-MM-DD`, UTC.
 */
export function sendingState(
  segment: Segment,
  { destination, mapping }: SegmentDestination,
  today: string,
): SendingState {
  const row = { ...mapping, segment, duplicateOf: null, isOverSize: false }
  const [state = 'ready'] = mappingStates(
    destination.configuration,
    destination.exportLabels,
    row,
    today,
  )
  if (state !== 'ready') {
    return {
      tone: MAPPING_TONES[state],
      words: stateWords(state, row),
      isBlocked: state === 'blocked',
    }
  }
  switch (destination.status) {
    case 'active':
      return { tone: 'ok', words: 'Sent' }
    case 'paused':
      return { tone: 'mute', words: 'Destination is paused' }
    case 'draft':
      return { tone: 'mute', words: 'Destination is a draft' }
    case 'deleted':
      return { tone: 'mute', words: 'Destination is in the trash' }
  }
}
