import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { DataSourceKind } from '../../../src/contract/audience-model.ts'
import type {
  AutoFill,
  DestinationConfiguration,
  DestinationStatus,
  DestinationType,
  DestinationVersion,
} from '../../../src/contract/destination/destination.ts'
import type { Environment, ExportLabel } from '../../../src/contract/common.ts'
import type { ValueOrigin } from '../../../src/contract/mapping.ts'
import type { StoredRows } from '../../../src/domain/mapping-changes.ts'
import type { SegmentStatus } from '../../../src/contract/segment.ts'
import type { Visitor } from '../../../src/contract/visitor.ts'

/* The tables as queries see them; the migrations beside make them. */

/** A moment as the contract writes it, `2026-11-23T10:00:00.000Z`. */
const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamptz(3)',
  fromDriver: (value) => new Date(value).toISOString(),
})

/** A calendar day, `YYYY-MM-DD`. */
const day = (name: string) => date(name, { mode: 'string' })

export const accounts = pgTable('account', {
  id: integer('id').primaryKey(),
  sampleData: boolean('sample_data').notNull(),
  lastDestinationId: integer('last_destination_id').notNull(),
  lastVisitorId: integer('last_visitor_id').notNull(),
})

export const destinations = pgTable('destination', {
  id: integer('id').primaryKey(),
  revision: integer('revision').notNull(),
  status: text('status').$type<DestinationStatus>().notNull(),
  statusBeforeDelete: text('status_before_delete').$type<DestinationStatus>(),
  name: text('name'),
  description: text('description').notNull(),
  environment: text('environment').$type<Environment>().notNull(),
  autoFill: text('auto_fill').$type<AutoFill>().notNull(),
  exportLabels: jsonb('export_labels').$type<ExportLabel[]>(),
  type: text('type').$type<DestinationType>().notNull(),
  configuration: jsonb('configuration').$type<DestinationConfiguration>().notNull(),
  mappingTotal: integer('mapping_total').notNull().default(0),
  mappingIncomplete: integer('mapping_incomplete').notNull().default(0),
  mappingBlocked: integer('mapping_blocked').notNull().default(0),
  earliestEnd: day('earliest_end'),
  latestEnd: day('latest_end'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  activatedAt: instant('activated_at'),
  deletedAt: instant('deleted_at'),
  blockedAtDeletion: integer('blocked_at_deletion').array(),
  nameKey: text('name_key').notNull(),
  searchText: text('search_text').notNull(),
})

export const versions = pgTable(
  'destination_version',
  {
    destinationId: integer('destination_id').notNull(),
    revision: integer('revision').notNull(),
    at: instant('at').notNull(),
    action: text('action').$type<DestinationVersion['action']>().notNull(),
    snapshot: jsonb('snapshot').$type<DestinationVersion['snapshot']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.destinationId, table.revision] })],
)

export const segments = pgTable('segment', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  folder: jsonb('folder').$type<string[]>().notNull(),
  description: text('description').notNull(),
  integrationCode: text('integration_code'),
  peopleCount: bigint('people_count', { mode: 'number' }),
  status: text('status').$type<SegmentStatus>().notNull(),
  restrictedLabels: text('restricted_labels').array().$type<ExportLabel[]>().notNull().default([]),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  nameKey: text('name_key').notNull(),
  folderKey: text('folder_key').notNull(),
  searchText: text('search_text').notNull(),
})

export const mappings = pgTable(
  'mapping',
  {
    destinationId: integer('destination_id').notNull(),
    segmentId: integer('segment_id').notNull(),
    revision: integer('revision').notNull(),
    value: text('value'),
    key: text('key'),
    url: text('url'),
    secureUrl: text('secure_url'),
    startDate: day('start_date').notNull(),
    endDate: day('end_date'),
    priority: integer('priority').notNull(),
    valueOrigin: text('value_origin').$type<ValueOrigin>().notNull(),
    updatedAt: instant('updated_at').notNull(),
    ruleId: integer('rule_id'),
    valueKey: text('value_key').notNull(),
    searchText: text('search_text'),
  },
  (table) => [primaryKey({ columns: [table.destinationId, table.segmentId] })],
)

export const mappingChanges = pgTable(
  'mapping_change',
  {
    destinationId: integer('destination_id').notNull(),
    number: integer('number').notNull(),
    name: text('name').notNull(),
    at: instant('at').notNull(),
    segments: integer('segments').notNull(),
    undoes: integer('undoes'),
    rows: json('rows').$type<StoredRows>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.destinationId, table.number] })],
)

export const dataSources = pgTable('data_source', {
  id: integer('id').primaryKey(),
  revision: integer('revision').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<DataSourceKind>().notNull(),
  controls: text('controls').array().$type<ExportLabel[]>().notNull(),
})

export const traits = pgTable('trait', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  dataSourceId: integer('data_source_id').notNull(),
  searchText: text('search_text').notNull(),
})

export const mergeRules = pgTable('merge_rule', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  controls: text('controls').array().$type<ExportLabel[]>().notNull(),
  dataSourceIds: integer('data_source_ids').array().notNull(),
})

export const segmentRules = pgTable('segment_rule', {
  segmentId: integer('segment_id').primaryKey(),
  dataSourceId: integer('data_source_id'),
  traitIds: integer('trait_ids').array().notNull(),
  includedSegmentIds: integer('included_segment_ids').array().notNull(),
  mergeRuleId: integer('merge_rule_id'),
})

export const visitors = pgTable('visitor', {
  id: integer('id').primaryKey(),
  visitor: jsonb('visitor').$type<Visitor>().notNull(),
})

export const arrivals = pgTable('arrival', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  liveTestId: text('live_test_id').notNull(),
  at: instant('at').notNull(),
  url: text('url').notNull(),
})

export const mappingRules = pgTable('mapping_rule', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  destinationId: integer('destination_id').notNull(),
  folder: jsonb('folder').$type<string[]>().notNull(),
  folderKey: text('folder_key').notNull(),
  unmapped: integer('unmapped').array().notNull(),
  createdAt: instant('created_at').notNull(),
})

export const mappingViews = pgTable('mapping_view', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  nameKey: text('name_key').notNull(),
  search: text('search').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const replies = pgTable('reply', {
  key: text('key').primaryKey(),
  fingerprint: text('fingerprint').notNull(),
  status: integer('status').notNull(),
  body: text('body').notNull(),
  etag: text('etag'),
  createdAt: timestamp('created_at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
})
