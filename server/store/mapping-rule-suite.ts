import { beforeAll, describe, expect, it } from 'vitest'
import { aMapping } from '../../src/domain/test-mapping.ts'
import { aSegment } from '../../src/domain/test-segment.ts'
import { aNewDestination } from '../testing/new-destination.ts'
import type { Store } from './store.ts'

const AT = '2026-11-23T10:00:00.000Z'

/** What every store must do with mapping rules and named views. @param withStore gives the block a store. */
export function describeMappingRules(withStore: (block: (store: () => Store) => void) => void) {
  describe('mapping rules', () => {
    withStore((store) => {
      let [first, second] = [0, 0]

      beforeAll(async () => {
        await store().transaction(async (tx) => {
          first = (await tx.insertDestination(aNewDestination())).id
          second = (await tx.insertDestination(aNewDestination())).id
          await tx.insertSegments([
            aSegment(1, { folder: ['Interest', 'Travel'] }),
            aSegment(2, {
              folder: ['Interest', 'Travel', 'Sea'],
              integrationCode: 'SEA',
              restrictedLabels: ['pii', 'off-site-ads'],
            }),
            aSegment(3, { folder: ['Interest', 'Travelling'] }),
            aSegment(4, { folder: [] }),
            aSegment(5, { folder: ['Interest', '100%_\\'] }),
          ])
          await tx.insertMappings(first, [aMapping(1)])
        })
      })

      it('are kept in the order in which they came, with what people took out', async () => {
        const rules = await store().transaction(async (tx) => {
          await tx.lockMappingRules()
          const rule = { destinationId: second, createdAt: AT }
          const travel = await tx.insertMappingRule({ ...rule, folder: ['Travel'] })
          const all = await tx.insertMappingRule({ ...rule, folder: [] })
          await tx.insertMappingRule({ ...rule, destinationId: first, folder: ['Travel'] })
          await tx.saveUnmappedByPeople(all.id, [4, 1])
          return { travel, all }
        })
        const list = () => store().read((tx) => tx.listMappingRules(second))
        expect(await list()).toEqual([rules.travel, { ...rules.all, unmapped: [4, 1] }])
        expect(rules.travel).toEqual({
          id: expect.any(Number),
          destinationId: second,
          folder: ['Travel'],
          createdAt: AT,
          unmapped: [],
        })
        const destinations = await store().transaction(async (tx) => {
          await tx.shareMappingRules()
          return tx.mappingRuleDestinations()
        })
        expect(destinations).toEqual([first, second])

        const later = await store().transaction(async (tx) => {
          await tx.deleteMappingRule(rules.all.id)
          return tx.insertMappingRule({ destinationId: second, folder: ['Later'], createdAt: AT })
        })
        expect(later.id).toBeGreaterThan(rules.all.id)
        expect(await list()).toEqual([rules.travel, later])
        await store().transaction((tx) => tx.saveUnmappedByPeople(later.id, []))
        expect(await list()).toEqual([rules.travel, later])
      })

      it.each([
        [['Interest', 'Travel'], undefined, 2, [2]],
        [['Interest'], undefined, 4, [2, 3, 5]],
        [['Interest', '100%_\\'], undefined, 1, [5]],
        [['Interest', '100__'], undefined, 0, []],
        [[], undefined, 5, [2, 3, 4, 5]],
        [[], [4, 1, 99], 2, [4]],
        [[], [], 0, []],
      ])('find the segments of %j, of %j', async (folder, only, matching, unmapped) => {
        const found = await store().read((tx) => tx.segmentsForRule(first, folder, only))
        expect(found.matching).toBe(matching)
        expect(found.unmapped.map(({ id }) => id)).toEqual(unmapped)
      })

      it('tell of a segment what decides on it', async () => {
        const found = await store().read((tx) => tx.segmentsForRule(first, ['Interest', 'Travel']))
        expect(found.unmapped).toEqual([
          {
            id: 2,
            name: 'Segment 2',
            integrationCode: 'SEA',
            restrictedLabels: ['pii', 'off-site-ads'],
          },
        ])
      })
    })
  })

  describe('named views', () => {
    withStore((store) => {
      it('are listed by name and replaced without regard to case', async () => {
        const list = () => store().read((tx) => tx.listMappingViews())
        const { small, capital } = await store().transaction(async (tx) => ({
          small: await tx.saveMappingView({ name: 'ending soon', search: 'view=1', createdAt: AT }),
          capital: await tx.saveMappingView({ name: 'Blocked', search: '', createdAt: AT }),
        }))
        expect(await list()).toEqual([capital, small])

        const again = { name: 'Ending soon', search: 'view=2', createdAt: AT }
        const replaced = await store().transaction((tx) => tx.saveMappingView(again))
        expect(replaced).toEqual({ ...again, id: small.id })
        expect(await list()).toEqual([capital, replaced])

        const remove = () => store().transaction((tx) => tx.deleteMappingView(small.id))
        expect(await remove()).toBe(true)
        expect(await remove()).toBe(false)
        expect(await list()).toEqual([capital])
      })
    })
  })
}
