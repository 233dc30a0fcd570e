import { and, asc, eq, sql } from 'drizzle-orm'
import { ARRIVALS_MAX } from '../../../src/contract/edge.ts'
import type { DeliveryMapping } from '../../../src/contract/mapping.ts'
import { type DeliveryState, SEGMENTS_A_BLOCK, type Transaction } from '../store.ts'
import { readDestinations } from './destination-rows.ts'
import { DELIVERY } from './mapping-rows.ts'
import { isFound } from './segment-rows.ts'
import { arrivals, destinations, mappings, segments, visitors } from './schema.ts'
import { type Database, isOneOfNumbers } from './statements.ts'

const isActive = eq(destinations.status, 'active')

/** What the edge delivers, and what the receiver of live tests got. */
export function edgeRows(
  db: Database,
): Pick<
  Transaction,
  | 'activeDestinations'
  | 'activeDeliveryMappings'
  | 'sentSegments'
  | 'insertArrival'
  | 'listArrivals'
> {
  return {
    activeDestinations: (ids) =>
      readDestinations(db, and(isActive, isOneOfNumbers(destinations.id, ids))),

    async activeDeliveryMappings(only) {
      const rows = await db
        .select({ destinationId: mappings.destinationId, ...DELIVERY })
        .from(mappings)
        .innerJoin(segments, eq(segments.id, mappings.segmentId))
        .innerJoin(destinations, eq(destinations.id, mappings.destinationId))
        .where(
          and(
            isActive,
            'segmentIds' in only
              ? isOneOfNumbers(mappings.segmentId, only.segmentIds)
              : isOneOfNumbers(mappings.destinationId, only.destinationIds),
          ),
        )
      const byDestination = new Map<number, DeliveryMapping[]>()
      for (const { destinationId, ...mapping } of rows) {
        const others = byDestination.get(destinationId)
        if (others) others.push(mapping)
        else byDestination.set(destinationId, [mapping])
      }
      return byDestination
    },

    async sentSegments(filter, limit) {
      const sent = db
        .select({
          segmentId: mappings.segmentId,
          destinations: sql<number>`count(*)::integer`.as('destinations'),
        })
        .from(mappings)
        .innerJoin(destinations, eq(destinations.id, mappings.destinationId))
        .where(isActive)
        .groupBy(mappings.segmentId)
        .as('sent')
      const rows = await db
        .select({
          id: segments.id,
          name: segments.name,
          destinations: sent.destinations,
          // Before the limit.
          total: sql<number>`(count(*) over ())::integer`,
        })
        .from(segments)
        .innerJoin(sent, eq(sent.segmentId, segments.id))
        .where(isFound(filter))
        .orderBy(asc(segments.nameKey), asc(segments.id))
        .limit(limit)
      return {
        items: rows.map(({ total: _total, ...segment }) => segment),
        total: rows[0]?.total ?? 0,
      }
    },

    async insertArrival(liveTestId, { at, url }, since) {
      await db.execute(sql`delete from ${arrivals} where ${arrivals.at} < ${since}::timestamptz`)
      const count = sql`(select count(*) from ${arrivals} where ${eq(arrivals.liveTestId, liveTestId)})`
      await db.execute(
        sql`insert into ${arrivals} (live_test_id, at, url)
          select ${liveTestId}, ${at}::timestamptz, ${url} where ${count} < ${ARRIVALS_MAX}`,
      )
    },

    listArrivals: (liveTestId) =>
      db
        .select({ at: arrivals.at, url: arrivals.url })
        .from(arrivals)
        .where(eq(arrivals.liveTestId, liveTestId))
        .orderBy(asc(arrivals.id)),
  }
}

/**
 * Rows are named by the transaction that wrote them (`xmin`), whatever else they hold: as many rows by
 * the same transactions are the same rows.
 */
export async function deliveryState(db: Database): Promise<DeliveryState> {
  const written = sql<string>`count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0)`
  const block = sql<number>`${segments.id} / ${sql.raw(String(SEGMENTS_A_BLOCK))}`
  const blocks = await db.select({ block, written }).from(segments).groupBy(block)
  const [others] = await db.select({ visitors: written }).from(visitors)
  const ofMappings = db
    .select({ destinationId: mappings.destinationId, written: written.as('written') })
    .from(mappings)
    .groupBy(mappings.destinationId)
    .as('of_mappings')
  const rows = await db
    .select({
      id: destinations.id,
      name: sql<string>`${destinations}.xmin || ' ' || coalesce(${ofMappings.written}, '')`,
    })
    .from(destinations)
    .leftJoin(ofMappings, eq(ofMappings.destinationId, destinations.id))
    .where(isActive)
  return {
    destinations: new Map(rows.map(({ id, name }) => [id, name])),
    segments: new Map(blocks.map((each) => [each.block, each.written])),
    visitors: others?.visitors ?? '',
  }
}
