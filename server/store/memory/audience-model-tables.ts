import {
  type DestinationEffect,
  EFFECTS_NAMED,
  type ExportEffects,
  type Trait,
} from '../../../src/contract/audience-model.ts'
import { blockedBy } from '../../../src/domain/export-controls.ts'
import { traitText } from '../sort-keys.ts'
import type { Transaction } from '../store.ts'
import { pageOf } from './page.ts'
import type { Tables } from './tables.ts'

function sorted<T extends { id: number }>(rows: Iterable<T>): T[] {
  return [...rows].toSorted((a, b) => a.id - b.id)
}

const idOf = ({ id }: Trait) => id

/** What segments are made of, and what its restrictions do to mappings. */
export function audienceModelTables({
  dataSources,
  traits,
  mergeRules,
  segmentRules,
  destinations,
  mappings,
  segments,
}: Tables): Pick<
  Transaction,
  | 'lockAudienceModel'
  | 'shareAudienceModel'
  | 'audienceModel'
  | 'lineageOf'
  | 'dataSource'
  | 'listMergeRules'
  | 'listTraits'
  | 'saveAudienceModel'
  | 'exportEffects'
> {
  return {
    lockAudienceModel: () => Promise.resolve(),
    shareAudienceModel: () => Promise.resolve(),
    async audienceModel() {
      return {
        dataSources: sorted(dataSources.values()),
        traits: sorted(traits.values()),
        mergeRules: sorted(mergeRules.values()),
        segmentRules: [...segmentRules.values()].toSorted((a, b) => a.segmentId - b.segmentId),
      }
    },
    async lineageOf(segmentIds) {
      const reached = new Set(segmentIds)
      // A set is walked to its end, also to what is added on the way.
      for (const id of reached) {
        for (const included of segmentRules.get(id)?.includedSegmentIds ?? []) reached.add(included)
      }
      const rules = [...reached].flatMap((id) => segmentRules.get(id) ?? [])
      const traitIds = new Set(rules.flatMap((rule) => rule.traitIds))
      const ruleIds = new Set(rules.flatMap(({ mergeRuleId }) => mergeRuleId ?? []))
      return {
        dataSources: sorted(dataSources.values()),
        traits: sorted([...traitIds].flatMap((id) => traits.get(id) ?? [])),
        mergeRules: sorted([...ruleIds].flatMap((id) => mergeRules.get(id) ?? [])),
        segmentRules: rules.toSorted((a, b) => a.segmentId - b.segmentId),
      }
    },
    async dataSource(id) {
      return dataSources.get(id) ?? null
    },
    async listMergeRules() {
      return sorted(mergeRules.values())
    },
    async listTraits({ q, dataSourceId, ...paging }) {
      const found = traits
        .values()
        .filter((trait) => dataSourceId === undefined || trait.dataSourceId === dataSourceId)
        .filter((trait) => !q || traitText(trait).includes(q.toLowerCase()))
        .toArray()
      return pageOf(found, idOf, idOf, { ...paging, direction: 'asc', kind: 'number' })
    },
    async saveAudienceModel(rows) {
      for (const source of rows.dataSources) dataSources.put(source.id, source)
      for (const trait of rows.traits) traits.put(trait.id, trait)
      for (const rule of rows.mergeRules) mergeRules.put(rule.id, rule)
      for (const rule of rows.segmentRules) segmentRules.put(rule.segmentId, rule)
    },
    async exportEffects(changes) {
      const changeOf = new Map(changes.map((change) => [change.segmentId, change]))
      const mapped = Map.groupBy(
        mappings.values().filter(({ segmentId }) => changeOf.has(segmentId)),
        ({ destinationId }) => destinationId,
      )
      const effects: ExportEffects = { blocks: [], lifts: [] }
      for (const [destinationId, rows] of [...mapped].toSorted(([a], [b]) => a - b)) {
        const destination = destinations.get(destinationId)
        if (destination?.status !== 'active' && destination?.status !== 'paused') continue
        const { name, status, exportLabels } = destination
        const isBlocked = (id: number, when: 'before' | 'after') =>
          blockedBy(exportLabels, changeOf.get(id)?.[when] ?? []).length > 0
        const effect = (from: boolean): DestinationEffect[] => {
          const hits = rows
            .map(({ segmentId }) => segmentId)
            .filter((id) => isBlocked(id, 'before') === from && isBlocked(id, 'after') !== from)
            .toSorted((a, b) => a - b)
          if (hits.length === 0) return []
          const named = hits.slice(0, EFFECTS_NAMED).flatMap((id) => segments.get(id) ?? [])
          return [
            {
              destinationId,
              name: name ?? '',
              status,
              count: hits.length,
              segments: named.map((segment) => ({ id: segment.id, name: segment.name })),
            },
          ]
        }
        effects.blocks.push(...effect(false))
        effects.lifts.push(...effect(true))
      }
      return effects
    },
  }
}
