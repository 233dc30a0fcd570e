import type { Destination, DestinationStatus } from '../../src/contract/destination/destination.ts'
import type { Mapping } from '../../src/contract/mapping.ts'
import type { Segment } from '../../src/contract/segment.ts'
import type { Visitor } from '../../src/contract/visitor.ts'
import { addDays } from '../../src/domain/attention.ts'
import { newBasicInformation, newConfiguration } from '../../src/domain/destination-types.ts'
import { mappingStats, newMappingFields } from '../../src/domain/mapping-rules.ts'
import { seededRandom } from '../../src/lib/seeded-random.ts'
import type { SampleData } from './sample-data.ts'
import {
  COOKIES,
  DEPARTURE_CITIES,
  DESTINATIONS_OF_TRAVEL,
  OWN_FOLDERS,
  PARTNERS,
  PLANNING_SPANS,
  TRIP_KINDS,
} from './words.ts'

const FIRST_SEGMENT = 1021
/** The destination that the design shows. */
const FIRST_DESTINATION = 374

/** Names with their folders, in the order in which they get their ids. */
function segmentNames(): { name: string; folder: string[] }[] {
  const own = Object.entries(OWN_FOLDERS).flatMap(([path, names]) =>
    names.map((name) => ({ name, folder: path.split(' › ') })),
  )
  return [
    ...TRIP_KINDS.map((name) => ({ name, folder: ['Interest', 'Travel'] })),
    ...own,
    ...DESTINATIONS_OF_TRAVEL.map((name) => ({ name, folder: ['Interest', 'Places'] })),
    ...DESTINATIONS_OF_TRAVEL.flatMap((place) =>
      PLANNING_SPANS.map((span) => ({
        name: `${place}, ${span}`,
        folder: ['Purchase intent', 'Places', place],
      })),
    ),
    ...TRIP_KINDS.flatMap((kind) =>
      PLANNING_SPANS.map((span) => ({
        name: `${kind}, ${span}`,
        folder: ['Purchase intent', 'Trips'],
      })),
    ),
    ...DEPARTURE_CITIES.flatMap((city) => [
      { name: `Departs from ${city}`, folder: ['Geography', 'Departure'] },
      ...TRIP_KINDS.map((kind) => ({
        name: `${kind} from ${city}`,
        folder: ['Geography', 'Departure', city],
      })),
    ]),
    ...DESTINATIONS_OF_TRAVEL.flatMap((place) =>
      ['Couples', 'Families', 'Solo travellers', 'Repeat visitors'].map((who) => ({
        name: `${who} to ${place}`,
        folder: ['Lookalikes', 'Places', place],
      })),
    ),
  ]
}

function makeSegments(random: () => number, at: string): Segment[] {
  return segmentNames().map(({ name, folder }, index) => ({
    id: FIRST_SEGMENT + index,
    name,
    folder,
    description: '',
    integrationCode: random() < 0.85 ? codeOf(folder, name) : null,
    peopleCount: Math.floor(10 ** (3 + random() * 3.4)),
    status: random() < 0.03 ? 'paused' : 'active',
    createdAt: at,
    updatedAt: at,
  }))
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
}

/** The company's own code: the folder's initials and the name, as people write such codes. */
function codeOf(folder: string[], name: string): string {
  const initials = folder.map((part) => slug(part).slice(0, 2)).join('')
  return `${initials}_${slug(name)}`
}

const STATUSES: DestinationStatus[] = [
  'active',
  'draft',
  'active',
  'active',
  'active',
  'paused',
  'active',
  'active',
  'draft',
  'active',
]

function statusAt(index: number): DestinationStatus {
  return STATUSES[index % STATUSES.length] ?? 'active'
}

type Plan = { destination: Destination; count: number }

function base(id: number, status: DestinationStatus, at: string) {
  return {
    id,
    revision: 1,
    status,
    statusBeforeDelete: null,
    createdAt: at,
    updatedAt: at,
    activatedAt: status === 'draft' ? null : at,
    deletedAt: null,
    mappings: { total: 0, incomplete: 0, earliestEnd: null, latestEnd: null },
  }
}

function urlPlans(today: string): Plan[] {
  return PARTNERS.map(([name, host], index) => {
    const status = statusAt(index)
    const serialized = index % 3 !== 2
    const isIncomplete = status === 'draft'
    const at = `${addDays(today, -200 + index * 9)}T09:${10 + index}:00.000Z`
    const query = `seg=%ALIAS%&uid=%did%&r=%rnd%&gdpr=\${GDPR}`
    return {
      count: index === 0 ? 48 : isIncomplete ? 0 : 4 + ((index * 37) % 190),
      destination: {
        ...base(FIRST_DESTINATION + index * 7, status, at),
        ...newBasicInformation('url'),
        name,
        description: `Audience data for ${host}. Contact: partner desk.`,
        autoFill: index % 4 === 3 ? 'integration-code' : 'segment-id',
        exportLabels: isIncomplete ? null : index % 2 === 0 ? ['off-site-ads'] : [],
        configuration: {
          ...newConfiguration('url'),
          type: 'url',
          serialized,
          secureUrl: isIncomplete || !serialized ? null : `https://${host}/px?${query}`,
          baseUrl: serialized ? `http://${host}/px?${query}` : null,
          delimiter: index % 5 === 4 ? ';' : ',',
          calledAs: index % 6 === 5 ? 'iframe' : 'img',
        },
      },
    }
  })
}

function cookiePlans(today: string): Plan[] {
  return COOKIES.map(([name, cookieName, cookieDomain, key], index) => {
    const status = statusAt(index + 2)
    const isSingle = index % 3 !== 1
    const isIncomplete = status === 'draft'
    const at = `${addDays(today, -150 + index * 8)}T14:${10 + index}:00.000Z`
    return {
      count: index === 0 ? 26 : isIncomplete ? 0 : 3 + ((index * 29) % 60),
      destination: {
        ...base(403 + index * 7, status, at),
        ...newBasicInformation('cookie'),
        name,
        description: `Read by the page on ${cookieDomain.slice(1)}.`,
        exportLabels: isIncomplete ? null : ['on-site-personalization'],
        configuration: {
          ...newConfiguration('cookie'),
          type: 'cookie',
          cookieName,
          cookieDomain,
          expiryDays: [30, 90, 0, 365][index % 4] ?? 30,
          maxSize: 2048,
          publishTo:
            index % 5 === 2
              ? { mode: 'selected', domains: ['acme-travel.example'] }
              : { mode: 'all', domains: [] },
          format: isSingle ? 'single-key' : 'multi-key',
          key: isSingle && !isIncomplete ? key : null,
          keySeparator: '=',
          delimiter: '&',
          serialized: index % 2 === 1,
          serialSeparator: ';',
        },
      },
    }
  })
}

/** Mappings of every n-th segment; some end soon or have ended, so that there is something to attend to. */
function makeMappings(
  { destination, count }: Plan,
  segments: readonly Segment[],
  today: string,
  random: () => number,
): Mapping[] {
  const { configuration } = destination
  const offset = Math.floor(random() * 40)
  const stride = Math.max(1, Math.floor((segments.length - offset) / Math.max(count, 1) / 3))
  const startDate = addDays(today, -60)
  return Array.from({ length: count }, (_, index): Mapping[] => {
    const segment = segments[offset + index * stride]
    if (!segment) return []
    const endDate = endOf(destination.id, index, today)
    const fields = newMappingFields(destination, segment, startDate, endDate)
    const needsUrl = configuration.type === 'url' && !configuration.serialized
    const host = destination.description.split(' ')[3]?.replace(/\.$/, '') ?? 'partner.example'
    return [
      {
        ...fields,
        value: fields.value ?? String(segment.id),
        valueOrigin: fields.value === null ? 'manual' : fields.valueOrigin,
        key:
          configuration.type === 'cookie' && configuration.format === 'multi-key'
            ? (segment.folder[0]?.slice(0, 3).toLowerCase() ?? 'x')
            : null,
        url: needsUrl ? `http://${host}/c/${segment.id}?r=%rnd%` : null,
        secureUrl: needsUrl ? `https://${host}/c/${segment.id}?r=%rnd%` : null,
        priority: configuration.type === 'cookie' ? (index * 7) % 100 : 0,
        segmentId: segment.id,
        revision: 1,
        updatedAt: destination.updatedAt,
      },
    ]
  }).flat()
}

function endOf(destinationId: number, index: number, today: string): string | null {
  if (destinationId % 9 === 2 && index < 2) return addDays(today, 4)
  if (destinationId % 13 === 6 && index === 0) return addDays(today, -12)
  return index % 6 === 5 ? addDays(today, 90) : null
}

const VISITOR_NAMES = ['Mia', 'Noah', 'Elif', 'Tomás', 'Ayumi', 'Priya', 'Jonas', 'Chloé'] as const

function digits(random: () => number, length: number): string {
  return Array.from({ length }, (_, at) =>
    Math.floor(at === 0 ? 1 + random() * 8 : random() * 10),
  ).join('')
}

const REGIONS = [6, 7, 9, 3, 11, 12, 8, 4] as const

function makeVisitors(
  segments: readonly Segment[],
  mapped: number[],
  random: () => number,
): Visitor[] {
  return VISITOR_NAMES.map((name, index) => {
    const wanted = [4, 12, 30, 7, 60, 18, 3, 0][index] ?? 5
    const ids = new Set<number>()
    while (ids.size < wanted) {
      const fromMapped = ids.size < 4 || random() < 0.6
      const pool = fromMapped ? mapped : segments.map(({ id }) => id)
      const id = pool[Math.floor(random() * pool.length)]
      if (id !== undefined) ids.add(id)
    }
    const isAnonymous = index === 6
    const partnerIds: Visitor['partnerIds'] = isAnonymous
      ? {}
      : { '1': `n-${digits(random, 9)}`, '903': digits(random, 12) }
    return {
      id: index + 1,
      name,
      did: digits(random, 38),
      mcid: isAnonymous ? null : digits(random, 38),
      partnerIds,
      region: REGIONS[index] ?? 6,
      gdprApplies: index < 5,
      consent: index < 4 ? `CQ${digits(random, 12)}AAB7dE` : null,
      segmentIds: [...ids].toSorted((a, b) => a - b),
    }
  })
}

/** A made-up travel company on a day: the same for the same day. */
export function travelCompany(now: Date): SampleData {
  const random = seededRandom(374)
  const today = now.toISOString().slice(0, 10)
  const segments = makeSegments(random, `${addDays(today, -300)}T08:00:00.000Z`)
  const destinations = [...urlPlans(today), ...cookiePlans(today)].map((plan) => {
    const mappings = makeMappings(plan, segments, today, random)
    const stats = mappingStats(plan.destination.configuration, mappings)
    return { destination: { ...plan.destination, mappings: stats }, mappings }
  })
  const shown = destinations[0]?.mappings.map(({ segmentId }) => segmentId) ?? []
  return { segments, destinations, visitors: makeVisitors(segments, shown, random) }
}
