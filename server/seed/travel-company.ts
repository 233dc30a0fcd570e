import type { Destination, DestinationStatus } from '../../src/contract/destination/destination.ts'
import type { Mapping } from '../../src/contract/mapping.ts'
import type { Segment } from '../../src/contract/segment.ts'
import type { Visitor } from '../../src/contract/visitor.ts'
import { addDays } from '../../src/domain/attention.ts'
import { formatConsent } from '../../src/domain/delivery/tcf-consent.ts'
import { newBasicInformation, newConfiguration } from '../../src/domain/destination-types.ts'
import { restrictedLabelsOf } from '../../src/domain/export-controls.ts'
import { mappingStats, newMappingFields, NO_MAPPINGS } from '../../src/domain/mapping-rules.ts'
import { seededRandom } from '../../src/lib/seeded-random.ts'
import { makeAudienceModel } from './audience-model.ts'
import type { SampleData } from './sample-data.ts'
import {
  COOKIES,
  DEPARTURE_CITIES,
  OWN_FOLDERS,
  PARTNERS,
  PLACES,
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
  const places = Object.entries(PLACES).flatMap(([part, names]) =>
    names.map((place) => ({ part, place })),
  )
  return [
    ...TRIP_KINDS.map((name) => ({ name, folder: ['Interest', 'Travel'] })),
    ...own,
    ...places.map(({ part, place }) => ({ name: place, folder: ['Interest', 'Places', part] })),
    ...places.flatMap(({ part, place }) =>
      PLANNING_SPANS.map((span) => ({
        name: `${place}, ${span}`,
        folder: ['Purchase intent', 'Places', part, place],
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
    ...places.flatMap(({ part, place }) =>
      ['Couples', 'Families', 'Solo travellers', 'Repeat visitors'].map((who) => ({
        name: `${who} to ${place}`,
        folder: ['Lookalikes', 'Places', part, place],
      })),
    ),
  ]
}

/** How people of a top folder qualify; the company's own segments speak for themselves. */
const QUALIFIES: Record<string, string> = {
  Interest: 'Read about it at least twice in 30 days.',
  'Purchase intent': 'Compared prices or started a booking.',
  Geography: 'Searched for departures from there in 90 days.',
  Lookalikes: 'Behaves like people who booked this.',
}

function makeSegments(random: () => number, today: string): Omit<Segment, 'restrictedLabels'>[] {
  return segmentNames().map(({ name, folder }, index) => {
    const createdAt = instant(addDays(today, -300 + Math.floor(index / 12)), index)
    return {
      id: FIRST_SEGMENT + index,
      name,
      folder,
      description: QUALIFIES[folder[0] ?? ''] ?? '',
      integrationCode: random() < 0.85 ? codeOf(folder, name) : null,
      peopleCount: Math.floor(10 ** (3 + random() * 3.4)),
      status: random() < 0.03 ? 'paused' : 'active',
      createdAt,
      updatedAt: createdAt,
    }
  })
}

const two = (count: number) => String(count).padStart(2, '0')

/** A moment of a working day. @param minute minutes after 08:00 UTC, taken modulo nine hours. */
function instant(day: string, minute: number): string {
  const minutes = 8 * 60 + (minute % (9 * 60))
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00.000Z`
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

type Plan = {
  destination: Destination
  /** Segments to map. */
  count: number
  /** The partner's host, for destinations that call an address for each mapping. */
  host: string
}

/** What every destination has. @param age days since it was made. */
function base(id: number, status: DestinationStatus, today: string, age: number) {
  const createdAt = instant(addDays(today, -age), id)
  // The design's destination was changed last, and so leads the list.
  const changedAgo = id === FIRST_DESTINATION ? 1 : 2 + ((id * 4) % Math.min(age - 2, 45))
  return {
    id,
    revision: 1,
    status,
    statusBeforeDelete: null,
    createdAt,
    updatedAt: instant(addDays(today, -changedAgo), id),
    activatedAt: status === 'draft' ? null : instant(addDays(today, 1 - age), id),
    deletedAt: null,
    mappings: NO_MAPPINGS,
  }
}

/** As many as the design shows, and the odd large one. */
function urlMappingCount(index: number): number {
  if (index === 0) return 48
  return index === 7 ? 300 : 4 + ((index * 37) % 90)
}

function urlPlans(today: string): Plan[] {
  return PARTNERS.map(([name, host], index) => {
    const status = statusAt(index)
    const serialized = index % 3 !== 2
    const isDraft = status === 'draft'
    const query = `seg=%ALIAS%&uid=%did%&r=%rnd%&gdpr=\${GDPR}`
    return {
      host,
      // Every other draft waits for its segments, the rest for the partner's address.
      count: isDraft && index % 4 === 1 ? 0 : urlMappingCount(index),
      destination: {
        ...base(FIRST_DESTINATION + index * 7, status, today, 200 - index * 9),
        ...newBasicInformation('url'),
        name,
        description: `Audience data for ${host}. Contact: partner desk.`,
        autoFill: index % 4 === 3 ? 'integration-code' : 'segment-id',
        exportLabels: isDraft ? null : index % 2 === 0 ? ['off-site-ads'] : [],
        configuration: {
          ...newConfiguration('url'),
          type: 'url',
          serialized,
          secureUrl: isDraft || !serialized ? null : `https://${host}/px?${query}`,
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
    const isDraft = status === 'draft'
    const host = cookieDomain.slice(1)
    return {
      host,
      count: index === 0 ? 26 : 3 + ((index * 29) % 60),
      destination: {
        ...base(403 + index * 7, status, today, 150 - index * 8),
        ...newBasicInformation('cookie'),
        name,
        description: `Read by the page on ${host}.`,
        exportLabels: isDraft ? null : ['on-site-personalization'],
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
          key: isSingle && !isDraft ? key : null,
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
  { destination, count, host }: Plan,
  segments: readonly Segment[],
  today: string,
  random: () => number,
): Mapping[] {
  const { configuration, status } = destination
  const offset = Math.floor(random() * 40)
  const stride = Math.max(1, Math.floor((segments.length - offset) / Math.max(count, 1) / 3))
  const madeOn = destination.createdAt.slice(0, 10)
  const chosen = Array.from({ length: count }, (_, index) => segments[offset + index * stride])
  const isEachOwnUrl = configuration.type === 'url' && !configuration.serialized
  const isMultiKey = configuration.type === 'cookie' && configuration.format === 'multi-key'
  return chosen.flatMap((segment, index): Mapping[] => {
    if (!segment) return []
    const startDate = index % 24 === 23 ? addDays(today, 8) : addDays(madeOn, index % 5)
    const endDate = endOf(destination, index, today)
    const fields = newMappingFields(destination, segment, startDate, endDate)
    // Somebody had to type a value where the segment has no code; in a paused one nobody has yet.
    const isTyped = fields.value === null && status !== 'paused'
    return [
      {
        ...fields,
        value: isTyped ? slug(segment.name) : fields.value,
        valueOrigin: isTyped ? 'manual' : fields.valueOrigin,
        key: isMultiKey ? slug(segment.folder[0] ?? '').slice(0, 3) : null,
        url: isEachOwnUrl ? `http://${host}/c/${segment.id}?r=%rnd%` : null,
        secureUrl: isEachOwnUrl ? `https://${host}/c/${segment.id}?r=%rnd%` : null,
        priority: configuration.type === 'cookie' ? (index * 7) % 100 : 0,
        segmentId: segment.id,
        ruleId: null,
        revision: 1,
        updatedAt: destination.updatedAt,
      },
    ]
  })
}

function endOf({ id }: Destination, index: number, today: string): string | null {
  if (id % 9 === 2 && index < 2) return addDays(today, 4)
  if (id % 13 === 6 && index === 0) return addDays(today, -12)
  return index % 6 === 5 ? addDays(today, 90) : null
}

const VISITOR_NAMES = ['Mia', 'Noah', 'Elif', 'Tomás', 'Ayumi', 'Priya', 'Jonas', 'Chloé'] as const

function digits(random: () => number, length: number): string {
  return Array.from({ length }, (_, at) =>
    Math.floor(at === 0 ? 1 + random() * 8 : random() * 10),
  ).join('')
}

const REGIONS = [6, 7, 9, 3, 11, 12, 8, 4] as const

/** Vendors of the IAB's list that a visitor allows; the second visitor has refused them all. */
const ALLOWED_VENDORS = [[21, 52, 91, 755], [], [755], [21, 755, 793]] as const

/** Some time in the last 30 days. */
function qualifiedAt(random: () => number, today: string): string {
  return instant(addDays(today, -1 - Math.floor(random() * 30)), Math.floor(random() * 540))
}

/**
 * @param shown segments of the destination that people look at first: everybody has some of them.
 * @param mapped segments that any destination sends; one in several counts as often.
 */
function makeVisitors(
  segments: readonly Segment[],
  shown: readonly number[],
  mapped: readonly number[],
  random: () => number,
  today: string,
): Visitor[] {
  const everything = segments.map(({ id }) => id)
  return VISITOR_NAMES.map((name, index) => {
    const wanted = [4, 12, 30, 7, 60, 18, 3, 0][index] ?? 5
    const ids = new Set<number>()
    while (ids.size < wanted) {
      const fromMapped = random() < 0.6 ? mapped : everything
      const pool = ids.size < 4 ? shown : fromMapped
      const id = pool[Math.floor(random() * pool.length)]
      if (id !== undefined) ids.add(id)
    }
    const isAnonymous = index === 6
    const allowed = ALLOWED_VENDORS[index]
    const partnerIds: Visitor['partnerIds'] = isAnonymous
      ? {}
      : { '1': `n-${digits(random, 9)}`, '903': digits(random, 12) }
    return {
      id: index + 1,
      revision: 1,
      name,
      did: digits(random, 38),
      mcid: isAnonymous ? null : digits(random, 38),
      partnerIds,
      region: REGIONS[index] ?? 6,
      gdprApplies: index < 5,
      consent: allowed ? formatConsent(allowed, Date.parse(addDays(today, -20))) : null,
      qualifications: [...ids]
        .toSorted((a, b) => a - b)
        .map((segmentId) => ({ segmentId, at: qualifiedAt(random, today) })),
    }
  })
}

/** A made-up travel company on a day: the same for the same day. */
export function travelCompany(now: Date): SampleData {
  const random = seededRandom(374)
  const today = now.toISOString().slice(0, 10)
  const made = makeSegments(random, today)
  const audienceModel = makeAudienceModel(made)
  const restrictions = restrictedLabelsOf(audienceModel)
  const segments = made.map((segment) => ({
    ...segment,
    restrictedLabels: restrictions.get(segment.id) ?? [],
  }))
  const labelsOf = new Map(segments.map(({ id, restrictedLabels }) => [id, restrictedLabels]))
  const destinations = [...urlPlans(today), ...cookiePlans(today)].map((plan) => {
    const mappings = makeMappings(plan, segments, today, random)
    const stats = mappingStats(
      plan.destination,
      mappings.map((mapping) => ({
        ...mapping,
        restrictedLabels: labelsOf.get(mapping.segmentId) ?? [],
      })),
    )
    return { destination: { ...plan.destination, mappings: stats }, mappings }
  })
  const [shown = [], ...others] = destinations.map(({ mappings }) =>
    mappings.map(({ segmentId }) => segmentId),
  )
  const visitors = makeVisitors(segments, shown, [...shown, ...others.flat()], random, today)
  return { audienceModel, segments, destinations, visitors }
}
