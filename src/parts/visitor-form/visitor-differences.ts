import type { VisitorInput } from '../../contract/visitor.ts'
import { plural } from '../../lib/format.ts'
import { REGION_NAMES } from './regions.ts'

/** A field that two versions of a visitor have different values in, in words. */
type VisitorDifference = { label: string; theirs: string; mine: string }

/** Ids that are named before the others are only counted; and characters of a long text. */
const NAMED = 5
const CHARACTERS = 40

function cut(text: string): string {
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text
}

const FIELDS: { label: string; words: (visitor: VisitorInput) => string }[] = [
  { label: 'Name', words: ({ name }) => name },
  { label: 'Region', words: ({ region }) => REGION_NAMES[region] },
  { label: 'AAM UUID', words: ({ did }) => did },
  { label: 'Experience Cloud ID', words: ({ mcid }) => mcid ?? 'none' },
  {
    label: 'Ids of partners',
    words: ({ partnerIds }) =>
      Object.entries(partnerIds)
        .map(([dataSource, id]) => `${dataSource}: ${cut(id)}`)
        .join(', ') || 'none',
  },
  { label: 'GDPR', words: ({ gdprApplies }) => (gdprApplies ? 'applies' : 'does not apply') },
  { label: 'Consent string', words: ({ consent }) => cut(consent ?? 'none') },
  {
    label: 'Segments',
    words: ({ qualifications }) => {
      const ids = qualifications.slice(0, NAMED).map(({ segmentId }) => segmentId)
      const more = qualifications.length > NAMED ? ', …' : ''
      return `${plural(qualifications.length, 'segment')}${ids.length > 0 ? ` (${ids.join(', ')}${more})` : ''}`
    },
  },
]

/** What the stored version has, and what was typed, field by field where they differ. */
export function visitorDifferences(theirs: VisitorInput, mine: VisitorInput): VisitorDifference[] {
  return FIELDS.map(({ label, words }) => ({
    label,
    theirs: words(theirs),
    mine: words(mine),
  })).filter((difference) => difference.theirs !== difference.mine)
}
