import { beforeAll, describe, expect, it } from 'vitest'
import type { Destination } from '../../src/contract/destination/destination.ts'
import { aMapping } from '../../src/domain/test-mapping.ts'
import { aSegment } from '../../src/domain/test-segment.ts'
import { aNewDestination } from '../testing/new-destination.ts'
import type { Store } from './store.ts'

const AT = '2026-11-23T10:00:00.000Z'

const NEW = aNewDestination({ exportLabels: ['pii'], status: 'active', activatedAt: AT })

const mapped = (segmentId: number, value: string) =>
  aMapping(segmentId, { value, endDate: '2026-12-01', priority: 3 })

/** What every store must tell of single segments. @param withStore gives the block a store. */
export function describeSegmentDetails(withStore: (block: (store: () => Store) => void) => void) {
  describe('a segment’s destinations', () => {
    withStore((store) => {
      let active: Destination
      let draft: Destination

      beforeAll(async () => {
        await store().transaction(async (tx) => {
          await tx.insertSegments([1, 2].map((id) => aSegment(id)))
          draft = await tx.insertDestination({ ...NEW, status: 'draft', activatedAt: null })
          active = await tx.insertDestination(NEW)
          const trashed = await tx.insertDestination({
            ...NEW,
            status: 'deleted',
            statusBeforeDelete: 'active',
            deletedAt: AT,
          })
          await tx.insertMappings(active.id, [mapped(1, 'a'), mapped(2, 'b')])
          await tx.insertMappings(draft.id, [mapped(1, 'c')])
          await tx.insertMappings(trashed.id, [mapped(1, 'd'), mapped(2, 'e')])
          active = { ...active, mappings: await tx.refreshMappingStats(active) }
          draft = { ...draft, mappings: await tx.refreshMappingStats(draft) }
        })
      })

      const destinationsOf = (id: number) => store().read((tx) => tx.segmentDestinations(id))

      it('come with their mappings, by id', async () => {
        expect(await destinationsOf(1)).toEqual([
          { destination: draft, mapping: mapped(1, 'c') },
          { destination: active, mapping: mapped(1, 'a') },
        ])
      })

      it('are none in the trash', async () => {
        expect((await destinationsOf(2)).map(({ destination }) => destination.id)).toEqual([
          active.id,
        ])
      })

      it('are none for a segment that is mapped nowhere, or does not exist', async () => {
        expect(await destinationsOf(3)).toEqual([])
      })
    })
  })
}
