import type { MergeRule, SegmentRule, Trait } from '../../src/contract/audience-model.ts'
import type { Segment } from '../../src/contract/segment.ts'
import type { AudienceModel } from '../../src/domain/export-controls.ts'
import { DATA_SOURCES, PARTNER_TRAITS, PLANNING_SPANS } from './words.ts'

const FIRST_TRAIT = 20_001

const [WEBSITE, APP, BOOKING, CUSTOMERS, LOYALTY, SERVICE] = [1, 2, 3, 4, 5, 6] as const

const MERGE_RULES: MergeRule[] = [
  { id: 1, name: 'Current device', controls: [], dataSourceIds: [] },
  { id: 2, name: 'Current device and Acme login', controls: [], dataSourceIds: [CUSTOMERS] },
  // Bought households: what is known through them must stay apart from names and addresses.
  { id: 3, name: 'Partner households', controls: ['pii'], dataSourceIds: [1204] },
]
const [CURRENT_DEVICE, LOGIN, HOUSEHOLDS] = [1, 2, 3] as const

/** Segments whose people are found through bought households. */
const BY_HOUSEHOLD = ['Planning']

/** Segments that include another one, beside those that plan ahead and those that come back. */
const INCLUDES: Record<string, string> = {
  'Empty nesters': 'Second home owners',
  'Booked twice or more': 'Upgraded the room',
  'Platinum members': 'Gold members',
  'Autumn holidays': 'Repeat visitors to Athens',
}

type Named = Pick<Segment, 'id' | 'name' | 'folder'>
type Made = { source: number; traits: [name: string, source: number][]; includes: string[] }

/** The planning span before, whose people count in: who plans for this week does so this month. */
function spanBefore(span: string): string[] {
  const at = PLANNING_SPANS.findIndex((each) => each === span)
  const before = PLANNING_SPANS[at - 1]
  return before === undefined || span === 'next summer' ? [] : [before]
}

/** What a segment is made of, by the folder that it is in. */
function makeOf({ name, folder }: Named): Made {
  const [top, second] = folder
  const included = INCLUDES[name]
  const own = (traits: Made['traits'], source: number): Made => ({
    source,
    traits,
    includes: included === undefined ? [] : [included],
  })
  switch (top) {
    case 'Interest':
      return own(
        [
          [`${name}: read about it twice`, WEBSITE],
          [`${name}: opened in the app`, APP],
        ],
        WEBSITE,
      )
    case 'Purchase intent': {
      const [what = name, span = ''] = name.split(', ')
      return {
        source: BOOKING,
        traits: [
          [`${what}: compared prices`, BOOKING],
          [`Travel dates: ${span}`, BOOKING],
        ],
        includes: spanBefore(span).map((before) => `${what}, ${before}`),
      }
    }
    case 'Geography': {
      const [what = name, city] = name.split(' from ')
      return city === undefined || what === 'Departs'
        ? own([[`${name}: searched in 90 days`, WEBSITE]], WEBSITE)
        : {
            source: WEBSITE,
            traits: [[`${what}: compared prices`, BOOKING]],
            includes: [`Departs from ${city}`],
          }
    }
    case 'Lookalikes': {
      const [who = name, place = ''] = name.split(' to ')
      const isRepeat = who === 'Repeat visitors'
      return {
        source: CUSTOMERS,
        traits: [
          [`${place}: booked in two years`, BOOKING],
          [`Behaves like: ${who.toLowerCase()}`, WEBSITE],
        ],
        includes: isRepeat ? [`${place}, this quarter`] : [],
      }
    }
    case 'Acme Travel': {
      const source = second === 'Loyalty' ? LOYALTY : second === 'Service' ? SERVICE : BOOKING
      return own([[`${second}: ${name.toLowerCase()}`, source]], source)
    }
    case 'Seasonal campaigns':
      return own([[`Newsletter: clicked ${name}`, CUSTOMERS]], CUSTOMERS)
    case 'Demographic':
      return own([[`Customer file: ${name}`, CUSTOMERS]], CUSTOMERS)
    default:
      return own([[`Journey: ${name.toLowerCase()}`, WEBSITE]], WEBSITE)
  }
}

/** What the company's segments are made of. @param segments each with a name of its own. */
export function makeAudienceModel(segments: readonly Named[]): AudienceModel {
  const traits = new Map<string, Trait>()
  const idOf = new Map(segments.map(({ id, name }) => [name, id]))

  function traitId([name, dataSourceId]: readonly [string, number]): number {
    const known = traits.get(name)
    if (known) return known.id
    const id = FIRST_TRAIT + traits.size
    traits.set(name, { id, name, dataSourceId })
    return id
  }

  const segmentRules = segments.map((segment): SegmentRule => {
    const { source, traits: own, includes } = makeOf(segment)
    const bought = PARTNER_TRAITS.filter(([name]) => name === segment.name)
    const isKnown = source === LOYALTY || source === CUSTOMERS
    return {
      segmentId: segment.id,
      dataSourceId: source,
      traitIds: [...own.map(traitId), ...bought.map(([, name, id]) => traitId([name, id]))],
      includedSegmentIds: includes.flatMap((name) => idOf.get(name) ?? []),
      mergeRuleId: BY_HOUSEHOLD.includes(segment.name)
        ? HOUSEHOLDS
        : isKnown
          ? LOGIN
          : CURRENT_DEVICE,
    }
  })
  return {
    dataSources: DATA_SOURCES.map((source) => ({
      ...source,
      controls: [...source.controls],
      revision: 1,
    })),
    traits: [...traits.values()],
    mergeRules: MERGE_RULES,
    segmentRules,
  }
}
