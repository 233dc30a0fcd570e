import type { Mapping } from '../contract/mapping.ts'

/** A mapping that nothing is wrong with, for specs. */
export function aMapping(segmentId: number, given: Partial<Mapping> = {}): Mapping {
  return {
    segmentId,
    revision: 1,
    value: `v${segmentId}`,
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-11-01',
    endDate: null,
    priority: 0,
    valueOrigin: 'manual',
    ruleId: null,
    updatedAt: '2026-11-23T10:00:00.000Z',
    ...given,
  }
}
