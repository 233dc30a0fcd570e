import type { MappingState } from '../contract/mapping-filter.ts'
import type { Tone } from '../ui/pill.tsx'

/** How urgent each state of a mapping is. */
export const MAPPING_TONES: Record<MappingState, Tone> = {
  blocked: 'bad',
  'ends-before-start': 'bad',
  'missing-key': 'bad',
  'missing-value': 'bad',
  'missing-code': 'bad',
  'missing-url': 'bad',
  duplicate: 'warn',
  'over-size': 'warn',
  ended: 'mute',
  'segment-paused': 'warn',
  'not-started': 'mute',
  ready: 'ok',
}
