import { gzipSync } from 'node:zlib'
import type { DestinationConfiguration } from '../src/contract/destination/destination.ts'
import type { Mapping } from '../src/contract/mapping.ts'
import type { Visitor } from '../src/contract/visitor.ts'
import { aMapping } from '../src/domain/test-mapping.ts'
import { aSegment } from '../src/domain/test-segment.ts'
import { seededRandom } from '../src/lib/seeded-random.ts'
import { liveTestTag } from '../scripts/live-test-tag.ts'
import type { Store } from '../server/store/store.ts'
import { aNewDestination } from '../server/testing/new-destination.ts'
import { type Load, loadEach, loadOnceEach } from './requests.ts'
import type { Figure } from './table.ts'

const DESTINATIONS = 1000
const MAPPINGS_EACH = 48
const SEGMENTS = 20_000
const VISITORS = 100
const SEGMENTS_EACH = 50

const AT = '2026-01-01T00:00:00.000Z'
const QUERY = 'seg=%ALIAS%&uid=%did%&r=%rnd%&gdpr=${GDPR}'

/** 60 % serialized URLs, 25 % a URL for each mapping, 15 % cookies. */
function configurationOf(number: number): DestinationConfiguration {
  const share = number % 20
  if (share < 12) {
    return {
      type: 'url',
      serialized: true,
      baseUrl: `http://ads${number}.example/px?${QUERY}`,
      secureUrl: `https://ads${number}.example/px?${QUERY}`,
      delimiter: ',',
      calledAs: 'img',
    }
  }
  if (share < 17) {
    return {
      type: 'url',
      serialized: false,
      baseUrl: null,
      secureUrl: null,
      delimiter: null,
      calledAs: share === 16 ? 'iframe' : 'img',
    }
  }
  return {
    type: 'cookie',
    expiryDays: 30,
    maxSize: 2048,
    publishTo: { mode: 'all', domains: [] },
    format: 'single-key',
    keySeparator: '=',
    delimiter: '&',
    serialized: number % 2 === 0,
    serialSeparator: ';',
    cookieName: `seg_${number}`,
    cookieDomain: '.acme-travel.example',
    key: 'x',
  }
}

function mappingOf(segmentId: number, host: string | null): Mapping {
  const query = `seg=${segmentId}&uid=%did%&r=%rnd%`
  return aMapping(segmentId, {
    value: String(segmentId),
    url: host && `http://${host}/c/${segmentId}?${query}`,
    secureUrl: host && `https://${host}/c/${segmentId}?${query}`,
    startDate: '2026-01-01',
    priority: segmentId % 100,
    valueOrigin: 'segment-id',
  })
}

/** The AAM UUID of a visitor: 38 digits. */
function didOf(id: number): string {
  return `7${String(id).padStart(37, '0')}`
}

function visitorOf(id: number, random: () => number): Visitor {
  const segmentIds = new Set<number>()
  while (segmentIds.size < SEGMENTS_EACH) segmentIds.add(1 + Math.floor(random() * SEGMENTS))
  return {
    id,
    revision: 1,
    name: `Visitor ${id}`,
    did: didOf(id),
    mcid: null,
    partnerIds: {},
    region: 6,
    gdprApplies: false,
    consent: null,
    qualifications: [...segmentIds].map((segmentId) => ({ segmentId, at: AT })),
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

/** An account at its limits: 1,000 active destinations of 48 mappings each, over 20,000 segments. */
export async function fillEdge(store: Store): Promise<void> {
  const random = seededRandom(5)
  await store.transaction(async (tx) => {
    await tx.insertSegments(numbers(SEGMENTS).map((id) => aSegment(id)))
    for (const id of numbers(DESTINATIONS)) {
      const configuration = configurationOf(id)
      await tx.insertDestinationAs(
        id,
        aNewDestination({
          name: `Destination ${id}`,
          autoFill: 'segment-id',
          exportLabels: [],
          configuration,
          status: 'active',
          activatedAt: AT,
        }),
      )
      const isEachOwn = configuration.type === 'url' && !configuration.serialized
      const first = Math.floor(random() * SEGMENTS)
      await tx.insertMappings(
        id,
        numbers(MAPPINGS_EACH).map((at) =>
          mappingOf(1 + ((first + at * 417) % SEGMENTS), isEachOwn ? `own${id}.example` : null),
        ),
      )
    }
    await tx.insertVisitors(numbers(VISITORS).map((id) => visitorOf(id, random)))
  })
}

/** What a visitor's page asks the edge. */
function eventPath(visitorId: number, host: string): string {
  return `/event?d_uuid=${didOf(visitorId)}&d_rtbd=json&d_host=${host}.acme-travel.example&d_proto=https`
}

/** What Chromium sends along when a page's tag asks: what has to be read is more than an address. */
const BROWSER_HEADERS = {
  accept: '*/*',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9',
  referer: 'https://www.acme-travel.example/',
  'sec-ch-ua': '"Chromium";v="141", "Not?A_Brand";v="8"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
}

export type EdgeLoad = Load & {
  /** Characters of an answer, on average. */
  size: number
  /** Requests a second of which each is the first of its visitor on that page. */
  firstVisits: number
}

/** The load of all visitors in turn. */
export async function loadEvents(url: string): Promise<EdgeLoad> {
  const paths = numbers(VISITORS).map((id) => eventPath(id, 'www'))
  const answers = await Promise.all(
    paths.map(async (path) => (await fetch(`${url}${path}`)).text()),
  )
  const size = Math.round(answers.join('').length / answers.length)
  const all = await loadEach(url, paths, BROWSER_HEADERS)
  const { perSecond: firstVisits } = await loadOnceEach(
    url,
    (request) => eventPath(1 + (request % VISITORS), `page${request}`),
    BROWSER_HEADERS,
  )
  return { ...all, size, firstVisits }
}

export function edgeFigures(store: string, edge: EdgeLoad, bare: EdgeLoad): Figure[] {
  const what = `edge /event, ${store}`
  return [
    { name: `${what}: size of an answer`, value: edge.size / 1024, unit: 'KB', budget: null },
    { name: `${what}: bare Node, a constant`, value: bare.perSecond, unit: '/s', budget: null },
    { name: what, value: edge.perSecond, unit: '/s', budget: 5000, atLeast: true },
    {
      name: `${what}: share of bare Node`,
      value: edge.perSecond / bare.perSecond,
      unit: '',
      budget: null,
    },
    { name: `${what}: p99`, value: edge.p99, unit: 'ms', budget: 20 },
    { name: `${what}: each a first visit`, value: edge.firstVisits, unit: '/s', budget: null },
  ]
}

/** What a customer's page has to load for the live test, and would have to in earnest. */
export async function tagFigure(): Promise<Figure> {
  const bytes = gzipSync(await liveTestTag(), { level: 9 }).length
  return { name: 'Tag, gzip', value: bytes / 1024, unit: 'KB', budget: 4 }
}
