import type { Segment } from '../contract/segment.ts'

/** A segment that nothing keeps back, for specs. */
export function aSegment(id: number, given: Partial<Segment> = {}): Segment {
  return {
    id,
    name: `Segment ${id}`,
    folder: [],
    description: '',
    integrationCode: null,
    peopleCount: null,
    status: 'active',
    restrictedLabels: [],
    createdAt: '2026-11-23T10:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    ...given,
  }
}
