import type { Visitor } from '../../contract/visitor.ts'

/** A visitor who is in these segments, for an account that has no sample visitors of its own. */
export function visitorIn(segmentIds: readonly number[]): Visitor {
  return {
    id: 0,
    revision: 1,
    name: 'A visitor in the first mapped segments',
    did: '19393572368547369350319949416899715727',
    mcid: '50814298273775797762943354787774730612',
    partnerIds: {},
    region: 7,
    gdprApplies: false,
    consent: null,
    qualifications: segmentIds.map((segmentId) => ({ segmentId, at: '2026-01-01T00:00:00.000Z' })),
  }
}
