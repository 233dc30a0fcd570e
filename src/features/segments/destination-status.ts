import type { DestinationStatus } from '../../contract/destination/destination.ts'
import type { Tone } from '../../ui/pill.tsx'

/** How the status of a destination is told beside a segment. */
export const DESTINATION_STATUS: Record<DestinationStatus, { words: string; tone: Tone }> = {
  draft: { words: 'Draft', tone: 'mute' },
  active: { words: 'Active', tone: 'ok' },
  paused: { words: 'Paused', tone: 'mute' },
  deleted: { words: 'In the trash', tone: 'mute' },
}
