import { beforeAll, describe, expect, it } from 'vitest'
import type { Destination } from '../../src/contract/destination/destination.ts'
import type { Mapping } from '../../src/contract/mapping.ts'
import type { NewDestination, Store } from './store.ts'

const AT = '2026-11-23T10:00:00.000Z'

const NEW: NewDestination = {
  name: 'Fare alerts',
  description: '',
  environment: 'ALL',
  autoFill: 'off',
  exportLabels: ['pii'],
  configuration: {
    type: 'url',
    serialized: true,
    baseUrl: null,
    secureUrl: null,
    delimiter: ',',
    calledAs: 'img',
  },
  revision: 1,
  status: 'active',
  statusBeforeDelete: null,
  createdAt: AT,
  updatedAt: AT,
  activatedAt: AT,
  deletedAt: null,
}

function aMapping(segmentId: number, value: string): Mapping {
  return {
    segmentId,
    revision: 1,
    value,
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-11-01',
    endDate: '2026-12-01',
    priority: 3,
    valueOrigin: 'manual',
    ruleId: null,
    updatedAt: AT,
  }
}

/** What every store must tell of single segments. @param withStore gives the block a store. */
export function describeSegmentDetails(withStore: (block: (store: () => Store) => void) => void) {
  describe('a segment’s destinations', () => {
    withStore((store) => {
      let active: Destination
      let draft: Destination

      beforeAll(async () => {
        await store().transaction(async (tx) => {
          await tx.insertSegments(
            [1, 2].map((id) => ({
              id,
              name: `Segment ${id}`,
              folder: [],
              description: '',
              integrationCode: null,
              peopleCount: null,
              status: 'active',
              restrictedLabels: [],
              createdAt: AT,
              updatedAt: AT,
            })),
          )
          draft = await tx.insertDestination({ ...NEW, status: 'draft', activatedAt: null })
          active = await tx.insertDestination(NEW)
          const trashed = await tx.insertDestination({
            ...NEW,
            status: 'deleted',
            statusBeforeDelete: 'active',
            deletedAt: AT,
          })
          await tx.insertMappings(active.id, [aMapping(1, 'a'), aMapping(2, 'b')])
          await tx.insertMappings(draft.id, [aMapping(1, 'c')])
          await tx.insertMappings(trashed.id, [aMapping(1, 'd'), aMapping(2, 'e')])
          active = { ...active, mappings: await tx.refreshMappingStats(active) }
          draft = { ...draft, mappings: await tx.refreshMappingStats(draft) }
        })
      })

      const destinationsOf = (id: number) => store().read((tx) => tx.segmentDestinations(id))

      it('come with their mappings, by id', async () => {
        expect(await destinationsOf(1)).toEqual([
          { destination: draft, mapping: aMapping(1, 'c') },
          { destination: active, mapping: aMapping(1, 'a') },
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
