import type { z } from 'zod/mini'
import type {
  DestinationList,
  DestinationSort,
  MappingSort,
  SegmentSort,
  SortDirection,
} from '../../src/contract/endpoints.ts'
import type {
  DataSource,
  ExportEffects,
  MergeRule,
  Trait,
} from '../../src/contract/audience-model.ts'
import type {
  Destination,
  DestinationCategory,
  DestinationStatus,
  DestinationType,
  DestinationVersion,
  MappingStats,
} from '../../src/contract/destination/destination.ts'
import type { DeliveryMapping, Mapping, MappingWithSegment } from '../../src/contract/mapping.ts'
import type {
  MappingCounts,
  MappingFilter,
  SegmentFilter,
} from '../../src/contract/mapping-filter.ts'
import type { ExportLabel } from '../../src/contract/common.ts'
import type { Arrival } from '../../src/contract/edge.ts'
import type { MappingChangeEntry } from '../../src/contract/mapping-change.ts'
import type { MappingRule, MappingView } from '../../src/contract/mapping-rule.ts'
import type {
  Segment,
  SegmentFolder,
  SegmentWithUse,
  SentSegment,
} from '../../src/contract/segment.ts'
import type { SegmentDestination } from '../../src/contract/segment-detail.ts'
import type { Visitor } from '../../src/contract/visitor.ts'
import type {
  AudienceModel,
  MappedSegment,
  RestrictionChange,
} from '../../src/domain/export-controls.ts'
import type { RuleSegment } from '../../src/domain/mapping-by-rule.ts'
import type { StoredMappingChange } from '../../src/domain/mapping-changes.ts'

/** One page of a sorted list. The cursor is opaque outside of the store. */
export type Page<T> = { items: T[]; total: number; nextCursor: string | null }

type Paging = { cursor?: string | undefined; limit: number; direction: SortDirection }

export type DestinationListParams = Paging & {
  /** Found in name, description or id, without regard to case. */
  q?: string | undefined
  category?: DestinationCategory | undefined
  types?: DestinationType[] | undefined
  /** None: all but deleted. */
  statuses?: DestinationStatus[] | undefined
  attention: boolean
  sort: DestinationSort
  /** The day by which attention is judged, `YYYY-MM-DD`. */
  today: string
}

export type DestinationCounts = DestinationList['counts']

/** Mappings that end in so many days are counted. */
export const ENDING_DAYS = 30

/** Where a window of a list starts. */
type Window = {
  /** The place of the first row, from 0; instead of a cursor. */
  offset?: number | undefined
}

type SegmentsFound = SegmentFilter & {
  notMappedTo?: number | undefined
  /** Only segments that some destination has, or none; the trash does not count. */
  mapped?: 'yes' | 'no' | undefined
  /** Only segments that none of these labels blocks. */
  sendableWith?: readonly ExportLabel[] | undefined
  segmentIds?: number[] | undefined
  sort: z.infer<typeof SegmentSort>
}

export type SegmentListParams = Paging & Window & SegmentsFound

export type SegmentIdsParams = SegmentsFound & { direction: SortDirection }

/** What the state of a mapping depends on besides the rows. */
export type Judged = {
  /** The day, `YYYY-MM-DD`. */
  today: string
  /** Segments that do not fit when the cookie is full. */
  overSize: readonly number[]
}

type MappingsFound = MappingFilter & { sort: z.infer<typeof MappingSort>; judged: Judged }

export type MappingListParams = Paging &
  Window &
  MappingsFound & { segmentIds?: number[] | undefined }

export type MappingIdsParams = MappingsFound & { direction: SortDirection }

/** A mapping and what its change may depend on. */
export type MappingToChange = {
  mapping: Mapping
  segment: Pick<Segment, 'id' | 'name' | 'integrationCode' | 'peopleCount'>
}

export type TraitListParams = Omit<Paging, 'direction'> & {
  /** Found in name or id, without regard to case. */
  q?: string | undefined
  dataSourceId?: number | undefined
}

export type AccountUsage = {
  destinations: number
  byType: Record<DestinationType, number>
  trashed: number
  segments: number
  dataSources: number
  visitors: number
  sampleData: boolean
}

/** The reply to a creation, kept so that a repeat gets the same one. */
export type StoredReply = {
  key: string
  /** The endpoint and a digest of the body: another request with the key is a mistake. */
  fingerprint: string
  status: number
  body: string
  etag: string | null
  /** Milliseconds since 1970. */
  createdAt: number
}

/** How many changes of a destination's mappings can be taken back. */
export const CHANGES_KEPT = 200
/** How many of them one answer lists. */
export const CHANGES_LISTED = 100

/** A rule, with the segments that a person took out of it. */
export type StoredMappingRule = Pick<
  MappingRule,
  'id' | 'destinationId' | 'folder' | 'createdAt'
> & { unmapped: number[] }

export type NewDestination = Omit<Destination, 'id' | 'mappings'>

/** Everything that happens in one transaction: all of it or nothing. */
export type Transaction = {
  /** Waits until no other transaction creates things, so that a limit cannot be passed by two at once. */
  lockAccount(): Promise<void>
  usage(): Promise<AccountUsage>
  markSampleData(): Promise<void>

  /** @param lock nobody else changes it, or its mappings, until the transaction is over. */
  destination(id: number, lock?: boolean): Promise<Destination | null>
  /** Gives it the next id. */
  insertDestination(destination: NewDestination): Promise<Destination>
  /** Keeps a given id, for sample data. */
  insertDestinationAs(id: number, destination: NewDestination): Promise<void>
  /** Stores everything but the mapping stats. */
  saveDestination(destination: Destination): Promise<void>
  listDestinations(
    params: DestinationListParams,
  ): Promise<Page<Destination> & { counts: DestinationCounts }>

  /** Remembers which segments export controls kept from a destination when it went into the trash. */
  saveBlockedAtDeletion(destinationId: number, segmentIds: number[]): Promise<void>
  /** What was remembered last; [] when nothing was. */
  blockedAtDeletion(destinationId: number): Promise<number[]>

  /** Newest first. */
  listVersions(destinationId: number): Promise<DestinationVersion[]>
  /** @param replaces the revision of the version that this one continues. */
  saveVersion(
    destinationId: number,
    version: DestinationVersion,
    replaces: number | null,
  ): Promise<void>

  listMappings(
    destination: Destination,
    params: MappingListParams,
  ): Promise<Page<MappingWithSegment>>
  /** All that match, in the order of the list. */
  mappingIds(destination: Destination, params: MappingIdsParams): Promise<number[]>
  /** What each view and filter would show of those that match a search in a folder. */
  mappingCounts(
    destination: Destination,
    search: Pick<MappingFilter, 'q' | 'folder'>,
    judged: Judged,
  ): Promise<MappingCounts>
  mappings(destinationId: number, segmentIds: number[]): Promise<Mapping[]>
  /** By segment id; made for as many as a destination can have. */
  mappingsToChange(destinationId: number, segmentIds: number[]): Promise<MappingToChange[]>
  mappedSegmentIds(destinationId: number, filter: SegmentFilter): Promise<number[]>
  /** Leaves out segments that are mapped already. For a destination that is locked, or new. @returns the ids of the new ones. */
  insertMappings(destinationId: number, mappings: Mapping[]): Promise<number[]>
  saveMappings(destinationId: number, mappings: Mapping[]): Promise<void>
  deleteMappings(destinationId: number, segmentIds: number[]): Promise<Mapping[]>
  /** Mappings whose value or key contains one of the texts: how many, and one of them. */
  mappingsContaining(
    destinationId: number,
    texts: string[],
  ): Promise<{ count: number; example: string | null }>
  /** By segment id. */
  deliveryMappings(destinationId: number): Promise<DeliveryMapping[]>
  /** The mapped segments that any label restricts, by id. */
  restrictedMappedSegments(destinationId: number): Promise<MappedSegment[]>
  copyMappings(fromId: number, toId: number, at: string): Promise<void>
  /**
   * Counts the mappings anew, by the destination's configuration and labels, and stores the counts
   * with it.
   */
  refreshMappingStats(destination: Destination): Promise<MappingStats>

  /** The number of the last change of a destination's mappings; 0: there was none. */
  lastMappingChange(destinationId: number): Promise<number>
  /** Adds the next change to the log of a locked destination, and forgets all but the latest `CHANGES_KEPT`. */
  saveMappingChange(destinationId: number, change: StoredMappingChange): Promise<void>
  /** Null: there is no such change, or it is forgotten. */
  mappingChange(destinationId: number, number: number): Promise<StoredMappingChange | null>
  /** Those after a number, oldest first; the latest `CHANGES_LISTED` of them, without their rows. */
  listMappingChanges(destinationId: number, since: number): Promise<MappingChangeEntry[]>

  listSegments(params: SegmentListParams): Promise<Page<SegmentWithUse>>
  /** All that match, in the order of the list. */
  segmentIds(params: SegmentIdsParams): Promise<number[]>
  segments(ids: number[]): Promise<Segment[]>
  segmentsByIntegrationCode(codes: string[]): Promise<Segment[]>
  segmentsByName(names: string[]): Promise<Segment[]>
  /** Those that match and are not mapped to the destination, by id; made for all of an account. */
  unmappedSegments(destinationId: number, filter: SegmentFilter): Promise<RuleSegment[]>
  segmentFolders(filter: {
    mappedTo?: number | undefined
    notMappedTo?: number | undefined
  }): Promise<{ items: SegmentFolder[]; total: number }>
  /** Where a segment is mapped, without the trash, by destination id. */
  segmentDestinations(segmentId: number): Promise<SegmentDestination[]>
  /** The highest id in use; 0 when there is none. */
  lastSegmentId(): Promise<number>
  insertSegments(segments: Segment[]): Promise<void>
  /** Stores everything but the restrictions. */
  saveSegments(segments: Segment[]): Promise<void>

  /**
   * Waits until no other transaction has a destination locked or changes what segments are made of;
   * all of those then wait for this one. To be called before anything else is locked.
   */
  lockAudienceModel(): Promise<void>
  /**
   * Waits until no other transaction has the audience model locked, for changes of segments, as locking a
   * destination does. To be called before anything else is locked.
   */
  shareAudienceModel(): Promise<void>
  /** All that segments are made of, by id. */
  audienceModel(): Promise<AudienceModel>
  /** The part of it that reaches some segments: their rules, those of included ones, and what they name. */
  lineageOf(segmentIds: number[]): Promise<AudienceModel>
  dataSource(id: number): Promise<DataSource | null>
  /** By id. */
  listMergeRules(): Promise<MergeRule[]>
  /** By id. */
  listTraits(params: TraitListParams): Promise<Page<Trait>>
  /** Creates rows, or replaces those with the same id. */
  saveAudienceModel(rows: AudienceModel): Promise<void>
  /** Mappings of active and paused destinations that would come to be blocked, or to be sent. */
  exportEffects(changes: RestrictionChange[]): Promise<ExportEffects>
  /** Stores what restricts the segments now, and counts the blocked mappings of all destinations anew. */
  saveRestrictions(changes: RestrictionChange[]): Promise<void>

  /**
   * Waits until no other transaction adds a rule, and holds off those that will. To be called after the
   * audience model and before a destination is locked.
   */
  shareMappingRules(): Promise<void>
  /** Waits until no other transaction adds a rule, or segments that rules may map. As `shareMappingRules`. */
  lockMappingRules(): Promise<void>
  /** The ids of all destinations that have rules, those in the trash too, in ascending order. */
  mappingRuleDestinations(): Promise<number[]>
  /** By id, that is in the order in which they were added. */
  listMappingRules(destinationId: number): Promise<StoredMappingRule[]>
  /** Gives it the next id. */
  insertMappingRule(rule: Omit<StoredMappingRule, 'id' | 'unmapped'>): Promise<StoredMappingRule>
  saveUnmappedByPeople(ruleId: number, segmentIds: number[]): Promise<void>
  deleteMappingRule(ruleId: number): Promise<void>
  /**
   * Segments in a folder and below it: how many, and those of them that are not mapped to the destination,
   * by id.
   *
   * @param only of these segments.
   */
  segmentsForRule(
    destinationId: number,
    folder: string[],
    only?: readonly number[],
  ): Promise<{ matching: number; unmapped: RuleSegment[] }>

  /** By name, without regard to case. */
  listMappingViews(): Promise<MappingView[]>
  /** Replaces the view that has the name, without regard to case; else gives it the next id. */
  saveMappingView(view: Omit<MappingView, 'id'>): Promise<MappingView>
  /** @returns whether there was one. */
  deleteMappingView(id: number): Promise<boolean>

  listVisitors(): Promise<Visitor[]>
  /** @param lock nobody else changes it until the transaction is over. */
  visitor(id: number, lock?: boolean): Promise<Visitor | null>
  /** The highest id that a visitor was ever given, also one that is removed by now; 0 when none was. */
  lastVisitorId(): Promise<number>
  insertVisitors(visitors: Visitor[]): Promise<void>
  saveVisitor(visitor: Visitor): Promise<void>
  deleteVisitor(id: number): Promise<void>

  /**
   * Waits until no other transaction uses the key.
   *
   * @param since replies from before it are forgotten; milliseconds since 1970.
   */
  reply(key: string, since: number): Promise<StoredReply | null>
  saveReply(reply: StoredReply): Promise<void>

  /** By id. @param ids only those of them. */
  activeDestinations(ids: readonly number[]): Promise<Destination[]>
  /** The mappings of active destinations, by destination id. @param only those of them. */
  activeDeliveryMappings(
    only: { destinationIds: readonly number[] } | { segmentIds: readonly number[] },
  ): Promise<ReadonlyMap<number, DeliveryMapping[]>>
  /** Segments mapped to active destinations, by name. @returns at most `limit`, and how many there are. */
  sentSegments(
    filter: SegmentFilter,
    limit: number,
  ): Promise<{ items: SentSegment[]; total: number }>

  /**
   * Records what the receiver got, unless the live test has `ARRIVALS_MAX` already.
   *
   * @param since arrivals of any live test from before it are forgotten; an instant.
   */
  insertArrival(liveTestId: string, arrival: Arrival, since: string): Promise<void>
  /** Oldest first. */
  listArrivals(liveTestId: string): Promise<Arrival[]>
}

/** Segments that have a name together: few enough that a change of one concerns few destinations. */
export const SEGMENTS_A_BLOCK = 16

/** Names for what is committed of all that delivery depends on: equal names, equal rows. */
export type DeliveryState = {
  /** Of each active destination with its mappings, by id. */
  destinations: ReadonlyMap<number, string>
  /** Of each block of segments, by their id divided by `SEGMENTS_A_BLOCK`. */
  segments: ReadonlyMap<number, string>
  visitors: string
}

export type MigrationState = { applied: number; pending: number }

/** The place where the data is kept does not answer; the same request may succeed later. */
export class StoreUnavailableError extends Error {}

/** Where the account's data is kept. Each of these throws StoreUnavailableError when it cannot be reached. */
export type Store = {
  /** Runs the work; an error rolls everything back and is thrown on. */
  transaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>
  /** Runs work that changes nothing; each of its questions is answered by what is committed by then. */
  read: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>
  /**
   * A name for what is committed by now: while it stays the same, so does every answer. Null where asking
   * for it would cost as much as the answers.
   */
  state: (() => Promise<string>) | null
  /** Asked when `state` has changed, or there is none: what of it concerns delivery. */
  deliveryState: () => Promise<DeliveryState>
  migrations: () => Promise<MigrationState>
  close: () => Promise<void>
}
