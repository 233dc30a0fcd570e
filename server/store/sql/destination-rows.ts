import {
  and,
  desc,
  eq,
  getTableColumns,
  inArray,
  type InferSelectModel,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { ExportLabel } from '../../../src/contract/common.ts'
import type { Destination } from '../../../src/contract/destination/destination.ts'
import { DestinationType } from '../../../src/contract/destination/destination.ts'
import type { DestinationSort } from '../../../src/contract/endpoints.ts'
import { addDays, ENDING_SOON_DAYS } from '../../../src/domain/attention.ts'
import { CATEGORY_OF } from '../../../src/domain/destination-types.ts'
import { NO_MAPPINGS, requiredMappingFields } from '../../../src/domain/mapping-rules.ts'
import { cutPage } from '../cursor.ts'
import { DESTINATION_KEY_KINDS, destinationKey, destinationText, nameKey } from '../sort-keys.ts'
import type { DestinationListParams, NewDestination, Transaction } from '../store.ts'
import { shareAudienceModel } from './audience-model-rows.ts'
import { accounts, destinations, mappings, segments, versions } from './schema.ts'
import { isRestricted } from './segment-rows.ts'
import { contains, type Database, keyset, overlaps } from './statements.ts'

const {
  nameKey: _nameKey,
  searchText: _searchText,
  type: _type,
  blockedAtDeletion: _blockedAtDeletion,
  ...read
} = getTableColumns(destinations)

type Row = Pick<InferSelectModel<typeof destinations>, keyof typeof read>

function destinationOf(row: Row): Destination {
  const { mappingTotal, mappingIncomplete, mappingBlocked, earliestEnd, latestEnd, ...fields } = row
  return {
    ...fields,
    mappings: {
      total: mappingTotal,
      incomplete: mappingIncomplete,
      blocked: mappingBlocked,
      earliestEnd,
      latestEnd,
    },
  }
}

/** What is written, without the mapping stats. */
function rowOf(id: number, destination: NewDestination) {
  return {
    id,
    revision: destination.revision,
    status: destination.status,
    statusBeforeDelete: destination.statusBeforeDelete,
    name: destination.name,
    description: destination.description,
    environment: destination.environment,
    autoFill: destination.autoFill,
    exportLabels: destination.exportLabels,
    type: destination.configuration.type,
    configuration: destination.configuration,
    createdAt: destination.createdAt,
    updatedAt: destination.updatedAt,
    activatedAt: destination.activatedAt,
    deletedAt: destination.deletedAt,
    nameKey: nameKey(destination.name),
    searchText: destinationText({
      id,
      name: destination.name,
      description: destination.description,
    }),
  }
}

const SORT_COLUMNS = {
  name: destinations.nameKey,
  id: destinations.id,
  type: destinations.type,
  status: destinations.status,
  segments: destinations.mappingTotal,
  updated: destinations.updatedAt,
} satisfies Record<DestinationSort, unknown>

/** `needsAttention` of src/domain/attention.ts, as a condition. */
function attention(today: string): SQL | undefined {
  return and(
    inArray(destinations.status, ['active', 'paused']),
    or(
      sql`${destinations.mappingIncomplete} > 0`,
      sql`${destinations.mappingBlocked} > 0`,
      lte(destinations.earliestEnd, addDays(today, ENDING_SOON_DAYS)),
    ),
  )
}

function listed(params: DestinationListParams): SQL | undefined {
  const { category } = params
  const ofCategory = DestinationType.options.filter((type) => CATEGORY_OF[type] === category)
  return and(
    params.statuses?.length
      ? inArray(destinations.status, params.statuses)
      : ne(destinations.status, 'deleted'),
    params.types?.length ? inArray(destinations.type, params.types) : undefined,
    category === undefined ? undefined : inArray(destinations.type, ofCategory),
    params.attention ? attention(params.today) : undefined,
  )
}

function countWhere(condition: SQL | undefined) {
  return sql<number>`count(*) filter (where ${condition ?? sql`true`})`.mapWith(Number)
}

/** How many mappings labels block; few segments are restricted, so it starts from those. */
function blockedOf(destinationId: number, labels: readonly ExportLabel[]): SQL {
  const isBlocked = and(
    eq(mappings.destinationId, destinationId),
    eq(mappings.segmentId, segments.id),
    isRestricted(),
    overlaps(segments.restrictedLabels, labels),
  )
  return sql`(select count(*) from ${segments}, ${mappings} where ${isBlocked})`
}

/** Those that meet a condition, by id. */
export async function readDestinations(
  db: Database,
  where: SQL | undefined,
): Promise<Destination[]> {
  const rows = await db.select(read).from(destinations).where(where).orderBy(destinations.id)
  return rows.map(destinationOf)
}

/** Destinations and their versions. */
export function destinationRows(
  db: Database,
): Pick<
  Transaction,
  | 'destination'
  | 'insertDestination'
  | 'insertDestinationAs'
  | 'saveDestination'
  | 'listDestinations'
  | 'saveBlockedAtDeletion'
  | 'blockedAtDeletion'
  | 'listVersions'
  | 'saveVersion'
  | 'refreshMappingStats'
> {
  // The question asked most: made once, and planned by PostgreSQL once for each connection.
  let findDestination: ReturnType<typeof prepareFind> | undefined
  function prepareFind() {
    return db
      .select(read)
      .from(destinations)
      .where(eq(destinations.id, sql.placeholder('id')))
      .prepare('destination')
  }

  async function lockedDestination(id: number) {
    await shareAudienceModel(db)
    return db.select(read).from(destinations).where(eq(destinations.id, id)).for('update')
  }

  return {
    async destination(id, lock = false) {
      const [row] = await (lock
        ? lockedDestination(id)
        : (findDestination ??= prepareFind()).execute({ id }))
      return row ? destinationOf(row) : null
    },

    async insertDestination(destination) {
      // The counter is in the account's row, so that ids have no gaps and follow those of sample data.
      const [account] = await db
        .update(accounts)
        .set({ lastDestinationId: sql`${accounts.lastDestinationId} + 1` })
        .returning({ id: accounts.lastDestinationId })
      if (!account) throw new Error('The account has no row; the migrations did not run.')
      await db.insert(destinations).values(rowOf(account.id, destination))
      return { ...destination, id: account.id, mappings: NO_MAPPINGS }
    },

    async insertDestinationAs(id, destination) {
      await db
        .update(accounts)
        .set({ lastDestinationId: sql`greatest(${accounts.lastDestinationId}, ${id}::integer)` })
      await db.insert(destinations).values(rowOf(id, destination))
    },

    async saveDestination(destination) {
      const { id, ...row } = rowOf(destination.id, destination)
      await db.update(destinations).set(row).where(eq(destinations.id, id))
    },

    async saveBlockedAtDeletion(destinationId, blockedAtDeletion) {
      await db
        .update(destinations)
        .set({ blockedAtDeletion })
        .where(eq(destinations.id, destinationId))
    },

    async blockedAtDeletion(destinationId) {
      const [row] = await db
        .select({ segmentIds: destinations.blockedAtDeletion })
        .from(destinations)
        .where(eq(destinations.id, destinationId))
      return row?.segmentIds ?? []
    },

    async listDestinations(params) {
      const { sort, limit } = params
      const searched = params.q ? contains(destinations.searchText, params.q) : undefined
      const where = listed(params)
      const { after, order } = keyset(
        { by: SORT_COLUMNS[sort], kind: DESTINATION_KEY_KINDS[sort] },
        destinations.id,
        params,
      )
      const rows = await db
        .select(read)
        .from(destinations)
        .where(and(searched, where, after))
        .orderBy(order)
        .limit(limit + 1)
      const live = ne(destinations.status, 'deleted')
      const ofType = (type: DestinationType) => countWhere(and(live, eq(destinations.type, type)))
      const [counted] = await db
        .select({
          total: countWhere(where),
          all: countWhere(live),
          attention: countWhere(attention(params.today)),
          url: ofType('url'),
          cookie: ofType('cookie'),
        })
        .from(destinations)
        .where(searched)
      const byCategory = { 'adobe-experience-cloud': 0, 'integrated-platforms': 0, custom: 0 }
      for (const type of DestinationType.options) {
        byCategory[CATEGORY_OF[type]] += counted?.[type] ?? 0
      }
      const page = cutPage(rows.map(destinationOf), limit, (destination) => ({
        key: destinationKey(sort, destination),
        id: destination.id,
      }))
      return {
        ...page,
        total: counted?.total ?? 0,
        counts: { all: counted?.all ?? 0, byCategory, attention: counted?.attention ?? 0 },
      }
    },

    async listVersions(destinationId) {
      const rows = await db
        .select()
        .from(versions)
        .where(eq(versions.destinationId, destinationId))
        .orderBy(desc(versions.revision))
      return rows.map(({ destinationId: _destinationId, ...version }) => version)
    },

    async saveVersion(destinationId, version, replaces) {
      if (replaces === null) {
        await db.insert(versions).values({ destinationId, ...version })
        return
      }
      await db
        .update(versions)
        .set(version)
        .where(and(eq(versions.destinationId, destinationId), eq(versions.revision, replaces)))
    },

    async refreshMappingStats({ id, configuration, exportLabels }) {
      const incomplete = or(
        ...requiredMappingFields(configuration).map((field) => sql`${mappings[field]} is null`),
      )
      const counted = sql`(
        select count(*)::integer as total,
          count(*) filter (where ${incomplete ?? sql`false`})::integer as incomplete,
          min(${mappings.endDate}) as earliest_end,
          case when count(*) = count(${mappings.endDate}) then max(${mappings.endDate}) end as latest_end
        from ${mappings} where ${eq(mappings.destinationId, id)}
      ) as counted`
      const [stats] = await db
        .update(destinations)
        .set({
          mappingTotal: sql`counted.total`,
          mappingIncomplete: sql`counted.incomplete`,
          mappingBlocked: exportLabels?.length ? blockedOf(id, exportLabels) : 0,
          earliestEnd: sql`counted.earliest_end`,
          latestEnd: sql`counted.latest_end`,
        })
        .from(counted)
        .where(eq(destinations.id, id))
        .returning({
          total: destinations.mappingTotal,
          incomplete: destinations.mappingIncomplete,
          blocked: destinations.mappingBlocked,
          earliestEnd: destinations.earliestEnd,
          latestEnd: destinations.latestEnd,
        })
      return stats ?? NO_MAPPINGS
    },
  }
}
