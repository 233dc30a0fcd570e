import { CHANGES_KEPT, CHANGES_LISTED, type Transaction } from '../store.ts'
import { mappingChangeKey, type Tables } from './tables.ts'

/** The log of what was done to destinations' mappings. */
export function mappingChangeTables({
  mappingChanges,
  lastMappingChanges,
}: Tables): Pick<
  Transaction,
  'lastMappingChange' | 'saveMappingChange' | 'mappingChange' | 'listMappingChanges'
> {
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
      const last = lastMappingChanges.get(destinationId) ?? 0
      const first = Math.max(number, last - CHANGES_LISTED) + 1
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
        .flatMap((each) => mappingChanges.get(mappingChangeKey(destinationId, each)) ?? [])
        .map(({ rows: _rows, ...entry }) => entry)
    },
  }
}
