import type { StoredMappingChange } from '../../../src/domain/mapping-changes.ts'
import { CHANGES_KEPT, CHANGES_LISTED, type Transaction } from '../store.ts'
import { mappingChangeKey, type Tables } from './tables.ts'

/** The log of what was done to destinations' mappings. */
export function mappingChangeTables({
  mappingChanges,
  lastMappingChanges,
}: Tables): Pick<
  Transaction,
  | 'lastMappingChange'
  | 'saveMappingChange'
  | 'mappingChange'
  | 'listMappingChanges'
  | 'mappingChangesSince'
> {
  function since(destinationId: number, number: number): StoredMappingChange[] {
    const last = lastMappingChanges.get(destinationId) ?? 0
    const first = Math.max(number + 1, last - CHANGES_KEPT + 1)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).flatMap(
      (each) => mappingChanges.get(mappingChangeKey(destinationId, each)) ?? [],
    )
  }

  return {
    async lastMappingChange(destinationId) {
      return lastMappingChanges.get(destinationId) ?? 0
    },
    async saveMappingChange(destinationId, change) {
      mappingChanges.put(mappingChangeKey(destinationId, change.number), change)
      lastMappingChanges.put(destinationId, change.number)
      const tooOld = mappingChangeKey(destinationId, change.number - CHANGES_KEPT)
      if (mappingChanges.has(tooOld)) mappingChanges.delete(tooOld)
    },
    async mappingChange(destinationId, number) {
      return mappingChanges.get(mappingChangeKey(destinationId, number)) ?? null
    },
    async listMappingChanges(destinationId, number) {
      return since(destinationId, number)
        .slice(-CHANGES_LISTED)
        .map(({ rows: _rows, ...entry }) => entry)
    },
    async mappingChangesSince(destinationId, number) {
      return since(destinationId, number)
    },
  }
}
