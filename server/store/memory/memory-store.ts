import type { Destination, MappingStats } from '../../../src/contract/destination/destination.ts'
import type { DeliveryMapping } from '../../../src/contract/mapping.ts'
import type { Segment } from '../../../src/contract/segment.ts'
import { ARRIVALS_MAX } from '../../../src/contract/edge.ts'
import { needsAttention } from '../../../src/domain/attention.ts'
import { CATEGORY_OF } from '../../../src/domain/destination-types.ts'
import { mappingStats, NO_MAPPINGS } from '../../../src/domain/mapping-rules.ts'
import {
  DESTINATION_KEY_KINDS,
  destinationKey,
  destinationText,
  folderCounts,
  SEGMENT_KEY_KINDS,
  segmentKey,
} from '../sort-keys.ts'
import {
  type DestinationListParams,
  type NewDestination,
  SEGMENTS_A_BLOCK,
  type Store,
  type Transaction,
} from '../store.ts'
import { audienceModelTables } from './audience-model-tables.ts'
import { mappingChangeTables } from './mapping-change-tables.ts'
import { isSegmentFound, mappingListTables } from './mapping-list-tables.ts'
import { mappingRuleTables } from './mapping-rule-tables.ts'
import { compareKeys, pageOf } from './page.ts'
import type { MemoryPersistence } from './persistence.ts'
import { segmentDetailTables } from './segment-detail-tables.ts'
import {
  createTables,
  type MappingRow,
  mappingRowKey,
  type Tables,
  withoutDestination,
} from './tables.ts'

export type MemoryStore = Store & {
  /** Takes over what is kept, when somebody else has changed it. */
  reload(): Promise<void>
  /** Forgets everything. */
  reset(): Promise<void>
}

/** The store of the demo: rows in memory, one transaction at a time, kept by `persistence` if there is one. */
export async function createMemoryStore(
  options: { persistence?: MemoryPersistence } = {},
): Promise<MemoryStore> {
  const { persistence } = options
  const tables = createTables()
  const allTables = Object.values(tables)
  const transaction = createTransaction(tables)
  let queue: Promise<unknown> = Promise.resolve()

  /** One after the other: a transaction sees nothing of another that is not over. */
  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  async function load(): Promise<void> {
    const snapshot = (await persistence?.load()) ?? {}
    for (const [name, table] of Object.entries(tables)) table.replace(snapshot[name] ?? [])
  }

  await load()
  return {
    transaction: (work) =>
      exclusively(async () => {
        try {
          const result = await work(transaction)
          const changes = allTables
            .map((table) => table.changes())
            .filter(({ puts, deletes }) => puts.length > 0 || deletes.length > 0)
          if (changes.length > 0) await persistence?.commit(changes)
          for (const table of allTables) table.commit()
          return result
        } catch (error) {
          for (const table of allTables) table.rollback()
          throw error
        }
      }),
    read: (work) => exclusively(() => work(transaction)),
    state: null,
    deliveryState: () =>
      exclusively(async () => {
        const { destinations, mappings, segments, visitors } = tables
        // Nobody counts here what happens to single rows: all destinations change together.
        const name = `${destinations.version} ${mappings.version}`
        const active = destinations.values().filter(({ status }) => status === 'active')
        return {
          destinations: new Map(active.map(({ id }) => [id, name])),
          segments: new Map(
            segments
              .values()
              .map(({ id }) => [Math.floor(id / SEGMENTS_A_BLOCK), String(segments.version)]),
          ),
          visitors: String(visitors.version),
        }
      }),
    migrations: () => Promise.resolve({ applied: 0, pending: 0 }),
    close: () => Promise.resolve(),
    reload: () => exclusively(load),
    reset: () =>
      exclusively(async () => {
        await persistence?.clear()
        for (const table of allTables) table.replace([])
      }),
  }
}

function createTransaction(tables: Tables): Transaction {
  const { destinations, versions, mappings, segments, visitors, arrivals, replies, account } =
    tables

  function mappingsOf(destinationId: number): MappingRow[] {
    return mappings
      .values()
      .filter((row) => row.destinationId === destinationId)
      .toArray()
  }

  function isMapped(destinationId: number, segmentId: number): boolean {
    return mappings.has(mappingRowKey(destinationId, segmentId))
  }

  function put(destination: Destination): void {
    destinations.put(destination.id, destination)
  }

  function refreshMappingStats(destination: Destination): MappingStats {
    const rows = mappingsOf(destination.id).map((row) => ({
      ...row,
      restrictedLabels: segments.get(row.segmentId)?.restrictedLabels ?? [],
    }))
    const stats = mappingStats(destination, rows)
    const stored = destinations.get(destination.id)
    if (stored) put({ ...stored, mappings: stats })
    return stats
  }

  function lastVisitorId(): number {
    // What was kept before ids were counted has visitors and no count.
    return (
      account.get('lastVisitorId') ??
      visitors.values().reduce((last, { id }) => Math.max(last, id), 0)
    )
  }

  return {
    ...audienceModelTables(tables),
    ...mappingChangeTables(tables),
    ...mappingListTables(tables),
    ...mappingRuleTables(tables),
    ...segmentDetailTables(tables),
    lockAccount: () => Promise.resolve(),
    async usage() {
      const live = destinations
        .values()
        .filter(({ status }) => status !== 'deleted')
        .toArray()
      const ofType = (type: string) =>
        live.filter(({ configuration }) => configuration.type === type).length
      return {
        destinations: live.length,
        byType: { url: ofType('url'), cookie: ofType('cookie') },
        trashed: destinations.size - live.length,
        segments: segments.size,
        dataSources: tables.dataSources.size,
        visitors: visitors.size,
        sampleData: account.has('sampleData'),
      }
    },
    async markSampleData() {
      account.put('sampleData', 1)
    },

    async destination(id) {
      return destinations.get(id) ?? null
    },
    async insertDestination(destination) {
      const id = (account.get('lastDestinationId') ?? 0) + 1
      account.put('lastDestinationId', id)
      const inserted = { ...destination, id, mappings: NO_MAPPINGS }
      put(inserted)
      return inserted
    },
    async insertDestinationAs(id: number, destination: NewDestination) {
      account.put('lastDestinationId', Math.max(id, account.get('lastDestinationId') ?? 0))
      put({ ...destination, id, mappings: NO_MAPPINGS })
    },
    async saveDestination(destination) {
      const stored = destinations.get(destination.id)
      put({ ...destination, mappings: stored?.mappings ?? NO_MAPPINGS })
    },
    async listDestinations(params) {
      const searched = destinations
        .values()
        .filter(
          (destination) =>
            !params.q || destinationText(destination).includes(params.q.toLowerCase()),
        )
        .toArray()
      const live = searched.filter(({ status }) => status !== 'deleted')
      const ofCategory = (category: string) =>
        live.filter(({ configuration }) => CATEGORY_OF[configuration.type] === category).length
      const counts = {
        all: live.length,
        byCategory: {
          'adobe-experience-cloud': ofCategory('adobe-experience-cloud'),
          'integrated-platforms': ofCategory('integrated-platforms'),
          custom: ofCategory('custom'),
        },
        attention: live.filter((each) => needsAttention(each, params.today)).length,
      }
      const page = pageOf(
        searched.filter((destination) => isListed(destination, params)),
        (destination) => destinationKey(params.sort, destination),
        (destination) => destination.id,
        { ...params, kind: DESTINATION_KEY_KINDS[params.sort] },
      )
      return { ...page, counts }
    },

    async saveBlockedAtDeletion(destinationId, segmentIds) {
      tables.blockedAtDeletion.put(destinationId, segmentIds)
    },
    async blockedAtDeletion(destinationId) {
      return tables.blockedAtDeletion.get(destinationId) ?? []
    },

    async listVersions(destinationId) {
      return (versions.get(destinationId) ?? []).toReversed()
    },
    async saveVersion(destinationId, version, replaces) {
      const kept = (versions.get(destinationId) ?? []).filter(
        ({ revision }) => revision !== replaces,
      )
      versions.put(destinationId, [...kept, version])
    },

    async mappings(destinationId, segmentIds) {
      return segmentIds.flatMap((segmentId) => {
        const row = mappings.get(mappingRowKey(destinationId, segmentId))
        return row ? [withoutDestination(row)] : []
      })
    },
    async insertMappings(destinationId, added) {
      const fresh = added.filter(
        ({ segmentId }) => !mappings.has(mappingRowKey(destinationId, segmentId)),
      )
      for (const mapping of fresh) {
        mappings.put(mappingRowKey(destinationId, mapping.segmentId), { ...mapping, destinationId })
      }
      return fresh.map(({ segmentId }) => segmentId)
    },
    async saveMappings(destinationId, changed) {
      for (const mapping of changed) {
        mappings.put(mappingRowKey(destinationId, mapping.segmentId), { ...mapping, destinationId })
      }
    },
    async deleteMappings(destinationId, segmentIds) {
      return segmentIds.flatMap((segmentId) => {
        const key = mappingRowKey(destinationId, segmentId)
        const row = mappings.get(key)
        if (!row) return []
        mappings.delete(key)
        return [withoutDestination(row)]
      })
    },
    async mappingsContaining(destinationId, texts) {
      const hits = mappingsOf(destinationId)
        .flatMap((row) => [row.value, row.key])
        .filter((text) => text !== null)
        .filter((text) => texts.some((part) => text.includes(part)))
        .toSorted(compareKeys)
      return { count: hits.length, example: hits[0] ?? null }
    },
    async deliveryMappings(destinationId) {
      return mappingsOf(destinationId)
        .flatMap((row) => {
          const segment = segments.get(row.segmentId)
          return segment ? [deliveryMapping(row, segment)] : []
        })
        .toSorted((a, b) => a.segmentId - b.segmentId)
    },
    async restrictedMappedSegments(destinationId) {
      return mappingsOf(destinationId)
        .flatMap((row) => segments.get(row.segmentId) ?? [])
        .filter(({ restrictedLabels }) => restrictedLabels.length > 0)
        .map(({ id, name, restrictedLabels }) => ({ id, name, restrictedLabels }))
        .toSorted((a, b) => a.id - b.id)
    },
    async copyMappings(fromId, toId, at) {
      for (const row of mappingsOf(fromId)) {
        mappings.put(mappingRowKey(toId, row.segmentId), {
          ...row,
          destinationId: toId,
          revision: 1,
          // Rules are not copied.
          ruleId: null,
          updatedAt: at,
        })
      }
    },
    async refreshMappingStats(destination) {
      return refreshMappingStats(destination)
    },

    async segments(ids) {
      return ids.flatMap((id) => segments.get(id) ?? [])
    },
    async segmentsByIntegrationCode(codes) {
      const wanted = new Set(codes)
      return segments
        .values()
        .filter(({ integrationCode }) => integrationCode !== null && wanted.has(integrationCode))
        .toArray()
    },
    async segmentsByName(names) {
      const wanted = new Set(names)
      return segments
        .values()
        .filter(({ name }) => wanted.has(name))
        .toArray()
    },
    async segmentFolders(filter) {
      const { mappedTo, notMappedTo } = filter
      const counted = segments
        .values()
        .filter(({ id }) => mappedTo === undefined || isMapped(mappedTo, id))
        .filter(({ id }) => notMappedTo === undefined || !isMapped(notMappedTo, id))
        .toArray()
      return {
        items: folderCounts(counted.map(({ folder }) => ({ folder, count: 1 }))),
        total: counted.length,
      }
    },
    async lastSegmentId() {
      return segments.values().reduce((last, { id }) => Math.max(last, id), 0)
    },
    async insertSegments(added) {
      for (const segment of added) segments.put(segment.id, segment)
    },
    async saveSegments(changed) {
      for (const segment of changed) {
        const { restrictedLabels } = segments.get(segment.id) ?? segment
        segments.put(segment.id, { ...segment, restrictedLabels })
      }
    },

    async saveRestrictions(changes) {
      for (const { segmentId, after } of changes) {
        const segment = segments.get(segmentId)
        if (segment) segments.put(segmentId, { ...segment, restrictedLabels: after })
      }
      for (const destination of destinations.values()) refreshMappingStats(destination)
    },

    async listVisitors() {
      return visitors
        .values()
        .toArray()
        .toSorted((a, b) => a.id - b.id)
    },
    async visitor(id) {
      return visitors.get(id) ?? null
    },
    async lastVisitorId() {
      return lastVisitorId()
    },
    async insertVisitors(added) {
      const last = lastVisitorId()
      account.put(
        'lastVisitorId',
        added.reduce((most, { id }) => Math.max(most, id), last),
      )
      for (const visitor of added) visitors.put(visitor.id, visitor)
    },
    async saveVisitor(visitor) {
      visitors.put(visitor.id, visitor)
    },
    async deleteVisitor(id) {
      visitors.delete(id)
    },

    async reply(key, since) {
      for (const old of replies.values().toArray()) {
        if (old.createdAt < since) replies.delete(old.key)
      }
      return replies.get(key) ?? null
    },
    async saveReply(reply) {
      replies.put(reply.key, reply)
    },

    async activeDestinations(ids) {
      const only = new Set(ids)
      return destinations
        .values()
        .filter(({ id, status }) => status === 'active' && only.has(id))
        .toArray()
        .toSorted((a, b) => a.id - b.id)
    },
    async activeDeliveryMappings(only) {
      const isOf = 'segmentIds' in only ? 'segmentId' : 'destinationId'
      const ids = new Set('segmentIds' in only ? only.segmentIds : only.destinationIds)
      const byDestination = new Map<number, DeliveryMapping[]>()
      for (const row of mappings.values()) {
        const { destinationId, segmentId } = row
        const segment = segments.get(segmentId)
        const isActive = destinations.get(destinationId)?.status === 'active'
        if (!segment || !isActive || !ids.has(row[isOf])) continue
        const others = byDestination.get(destinationId)
        if (others) others.push(deliveryMapping(row, segment))
        else byDestination.set(destinationId, [deliveryMapping(row, segment)])
      }
      return byDestination
    },
    async sentSegments(filter, limit) {
      const sent = new Map<number, number>()
      for (const { destinationId, segmentId } of mappings.values()) {
        if (destinations.get(destinationId)?.status !== 'active') continue
        sent.set(segmentId, (sent.get(segmentId) ?? 0) + 1)
      }
      const found = segments
        .values()
        .filter(
          (segment) =>
            sent.has(segment.id) &&
            isSegmentFound(segment, filter, tables.segmentRules.get(segment.id)?.dataSourceId),
        )
        .toArray()
      const page = pageOf(
        found,
        (segment) => segmentKey('name', segment),
        ({ id }) => id,
        { direction: 'asc', limit, kind: SEGMENT_KEY_KINDS.name },
      )
      return {
        items: page.items.map(({ id, name }) => ({ id, name, destinations: sent.get(id) ?? 0 })),
        total: page.total,
      }
    },

    async insertArrival(liveTestId, arrival, since) {
      let last = 0
      let count = 0
      for (const row of arrivals.values().toArray()) {
        last = Math.max(last, row.id)
        if (row.at < since) arrivals.delete(row.id)
        else if (row.liveTestId === liveTestId) count += 1
      }
      if (count < ARRIVALS_MAX) arrivals.put(last + 1, { ...arrival, id: last + 1, liveTestId })
    },
    async listArrivals(liveTestId) {
      return arrivals
        .values()
        .filter((row) => row.liveTestId === liveTestId)
        .toArray()
        .toSorted((a, b) => a.id - b.id)
        .map(({ at, url }) => ({ at, url }))
    },
  }
}

function deliveryMapping(
  { segmentId, value, key, url, secureUrl, startDate, endDate, priority }: MappingRow,
  { name, status, restrictedLabels }: Segment,
): DeliveryMapping {
  return {
    segmentId,
    name,
    value,
    key,
    url,
    secureUrl,
    startDate,
    endDate,
    priority,
    paused: status === 'paused',
    restrictedLabels,
  }
}

function isListed(destination: Destination, params: DestinationListParams): boolean {
  const { status, configuration } = destination
  return (
    (params.statuses?.length ? params.statuses.includes(status) : status !== 'deleted') &&
    (!params.types?.length || params.types.includes(configuration.type)) &&
    (!params.category || CATEGORY_OF[configuration.type] === params.category) &&
    (!params.attention || needsAttention(destination, params.today))
  )
}
