import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import {
  type DataSource,
  type DestinationEffect,
  EFFECTS_NAMED,
  type MergeRule,
  type SegmentRule,
  type Trait,
} from '../../../src/contract/audience-model.ts'
import type { DestinationStatus } from '../../../src/contract/destination/destination.ts'
import type { RestrictionChange } from '../../../src/domain/export-controls.ts'
import { cutPage } from '../cursor.ts'
import { traitText } from '../sort-keys.ts'
import type { Transaction } from '../store.ts'
import {
  dataSources,
  destinations,
  mappings,
  mergeRules,
  segmentRules,
  segments,
  traits,
} from './schema.ts'
import { isRestricted } from './segment-rows.ts'
import {
  arrayText,
  assignments,
  contains,
  type Database,
  givenRows,
  isOneOfNumbers,
  jsonRows,
  keyset,
  namesOf,
  type RowColumns,
} from './statements.ts'

/** Any number, as long as nothing else in the database locks by it. */
const LOCK = 0x44_42_41_4d

/**
 * Holds off changes of what segments are made of until the transaction is over. Destinations are
 * changed side by side under it; only a change of the model, which concerns them all, waits for them.
 */
export async function shareAudienceModel(db: Database): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock_shared(${LOCK})`)
}

const SOURCE_COLUMNS: RowColumns<DataSource> = {
  id: { type: 'integer', of: ({ id }) => id },
  revision: { type: 'integer', of: ({ revision }) => revision },
  name: { type: 'text', of: ({ name }) => name },
  kind: { type: 'text', of: ({ kind }) => kind },
  controls: { type: 'text[]', of: ({ controls }) => arrayText(controls) },
}

const TRAIT_COLUMNS: RowColumns<Trait> = {
  id: { type: 'integer', of: ({ id }) => id },
  name: { type: 'text', of: ({ name }) => name },
  data_source_id: { type: 'integer', of: ({ dataSourceId }) => dataSourceId },
  search_text: { type: 'text', of: traitText },
}

const MERGE_RULE_COLUMNS: RowColumns<MergeRule> = {
  id: { type: 'integer', of: ({ id }) => id },
  name: { type: 'text', of: ({ name }) => name },
  controls: { type: 'text[]', of: ({ controls }) => arrayText(controls) },
  data_source_ids: { type: 'integer[]', of: ({ dataSourceIds }) => arrayText(dataSourceIds) },
}

const SEGMENT_RULE_COLUMNS: RowColumns<SegmentRule> = {
  segment_id: { type: 'integer', of: ({ segmentId }) => segmentId },
  data_source_id: { type: 'integer', of: ({ dataSourceId }) => dataSourceId },
  trait_ids: { type: 'integer[]', of: ({ traitIds }) => arrayText(traitIds) },
  included_segment_ids: {
    type: 'integer[]',
    of: ({ includedSegmentIds }) => arrayText(includedSegmentIds),
  },
  merge_rule_id: { type: 'integer', of: ({ mergeRuleId }) => mergeRuleId },
}

const CHANGE_COLUMNS: RowColumns<RestrictionChange> = {
  segment_id: { type: 'integer', of: ({ segmentId }) => segmentId },
  before: { type: 'text[]', of: ({ before }) => arrayText(before) },
  after: { type: 'text[]', of: ({ after }) => arrayText(after) },
}

const TRAIT = { id: traits.id, name: traits.name, dataSourceId: traits.dataSourceId }

const SEGMENT_RULE = getTableColumns(segmentRules)

/** Whether a destination's labels meet the restrictions that its segment had or will have. */
function isBlockedWhen(when: 'before' | 'after'): SQL {
  return sql`coalesce(${destinations.exportLabels} ?| given.${sql.identifier(when)}, false)`
}

/** What segments are made of, and what its restrictions do to mappings. */
export function audienceModelRows(
  db: Database,
): Pick<
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
  | 'saveRestrictions'
> {
  const allSources = () => db.select().from(dataSources).orderBy(dataSources.id)
  const allMergeRules = () => db.select().from(mergeRules).orderBy(mergeRules.id)

  async function upsert<T>(
    table: typeof dataSources | typeof traits | typeof mergeRules | typeof segmentRules,
    key: string,
    rows: readonly T[],
    columns: RowColumns<T>,
  ): Promise<void> {
    if (rows.length === 0) return
    await db.execute(
      sql`insert into ${table} (${namesOf(columns)}) select * from ${givenRows(rows, columns)} on conflict (${sql.identifier(key)}) do update set ${assignments(columns, 'excluded')}`,
    )
  }

  return {
    async lockAudienceModel() {
      await db.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    },

    shareAudienceModel: () => shareAudienceModel(db),

    async audienceModel() {
      const [trait] = await db.select({ rows: jsonRows<Trait>(TRAIT, traits.id) }).from(traits)
      const [rule] = await db
        .select({ rows: jsonRows<SegmentRule>(SEGMENT_RULE, segmentRules.segmentId) })
        .from(segmentRules)
      return {
        dataSources: await allSources(),
        traits: trait?.rows ?? [],
        mergeRules: await allMergeRules(),
        segmentRules: rule?.rows ?? [],
      }
    },

    async lineageOf(segmentIds) {
      // A union, not a union all: segments that include each other come once.
      const reached = sql`(
        with recursive reached (id) as (
          select unnest(${sql.param(segmentIds)}::integer[])
          union
          select unnest(rule.included_segment_ids)
          from ${segmentRules} as rule join reached on rule.segment_id = reached.id
        )
        select id from reached
      )`
      const rules = await db
        .select()
        .from(segmentRules)
        .where(inArray(segmentRules.segmentId, reached))
        .orderBy(segmentRules.segmentId)
      const traitIds = [...new Set(rules.flatMap((rule) => rule.traitIds))]
      const ruleIds = [...new Set(rules.flatMap(({ mergeRuleId }) => mergeRuleId ?? []))]
      return {
        dataSources: await allSources(),
        traits: await db
          .select(TRAIT)
          .from(traits)
          .where(isOneOfNumbers(traits.id, traitIds))
          .orderBy(traits.id),
        mergeRules: await allMergeRules().where(isOneOfNumbers(mergeRules.id, ruleIds)),
        segmentRules: rules,
      }
    },

    async dataSource(id) {
      const [row] = await db.select().from(dataSources).where(eq(dataSources.id, id))
      return row ?? null
    },

    listMergeRules: allMergeRules,

    async listTraits({ q, dataSourceId, cursor, limit }) {
      const where = and(
        q ? contains(traits.searchText, q) : undefined,
        dataSourceId === undefined ? undefined : eq(traits.dataSourceId, dataSourceId),
      )
      const { after, order } = keyset({ by: traits.id, kind: 'number' }, traits.id, {
        cursor,
        direction: 'asc',
      })
      const rows = await db
        .select(TRAIT)
        .from(traits)
        .where(and(where, after))
        .orderBy(order)
        .limit(limit + 1)
      const page = cutPage(rows, limit, ({ id }) => ({ key: id, id }))
      return { ...page, total: await db.$count(traits, where) }
    },

    async saveAudienceModel(rows) {
      await upsert(dataSources, 'id', rows.dataSources, SOURCE_COLUMNS)
      await upsert(traits, 'id', rows.traits, TRAIT_COLUMNS)
      await upsert(mergeRules, 'id', rows.mergeRules, MERGE_RULE_COLUMNS)
      await upsert(segmentRules, 'segment_id', rows.segmentRules, SEGMENT_RULE_COLUMNS)
    },

    async exportEffects(changes) {
      if (changes.length === 0) return { blocks: [], lifts: [] }
      const hits = sql`(
        select ${destinations.id} as destination_id, ${destinations.name} as name,
          ${destinations.status} as status, ${segments.id} as segment_id,
          ${segments.name} as segment_name, ${isBlockedWhen('after')} as blocks,
          row_number() over (
            partition by ${destinations.id}, ${isBlockedWhen('after')} order by ${segments.id}
          ) as position
        from ${givenRows(changes, CHANGE_COLUMNS)}
        join ${mappings} on ${mappings.segmentId} = given.segment_id
        join ${segments} on ${segments.id} = given.segment_id
        join ${destinations} on ${destinations.id} = ${mappings.destinationId}
        where ${destinations.status} in ('active', 'paused')
          and ${isBlockedWhen('before')} <> ${isBlockedWhen('after')}
      ) as hit`
      const rows = await db
        .select({
          destinationId: sql<number>`hit.destination_id`,
          name: sql<string>`coalesce(hit.name, '')`,
          status: sql<DestinationStatus>`hit.status`,
          blocks: sql<boolean>`hit.blocks`,
          count: sql<number>`count(*)::integer`,
          segments: sql<DestinationEffect['segments']>`json_agg(
            json_build_object('id', hit.segment_id, 'name', hit.segment_name) order by hit.segment_id
          ) filter (where hit.position <= ${EFFECTS_NAMED})`,
        })
        .from(hits)
        .groupBy(sql`hit.destination_id, hit.name, hit.status, hit.blocks`)
        .orderBy(sql`hit.destination_id`)
      const effects = (wanted: boolean): DestinationEffect[] =>
        rows.flatMap(({ blocks, ...effect }) => (blocks === wanted ? [effect] : []))
      return { blocks: effects(true), lifts: effects(false) }
    },

    async saveRestrictions(changes) {
      if (changes.length === 0) return
      await db.execute(
        sql`update ${segments} set restricted_labels = given.after from ${givenRows(changes, CHANGE_COLUMNS)} where ${segments.id} = given.segment_id`,
      )
      await db.execute(
        sql`update ${destinations} set mapping_blocked = counted.blocked
          from (
            select labelled.id, count(blocked.segment_id)::integer as blocked
            from ${destinations} as labelled
            left join (
              select ${mappings.destinationId}, ${mappings.segmentId}, ${segments.restrictedLabels}
              from ${mappings} join ${segments} on ${segments.id} = ${mappings.segmentId} and ${isRestricted()}
            ) as blocked
              on blocked.destination_id = labelled.id and labelled.export_labels ?| blocked.restricted_labels
            group by labelled.id
          ) as counted
          where ${destinations.id} = counted.id and ${destinations.mappingBlocked} <> counted.blocked`,
      )
    },
  }
}
