import type { DestinationEffect } from '../contract/audience-model.ts'
import { formatNumber, plural } from '../lib/format.ts'

/** Segments that a line names before it counts the others. */
const NAMED = 3

/** All mappings that these effects are about. */
export function effectCount(effects: readonly DestinationEffect[]): number {
  return effects.reduce((sum, { count }) => sum + count, 0)
}

/** "3 mappings in 2 destinations" */
export function effectSummary(effects: readonly DestinationEffect[]): string {
  return `${plural(effectCount(effects), 'mapping')} in ${plural(effects.length, 'destination')}`
}

/** One line for each destination: its name, how many of its mappings, and the first segments. */
export function effectLines(effects: readonly DestinationEffect[], named = NAMED): string[] {
  return effects.map(({ name, destinationId, count, segments }) => {
    const names = segments.slice(0, named).map((segment) => segment.name)
    const more = count - names.length
    const all = more > 0 ? [...names, `${formatNumber(more)} more`] : names
    // Names of segments hold commas: "Sicily, this week".
    return `${name || 'Destination'} (${destinationId}), ${plural(count, 'mapping')}: ${all.join(' · ')}`
  })
}
