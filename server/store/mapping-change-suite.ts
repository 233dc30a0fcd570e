import { beforeAll, describe, expect, it } from 'vitest'
import { describeRows, type StoredMappingChange } from '../../src/domain/mapping-changes.ts'
import { aMapping } from '../../src/domain/test-mapping.ts'
import { aNewDestination } from '../testing/new-destination.ts'
import { CHANGES_KEPT, CHANGES_LISTED, type Store } from './store.ts'

const AT = '2026-11-23T10:00:00.000Z'

function aChange(number: number): StoredMappingChange {
  const before = aMapping(2)
  return {
    number,
    name: `change value of “Segment ${number}”`,
    at: AT,
    segments: 3,
    undoes: number > 1 ? number - 1 : null,
    rows: describeRows({
      add: [aMapping(1, { value: 'ü "quoted"', ruleId: 7 })],
      save: [{ before, after: { ...before, endDate: '2026-12-31' } }],
      remove: [aMapping(3), aMapping(4, { priority: 9 })],
    }),
  }
}

/** The log of changes of mappings, as every store has to keep it. */
export function describeMappingChanges(withStore: (block: (store: () => Store) => void) => void) {
  describe('the log of changes of mappings', () => {
    withStore((theStore) => {
      let store: Store
      let id: number
      beforeAll(() => {
        store = theStore()
      })

      async function aDestinationWith(changes: number): Promise<void> {
        await store.transaction(async (tx) => {
          id = (await tx.insertDestination(aNewDestination())).id
          for (let number = 1; number <= changes; number += 1) {
            // oxlint-disable-next-line no-await-in-loop -- one after the other, on one connection
            await tx.saveMappingChange(id, aChange(number))
          }
        })
      }

      it('begins with nothing', async () => {
        await aDestinationWith(0)
        await store.read(async (tx) => {
          expect(await tx.lastMappingChange(id)).toBe(0)
          expect(await tx.listMappingChanges(id, 0)).toEqual([])
          expect(await tx.mappingChange(id, 1)).toBeNull()
        })
      })

      it('keeps each change of a destination with its rows, apart from those of others', async () => {
        await aDestinationWith(3)
        const other = id
        await aDestinationWith(1)
        await store.read(async (tx) => {
          expect(await tx.lastMappingChange(id)).toBe(1)
          expect(await tx.lastMappingChange(other)).toBe(3)
          expect(await tx.mappingChange(other, 2)).toEqual(aChange(2))
          expect(await tx.mappingChange(id, 2)).toBeNull()
          const { rows: _rows, ...entry } = aChange(3)
          expect(await tx.listMappingChanges(other, 2)).toEqual([entry])
        })
      })

      it('forgets nothing of a transaction that failed, and keeps none of it', async () => {
        await aDestinationWith(1)
        await expect(
          store.transaction(async (tx) => {
            await tx.saveMappingChange(id, aChange(2))
            throw new Error('changed my mind')
          }),
        ).rejects.toThrow('changed my mind')
        expect(await store.read((tx) => tx.lastMappingChange(id))).toBe(1)
      })

      it('keeps the latest and lists the latest of them', async () => {
        const extra = 5
        const last = CHANGES_KEPT + extra
        await aDestinationWith(last)
        await store.read(async (tx) => {
          expect(await tx.lastMappingChange(id)).toBe(last)
          expect(await tx.mappingChange(id, extra)).toBeNull()
          expect(await tx.mappingChange(id, extra + 1)).not.toBeNull()
          const listed = await tx.listMappingChanges(id, 0)
          expect(listed).toHaveLength(CHANGES_LISTED)
          expect(listed[0]?.number).toBe(last - CHANGES_LISTED + 1)
          expect(listed.at(-1)?.number).toBe(last)
        })
      })
    })
  })
}
