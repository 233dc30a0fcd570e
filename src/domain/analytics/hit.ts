import type { Qualification } from '../../contract/visitor.ts'

/** domain.md, "Adobe Analytics destination": segments that are sent with one hit. */
export const HIT_SEGMENTS_MAX = 150

/** What a hit carries. */
export type HitSegments = {
  /** The most recently qualified first. */
  segmentIds: number[]
  /** There are more than a hit may carry: the flag that is sent along. */
  isCut: boolean
  /** Those that are not sent, the most recently qualified first. */
  leftOut: number[]
}

/**
 * The segments that a hit carries: at most 150, the most recently qualified; of one moment the lower ids.
 * domain.md, "Adobe Analytics destination".
 *
 * @param qualifications the visitor's for mapped segments, each segment once.
 */
export function hitSegments(qualifications: readonly Qualification[]): HitSegments {
  const ids = qualifications
    .map(({ segmentId, at }) => ({ segmentId, at: Date.parse(at) }))
    .toSorted((a, b) => b.at - a.at || a.segmentId - b.segmentId)
    .map(({ segmentId }) => segmentId)
  return {
    segmentIds: ids.slice(0, HIT_SEGMENTS_MAX),
    isCut: ids.length > HIT_SEGMENTS_MAX,
    leftOut: ids.slice(HIT_SEGMENTS_MAX),
  }
}
