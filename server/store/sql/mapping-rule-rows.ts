import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { RuleSegment } from '../../../src/domain/mapping-by-rule.ts'
import { folderKey, nameKey } from '../sort-keys.ts'
import type { Transaction } from '../store.ts'
import { mappingRules, mappingViews, segments } from './schema.ts'
import { isNotMappedTo, isPlaceFound, RULE_SEGMENT } from './segment-rows.ts'
import { arrayText, type Database, isOneOfNumbers, jsonColumns, rowsOf } from './statements.ts'

/** Any number, as long as nothing else in the database locks by it. */
const LOCK = 0x44_42_4d_52

const { folderKey: _folderKey, ...readRule } = getTableColumns(mappingRules)
const { nameKey: _nameKey, ...readView } = getTableColumns(mappingViews)

/** Rules that map by folder, and the named views of the mapping grid. */
export function mappingRuleRows(
  db: Database,
): Pick<
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
  return {
    async shareMappingRules() {
      await db.execute(sql`select pg_advisory_xact_lock_shared(${LOCK})`)
    },
    async lockMappingRules() {
      await db.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    },

    async mappingRuleDestinations() {
      const rows = await db
        .selectDistinct({ id: mappingRules.destinationId })
        .from(mappingRules)
        .orderBy(asc(mappingRules.destinationId))
      return rows.map(({ id }) => id)
    },

    listMappingRules: (destinationId) =>
      db
        .select(readRule)
        .from(mappingRules)
        .where(eq(mappingRules.destinationId, destinationId))
        .orderBy(asc(mappingRules.id)),

    async insertMappingRule(rule) {
      const [inserted] = await db
        .insert(mappingRules)
        .values({ ...rule, folderKey: folderKey(rule.folder), unmapped: [] })
        .returning(readRule)
      if (!inserted) throw new Error('A rule was inserted and did not come back.')
      return inserted
    },

    async saveUnmappedByPeople(ruleId, segmentIds) {
      await db
        .update(mappingRules)
        .set({ unmapped: sql`${arrayText(segmentIds)}::integer[]` })
        .where(eq(mappingRules.id, ruleId))
    },

    async deleteMappingRule(ruleId) {
      await db.delete(mappingRules).where(eq(mappingRules.id, ruleId))
    },

    async segmentsForRule(destinationId, folder, only) {
      const where = and(isPlaceFound({ folder }), only && isOneOfNumbers(segments.id, only))
      const [found] = await db
        .select({
          matching: sql`(select count(*) from ${segments} where ${where ?? sql`true`})`.mapWith(
            Number,
          ),
          unmapped: jsonColumns<RuleSegment>(RULE_SEGMENT),
        })
        .from(segments)
        .where(and(where, isNotMappedTo(destinationId)))
      return {
        matching: found?.matching ?? 0,
        unmapped: found ? rowsOf(found.unmapped).toSorted((a, b) => a.id - b.id) : [],
      }
    },

    listMappingViews: () =>
      db.select(readView).from(mappingViews).orderBy(asc(mappingViews.nameKey)),

    async saveMappingView(view) {
      const row = { ...view, nameKey: nameKey(view.name) }
      const [saved] = await db
        .insert(mappingViews)
        .values(row)
        .onConflictDoUpdate({ target: mappingViews.nameKey, set: row })
        .returning(readView)
      if (!saved) throw new Error('A view was saved and did not come back.')
      return saved
    },

    async deleteMappingView(id) {
      const removed = await db
        .delete(mappingViews)
        .where(eq(mappingViews.id, id))
        .returning({ id: mappingViews.id })
      return removed.length > 0
    },
  }
}
