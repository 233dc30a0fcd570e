import { and, eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm'
import type { DeliveryMapping, Mapping } from '../../../src/contract/mapping.ts'
import { mappingText, nameKey } from '../sort-keys.ts'
import type { Transaction } from '../store.ts'
import { mappings, segments } from './schema.ts'
import { isRestricted } from './segment-rows.ts'
import {
  assignments,
  type Database,
  givenRows,
  instantsOf,
  isOneOfNumbers,
  jsonColumns,
  jsonRows,
  namesOf,
  type RowColumns,
  rowsOf,
} from './statements.ts'

const {
  destinationId: _destinationId,
  valueKey: _valueKey,
  searchText: _searchText,
  ...read
} = getTableColumns(mappings)

/** The columns that make a mapping. */
export const MAPPING = read

/** What a search looks through, where `value_key` is not all of it. */
function searchText(mapping: Mapping): string | null {
  const { key, url, secureUrl } = mapping
  return key === null && url === null && secureUrl === null ? null : mappingText(mapping)
}

const COLUMNS: RowColumns<Mapping> = {
  segment_id: { type: 'integer', of: ({ segmentId }) => segmentId },
  revision: { type: 'integer', of: ({ revision }) => revision },
  value: { type: 'text', of: ({ value }) => value },
  key: { type: 'text', of: ({ key }) => key },
  url: { type: 'text', of: ({ url }) => url },
  secure_url: { type: 'text', of: ({ secureUrl }) => secureUrl },
  start_date: { type: 'date', of: ({ startDate }) => startDate },
  end_date: { type: 'date', of: ({ endDate }) => endDate },
  priority: { type: 'integer', of: ({ priority }) => priority },
  value_origin: { type: 'text', of: ({ valueOrigin }) => valueOrigin },
  updated_at: { type: 'timestamptz', of: ({ updatedAt }) => updatedAt },
  rule_id: { type: 'integer', of: ({ ruleId }) => ruleId },
  value_key: { type: 'text', of: ({ value }) => nameKey(value) },
  search_text: { type: 'text', of: searchText },
}

/** A mapping as delivery sees it, of a query that joins its segment. */
export const DELIVERY = {
  segmentId: mappings.segmentId,
  name: segments.name,
  value: mappings.value,
  key: mappings.key,
  url: mappings.url,
  secureUrl: mappings.secureUrl,
  startDate: mappings.startDate,
  endDate: mappings.endDate,
  priority: mappings.priority,
  paused: sql<boolean>`${segments.status} = 'paused'`,
  restrictedLabels: segments.restrictedLabels,
}

/** The mappings of columns that `jsonColumns` made of `MAPPING`. */
export function mappingsOf<T extends Pick<Mapping, 'updatedAt'>>(
  columns: Parameters<typeof rowsOf<T>>[0],
): T[] {
  return rowsOf<T>({ ...columns, updatedAt: instantsOf(columns.updatedAt) })
}

export function isOf(destinationId: number): SQL {
  return eq(mappings.destinationId, destinationId)
}

export function mappingRows(
  db: Database,
): Pick<
  Transaction,
  | 'mappings'
  | 'insertMappings'
  | 'saveMappings'
  | 'deleteMappings'
  | 'mappingsContaining'
  | 'deliveryMappings'
  | 'restrictedMappedSegments'
  | 'copyMappings'
> {
  const withSegment = eq(segments.id, mappings.segmentId)

  return {
    async mappings(destinationId, segmentIds) {
      const [row] = await db
        .select({ columns: jsonColumns<Mapping>(MAPPING) })
        .from(mappings)
        .where(and(isOf(destinationId), isOneOfNumbers(mappings.segmentId, segmentIds)))
      return row ? mappingsOf(row.columns) : []
    },

    async insertMappings(destinationId, added) {
      if (added.length === 0) return []
      const ids = added.map(({ segmentId }) => segmentId)
      const [present] = await db
        .select({ ids: sql<number[] | null>`json_agg(${mappings.segmentId})` })
        .from(mappings)
        .where(and(isOf(destinationId), isOneOfNumbers(mappings.segmentId, ids)))
      const known = new Set(present?.ids)
      const fresh = added.filter(({ segmentId }) => !known.has(segmentId))
      if (fresh.length === 0) return []
      // Nobody else adds any meanwhile; to let the statement look for conflicts takes half as long again.
      await db.execute(
        sql`insert into ${mappings} (destination_id, ${namesOf(COLUMNS)}) select ${destinationId}::integer, given.* from ${givenRows(fresh, COLUMNS)}`,
      )
      return fresh.map(({ segmentId }) => segmentId)
    },

    async saveMappings(destinationId, changed) {
      if (changed.length === 0) return
      await db.execute(
        sql`update ${mappings} set ${assignments(COLUMNS)} from ${givenRows(changed, COLUMNS)} where ${isOf(destinationId)} and ${mappings.segmentId} = given.segment_id`,
      )
    },

    async deleteMappings(destinationId, segmentIds) {
      const deleted = db.$with('deleted').as(
        db
          .delete(mappings)
          .where(and(isOf(destinationId), isOneOfNumbers(mappings.segmentId, segmentIds)))
          .returning(MAPPING),
      )
      const [row] = await db
        .with(deleted)
        .select({ columns: jsonColumns<Mapping>(MAPPING) })
        .from(sql`deleted as ${mappings}`)
      return row ? mappingsOf(row.columns) : []
    },

    async mappingsContaining(destinationId, texts) {
      const hit = or(...texts.map((text) => sql`strpos(found.text, ${text}) > 0`)) ?? sql`false`
      const [row] = await db
        .select({
          count: sql`count(*)`.mapWith(Number),
          example: sql<string | null>`min(found.text collate "C")`,
        })
        .from(
          sql`${mappings} cross join lateral (values (${mappings.value}), (${mappings.key})) as found(text)`,
        )
        .where(and(isOf(destinationId), hit))
      return { count: row?.count ?? 0, example: row?.example ?? null }
    },

    async deliveryMappings(destinationId) {
      const [mapping] = await db
        .select({ rows: jsonRows<DeliveryMapping>(DELIVERY, mappings.segmentId) })
        .from(mappings)
        .innerJoin(segments, withSegment)
        .where(isOf(destinationId))
      return mapping?.rows ?? []
    },

    restrictedMappedSegments: (destinationId) =>
      db
        .select({
          id: segments.id,
          name: segments.name,
          restrictedLabels: segments.restrictedLabels,
        })
        .from(mappings)
        .innerJoin(segments, withSegment)
        .where(and(isOf(destinationId), isRestricted()))
        .orderBy(segments.id),

    async copyMappings(fromId, toId, at) {
      await db.execute(
        sql`insert into ${mappings} (destination_id, revision, updated_at, segment_id, value, key, url, secure_url, start_date, end_date, priority, value_origin, value_key, search_text)
          select ${toId}::integer, 1, ${at}::timestamptz, segment_id, value, key, url, secure_url, start_date, end_date, priority, value_origin, value_key, search_text
          from ${mappings} where ${isOf(fromId)}`,
      )
    },
  }
}
