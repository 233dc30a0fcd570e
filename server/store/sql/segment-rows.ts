import { and, count, getTableColumns, max, type SQL, sql } from 'drizzle-orm'
import type { Segment } from '../../../src/contract/segment.ts'
import { cutPage } from '../cursor.ts'
import {
  folderCounts,
  folderKey,
  nameKey,
  SEGMENT_KEY_KINDS,
  segmentKey,
  segmentText,
} from '../sort-keys.ts'
import type { SegmentFilter, Transaction } from '../store.ts'
import { mappings, segments } from './schema.ts'
import {
  arrayText,
  assignments,
  contains,
  type Database,
  givenRows,
  isOneOfNumbers,
  isOneOfTexts,
  keyset,
  namesOf,
  type RowColumns,
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

/** As the index segment_by_people has it. */
export const PEOPLE = sql`coalesce(${segments.peopleCount}, -1)`

const SORT_COLUMNS = { name: segments.nameKey, id: segments.id, people: PEOPLE }

/** The condition of a segment filter, on a query that reads segments. */
export function isFound({ q, folder }: SegmentFilter): SQL | undefined {
  return and(
    q ? contains(segments.searchText, q) : undefined,
    folder?.length ? startsWith(segments.folderKey, folderKey(folder)) : undefined,
  )
}

/** As the index segment_restricted has it. */
export function isRestricted(): SQL {
  return sql`${segments.restrictedLabels} <> '{}'`
}

function isMappedTo(destinationId: number): SQL {
  return sql`exists (select 1 from ${mappings} where ${mappings.destinationId} = ${destinationId} and ${mappings.segmentId} = ${segments.id})`
}

function isNotMappedTo(destinationId: number): SQL {
  return sql`not ${isMappedTo(destinationId)}`
}

export function segmentRows(
  db: Database,
): Pick<
  Transaction,
  | 'listSegments'
  | 'segments'
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
      const { sort, limit, notMappedTo, segmentIds } = params
      const where = and(
        isFound(params),
        segmentIds && isOneOfNumbers(segments.id, segmentIds),
        notMappedTo === undefined ? undefined : isNotMappedTo(notMappedTo),
      )
      const { after, order } = keyset(
        { by: SORT_COLUMNS[sort], kind: SEGMENT_KEY_KINDS[sort] },
        segments.id,
        params,
      )
      const rows = await select(and(where, after))
        .orderBy(order)
        .limit(limit + 1)
      const page = cutPage(rows, limit, (segment) => ({
        key: segmentKey(sort, segment),
        id: segment.id,
      }))
      return { ...page, total: await db.$count(segments, where) }
    },

    segments: (ids) => select(isOneOfNumbers(segments.id, ids)),
    segmentsByIntegrationCode: (codes) => select(isOneOfTexts(segments.integrationCode, codes)),
    segmentsByName: (names) => select(isOneOfTexts(segments.name, names)),
    unmappedSegments: (destinationId, filter) =>
      select(and(isFound(filter), isNotMappedTo(destinationId))),

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
