import { and, count, eq, getTableColumns, gte, lte, max, ne, type SQL, sql } from 'drizzle-orm'
import type { SegmentFilter } from '../../../src/contract/mapping-filter.ts'
import type { Segment } from '../../../src/contract/segment.ts'
import type { RuleSegment } from '../../../src/domain/mapping-by-rule.ts'
import { cutPage } from '../cursor.ts'
import {
  folderCounts,
  folderKey,
  nameKey,
  SEGMENT_KEY_KINDS,
  segmentKey,
  segmentText,
} from '../sort-keys.ts'
import type { SegmentIdsParams, Transaction } from '../store.ts'
import { destinations, mappings, segmentRules, segments } from './schema.ts'
import {
  allIds,
  arrayText,
  assignments,
  contains,
  type Database,
  type FoundRows,
  givenRows,
  idWindow,
  inOrder,
  isOneOfNumbers,
  isOneOfTexts,
  jsonColumns,
  namesOf,
  overlaps,
  type RowColumns,
  rowsOf,
  startsWith,
} from './statements.ts'

const {
  nameKey: _nameKey,
  folderKey: _folderKey,
  searchText: _searchText,
  ...read
} = getTableColumns(segments)

/** All but the restrictions, which are derived. */
const COLUMNS: RowColumns<Segment> = {
  id: { type: 'integer', of: ({ id }) => id },
  name: { type: 'text', of: ({ name }) => name },
  folder: { type: 'jsonb', of: ({ folder }) => JSON.stringify(folder) },
  description: { type: 'text', of: ({ description }) => description },
  integration_code: { type: 'text', of: ({ integrationCode }) => integrationCode },
  people_count: { type: 'bigint', of: ({ peopleCount }) => peopleCount },
  status: { type: 'text', of: ({ status }) => status },
  created_at: { type: 'timestamptz', of: ({ createdAt }) => createdAt },
  updated_at: { type: 'timestamptz', of: ({ updatedAt }) => updatedAt },
  name_key: { type: 'text', of: ({ name }) => nameKey(name) },
  folder_key: { type: 'text', of: ({ folder }) => folderKey(folder) },
  search_text: { type: 'text', of: segmentText },
}

const NEW_COLUMNS: RowColumns<Segment> = {
  ...COLUMNS,
  restricted_labels: {
    type: 'text[]',
    of: ({ restrictedLabels }) => arrayText(restrictedLabels),
  },
}

/** What decides whether and how a segment is mapped. */
export const RULE_SEGMENT = {
  id: segments.id,
  name: segments.name,
  integrationCode: segments.integrationCode,
  restrictedLabels: segments.restrictedLabels,
}

/** As the index segment_by_people has it. */
export const PEOPLE = sql`coalesce(${segments.peopleCount}, -1)`

const SORT_COLUMNS = { name: segments.nameKey, id: segments.id, people: PEOPLE }

/** The condition of a segment filter, on a query that reads segments. */
export function isFound(filter: SegmentFilter): SQL | undefined {
  const { q, status } = filter
  return and(
    q ? contains(segments.searchText, q) : undefined,
    isPlaceFound(filter),
    status && eq(segments.status, status),
  )
}

/** The part of it that mappings have too, beside the search. */
export function isPlaceFound({
  folder,
  dataSourceId,
  peopleMin,
  peopleMax,
}: Omit<SegmentFilter, 'q' | 'status'>): SQL | undefined {
  return and(
    folder?.length ? startsWith(segments.folderKey, folderKey(folder)) : undefined,
    dataSourceId === undefined
      ? undefined
      : sql`exists (select 1 from ${segmentRules} where ${segmentRules.segmentId} = ${segments.id} and ${segmentRules.dataSourceId} = ${dataSourceId})`,
    peopleMin === undefined ? undefined : gte(segments.peopleCount, peopleMin),
    peopleMax === undefined ? undefined : lte(segments.peopleCount, peopleMax),
  )
}

/** As the index segment_restricted has it. */
export function isRestricted(): SQL {
  return sql`${segments.restrictedLabels} <> '{}'`
}

function isMappedTo(destinationId: number): SQL {
  return sql`exists (select 1 from ${mappings} where ${mappings.destinationId} = ${destinationId} and ${mappings.segmentId} = ${segments.id})`
}

const isNotDeleted = ne(destinations.status, 'deleted')

/** Whether a destination has it; those in the trash do not count. */
function isUsed(): SQL {
  return sql`exists (select 1 from ${mappings} join ${destinations} on ${destinations.id} = ${mappings.destinationId} where ${mappings.segmentId} = ${segments.id} and ${isNotDeleted})`
}

export function isNotMappedTo(destinationId: number): SQL {
  return sql`not ${isMappedTo(destinationId)}`
}

const idOf = ({ id }: { id: number }) => id

function found(params: SegmentIdsParams): FoundRows {
  const { sort, notMappedTo, mapped, segmentIds, sendableWith } = params
  const where = and(
    isFound(params),
    segmentIds && isOneOfNumbers(segments.id, segmentIds),
    notMappedTo === undefined ? undefined : isNotMappedTo(notMappedTo),
    mapped === 'yes' ? isUsed() : undefined,
    mapped === 'no' ? sql`not ${isUsed()}` : undefined,
    sendableWith?.length
      ? sql`not (${overlaps(segments.restrictedLabels, sendableWith)})`
      : undefined,
  )
  return {
    kind: SEGMENT_KEY_KINDS[sort],
    query: sql`select ${segments.id} as id, ${SORT_COLUMNS[sort]} as key from ${segments} where ${where ?? sql`true`}`,
    ...(where === undefined && { count: sql`select count(*) from ${segments}` }),
  }
}

export function segmentRows(
  db: Database,
): Pick<
  Transaction,
  | 'listSegments'
  | 'segments'
  | 'segmentIds'
  | 'segmentsByIntegrationCode'
  | 'segmentsByName'
  | 'unmappedSegments'
  | 'segmentFolders'
  | 'lastSegmentId'
  | 'insertSegments'
  | 'saveSegments'
> {
  function select(where: SQL | undefined) {
    return db.select(read).from(segments).where(where)
  }

  return {
    async listSegments(params) {
      const { ids, total } = await idWindow(db, found(params), params)
      const uses = db
        .select({ segmentId: mappings.segmentId, count: count().as('uses') })
        .from(mappings)
        .innerJoin(destinations, eq(destinations.id, mappings.destinationId))
        .where(and(isOneOfNumbers(mappings.segmentId, ids), isNotDeleted))
        .groupBy(mappings.segmentId)
        .as('uses')
      const rows = await db
        .select({ ...read, destinations: sql`coalesce(${uses.count}, 0)`.mapWith(Number) })
        .from(segments)
        .leftJoin(uses, eq(uses.segmentId, segments.id))
        .where(isOneOfNumbers(segments.id, ids))
      const page = cutPage(inOrder(rows, ids, idOf), params.limit, (segment) => ({
        key: segmentKey(params.sort, segment),
        id: segment.id,
      }))
      return { ...page, total }
    },
    segmentIds: (params) => allIds(db, found(params), params.direction),

    segments: (ids) => select(isOneOfNumbers(segments.id, ids)),
    segmentsByIntegrationCode: (codes) => select(isOneOfTexts(segments.integrationCode, codes)),
    segmentsByName: (names) => select(isOneOfTexts(segments.name, names)),
    async unmappedSegments(destinationId, filter) {
      const [row] = await db
        .select({ columns: jsonColumns<RuleSegment>(RULE_SEGMENT) })
        .from(segments)
        .where(and(isFound(filter), isNotMappedTo(destinationId)))
      return row ? rowsOf(row.columns).toSorted((a, b) => a.id - b.id) : []
    },

    async segmentFolders({ mappedTo, notMappedTo }) {
      const groups = await db
        .select({ folder: segments.folder, count: count() })
        .from(segments)
        .where(
          and(
            mappedTo === undefined ? undefined : isMappedTo(mappedTo),
            notMappedTo === undefined ? undefined : isNotMappedTo(notMappedTo),
          ),
        )
        .groupBy(segments.folder)
      return {
        items: folderCounts(groups),
        total: groups.reduce((total, group) => total + group.count, 0),
      }
    },

    async lastSegmentId() {
      const [row] = await db.select({ last: max(segments.id) }).from(segments)
      return row?.last ?? 0
    },

    async insertSegments(added) {
      if (added.length === 0) return
      await db.execute(
        sql`insert into ${segments} (${namesOf(NEW_COLUMNS)}) select * from ${givenRows(added, NEW_COLUMNS)}`,
      )
    },

    async saveSegments(changed) {
      if (changed.length === 0) return
      await db.execute(
        sql`update ${segments} set ${assignments(COLUMNS)} from ${givenRows(changed, COLUMNS)} where ${segments.id} = given.id`,
      )
    },
  }
}
