import { expect, it } from 'vitest'
import type { Destination } from '../../contract/destination/destination.ts'
import { deleteEffects } from './delete-effects.ts'
import { aDestination } from '../../domain/test-destination.ts'

const stats = { incomplete: 0, blocked: 0, earliestEnd: null, latestEnd: null }

it.each<[string, Partial<Destination>, RegExp | null, RegExp | null]>([
  [
    'an active one with segments',
    { status: 'active', mappings: { ...stats, total: 48 } },
    /delivery stops/,
    /^48 segments are mapped/,
  ],
  [
    'a paused one with one segment',
    { status: 'paused', mappings: { ...stats, total: 1 } },
    null,
    /^1 segment is mapped/,
  ],
  ['an empty draft', { status: 'draft' }, null, null],
])('a person who deletes %s is told what it affects', (_, given, delivery, segments) => {
  const effects = deleteEffects(aDestination(given))
  expect(effects.some((effect) => delivery?.test(effect))).toBe(delivery !== null)
  expect(effects.some((effect) => segments?.test(effect))).toBe(segments !== null)
  expect(effects).toContain('It can be restored from the trash, as it was.')
})
