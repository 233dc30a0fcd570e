import type { Destination } from '../../contract/destination/destination.ts'
import { plural } from '../../lib/format.ts'

/** What moving a destination to the trash means, in sentences, the most serious first. */
export function deleteEffects(destination: Destination): string[] {
  const { total } = destination.mappings
  return [
    ...(destination.status === 'active' ? ['It is active: delivery stops at once.'] : []),
    ...(total > 0
      ? [
          `${plural(total, 'segment is', 'segments are')} mapped to it. The mappings are kept with it, the segments are not touched.`,
        ]
      : []),
    'Its versions are kept.',
    'It can be restored from the trash, as it was.',
  ]
}
