import { assert, integer, property, record, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HIT_SEGMENTS_MAX, hitSegments } from './hit.ts'

const at = (seconds: number) => new Date(seconds * 1000).toISOString()

/** Segment 1 qualified first, the last one most recently. */
function qualifications(count: number) {
  return Array.from({ length: count }, (_, each) => ({ segmentId: each + 1, at: at(each) }))
}

describe('a hit', () => {
  it('carries the most recently qualified first', () => {
    expect(hitSegments(qualifications(3))).toEqual({
      segmentIds: [3, 2, 1],
      isCut: false,
      leftOut: [],
    })
  })

  it.each([
    [0, false, 0],
    [150, false, 0],
    [151, true, 1],
    [1000, true, 850],
  ])('of a visitor in %i segments: cut %s, left out %i', (count, isCut, leftOut) => {
    const hit = hitSegments(qualifications(count))
    expect(hit.isCut).toBe(isCut)
    expect(hit.leftOut).toHaveLength(leftOut)
    expect(hit.segmentIds).toHaveLength(Math.min(count, HIT_SEGMENTS_MAX))
  })

  it('compares moments, not how they are written', () => {
    const written = ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.5Z']
    const given = written.map((moment, each) => ({ segmentId: each + 1, at: moment }))
    expect(hitSegments(given).segmentIds).toEqual([3, 1, 2])
  })

  it('leaves out none that is more recent than one that it carries', () => {
    const visitor = uniqueArray(
      record({ segmentId: integer({ min: 1 }), at: integer({ min: 0, max: 50 }) }),
      { selector: ({ segmentId }) => segmentId, minLength: 100, maxLength: 300 },
    )
    assert(
      property(visitor, (given) => {
        const { segmentIds, leftOut, isCut } = hitSegments(
          given.map(({ segmentId, at: second }) => ({ segmentId, at: at(second) })),
        )
        const seconds = new Map(given.map(({ segmentId, at: second }) => [segmentId, second]))
        const oldest = Math.min(...segmentIds.map((id) => seconds.get(id) ?? 0))
        expect(leftOut.every((id) => (seconds.get(id) ?? 0) <= oldest)).toBe(true)
        expect(isCut).toBe(leftOut.length > 0)
        expect([...segmentIds, ...leftOut].toSorted((a, b) => a - b)).toEqual(
          given.map(({ segmentId }) => segmentId).toSorted((a, b) => a - b),
        )
      }),
      { numRuns: 50 },
    )
  })
})
