import { expect, it } from 'vitest'
import type { VisitorInput } from '../../contract/visitor.ts'
import { visitorDifferences } from './visitor-differences.ts'

const MIA: VisitorInput = {
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: { '903': 'n-17' },
  region: 6,
  gdprApplies: false,
  consent: null,
  qualifications: [{ segmentId: 7, at: '2026-11-20T08:00:00.000Z' }],
}

it('both versions of a visitor are told where they differ, in the words of the form', () => {
  expect(visitorDifferences(MIA, MIA)).toEqual([])
  const mine: VisitorInput = {
    ...MIA,
    region: 9,
    partnerIds: {},
    gdprApplies: true,
    consent: 'C'.repeat(90),
    qualifications: [],
  }
  expect(visitorDifferences(MIA, mine)).toEqual([
    { label: 'Region', theirs: 'Dublin', mine: 'Oregon' },
    { label: 'Ids of partners', theirs: '903: n-17', mine: 'none' },
    { label: 'GDPR', theirs: 'does not apply', mine: 'applies' },
    { label: 'Consent string', theirs: 'none', mine: `${'C'.repeat(40)}…` },
    { label: 'Segments', theirs: '1 segment (7)', mine: '0 segments' },
  ])
})
