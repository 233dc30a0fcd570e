import { seededRandom } from '../../lib/seeded-random.ts'
import type { Moment } from './types.ts'

/**
 * The time and the random numbers with which a destination delivers in a live test: whoever knows the
 * seed gets the same, so that a prediction and what the edge sends can be equal byte for byte. Each
 * destination has numbers of its own, whatever others are delivered to before it (docs/decisions/010).
 *
 * @param seed 0 to 4,294,967,295.
 * @param now milliseconds since 1970.
 */
export function liveTestMoment(seed: number, now: number, destinationId: number): Moment {
  return { now, random: seededRandom(seed ^ Math.imul(destinationId, 0x9e3779b1)) }
}
