import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  option,
  record,
  subarray,
  tuple,
} from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ExportLabel } from '../../src/contract/common.ts'
import type { Destination } from '../../src/contract/destination/destination.ts'
import {
  MAPPING_STATES,
  type MappingFilter,
  type MappingState,
  type SegmentFilter,
} from '../../src/contract/mapping-filter.ts'
import type { Mapping, MappingWithSegment } from '../../src/contract/mapping.ts'
import type { Segment } from '../../src/contract/segment.ts'
import { ATTENTION_STATES, duplicateKey, mappingStates } from '../../src/domain/mapping-states.ts'
import { aMapping } from '../../src/domain/test-mapping.ts'
import { aNewDestination } from '../testing/new-destination.ts'
import type { Judged, MappingIdsParams, NewDestination, SegmentIdsParams, Store } from './store.ts'

const AT = '2026-11-23T10:00:00.000Z'
const TODAY = '2026-11-23'

const NEW = aNewDestination({
  exportLabels: ['pii', 'off-site-ads'],
  status: 'active',
  activatedAt: AT,
})

/** One destination of each way of sending, and one in the trash. */
const DESTINATIONS: NewDestination[] = [
  NEW,
  {
    ...NEW,
    exportLabels: null,
    configuration: {
      type: 'url',
      serialized: false,
      baseUrl: null,
      secureUrl: null,
      delimiter: null,
      calledAs: 'img',
    },
  },
  ...(['single-key', 'multi-key'] as const).map((format): NewDestination => ({
    ...NEW,
    configuration: {
      type: 'cookie',
      cookieName: 'aud',
      cookieDomain: null,
      expiryDays: 30,
      maxSize: 2048,
      publishTo: { mode: 'all', domains: [] },
      format,
      key: format === 'single-key' ? 'x' : null,
      keySeparator: '=',
      delimiter: '&',
      serialized: false,
      serialSeparator: null,
    },
  })),
  { ...NEW, status: 'deleted', statusBeforeDelete: 'active', deletedAt: AT },
]

const SEGMENT_IDS = Array.from({ length: 12 }, (_, at) => at + 1)
const LABELS: ExportLabel[][] = [[], [], ['pii'], ['on-site-ads']]
const FOLDERS = [[], ['Travel'], ['Travel', 'Beach'], ['Travel, too']]
const DAYS = ['2026-11-01', '2026-11-22', '2026-11-23', '2026-11-24', '2026-12-23', '2026-12-24']
const TEXTS = ['a', 'A', 'b%', 'É', 'x_1', '𝒳']
const SEARCHES = ['', 'a', 'A', 'É', '%', '_', '1', 'segment', 'crm', 'example', 'zz']

type SegmentRow = Segment & { dataSourceId: number | null }
type Account = { segments: SegmentRow[]; mappings: (Mapping & { destination: number })[] }

const perhaps = <T>(value: Arbitrary<T>) => option(value, { nil: null })
const people = perhaps(constantFrom(0, 5, 9_007_199_254_740_991))

const segmentRow = (id: number): Arbitrary<SegmentRow> =>
  record({
    id: constant(id),
    name: constantFrom(`Segment ${id}`, 'same', 'Same', 'Éa', '\uffee', '𝒳'),
    folder: constantFrom(...FOLDERS),
    description: constant(''),
    integrationCode: perhaps(constantFrom('CRM_1', 'crm%')),
    peopleCount: people,
    status: constantFrom('active', 'active', 'paused'),
    restrictedLabels: constantFrom(...LABELS),
    createdAt: constant(AT),
    updatedAt: constant(AT),
    dataSourceId: constantFrom(null, 1, 2),
  })

const mappingRow = (segmentId: number): Arbitrary<Mapping & { destination: number }> =>
  record({
    destination: integer({ min: 0, max: DESTINATIONS.length - 1 }),
    value: perhaps(constantFrom(...TEXTS)),
    key: perhaps(constantFrom('k', 'K')),
    url: perhaps(constantFrom('http://a.example/', 'http://b.example/?%ALIAS%')),
    secureUrl: perhaps(constant('https://s.example/')),
    startDate: constantFrom(...DAYS),
    endDate: perhaps(constantFrom(...DAYS)),
    priority: integer({ min: 0, max: 3 }),
    valueOrigin: constantFrom('manual', 'segment-id', 'integration-code'),
    ruleId: perhaps(constant(3)),
  }).map((given) => ({ ...aMapping(segmentId), updatedAt: AT, ...given }))

const accounts: Arbitrary<Account> = record({
  segments: tuple(...SEGMENT_IDS.map(segmentRow)),
  mappings: array(integer({ min: 1, max: SEGMENT_IDS.length }).chain(mappingRow), {
    minLength: 20,
    maxLength: 60,
  }),
})

const placeFilter = {
  q: constantFrom(undefined, ...SEARCHES),
  folder: constantFrom(undefined, undefined, ...FOLDERS),
  dataSourceId: constantFrom(undefined, undefined, 1, 9),
  peopleMin: constantFrom(undefined, undefined, 0, 5, 6),
  peopleMax: constantFrom(undefined, undefined, 0, 5, 9_007_199_254_740_991),
}
const paging = {
  direction: constantFrom('asc' as const, 'desc' as const),
  offset: integer({ min: 0, max: 8 }),
  limit: integer({ min: 1, max: 6 }),
}
const mappingQueries = record({
  destination: integer({ min: 0, max: DESTINATIONS.length - 1 }),
  overSize: subarray(SEGMENT_IDS),
  ...placeFilter,
  view: constantFrom(undefined, undefined, 'attention' as const, 'blocked' as const),
  states: option(subarray([...MAPPING_STATES], { maxLength: 3 }), { nil: undefined }),
  value: constantFrom(undefined, undefined, 'automatic', 'changed', 'empty'),
  endsWithin: constantFrom(undefined, undefined, 0, 1, 30),
  sort: constantFrom('name', 'id', 'value', 'start', 'end', 'priority', 'people'),
  ...paging,
})
const segmentQueries = record({
  ...placeFilter,
  status: constantFrom(undefined, undefined, 'active', 'paused'),
  notMappedTo: constantFrom(undefined, undefined, 0, 4),
  mapped: constantFrom(undefined, undefined, 'yes', 'no'),
  sendableWith: constantFrom(undefined, undefined, [], ['pii'], ['off-site-ads', 'pii']),
  sort: constantFrom('name', 'id', 'people'),
  ...paging,
})

/* What the stores must find, in plain loops over the pure rules. */

function isPlaced(segment: SegmentRow, filter: SegmentFilter): boolean {
  const { folder = [], dataSourceId, peopleMin, peopleMax } = filter
  const { peopleCount } = segment
  if (!folder.every((name, depth) => segment.folder[depth] === name)) return false
  if (dataSourceId !== undefined && segment.dataSourceId !== dataSourceId) return false
  if (peopleCount === null) return peopleMin === undefined && peopleMax === undefined
  return peopleCount >= (peopleMin ?? 0) && peopleCount <= (peopleMax ?? Infinity)
}

function isNamed(texts: (string | number | null)[], q = ''): boolean {
  return texts.some((text) => text !== null && String(text).toLowerCase().includes(q.toLowerCase()))
}

/** Text by code point, and what is not known first. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [Array.from(String(a)), Array.from(String(b))]
  for (const [at, point] of one.entries()) {
    const difference = (point.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? -1)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function ordered<T>(
  rows: T[],
  keyOf: (row: T) => string | number,
  idOf: (row: T) => number,
  direction: 'asc' | 'desc',
): T[] {
  const up = rows.toSorted((a, b) => compare(keyOf(a), keyOf(b)) || idOf(a) - idOf(b))
  return direction === 'asc' ? up : up.toReversed()
}

function segmentSortKey({ name, id, peopleCount }: Pick<Segment, 'name' | 'id' | 'peopleCount'>) {
  return { name: name.toLowerCase(), id, people: peopleCount ?? -1 }
}

function mappingSortKey(row: MappingWithSegment) {
  return {
    ...segmentSortKey(row.segment),
    value: (row.value ?? '').toLowerCase(),
    start: row.startDate,
    end: row.endDate ?? '9999',
    // Of equal priorities, a full cookie keeps the lower id longer.
    priority: row.priority * 2 ** 31 - row.segmentId,
  }
}

function valueOf({ value, valueOrigin }: Mapping): 'empty' | 'changed' | 'automatic' {
  if (value === null) return 'empty'
  return valueOrigin === 'manual' ? 'changed' : 'automatic'
}

/** The mappings of a destination, judged one by one. */
function judgedRows(
  account: Account,
  at: number,
  { overSize }: Judged,
): { row: MappingWithSegment; segment: SegmentRow; states: MappingState[] }[] {
  const destination = DESTINATIONS[at] ?? NEW
  const { configuration, exportLabels } = destination
  const own = account.mappings.filter((mapping) => mapping.destination === at)
  return own.flatMap(({ destination: _destination, ...mapping }) => {
    const segment = account.segments.find(({ id }) => id === mapping.segmentId)
    if (!segment) return []
    const key = duplicateKey(configuration, mapping)
    const same = own
      .filter((other) => key !== null && duplicateKey(configuration, other) === key)
      .map(({ segmentId }) => segmentId)
      .filter((id) => id !== mapping.segmentId)
    const { id, name, folder, status, restrictedLabels, integrationCode, peopleCount } = segment
    const row: MappingWithSegment = {
      ...mapping,
      segment: { id, name, folder, status, restrictedLabels, integrationCode, peopleCount },
      duplicateOf: same.length === 0 ? null : Math.min(...same),
      isOverSize: overSize.includes(id),
    }
    return [{ row, segment, states: mappingStates(configuration, exportLabels, row, TODAY) }]
  })
}

function expectedMappings(
  account: Account,
  at: number,
  filter: MappingFilter & Pick<MappingIdsParams, 'sort' | 'direction' | 'judged'>,
): MappingWithSegment[] {
  const last = filter.endsWithin === undefined ? '' : daysFromToday(filter.endsWithin)
  const found = judgedRows(account, at, filter.judged)
    .filter(({ row, segment, states }) => {
      const { name, id, integrationCode } = segment
      const { value, key, url, secureUrl, endDate } = row
      const isAttention = states.some((state) => ATTENTION_STATES.includes(state))
      return (
        isNamed([name, id, integrationCode, value, key, url, secureUrl], filter.q) &&
        isPlaced(segment, filter) &&
        (!filter.states?.length || filter.states.some((state) => states.includes(state))) &&
        (filter.view !== 'attention' || isAttention) &&
        (filter.view !== 'blocked' || states.includes('blocked')) &&
        (filter.value === undefined || valueOf(row) === filter.value) &&
        (last === '' || (endDate !== null && endDate >= TODAY && endDate <= last))
      )
    })
    .map(({ row }) => row)
  return ordered(
    found,
    (row) => mappingSortKey(row)[filter.sort],
    (row) => row.segmentId,
    filter.direction,
  )
}

function daysFromToday(days: number): string {
  const date = new Date(`${TODAY}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

function expectedSegments(account: Account, params: SegmentIdsParams, notMappedTo?: number) {
  const usesOf = (id: number) =>
    account.mappings.filter(
      (mapping) =>
        mapping.segmentId === id && DESTINATIONS[mapping.destination]?.status !== 'deleted',
    ).length
  const found = account.segments
    .filter(
      (segment) =>
        isNamed([segment.name, segment.id, segment.integrationCode], params.q) &&
        isPlaced(segment, params) &&
        (params.status === undefined || segment.status === params.status) &&
        !params.sendableWith?.some((label) => segment.restrictedLabels.includes(label)) &&
        (params.mapped === undefined || usesOf(segment.id) > 0 === (params.mapped === 'yes')) &&
        !account.mappings.some(
          ({ destination, segmentId }) => destination === notMappedTo && segmentId === segment.id,
        ),
    )
    .map(({ dataSourceId: _dataSourceId, ...segment }) => ({
      ...segment,
      destinations: usesOf(segment.id),
    }))
  return ordered(
    found,
    (segment) => segmentSortKey(segment)[params.sort],
    ({ id }) => id,
    params.direction,
  )
}

/** One mapping for each segment and destination: the last one drawn. */
function withoutRepeats({ segments, mappings }: Account): Account {
  const last = new Map(mappings.map((row) => [`${row.destination}/${row.segmentId}`, row]))
  return { segments, mappings: [...last.values()] }
}

/** The lists of mappings and segments: every filter, order and window, as the pure rules tell. */
export function describeMappingLists(withStore: (block: (store: () => Store) => void) => void) {
  describe('lists of mappings and segments', () => {
    withStore((store) => {
      /** Ids in the order of `DESTINATIONS`. */
      let ids: number[] = []

      beforeAll(async () => {
        ids = await store().transaction(async (tx) => {
          const inserted: number[] = []
          for (const destination of DESTINATIONS) {
            // oxlint-disable-next-line no-await-in-loop -- ids in the order of the list
            inserted.push((await tx.insertDestination(destination)).id)
          }
          return inserted
        })
      })

      function destinationAt(at: number): Promise<Destination> {
        return store().read(async (tx) => {
          const destination = await tx.destination(ids[at] ?? 0)
          if (!destination) throw new Error('The destination is gone.')
          return destination
        })
      }

      /** Makes the rows those of an account. */
      async function fill(account: Account): Promise<void> {
        await store().transaction(async (tx) => {
          const known = await tx.segments(SEGMENT_IDS)
          const rows = account.segments.map(({ dataSourceId: _dataSourceId, ...row }) => row)
          if (known.length === 0) await tx.insertSegments(rows)
          else await tx.saveSegments(rows)
          await tx.saveRestrictions(
            rows.map(({ id, restrictedLabels }) => ({
              segmentId: id,
              before: [],
              after: restrictedLabels,
            })),
          )
          await tx.saveAudienceModel({
            dataSources: [],
            traits: [],
            mergeRules: [],
            segmentRules: account.segments.map(({ id, dataSourceId }) => ({
              segmentId: id,
              dataSourceId,
              traitIds: [],
              includedSegmentIds: [],
              mergeRuleId: null,
            })),
          })
          for (const [at, id] of ids.entries()) {
            // oxlint-disable-next-line no-await-in-loop -- one statement after the other
            await tx.deleteMappings(id, SEGMENT_IDS)
            // oxlint-disable-next-line no-await-in-loop -- as above
            await tx.insertMappings(
              id,
              account.mappings
                .filter(({ destination }) => destination === at)
                .map(({ destination: _destination, ...mapping }) => mapping),
            )
          }
        })
      }

      it('find, sort and count what the rules say, in every window', async () => {
        await assert(
          asyncProperty(
            accounts.map(withoutRepeats),
            array(mappingQueries, { minLength: 4, maxLength: 8 }),
            array(segmentQueries, { minLength: 4, maxLength: 8 }),
            async (account, queries, segmentLists) => {
              await fill(account)
              for (const { destination: at, overSize, offset, limit, ...filter } of queries) {
                const params = { ...filter, judged: { today: TODAY, overSize } }
                const all = expectedMappings(account, at, params)
                // oxlint-disable-next-line no-await-in-loop -- one question after the other
                const destination = await destinationAt(at)
                // oxlint-disable-next-line no-await-in-loop -- as above
                const found = await store().read(async (tx) => ({
                  page: await tx.listMappings(destination, { ...params, offset, limit }),
                  ids: await tx.mappingIds(destination, params),
                }))
                expect(found.page.items).toEqual(all.slice(offset, offset + limit))
                expect(found.page.total).toBe(all.length)
                expect(found.page.nextCursor !== null).toBe(offset + limit < all.length)
                expect(found.ids).toEqual(all.map(({ segmentId }) => segmentId))
              }
              for (const { notMappedTo, offset, limit, ...filter } of segmentLists) {
                const params: SegmentIdsParams = {
                  ...filter,
                  notMappedTo: notMappedTo === undefined ? undefined : ids[notMappedTo],
                }
                const all = expectedSegments(account, params, notMappedTo)
                // oxlint-disable-next-line no-await-in-loop -- as above
                const found = await store().read(async (tx) => ({
                  page: await tx.listSegments({ ...params, offset, limit }),
                  ids: await tx.segmentIds(params),
                }))
                expect(found.page.items).toEqual(all.slice(offset, offset + limit))
                expect(found.page.total).toBe(all.length)
                expect(found.ids).toEqual(all.map(({ id }) => id))
              }
            },
          ),
          { numRuns: 40 },
        )
      })

      it('are counted by view, state and value, as each filter would show', async () => {
        await assert(
          asyncProperty(
            accounts.map(withoutRepeats),
            integer({ min: 0, max: DESTINATIONS.length - 1 }),
            subarray(SEGMENT_IDS),
            record({ q: placeFilter.q, folder: placeFilter.folder }),
            async (account, at, overSize, search) => {
              await fill(account)
              const judged = { today: TODAY, overSize }
              const destination = await destinationAt(at)
              const counts = await store().read((tx) =>
                tx.mappingCounts(destination, search, judged),
              )
              const order = { sort: 'id', direction: 'asc', judged } as const
              const count = (filter: MappingFilter) =>
                expectedMappings(account, at, { ...search, ...filter, ...order }).length
              expect(counts).toEqual({
                available: expectedSegments(account, { ...search, ...order }, at).length,
                mapped: count({}),
                attention: count({ view: 'attention' }),
                blocked: count({ view: 'blocked' }),
                states: Object.fromEntries(
                  MAPPING_STATES.map((state) => [state, count({ states: [state] })]),
                ),
                values: {
                  automatic: count({ value: 'automatic' }),
                  changed: count({ value: 'changed' }),
                  empty: count({ value: 'empty' }),
                },
                endsWithin30: count({ endsWithin: 30 }),
              })
            },
          ),
          { numRuns: 40 },
        )
      })

      it('come with all that a change depends on, by segment id', async () => {
        await assert(
          asyncProperty(accounts.map(withoutRepeats), async (account) => {
            await fill(account)
            const wanted = SEGMENT_IDS.toReversed().slice(2)
            const found = await store().read((tx) => tx.mappingsToChange(ids[0] ?? 0, wanted))
            const rows = judgedRows(account, 0, { today: TODAY, overSize: [] })
              .filter(({ row }) => wanted.includes(row.segmentId))
              .toSorted((a, b) => a.row.segmentId - b.row.segmentId)
            expect(found).toEqual(
              rows.map(({ row, segment: { id, name, integrationCode, peopleCount } }) => ({
                mapping: account.mappings
                  .filter(
                    ({ destination, segmentId }) =>
                      destination === 0 && segmentId === row.segmentId,
                  )
                  .map(({ destination: _destination, ...mapping }) => mapping)[0],
                segment: { id, name, integrationCode, peopleCount },
              })),
            )
          }),
          { numRuns: 10 },
        )
      })
    })
  })
}
