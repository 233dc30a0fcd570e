import { isInFolder } from '../../../src/domain/mapping-by-rule.ts'
import { nameKey } from '../sort-keys.ts'
import type { Transaction } from '../store.ts'
import { compareKeys } from './page.ts'
import { mappingRowKey, ruleSegmentOf, type Tables } from './tables.ts'

/** Rules that map by folder, and the named views of the mapping grid. */
export function mappingRuleTables({
  mappingRules,
  mappingViews,
  mappings,
  segments,
  account,
}: Tables): Pick<
  Transaction,
  | 'shareMappingRules'
  | 'lockMappingRules'
  | 'mappingRuleDestinations'
  | 'listMappingRules'
  | 'insertMappingRule'
  | 'saveUnmappedByPeople'
  | 'deleteMappingRule'
  | 'segmentsForRule'
  | 'listMappingViews'
  | 'saveMappingView'
  | 'deleteMappingView'
> {
  function nextId(counter: string): number {
    const id = (account.get(counter) ?? 0) + 1
    account.put(counter, id)
    return id
  }

  return {
    shareMappingRules: () => Promise.resolve(),
    lockMappingRules: () => Promise.resolve(),
    async mappingRuleDestinations() {
      const ids = new Set(mappingRules.values().map(({ destinationId }) => destinationId))
      return [...ids].toSorted((a, b) => a - b)
    },
    async listMappingRules(destinationId) {
      return mappingRules
        .values()
        .filter((rule) => rule.destinationId === destinationId)
        .toArray()
        .toSorted((a, b) => a.id - b.id)
    },
    async insertMappingRule(rule) {
      const inserted = { ...rule, id: nextId('lastMappingRuleId'), unmapped: [] }
      mappingRules.put(inserted.id, inserted)
      return inserted
    },
    async saveUnmappedByPeople(ruleId, segmentIds) {
      const rule = mappingRules.get(ruleId)
      if (rule) mappingRules.put(ruleId, { ...rule, unmapped: segmentIds })
    },
    async deleteMappingRule(ruleId) {
      mappingRules.delete(ruleId)
    },
    async segmentsForRule(destinationId, folder, only) {
      const ids = only && new Set(only)
      const found = segments
        .values()
        .filter(({ id }) => !ids || ids.has(id))
        .filter((segment) => isInFolder(segment.folder, folder))
        .toArray()
      return {
        matching: found.length,
        unmapped: found
          .filter(({ id }) => !mappings.has(mappingRowKey(destinationId, id)))
          .map(ruleSegmentOf)
          .toSorted((a, b) => a.id - b.id),
      }
    },

    async listMappingViews() {
      return mappingViews
        .values()
        .toArray()
        .toSorted((a, b) => compareKeys(nameKey(a.name), nameKey(b.name)))
    },
    async saveMappingView(view) {
      const known = mappingViews.values().find(({ name }) => nameKey(name) === nameKey(view.name))
      const saved = { ...view, id: known?.id ?? nextId('lastMappingViewId') }
      mappingViews.put(saved.id, saved)
      return saved
    },
    async deleteMappingView(id) {
      const isKnown = mappingViews.has(id)
      mappingViews.delete(id)
      return isKnown
    },
  }
}
