import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SegmentRule } from '../../src/contract/audience-model.ts'
import type { ExportLabel } from '../../src/contract/common.ts'
import type { Destination } from '../../src/contract/destination/destination.ts'
import type { Arrival } from '../../src/contract/edge.ts'
import type { Mapping } from '../../src/contract/mapping.ts'
import type { Visitor } from '../../src/contract/visitor.ts'
import type { AudienceModel, RestrictionChange } from '../../src/domain/export-controls.ts'
import { aMapping } from '../../src/domain/test-mapping.ts'
import { aSegment } from '../../src/domain/test-segment.ts'
import { aNewDestination } from '../testing/new-destination.ts'
import { BadCursorError, encodeCursor } from './cursor.ts'
import { describeMappingChanges } from './mapping-change-suite.ts'
import { describeMappingLists } from './mapping-list-suite.ts'
import { describeMappingRules } from './mapping-rule-suite.ts'
import { describeSegmentDetails } from './segment-detail-suite.ts'
import type { DestinationListParams, Page, Store, Transaction } from './store.ts'

const AT = '2026-11-23T10:00:00.000Z'
const TODAY = '2026-11-23'

const NEW = aNewDestination({
  configuration: {
    type: 'url',
    serialized: true,
    baseUrl: null,
    secureUrl: 'https://ads.example/?s=%ALIAS%',
    delimiter: ',',
    calledAs: 'img',
  },
})

const mappingOf = (segmentId: number, given: Partial<Mapping> = {}) =>
  aMapping(segmentId, { value: String(segmentId), ...given })

function aVisitor(id: number): Visitor {
  return {
    id,
    revision: 1,
    name: `Visitor ${id}`,
    did: '19393572368547369350319949416899715727',
    mcid: null,
    partnerIds: { '903': 'n-17' },
    region: 6,
    gdprApplies: true,
    consent: null,
    qualifications: [{ segmentId: 1, at: AT }],
  }
}

/** A call that the receiver got. */
function aCall(number: number): Arrival {
  return { at: AT, url: `https://ads.example/px?call=${number}` }
}

function aRule(segmentId: number, given: Partial<SegmentRule>): SegmentRule {
  return {
    segmentId,
    dataSourceId: null,
    traitIds: [],
    includedSegmentIds: [],
    mergeRuleId: null,
    ...given,
  }
}

function change(segmentId: number, before: ExportLabel[], after: ExportLabel[]): RestrictionChange {
  return { segmentId, before, after }
}

const ALL: DestinationListParams = {
  attention: false,
  sort: 'id',
  direction: 'asc',
  limit: 100,
  today: TODAY,
}
const SEGMENTS = { sort: 'id', direction: 'asc', limit: 100 } as const
const MAPPINGS = {
  sort: 'id',
  direction: 'asc',
  limit: 100,
  judged: { today: TODAY, overSize: [] },
} as const

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

/** Follows a list to its end, page by page. */
async function everyPage<T>(pageAfter: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    // oxlint-disable-next-line no-await-in-loop -- each page tells where the next one starts
    const page: Page<T> = await pageAfter(cursor)
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

function ids({ items }: Page<Destination>): number[] {
  return items.map(({ id }) => id)
}

/** What every store must do, whatever it keeps its rows in. @param open an empty store. */
export function describeStore(open: () => Promise<Store>): void {
  function withStore(run: (get: () => Store) => void): void {
    let store: Store | undefined
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store?.close())
    run(() => {
      if (!store) throw new Error('The store did not open.')
      return store
    })
  }

  describe('a transaction', () => {
    withStore((store) => {
      it('leaves nothing behind when it fails', async () => {
        const failing = store().transaction(async (tx) => {
          await tx.insertDestination(NEW)
          await tx.insertSegments([aSegment(1)])
          throw new Error('after the writes')
        })
        await expect(failing).rejects.toThrow('after the writes')
        expect(await store().read((tx) => tx.usage())).toEqual({
          destinations: 0,
          byType: { url: 0, cookie: 0 },
          trashed: 0,
          segments: 0,
          dataSources: 0,
          visitors: 0,
          sampleData: false,
        })
      })

      it('lets creations wait for each other, so that a limit holds', async () => {
        const createUpTo = (max: number) =>
          store().transaction(async (tx) => {
            await tx.lockAccount()
            if ((await tx.usage()).destinations < max) await tx.insertDestination(NEW)
          })
        await Promise.all(numbers(1, 8).map(() => createUpTo(3)))
        expect((await store().read((tx) => tx.usage())).destinations).toBe(3)
      })

      it('lets changes of one destination wait for each other', async () => {
        const { id } = await store().transaction((tx) => tx.insertDestination(NEW))
        await Promise.all(
          numbers(1, 8).map(() =>
            store().transaction(async (tx) => {
              const destination = await tx.destination(id, true)
              if (!destination) throw new Error('The destination is gone.')
              await tx.saveDestination({ ...destination, revision: destination.revision + 1 })
            }),
          ),
        )
        expect((await store().read((tx) => tx.destination(id)))?.revision).toBe(9)
      })

      it('lets a repeat with the same key wait for the first reply', async () => {
        const reply = {
          key: 'k',
          fingerprint: 'f',
          status: 201,
          body: '{}',
          etag: '"1"',
          createdAt: 5,
        }
        const answered = await Promise.all(
          numbers(1, 4).map(() =>
            store().transaction(async (tx) => {
              const earlier = await tx.reply('k', 0)
              if (!earlier) await tx.saveReply(reply)
              return earlier
            }),
          ),
        )
        expect(answered.filter((each) => each === null)).toHaveLength(1)
        expect(answered.filter((each) => each !== null)).toEqual([reply, reply, reply])
      })

      it('forgets replies that are too old, and the key can be used again', async () => {
        const reply = {
          key: 'old',
          fingerprint: 'f',
          status: 201,
          body: '{}',
          etag: null,
          createdAt: 1000,
        }
        await store().transaction((tx) => tx.saveReply(reply))
        expect(await store().transaction((tx) => tx.reply('old', 1000))).toEqual(reply)
        expect(await store().transaction((tx) => tx.reply('old', 1001))).toBeNull()
        await store().transaction((tx) =>
          tx.saveReply({ ...reply, fingerprint: 'g', createdAt: 2000 }),
        )
        expect((await store().transaction((tx) => tx.reply('old', 1001)))?.fingerprint).toBe('g')
      })

      it('gives its state another name', async () => {
        const { state } = store()
        if (!state) return
        const before = await state()
        await store().transaction((tx) => tx.markSampleData())
        expect(await state()).not.toBe(before)
      })

      it('says that it is up to date', async () => {
        expect((await store().migrations()).pending).toBe(0)
      })
    })
  })

  describe('destinations', () => {
    withStore((store) => {
      const names = [
        'été',
        'Zebra',
        'apple',
        null,
        'Äpfel',
        'apple 10%',
        'x_y',
        '𝒳 script',
        '\uffee',
        'Apple',
      ]

      beforeAll(() =>
        store().transaction(async (tx) => {
          for (const [at, name] of names.entries()) {
            // oxlint-disable-next-line no-await-in-loop -- ids in the order of the names
            await tx.insertDestination({
              ...NEW,
              name,
              description: at === 1 ? 'Stripes\nand more' : '',
              updatedAt: `2026-11-23T10:00:00.${String(at % 3).padStart(3, '0')}Z`,
              ...(at === 2 && {
                configuration: {
                  type: 'cookie',
                  cookieName: null,
                  cookieDomain: null,
                  expiryDays: 30,
                  maxSize: 2048,
                  publishTo: { mode: 'selected', domains: ['sports.com'] },
                  format: 'multi-key',
                  key: null,
                  keySeparator: '=',
                  delimiter: '&',
                  serialized: false,
                  serialSeparator: null,
                },
                exportLabels: ['pii'],
              }),
              ...(at === 4 && {
                status: 'deleted',
                statusBeforeDelete: 'paused',
                deletedAt: AT,
                activatedAt: AT,
              }),
            })
          }
        }),
      )

      const list = (params: Partial<DestinationListParams>) =>
        store().read((tx) => tx.listDestinations({ ...ALL, ...params }))

      it('come back as they were stored', async () => {
        const stored = await store().read((tx) => tx.destination(3))
        expect(stored).toMatchObject({
          id: 3,
          name: 'apple',
          exportLabels: ['pii'],
          configuration: {
            type: 'cookie',
            publishTo: { mode: 'selected', domains: ['sports.com'] },
          },
          mappings: { total: 0, incomplete: 0, earliestEnd: null, latestEnd: null },
          createdAt: AT,
          updatedAt: '2026-11-23T10:00:00.002Z',
          activatedAt: null,
        })
        expect(await store().read((tx) => tx.destination(5))).toMatchObject({
          status: 'deleted',
          statusBeforeDelete: 'paused',
          deletedAt: AT,
          activatedAt: AT,
        })
        expect(await store().read((tx) => tx.destination(999))).toBeNull()
      })

      it('are sorted by name without regard to case, by code point, ids deciding', async () => {
        const { items } = await list({ sort: 'name', statuses: ['draft', 'deleted'] })
        expect(items.map(({ name }) => name)).toEqual([
          null,
          'apple',
          'Apple',
          'apple 10%',
          'x_y',
          'Zebra',
          'Äpfel',
          'été',
          '\uffee',
          '𝒳 script',
        ])
      })

      it.each(['name', 'id', 'type', 'status', 'segments', 'updated'] as const)(
        'are paged by %s without gaps or repeats, up and down',
        async (sort) => {
          const up = await everyPage((cursor) => list({ sort, cursor, limit: 2 }))
          expect(up.map(({ id }) => id)).toEqual(ids(await list({ sort })))
          expect(up).toHaveLength(names.length - 1)
          const down = await everyPage((cursor) =>
            list({ sort, direction: 'desc', cursor, limit: 4 }),
          )
          expect(down).toEqual(up.toReversed())
        },
      )

      it.each([
        ['APPLE', [3, 6, 10]],
        ['10%', [6]],
        ['%', [6]],
        ['_', [7]],
        ['\\', []],
        ['stripes', [2]],
        ['ÉTÉ', [1]],
        ['10', [6, 10]],
        ['zebra\nstripes', [2]],
        ['', [1, 2, 3, 4, 6, 7, 8, 9, 10]],
      ])('are found by %j', async (q, found) => {
        const page = await list({ q })
        expect(ids(page)).toEqual(found)
        expect(page.total).toBe(found.length)
        expect(page.counts.all).toBe(found.length)
      })

      it('are counted for tabs with the search, but without the filters', async () => {
        const { total, counts } = await list({ types: ['cookie'] })
        expect(total).toBe(1)
        expect(counts).toEqual({
          all: 9,
          byCategory: { 'adobe-experience-cloud': 0, 'integrated-platforms': 0, custom: 9 },
          attention: 0,
        })
        expect(ids(await list({ category: 'integrated-platforms' }))).toEqual([])
        expect((await list({ category: 'custom' })).total).toBe(9)
        expect(ids(await list({ statuses: ['deleted'] }))).toEqual([5])
      })

      it.each([
        'nonsense',
        '%%%',
        encodeCursor({ key: 'a text', id: 3 }),
        encodeCursor({ key: 1.5, id: 3 }),
        encodeCursor({ key: 3, id: 3_000_000_000 }),
      ])('refuse the cursor %j', async (cursor) => {
        await expect(list({ cursor })).rejects.toBeInstanceOf(BadCursorError)
      })

      it('refuse cursors of another order', async () => {
        const number = encodeCursor({ key: 7, id: 3 })
        await expect(list({ sort: 'updated', cursor: number })).rejects.toBeInstanceOf(
          BadCursorError,
        )
        const text = encodeCursor({ key: 'yesterday', id: 3 })
        await expect(list({ sort: 'updated', cursor: text })).rejects.toBeInstanceOf(BadCursorError)
        const nul = encodeCursor({ key: 'a\0', id: 3 })
        await expect(list({ sort: 'name', cursor: nul })).rejects.toBeInstanceOf(BadCursorError)
      })

      it('keep their versions, newest first, and a draft’s edits can become one', async () => {
        const { name, description, environment, autoFill, exportLabels, configuration } = NEW
        const snapshot = { name, description, environment, autoFill, exportLabels, configuration }
        await store().transaction(async (tx) => {
          await tx.saveVersion(1, { revision: 1, at: AT, action: 'created', snapshot }, null)
          await tx.saveVersion(1, { revision: 2, at: AT, action: 'edited', snapshot }, null)
          await tx.saveVersion(
            1,
            { revision: 3, at: AT, action: 'edited', snapshot: { ...snapshot, name: 'Third' } },
            2,
          )
        })
        const versions = await store().read((tx) => tx.listVersions(1))
        expect(versions.map(({ revision, snapshot: kept }) => [revision, kept.name])).toEqual([
          [3, 'Third'],
          [1, 'Fare alerts'],
        ])
        expect(versions[1]).toEqual({ revision: 1, at: AT, action: 'created', snapshot })
      })

      it('remember what was blocked when they went into the trash', async () => {
        await store().transaction((tx) => tx.saveBlockedAtDeletion(2, [7, 9]))
        const remembered = (id: number) => store().read((tx) => tx.blockedAtDeletion(id))
        expect([await remembered(1), await remembered(2)]).toEqual([[], [7, 9]])
        await store().transaction((tx) => tx.saveBlockedAtDeletion(2, []))
        expect(await remembered(2)).toEqual([])
      })

      it('get ids after those of sample data', async () => {
        const inserted = await store().transaction(async (tx) => {
          await tx.insertDestinationAs(5000, NEW)
          return tx.insertDestination(NEW)
        })
        expect(inserted.id).toBe(5001)
      })
    })
  })

  describe('segments', () => {
    withStore((store) => {
      const stored = [
        aSegment(10, { name: 'Beach lovers', folder: ['Interest', 'Travel'], peopleCount: 50 }),
        aSegment(11, {
          name: 'beach bars',
          folder: ['Interest', 'Travel', 'Food'],
          peopleCount: 9_007_199_254_740_991,
        }),
        aSegment(12, {
          name: 'Skiers',
          folder: ['Interest'],
          integrationCode: 'CRM_12%',
          status: 'paused',
        }),
        aSegment(13, {
          name: 'Root',
          integrationCode: 'crm-13',
          description: 'Several\nlines, {"quoted"}, \\ too',
        }),
        aSegment(14, { name: 'Other', folder: ['Interest, too'] }),
      ]
      let destinationId = 0

      beforeAll(() =>
        store().transaction(async (tx) => {
          await tx.insertSegments(stored)
          destinationId = (await tx.insertDestination(NEW)).id
          await tx.insertMappings(destinationId, [mappingOf(10), mappingOf(13)])
        }),
      )

      const list = (params: object) =>
        store().read((tx) => tx.listSegments({ ...SEGMENTS, ...params }))

      it('come back as they were stored', async () => {
        const mapped = [10, 13]
        expect((await list({})).items).toEqual(
          stored.map((segment) => ({
            ...segment,
            destinations: mapped.includes(segment.id) ? 1 : 0,
          })),
        )
        expect(await store().read((tx) => tx.segments([13, 999]))).toEqual([stored[3]])
      })

      it.each([
        [{ q: 'BEACH' }, [10, 11]],
        [{ q: '12' }, [12]],
        [{ segmentIds: [12, 999, 10] }, [10, 12]],
        [{ segmentIds: [12, 10], q: 'beach' }, [10]],
        [{ q: 'crm_' }, [12]],
        [{ q: 'crm' }, [12, 13]],
        [{ folder: ['Interest'] }, [10, 11, 12]],
        [{ folder: ['Interest', 'Travel'] }, [10, 11]],
        [{ folder: [] }, [10, 11, 12, 13, 14]],
        [{ folder: ['Interest'], q: 'ski' }, [12]],
        [{ notMappedTo: 1 }, [11, 12, 14]],
        [{ notMappedTo: 777 }, [10, 11, 12, 13, 14]],
      ])('are found by %j', async (params, found) => {
        const { items, total } = await list(params)
        expect(items.map(({ id }) => id)).toEqual(found)
        expect(total).toBe(found.length)
      })

      it.each([
        ['name', [11, 10, 14, 13, 12]],
        ['id', [10, 11, 12, 13, 14]],
        ['people', [12, 13, 14, 10, 11]],
      ] as const)('are paged by %s', async (sort, order) => {
        const up = await everyPage((cursor) => list({ sort, cursor, limit: 2 }))
        expect(up.map(({ id }) => id)).toEqual(order)
        const down = await everyPage((cursor) =>
          list({ sort, cursor, limit: 1, direction: 'desc' }),
        )
        expect(down.map(({ id }) => id)).toEqual(order.toReversed())
      })

      it('are found for an import by code and by name, exactly', async () => {
        const found = await store().read(async (tx) => [
          await tx.segmentsByIntegrationCode(['crm-13', 'CRM_12', 'none']),
          await tx.segmentsByName(['Skiers', 'skiers', 'Beach']),
        ])
        expect(found).toEqual([[stored[3]], [stored[2]]])
        expect(await store().read((tx) => tx.lastSegmentId())).toBe(14)
      })

      it('are counted by folder, with those below, sorted by path', async () => {
        const folders = await store().read((tx) => tx.segmentFolders({}))
        expect(folders.total).toBe(5)
        expect(folders.items.map(({ path, count }) => [path.join(' > '), count])).toEqual([
          ['Interest', 3],
          ['Interest > Travel', 2],
          ['Interest > Travel > Food', 1],
          ['Interest, too', 1],
        ])
        const mapped = await store().read((tx) => tx.segmentFolders({ mappedTo: destinationId }))
        expect(mapped).toEqual({
          total: 2,
          items: [
            { path: ['Interest'], count: 1 },
            { path: ['Interest', 'Travel'], count: 1 },
          ],
        })
        const unmapped = await store().read((tx) =>
          tx.segmentFolders({ notMappedTo: destinationId }),
        )
        expect(unmapped.total).toBe(3)
      })

      it('are found by what they became', async () => {
        const renamed = aSegment(14, { name: 'Surfers', folder: ['Sea'], integrationCode: 'S' })
        await store().transaction((tx) => tx.saveSegments([renamed]))
        expect((await list({ q: 'surf' })).items).toEqual([{ ...renamed, destinations: 0 }])
        expect((await list({ q: 'other' })).items).toEqual([])
        expect((await list({ folder: ['Sea'] })).total).toBe(1)
      })
    })
  })

  describe('visitors', () => {
    withStore((store) => {
      it('are kept, changed one at a time and removed', async () => {
        const mia = aVisitor(1)
        await store().transaction((tx) => tx.insertVisitors([aVisitor(2), mia]))
        expect(await store().read((tx) => tx.listVisitors())).toEqual([mia, aVisitor(2)])
        expect(await store().read((tx) => tx.visitor(3))).toBeNull()
        expect((await store().read((tx) => tx.usage())).visitors).toBe(2)

        const addOne = () =>
          store().transaction(async (tx) => {
            const visitor = await tx.visitor(1, true)
            if (visitor) await tx.saveVisitor({ ...visitor, revision: visitor.revision + 1 })
          })
        await Promise.all(numbers(1, 5).map(addOne))
        expect(await store().read((tx) => tx.visitor(1))).toEqual({ ...mia, revision: 6 })

        await store().transaction((tx) => tx.deleteVisitor(1))
        expect(await store().read((tx) => tx.listVisitors())).toEqual([aVisitor(2)])
      })

      it('leave their ids to nobody else', async () => {
        const last = () => store().read((tx) => tx.lastVisitorId())
        await store().transaction((tx) => tx.insertVisitors([aVisitor(9), aVisitor(5)]))
        expect(await last()).toBe(9)
        await store().transaction((tx) => tx.deleteVisitor(9))
        await store().transaction((tx) => tx.insertVisitors([aVisitor(7)]))
        expect(await last()).toBe(9)
      })
    })
  })

  describeMappingChanges(withStore)
  describeMappingLists(withStore)
  describeMappingRules(withStore)
  describeSegmentDetails(withStore)

  describe('mappings', () => {
    withStore((store) => {
      let destination: Destination
      const mappings = [
        mappingOf(1, { value: 'b', priority: 5, endDate: '2027-01-01' }),
        mappingOf(2, { value: null, startDate: '2026-12-01', endDate: '2026-11-25' }),
        mappingOf(3, {
          value: 'A',
          key: 'k,1',
          url: 'http://a.example/',
          secureUrl: 'https://a.example/',
        }),
      ]

      beforeAll(async () => {
        destination = await store().transaction(async (tx) => {
          await tx.insertSegments([
            aSegment(1, { name: 'Wine', folder: ['Food'], peopleCount: 7 }),
            aSegment(2, { name: 'art', integrationCode: 'ART' }),
            aSegment(3, { name: 'Boats', peopleCount: 3 }),
            aSegment(4, { name: 'Cars' }),
          ])
          const inserted = await tx.insertDestination(NEW)
          await tx.insertMappings(inserted.id, mappings)
          return inserted
        })
      })

      const list = (params: object) =>
        store().read((tx) => tx.listMappings(destination, { ...MAPPINGS, ...params }))

      it('come back with their segment', async () => {
        const { items, total } = await list({})
        expect(total).toBe(3)
        expect(items[0]).toEqual({
          ...mappings[0],
          segment: {
            id: 1,
            name: 'Wine',
            folder: ['Food'],
            status: 'active',
            restrictedLabels: [],
            integrationCode: null,
            peopleCount: 7,
          },
          duplicateOf: null,
          isOverSize: false,
        })
      })

      it.each([
        ['name', [2, 3, 1]],
        ['id', [1, 2, 3]],
        ['value', [2, 3, 1]],
        ['start', [1, 3, 2]],
        ['end', [2, 1, 3]],
        ['priority', [3, 2, 1]],
        ['people', [2, 3, 1]],
      ] as const)('are paged by %s', async (sort, order) => {
        const up = await everyPage((cursor) => list({ sort, cursor, limit: 1 }))
        expect(up.map(({ segmentId }) => segmentId)).toEqual(order)
        const down = await everyPage((cursor) =>
          list({ sort, cursor, limit: 2, direction: 'desc' }),
        )
        expect(down.map(({ segmentId }) => segmentId)).toEqual(order.toReversed())
      })

      it.each([
        [{ q: 'art' }, [2]],
        [{ folder: ['Food'] }, [1]],
        [{ segmentIds: [3, 1, 4] }, [1, 3]],
        [{ segmentIds: [] }, []],
        [{ states: ['missing-value'] }, [2]],
      ])('are found by %j', async (params, found) => {
        const { items, total } = await list(params)
        expect(items.map(({ segmentId }) => segmentId)).toEqual(found)
        expect(total).toBe(found.length)
      })

      it('are found for changes', async () => {
        const found = await store().read(async (tx) => ({
          mapped: await tx.mappedSegmentIds(destination.id, { q: 'o' }),
          unmapped: await tx.unmappedSegments(destination.id, {}),
          three: await tx.mappings(destination.id, [3, 4]),
          texts: await tx.mappingsContaining(destination.id, [',']),
          none: await tx.mappingsContaining(destination.id, ['%']),
        }))
        expect(found).toEqual({
          mapped: [3],
          unmapped: [{ id: 4, name: 'Cars', integrationCode: null, restrictedLabels: [] }],
          three: [mappings[2]],
          texts: { count: 1, example: 'k,1' },
          none: { count: 0, example: null },
        })
      })

      it('keep texts that mean something in SQL', async () => {
        const given = ['NULL', '"', String.raw`\"`, '{a,b}'].map((value, at) =>
          mappingOf(at + 1, { value }),
        )
        const stored = await store().transaction(async (tx) => {
          const { id } = await tx.insertDestination(NEW)
          await tx.insertMappings(id, given)
          await tx.saveMappings(id, given.toReversed())
          return tx.mappingsToChange(id, [1, 2, 3, 4])
        })
        expect(stored.map(({ mapping }) => mapping)).toEqual(given)
      })

      it('are counted with their destination, by what its configuration asks for', async () => {
        const stats = await store().transaction((tx) => tx.refreshMappingStats(destination))
        expect(stats).toEqual({
          total: 3,
          incomplete: 1,
          blocked: 0,
          earliestEnd: '2026-11-25',
          latestEnd: null,
        })
        const stored = await store().read((tx) => tx.destination(destination.id))
        expect(stored?.mappings).toEqual(stats)
        const separate = {
          ...destination,
          configuration: { ...NEW.configuration, serialized: false },
        }
        const { incomplete } = await store().transaction((tx) => tx.refreshMappingStats(separate))
        expect(incomplete).toBe(2)
      })

      it('call for attention once their destination is active', async () => {
        const attention = async (today: string) =>
          (await store().read((tx) => tx.listDestinations({ ...ALL, attention: true, today })))
            .total
        expect(await attention(TODAY)).toBe(0)
        const complete = mappingOf(2, { endDate: '2026-12-31' })
        await store().transaction(async (tx) => {
          await tx.saveMappings(destination.id, [complete])
          await tx.saveDestination({ ...destination, status: 'active' })
          await tx.refreshMappingStats(destination)
        })
        expect(await attention('2026-12-23')).toBe(0)
        expect(await attention('2026-12-24')).toBe(1)
        expect((await list({ segmentIds: [2] })).items[0]).toMatchObject(complete)
      })

      it('are copied with a clone, as new ones', async () => {
        const copy = await store().transaction(async (tx) => {
          const { id } = await tx.insertDestination(NEW)
          await tx.copyMappings(destination.id, id, '2026-11-24T00:00:00.000Z')
          return tx.mappings(id, [1])
        })
        expect(copy).toEqual([{ ...mappings[0], updatedAt: '2026-11-24T00:00:00.000Z' }])
      })

      it('are added once, and what is removed is told', async () => {
        const added = await store().transaction((tx) =>
          tx.insertMappings(destination.id, [mappingOf(1, { value: 'other' }), mappingOf(4)]),
        )
        expect(added).toEqual([4])
        const removed = await store().transaction((tx) =>
          tx.deleteMappings(destination.id, [4, 99]),
        )
        expect(removed).toEqual([mappingOf(4)])
        expect((await list({ segmentIds: [1, 4] })).items).toMatchObject([{ value: 'b' }])
      })
    })
  })

  describe('delivery', () => {
    withStore((store) => {
      let active: Destination
      beforeAll(async () => {
        active = await store().transaction(async (tx) => {
          await tx.insertSegments([aSegment(1), aSegment(2, { status: 'paused' }), aSegment(3)])
          const draft = await tx.insertDestination(NEW)
          await tx.insertMappings(draft.id, [mappingOf(1)])
          const sent = await tx.insertDestination({ ...NEW, status: 'active', activatedAt: AT })
          await tx.insertMappings(sent.id, [mappingOf(2), mappingOf(1, { priority: 7 })])
          return sent
        })
      })

      it('gets active destinations alone, with what they send', async () => {
        const draft = active.id - 1
        const both = [draft, active.id]
        const destinations = await store().read((tx) => tx.activeDestinations(both))
        expect(destinations).toEqual([active])
        const mappings = await store().read((tx) =>
          tx.activeDeliveryMappings({ destinationIds: both }),
        )
        expect([...mappings.keys()]).toEqual([active.id])
        const ofOne = mappings.get(active.id)?.toSorted((a, b) => a.segmentId - b.segmentId)
        expect(ofOne).toEqual(await store().read((tx) => tx.deliveryMappings(active.id)))
        expect(ofOne?.map(({ paused }) => paused)).toEqual([false, true])
        expect(await store().read((tx) => tx.activeDestinations([draft]))).toEqual([])
        const ofDraft = { destinationIds: [draft] }
        expect((await store().read((tx) => tx.activeDeliveryMappings(ofDraft))).size).toBe(0)
      })

      it('gets what is sent of a visitor’s segments', async () => {
        const ofOne = { segmentIds: [1, 3] }
        const mappings = await store().read((tx) => tx.activeDeliveryMappings(ofOne))
        expect([...mappings].map(([id, rows]) => [id, rows.length])).toEqual([[active.id, 1]])
        expect(mappings.get(active.id)).toMatchObject([{ segmentId: 1, priority: 7 }])
      })

      it('tells which segments are sent, by name, and how many there are', async () => {
        const [both, first, second, none] = await store().read(async (tx) => [
          await tx.sentSegments({ q: '' }, 10),
          await tx.sentSegments({ q: '' }, 1),
          await tx.sentSegments({ q: '2' }, 10),
          await tx.sentSegments({ q: 'nothing like it' }, 10),
        ])
        expect(both.total).toBe(2)
        expect(both.items.map(({ id, destinations }) => [id, destinations])).toEqual([
          [1, 1],
          [2, 1],
        ])
        expect(first).toEqual({ items: both.items.slice(0, 1), total: 2 })
        expect(second).toEqual({ items: both.items.slice(1), total: 1 })
        expect(none).toEqual({ items: [], total: 0 })
      })

      it('has another name after each change that concerns it', async () => {
        let before = await store().deliveryState()
        const changedBy = async (work: (tx: Transaction) => Promise<unknown>) => {
          await store().transaction(work)
          const last = before
          before = await store().deliveryState()
          return [
            before.destinations.get(active.id) !== last.destinations.get(active.id) &&
              'destination',
            !isDeepStrictEqual(before.segments, last.segments) && 'segments',
            before.visitors !== last.visitors && 'visitors',
          ].filter(Boolean)
        }
        const { id } = active
        expect([...before.destinations.keys()]).toEqual([id])
        expect(await changedBy((tx) => tx.insertArrival('live-test-1', aCall(1), AT))).toEqual([])
        expect(await changedBy((tx) => tx.saveMappings(id, [mappingOf(1)]))).toEqual([
          'destination',
        ])
        expect(await changedBy((tx) => tx.deleteMappings(id, [1]))).toEqual(['destination'])
        expect(await changedBy((tx) => tx.insertMappings(id, [mappingOf(1)]))).toEqual([
          'destination',
        ])
        expect(await changedBy((tx) => tx.saveDestination({ ...active, revision: 2 }))).toEqual([
          'destination',
        ])
        expect(await changedBy((tx) => tx.saveSegments([aSegment(3)]))).toEqual(['segments'])
        expect(await changedBy((tx) => tx.insertVisitors([aVisitor(1)]))).toEqual(['visitors'])
        await store().transaction((tx) => tx.saveDestination({ ...active, status: 'paused' }))
        expect((await store().deliveryState()).destinations.size).toBe(0)
      })
    })
  })

  describe('the receiver', () => {
    withStore((store) => {
      it('keeps arrivals of each live test in their order, byte for byte', async () => {
        const url = 'https://ads.example/px?a=%2F%c3%a9;b=1&&'
        await store().transaction((tx) => tx.insertArrival('live-test-1', { at: AT, url }, AT))
        await store().transaction((tx) => tx.insertArrival('live-test-2', aCall(1), AT))
        await store().transaction((tx) => tx.insertArrival('live-test-1', aCall(2), AT))
        expect(await store().read((tx) => tx.listArrivals('live-test-1'))).toEqual([
          { at: AT, url },
          aCall(2),
        ])
      })

      it('forgets what is too old, and keeps a thousand of a live test', async () => {
        const later = '2026-11-23T11:00:00.000Z'
        await store().transaction((tx) =>
          tx.insertArrival('live-test-3', { at: later, url: 'http://a.example/' }, later),
        )
        expect(await store().read((tx) => tx.listArrivals('live-test-1'))).toEqual([])
        await store().transaction(async (tx) => {
          for (const at of numbers(1, 1002)) {
            // oxlint-disable-next-line no-await-in-loop -- calls arrive one after the other
            await tx.insertArrival('live-test-4', { ...aCall(at), at: later }, later)
          }
        })
        const kept = await store().read((tx) => tx.listArrivals('live-test-4'))
        expect(kept).toHaveLength(1000)
        expect(kept.at(-1)?.url).toBe(aCall(1000).url)
      })
    })
  })

  describe('what segments are made of', () => {
    withStore((store) => {
      const model: AudienceModel = {
        dataSources: [
          { id: 1, revision: 1, name: 'Website', kind: 'first-party', controls: [] },
          {
            id: 2,
            revision: 3,
            name: 'Skyline, "intent" {data}',
            kind: 'third-party',
            controls: ['pii', 'off-site-ads'],
          },
        ],
        traits: [
          { id: 11, name: 'Visited', dataSourceId: 1 },
          { id: 12, name: 'Compares 100% of flights', dataSourceId: 2 },
          { id: 113, name: 'Flew', dataSourceId: 2 },
        ],
        mergeRules: [
          { id: 5, name: 'Households', controls: ['on-site-ads'], dataSourceIds: [1, 2] },
          { id: 6, name: 'Device', controls: [], dataSourceIds: [] },
        ],
        segmentRules: [
          aRule(1, { traitIds: [11], includedSegmentIds: [2] }),
          aRule(2, { traitIds: [12, 11], includedSegmentIds: [3], dataSourceId: 1 }),
          aRule(3, { includedSegmentIds: [1], mergeRuleId: 5 }),
          aRule(4, {}),
        ],
      }
      let live: Destination
      let draft: Destination

      beforeAll(() =>
        store().transaction(async (tx) => {
          await tx.saveAudienceModel({ ...model, segmentRules: [] })
          await tx.saveAudienceModel({
            dataSources: [],
            traits: [],
            mergeRules: [],
            segmentRules: model.segmentRules,
          })
          await tx.insertSegments(
            numbers(1, 30).map((id) => aSegment(id, { restrictedLabels: id === 4 ? ['pii'] : [] })),
          )
          const labelled = { ...NEW, exportLabels: ['pii' as const, 'on-site-ads' as const] }
          live = await tx.insertDestination({ ...labelled, status: 'active', activatedAt: AT })
          draft = await tx.insertDestination(labelled)
          const unlabelled = await tx.insertDestination({ ...NEW, status: 'paused' })
          const mappings = numbers(1, 30).map((id) => mappingOf(id, { priority: id }))
          for (const { id } of [live, draft, unlabelled]) {
            // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
            await tx.insertMappings(id, mappings)
          }
        }),
      )

      it('comes back as it was stored, by id', async () => {
        const stored = await store().read(async (tx) => ({
          model: await tx.audienceModel(),
          mergeRules: await tx.listMergeRules(),
          source: await tx.dataSource(2),
          none: await tx.dataSource(77),
          usage: (await tx.usage()).dataSources,
        }))
        expect(stored).toEqual({
          model,
          mergeRules: model.mergeRules,
          source: model.dataSources[1],
          none: null,
          usage: 2,
        })
      })

      it('is followed from a segment as far as it leads, also in a circle', async () => {
        const lineage = await store().read((tx) => tx.lineageOf([2]))
        expect(lineage).toEqual({
          ...model,
          traits: model.traits.slice(0, 2),
          mergeRules: model.mergeRules.slice(0, 1),
          segmentRules: model.segmentRules.slice(0, 3),
        })
        const nothing = await store().read((tx) => tx.lineageOf([4, 77]))
        expect(nothing).toMatchObject({ traits: [], mergeRules: [] })
        expect(nothing.segmentRules.map(({ segmentId }) => segmentId)).toEqual([4])
      })

      it.each([
        [{}, [11, 12, 113]],
        [{ q: 'FL' }, [12, 113]],
        [{ q: '100%' }, [12]],
        [{ q: '13' }, [113]],
        [{ dataSourceId: 2 }, [12, 113]],
        [{ dataSourceId: 2, q: 'flew' }, [113]],
        [{ dataSourceId: 3 }, []],
      ])('has traits that are found by %j and paged', async (params, found) => {
        const list = (cursor?: string) =>
          store().read((tx) => tx.listTraits({ ...params, cursor, limit: 1 }))
        expect((await everyPage(list)).map(({ id }) => id)).toEqual(found)
        expect((await list()).total).toBe(found.length)
        await expect(list('nonsense')).rejects.toBeInstanceOf(BadCursorError)
      })

      it('tells what a change does to mappings of active and paused destinations', async () => {
        const effects = await store().read((tx) =>
          tx.exportEffects([
            // Those that no label meets, before or after, are not affected.
            change(2, [], ['off-site-ads']),
            change(3, ['pii'], ['on-site-ads']),
            change(4, ['pii'], ['off-site-ads']),
            ...numbers(5, 30).map((id) => change(id, ['off-site-ads'], ['on-site-ads'])),
          ]),
        )
        const { id: destinationId, name, status } = live
        expect(effects).toEqual({
          blocks: [
            {
              destinationId,
              name,
              status,
              count: 26,
              segments: numbers(5, 24).map((id) => ({ id, name: `Segment ${id}` })),
            },
          ],
          lifts: [
            { destinationId, name, status, count: 1, segments: [{ id: 4, name: 'Segment 4' }] },
          ],
        })
        expect(await store().read((tx) => tx.exportEffects([]))).toEqual({ blocks: [], lifts: [] })
      })

      it('restricts segments, and blocked mappings are counted in all destinations', async () => {
        await store().transaction((tx) =>
          tx.saveRestrictions([
            change(1, [], ['pii', 'off-site-ads']),
            change(2, [], ['on-site-ads']),
            change(3, [], ['off-site-ads']),
          ]),
        )
        const counted = await store().read(async (tx) => ({
          segments: await tx.segments([1]),
          live: (await tx.destination(live.id))?.mappings.blocked,
          draft: (await tx.destination(draft.id))?.mappings.blocked,
          unlabelled: (await tx.destination(draft.id + 1))?.mappings.blocked,
          restricted: await tx.restrictedMappedSegments(live.id),
          delivered: (await tx.deliveryMappings(live.id)).slice(0, 2),
        }))
        const fields = { ...mappingOf(1), name: 'Segment 1', paused: false }
        const {
          revision: _revision,
          updatedAt: _at,
          valueOrigin: _origin,
          ruleId: _ruleId,
          ...delivery
        } = fields
        expect(counted).toEqual({
          segments: [aSegment(1, { restrictedLabels: ['pii', 'off-site-ads'] })],
          live: 3,
          draft: 3,
          unlabelled: 0,
          restricted: [
            { id: 1, name: 'Segment 1', restrictedLabels: ['pii', 'off-site-ads'] },
            { id: 2, name: 'Segment 2', restrictedLabels: ['on-site-ads'] },
            { id: 3, name: 'Segment 3', restrictedLabels: ['off-site-ads'] },
            { id: 4, name: 'Segment 4', restrictedLabels: ['pii'] },
          ],
          delivered: [
            { ...delivery, priority: 1, restrictedLabels: ['pii', 'off-site-ads'] },
            {
              ...delivery,
              segmentId: 2,
              name: 'Segment 2',
              value: '2',
              priority: 2,
              restrictedLabels: ['on-site-ads'],
            },
          ],
        })
      })

      it('blocks mappings that can be listed and that call for attention', async () => {
        const list = (destination: Destination, view?: 'blocked') =>
          store().read((tx) => tx.listMappings(destination, { ...MAPPINGS, view }))
        const { items, total } = await list(live, 'blocked')
        expect(items.map(({ segmentId }) => segmentId)).toEqual([1, 2, 4])
        expect(items[0]?.segment.restrictedLabels).toEqual(['pii', 'off-site-ads'])
        expect([total, (await list(live)).total]).toEqual([3, 30])
        expect((await list({ ...live, exportLabels: null }, 'blocked')).total).toBe(0)
        const attention = await store().read((tx) =>
          tx.listDestinations({ ...ALL, attention: true }),
        )
        expect(ids(attention)).toEqual([live.id])
      })

      it.each<[ExportLabel[] | null, number]>([
        [['off-site-ads'], 2],
        [['pii', 'on-site-ads', 'off-site-ads'], 4],
        [[], 0],
        [null, 0],
      ])('blocks by the labels %j that a destination has now', async (exportLabels, count) => {
        const stats = await store().transaction((tx) =>
          tx.refreshMappingStats({ ...draft, exportLabels }),
        )
        expect(stats.blocked).toBe(count)
      })

      it('goes on restricting a segment that an import changes', async () => {
        await store().transaction((tx) =>
          tx.saveSegments([aSegment(1, { name: 'Renamed', restrictedLabels: [] })]),
        )
        expect(await store().read((tx) => tx.segments([1]))).toMatchObject([
          { name: 'Renamed', restrictedLabels: ['pii', 'off-site-ads'] },
        ])
      })

      it('is changed by replacing rows', async () => {
        const [source] = model.dataSources
        const [rule] = model.segmentRules
        if (!source || !rule) throw new Error('The model has rows.')
        const changed = { ...source, revision: 2, controls: ['pii' as const] }
        const emptied = { ...rule, traitIds: [], includedSegmentIds: [] }
        await store().transaction((tx) =>
          tx.saveAudienceModel({
            dataSources: [changed],
            traits: [],
            mergeRules: [],
            segmentRules: [emptied],
          }),
        )
        expect(await store().read((tx) => tx.audienceModel())).toEqual({
          ...model,
          dataSources: [changed, ...model.dataSources.slice(1)],
          segmentRules: [emptied, ...model.segmentRules.slice(1)],
        })
      })

      it('and segments change one after the other, in whatever order', async () => {
        const importThem = () =>
          store().transaction(async (tx) => {
            await tx.shareAudienceModel()
            await tx.lockAccount()
            for (const id of [21, 22, 23, 24]) {
              // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
              await tx.saveSegments([aSegment(id, { peopleCount: 7 })])
            }
          })
        const restrict = (label: ExportLabel) =>
          store().transaction(async (tx) => {
            await tx.lockAudienceModel()
            for (const id of [24, 23, 22, 21]) {
              // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
              await tx.saveRestrictions([change(id, [], [label])])
            }
          })
        await Promise.all([importThem(), restrict('pii'), importThem(), restrict('off-site-ads')])
        const stored = await store().transaction(async (tx) => {
          await tx.saveRestrictions([21, 22, 23, 24].map((id) => change(id, [], [])))
          return tx.segments([21])
        })
        expect(stored).toEqual([aSegment(21, { peopleCount: 7 })])
      })

      it('and mappings change one after the other, so that none goes uncounted', async () => {
        const destinations = await store().transaction(async (tx) => {
          const made: Destination[] = []
          for (let count = 0; count < 4; count++) {
            // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
            made.push(await tx.insertDestination({ ...NEW, exportLabels: ['pii'] }))
          }
          return made
        })
        const map = (id: number) =>
          store().transaction(async (tx) => {
            const destination = await tx.destination(id, true)
            if (!destination) throw new Error('The destination is gone.')
            await tx.insertMappings(id, [mappingOf(30)])
            await tx.refreshMappingStats(destination)
          })
        const restrict = () =>
          store().transaction(async (tx) => {
            await tx.lockAudienceModel()
            await tx.saveRestrictions([change(30, [], ['pii'])])
          })
        const [first, second, ...others] = destinations.map(({ id }) => map(id))
        await Promise.all([first, second, restrict(), ...others])
        for (const { id } of destinations) {
          // oxlint-disable-next-line no-await-in-loop -- one assertion after the other
          const stored = await store().read((tx) => tx.destination(id))
          expect(stored?.mappings.blocked).toBe(1)
        }
      })
    })
  })

  describe('an account at its limits', () => {
    withStore((store) => {
      it('maps 20,000 segments at once, changes them and takes them back', async () => {
        const all = numbers(1, 20_000)
        const destination = await store().transaction(async (tx) => {
          await tx.insertSegments(
            all.map((id) =>
              aSegment(id, { name: `Travellers ${id}`, folder: [`Folder ${id % 50}`] }),
            ),
          )
          const inserted = await tx.insertDestination(NEW)
          await tx.insertMappings(
            inserted.id,
            all.map((id) => mappingOf(id)),
          )
          await tx.refreshMappingStats(inserted)
          return inserted
        })
        const { id } = destination
        expect((await store().read((tx) => tx.destination(id)))?.mappings.total).toBe(20_000)
        const page = await store().read((tx) =>
          tx.listMappings(destination, { ...MAPPINGS, q: 'travellers 1999', limit: 5 }),
        )
        expect(page.total).toBe(11)
        await store().transaction((tx) =>
          tx.saveMappings(
            id,
            all.map((segment) => mappingOf(segment, { value: null, revision: 2 })),
          ),
        )
        const stats = await store().transaction((tx) => tx.refreshMappingStats(destination))
        expect(stats.incomplete).toBe(20_000)
        await store().transaction(async (tx) => {
          const labelled = { ...destination, exportLabels: ['pii' as const] }
          await tx.saveDestination({ ...labelled, status: 'active' })
          const changes = all.map((segmentId) =>
            change(segmentId, [], segmentId % 2 === 0 ? ['pii'] : ['off-site-ads']),
          )
          expect((await tx.exportEffects(changes)).blocks).toMatchObject([{ count: 10_000 }])
          await tx.saveRestrictions(changes)
          expect((await tx.destination(id))?.mappings.blocked).toBe(10_000)
          expect((await tx.refreshMappingStats(labelled)).blocked).toBe(10_000)
          expect(await tx.deliveryMappings(id)).toHaveLength(20_000)
        })
        const removed = await store().transaction((tx) => tx.deleteMappings(id, all))
        expect(removed).toHaveLength(20_000)
      })
    })
  })
}
