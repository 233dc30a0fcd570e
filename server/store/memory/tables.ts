import type {
  DataSource,
  MergeRule,
  SegmentRule,
  Trait,
} from '../../../src/contract/audience-model.ts'
import type {
  Destination,
  DestinationVersion,
} from '../../../src/contract/destination/destination.ts'
import type { Mapping } from '../../../src/contract/mapping.ts'
import type { MappingView } from '../../../src/contract/mapping-rule.ts'
import type { Segment } from '../../../src/contract/segment.ts'
import type { Visitor } from '../../../src/contract/visitor.ts'
import type { Arrival } from '../../../src/contract/edge.ts'
import type { RuleSegment } from '../../../src/domain/mapping-by-rule.ts'
import type { StoredMappingChange } from '../../../src/domain/mapping-changes.ts'
import type { StoredMappingRule, StoredReply } from '../store.ts'
import { createTable } from './table.ts'

/** A mapping and the destination that it belongs to; what was kept before there were rules names none. */
export type MappingRow = Omit<Mapping, 'ruleId'> & {
  destinationId: number
  ruleId?: Mapping['ruleId']
}

export function mappingRowKey(destinationId: number, segmentId: number): string {
  return `${destinationId}/${segmentId}`
}

export function withoutDestination({
  destinationId: _destinationId,
  ruleId = null,
  ...mapping
}: MappingRow): Mapping {
  return { ...mapping, ruleId }
}

/** What decides whether and how a segment is mapped. */
export function ruleSegmentOf({
  id,
  name,
  integrationCode,
  restrictedLabels,
}: Segment): RuleSegment {
  return { id, name, integrationCode, restrictedLabels }
}

/** A call that the receiver got; ids count up. */
type ArrivalRow = Arrival & { id: number; liveTestId: string }

export function mappingChangeKey(destinationId: number, number: number): string {
  return `${destinationId}/${number}`
}

/** The tables of the memory store, each named as its rows are kept. */
export function createTables() {
  return {
    destinations: createTable<number, Destination>('destinations'),
    blockedAtDeletion: createTable<number, number[]>('blockedAtDeletion'),
    versions: createTable<number, DestinationVersion[]>('versions'),
    mappings: createTable<string, MappingRow>('mappings'),
    segments: createTable<number, Segment>('segments'),
    dataSources: createTable<number, DataSource>('dataSources'),
    traits: createTable<number, Trait>('traits'),
    mergeRules: createTable<number, MergeRule>('mergeRules'),
    segmentRules: createTable<number, SegmentRule>('segmentRules'),
    visitors: createTable<number, Visitor>('visitors'),
    arrivals: createTable<number, ArrivalRow>('arrivals'),
    mappingChanges: createTable<string, StoredMappingChange>('mappingChanges'),
    lastMappingChanges: createTable<number, number>('lastMappingChanges'),
    mappingRules: createTable<number, StoredMappingRule>('mappingRules'),
    mappingViews: createTable<number, MappingView>('mappingViews'),
    replies: createTable<string, StoredReply>('replies'),
    account: createTable<string, number>('account'),
  }
}

export type Tables = ReturnType<typeof createTables>
