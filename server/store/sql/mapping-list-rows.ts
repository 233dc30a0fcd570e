import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod/mini'
import type {
  Destination,
  DestinationConfiguration,
} from '../../../src/contract/destination/destination.ts'
import type { MappingSort } from '../../../src/contract/endpoints.ts'
import {
  MAPPING_STATES,
  MappingCounts,
  type MappingFilter,
  type MappingState,
  ValueFilter,
} from '../../../src/contract/mapping-filter.ts'
import type { Mapping } from '../../../src/contract/mapping.ts'
import type { Segment } from '../../../src/contract/segment.ts'
import { addDays } from '../../../src/domain/attention.ts'
import { requiredMappingFields } from '../../../src/domain/mapping-rules.ts'
import { ATTENTION_STATES } from '../../../src/domain/mapping-states.ts'
import { cutPage } from '../cursor.ts'
import { MAPPING_KEY_KINDS, mappingKey, NEVER, RANK_STEP } from '../sort-keys.ts'
import { ENDING_DAYS, type Judged, type MappingIdsParams, type Transaction } from '../store.ts'
import { isOf, MAPPING, mappingsOf } from './mapping-rows.ts'
import { mappings, segments } from './schema.ts'
import { isFound, isNotMappedTo, isPlaceFound, PEOPLE } from './segment-rows.ts'
import {
  allIds,
  contains,
  type Database,
  type FoundRows,
  idWindow,
  inOrder,
  isOneOfNumbers,
  jsonColumns,
  overlaps,
} from './statements.ts'

const SORT_COLUMNS = {
  name: segments.nameKey,
  id: mappings.segmentId,
  value: mappings.valueKey,
  start: mappings.startDate,
  end: sql`coalesce(${mappings.endDate}, ${NEVER}::date)`,
  priority: sql`(${mappings.priority}::bigint * ${sql.raw(String(RANK_STEP))} - ${mappings.segmentId})`,
  people: PEOPLE,
} satisfies Record<z.infer<typeof MappingSort>, unknown>

const SEGMENT = {
  id: segments.id,
  name: segments.name,
  folder: segments.folder,
  status: segments.status,
  restrictedLabels: segments.restrictedLabels,
  integrationCode: segments.integrationCode,
  peopleCount: segments.peopleCount,
}

const withSegment = eq(segments.id, mappings.segmentId)
const NEVER_HOLDS = sql`false`

/** The columns that two mappings have in common when they are duplicates, as `duplicateKey` tells. */
function duplicateColumns(configuration: DestinationConfiguration): { key: SQL[]; sends: SQL } {
  const { value, key, url } = mappings
  if (configuration.type === 'url' && !configuration.serialized) {
    return { key: [sql`${url}`, sql`coalesce(${value}, '')`], sends: sql`${url} is not null` }
  }
  if (configuration.type === 'cookie' && configuration.format === 'multi-key') {
    return {
      key: [sql`${key}`, sql`${value}`],
      sends: sql`${key} is not null and ${value} is not null`,
    }
  }
  return { key: [sql`${value}`], sends: sql`${value} is not null` }
}

function isDuplicate({ id, configuration }: Destination): SQL {
  const { key, sends } = duplicateColumns(configuration)
  const columns = sql.join(key, sql`, `)
  return sql`(${columns}) in (select ${columns} from ${mappings} where ${isOf(id)} and ${sends} group by ${columns} having count(*) > 1)`
}

const isFromCode = eq(mappings.valueOrigin, 'integration-code')

/** When each state holds, as `mappingStates` tells; some conditions are null where it does not. */
function stateConditions(
  destination: Destination,
  { today, overSize }: Judged,
  lacksCode: SQL = sql`(${isFromCode} and ${segments.integrationCode} is null)`,
): Record<Exclude<MappingState, 'ready'>, SQL> {
  const { configuration, exportLabels } = destination
  const { value, key, url, startDate, endDate, segmentId } = mappings
  const required = requiredMappingFields(configuration)
  const isValueMissing = required.includes('value') ? sql`${value} is null` : NEVER_HOLDS
  return {
    blocked: exportLabels?.length ? overlaps(segments.restrictedLabels, exportLabels) : NEVER_HOLDS,
    'ends-before-start': sql`${endDate} < ${startDate}`,
    'missing-key': required.includes('key') ? sql`${key} is null` : NEVER_HOLDS,
    'missing-value': sql`(${isValueMissing} and not ${lacksCode})`,
    'missing-code': sql`(${isValueMissing} and ${lacksCode})`,
    'missing-url': required.includes('url') ? sql`${url} is null` : NEVER_HOLDS,
    duplicate: isDuplicate(destination),
    'over-size': overSize.length > 0 ? isOneOfNumbers(segmentId, overSize) : NEVER_HOLDS,
    ended: sql`(${endDate} < ${today}::date and ${endDate} >= ${startDate})`,
    'segment-paused': sql`${segments.status} = 'paused'`,
    'not-started': sql`${startDate} > ${today}::date`,
  }
}

type StateConditions = ReturnType<typeof stateConditions>

/** Whether one of some states holds; never null. */
function isInState(conditions: StateConditions, states: readonly MappingState[]): SQL {
  const any = states.map((state) =>
    state === 'ready'
      ? sql`(${sql.join(Object.values(conditions), sql` or `)}) is not true`
      : conditions[state],
  )
  return sql`(${sql.join(any, sql` or `)}) is true`
}

function endsWithin(days: number, today: string): SQL {
  return sql`${mappings.endDate} between ${today}::date and ${addDays(today, days)}::date`
}

function hasValue(filter: ValueFilter): SQL {
  const { value, valueOrigin } = mappings
  switch (filter) {
    case 'empty':
      return sql`${value} is null`
    case 'automatic':
      return sql`(${value} is not null and ${valueOrigin} <> 'manual')`
    case 'changed':
      return sql`(${value} is not null and ${valueOrigin} = 'manual')`
  }
}

/**
 * The segments that a state may come from, as the index segment_notable has them: to count all mappings of
 * a destination, the others need not be read.
 */
const IS_NOTABLE = sql`(${segments.status} = 'paused' or ${segments.restrictedLabels} <> '{}')`

/** Without a joined segment: asked only for mappings whose value comes from a code. */
const LACKS_CODE = sql`case when ${isFromCode} then (select coded.integration_code is null from ${segments} as coded where coded.id = ${mappings.segmentId}) else false end`

/** Whether one of some columns is true. */
function anyOf(names: readonly string[]): SQL {
  return sql.join(
    names.map((name) => sql.identifier(name)),
    sql` or `,
  )
}

function countOf(condition: SQL): SQL {
  return sql`count(*) filter (where ${condition})`
}

/** The condition of a filter, on a query that reads mappings and segments. */
function isMappingFound(
  destination: Destination,
  filter: MappingFilter,
  judged: Judged,
): SQL | undefined {
  const { q, states, view, value, endsWithin: days } = filter
  const conditions = stateConditions(destination, judged)
  return and(
    q
      ? or(
          contains(segments.searchText, q),
          contains(sql`coalesce(${mappings.searchText}, ${mappings.valueKey})`, q),
        )
      : undefined,
    isPlaceFound(filter),
    value && hasValue(value),
    days === undefined ? undefined : endsWithin(days, judged.today),
    states?.length ? isInState(conditions, states) : undefined,
    view === 'attention' ? isInState(conditions, ATTENTION_STATES) : undefined,
    view === 'blocked' ? isInState(conditions, ['blocked']) : undefined,
  )
}

function found(
  destination: Destination,
  params: MappingIdsParams & { segmentIds?: number[] | undefined },
): FoundRows {
  const { sort, segmentIds, judged } = params
  const where = isMappingFound(destination, params, judged)
  const ofDestination = and(
    isOf(destination.id),
    segmentIds && isOneOfNumbers(mappings.segmentId, segmentIds),
  )
  const isBySegment = sort === 'name' || sort === 'people'
  // Each mapping has its segment: to count and to sort them all, it need not be read.
  const joined = sql`${mappings} join ${segments} on ${withSegment}`
  return {
    kind: MAPPING_KEY_KINDS[sort],
    query: sql`select ${mappings.segmentId} as id, ${SORT_COLUMNS[sort]} as key from ${where || isBySegment ? joined : mappings} where ${and(ofDestination, where)}`,
    ...(where === undefined && {
      count: sql`select count(*) from ${mappings} where ${ofDestination}`,
    }),
  }
}

type ChangeRow = Mapping & Pick<Segment, 'name' | 'integrationCode' | 'peopleCount'>

/** The lists of mappings: their filters, windows, ids and counts. */
export function mappingListRows(
  db: Database,
): Pick<
  Transaction,
  'listMappings' | 'mappingIds' | 'mappingCounts' | 'mappingsToChange' | 'mappedSegmentIds'
> {
  /** For each of some segments whose mapping has duplicates, the lowest of the others. */
  async function duplicatesOf(
    { id, configuration }: Destination,
    segmentIds: readonly number[],
  ): Promise<Map<number, number>> {
    const { key, sends } = duplicateColumns(configuration)
    const columns = sql.join(key, sql`, `)
    const groups = await db
      .select({ ids: sql<number[]>`to_json(array_agg(${mappings.segmentId}))` })
      .from(mappings)
      .where(
        and(
          isOf(id),
          sql`(${columns}) in (select ${columns} from ${mappings} where ${and(isOf(id), sends, isOneOfNumbers(mappings.segmentId, segmentIds))})`,
        ),
      )
      .groupBy(...key)
      .having(sql`count(*) > 1`)
    const others = new Map<number, number>()
    for (const { ids } of groups) {
      const [first, second] = ids.toSorted((a, b) => a - b)
      if (first === undefined || second === undefined) continue
      for (const each of ids) others.set(each, each === first ? second : first)
    }
    return others
  }

  return {
    async listMappings(destination, params) {
      const { ids, total } = await idWindow(db, found(destination, params), params)
      const rows = await db
        .select({ ...MAPPING, segment: SEGMENT })
        .from(mappings)
        .innerJoin(segments, withSegment)
        .where(and(isOf(destination.id), isOneOfNumbers(mappings.segmentId, ids)))
      const others = await duplicatesOf(destination, ids)
      const isOverSize = new Set(params.judged.overSize)
      const window = inOrder(rows, ids, ({ segmentId }) => segmentId).map((row) => ({
        ...row,
        duplicateOf: others.get(row.segmentId) ?? null,
        isOverSize: isOverSize.has(row.segmentId),
      }))
      const page = cutPage(window, params.limit, (mapping) => ({
        key: mappingKey(params.sort, mapping),
        id: mapping.segmentId,
      }))
      return { ...page, total }
    },

    mappingIds: (destination, params) => allIds(db, found(destination, params), params.direction),

    async mappingCounts(destination, { q, folder }, judged) {
      const search = isFound({ q, folder })
      const conditions = stateConditions(destination, judged, search ? undefined : LACKS_CODE)
      const flags: [name: string, condition: SQL][] = [
        ...Object.entries(conditions),
        ...ValueFilter.options.map((value): [string, SQL] => [`value-${value}`, hasValue(value)]),
        ['ending', endsWithin(ENDING_DAYS, judged.today)],
      ]
      const columns = flags.map(
        ([name, condition]) => sql`(${condition}) is true as ${sql.identifier(name)}`,
      )
      const pairs = [
        ...flags.map(
          ([name]) => sql`${sql.raw(`'${name}'`)}, ${countOf(sql`${sql.identifier(name)}`)}`,
        ),
        sql`'mapped', count(*)`,
        sql`'attention', ${countOf(anyOf(ATTENTION_STATES))}`,
        sql`'ready', ${countOf(sql`not (${anyOf(Object.keys(conditions))})`)}`,
      ]
      const joined = search
        ? sql`${mappings} join ${segments} on ${withSegment}`
        : sql`${mappings} left join ${segments} on ${withSegment} and ${IS_NOTABLE}`
      const rows = sql`select ${sql.join(columns, sql`, `)} from ${joined} where ${and(isOf(destination.id), isMappingFound(destination, { q, folder }, judged))}`
      const available = search
        ? sql`select count(*) from ${segments} where ${search} and ${isNotMappedTo(destination.id)}`
        : sql`select (select count(*) from ${segments}) - (select count(*) from ${mappings} where ${isOf(destination.id)})`
      const [counted] = await db
        .select({
          of: sql<Record<string, number>>`counted.of`,
          available: sql`counted.available`.mapWith(Number),
        })
        .from(
          // The offset keeps each condition from being judged once for each count.
          sql`(select json_build_object(${sql.join(pairs, sql`, `)}) as of, (${available}) as available from (${rows} offset 0) as judged) as counted`,
        )
      const of = counted?.of ?? {}
      return MappingCounts.parse({
        available: counted?.available,
        mapped: of.mapped,
        attention: of.attention,
        blocked: of.blocked,
        states: Object.fromEntries(MAPPING_STATES.map((state) => [state, of[state]])),
        values: Object.fromEntries(
          ValueFilter.options.map((value) => [value, of[`value-${value}`]]),
        ),
        endsWithin30: of.ending,
      })
    },

    async mappingsToChange(destinationId, segmentIds) {
      const [row] = await db
        .select({
          columns: jsonColumns<ChangeRow>({
            ...MAPPING,
            name: segments.name,
            integrationCode: segments.integrationCode,
            peopleCount: segments.peopleCount,
          }),
        })
        .from(mappings)
        .innerJoin(segments, withSegment)
        .where(and(isOf(destinationId), isOneOfNumbers(mappings.segmentId, segmentIds)))
      const rows = row ? mappingsOf<ChangeRow>(row.columns) : []
      return rows
        .toSorted((a, b) => a.segmentId - b.segmentId)
        .map(({ name, integrationCode, peopleCount, ...mapping }) => ({
          mapping,
          segment: { id: mapping.segmentId, name, integrationCode, peopleCount },
        }))
    },

    async mappedSegmentIds(destinationId, filter) {
      const rows = await db
        .select({ id: mappings.segmentId })
        .from(mappings)
        .innerJoin(segments, withSegment)
        .where(and(isOf(destinationId), isFound(filter)))
      return rows.map(({ id }) => id)
    },
  }
}
