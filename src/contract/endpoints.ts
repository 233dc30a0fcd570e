import * as z from 'zod/mini'
import { Account, Health } from './account.ts'
import {
  AudienceModelImport,
  AudienceModelImportResult,
  DataSource,
  DataSourceWithUse,
  ExportCheck,
  ExportControls,
  ExportEffects,
  MergeRule,
  SegmentRestrictions,
  Trait,
} from './audience-model.ts'
import {
  commaSeparated,
  Cursor,
  ExportLabel,
  Id,
  IdList,
  IdText,
  PageSize,
  pageOf,
  Revision,
  SearchText,
} from './common.ts'
import {
  BasicInformation,
  Destination,
  DestinationCategory,
  DestinationConfiguration,
  DestinationStatus,
  DestinationType,
  DestinationVersion,
  ExportLabels,
} from './destination/destination.ts'
import { Arrival, LiveTestId } from './edge.ts'
import {
  MappingActionApplied,
  MappingActionPreview,
  MappingActionRequest,
} from './mapping-action.ts'
import { ChangeNumber, MappingChangeList } from './mapping-change.ts'
import {
  FolderText,
  MAPPING_FILTER_QUERY,
  MappingCounts,
  SEGMENT_FILTER_QUERY,
} from './mapping-filter.ts'
import { MappingImport, MappingImportApplied, MappingImportPlan } from './mapping-import.ts'
import {
  MappingRule,
  MappingRuleCreated,
  MappingRuleInput,
  MappingRulePreview,
  MappingView,
  MappingViewInput,
  RuleExclusion,
  RuleExclusionReason,
} from './mapping-rule.ts'
import {
  DeliveryMapping,
  MappingBulkCreate,
  MappingBulkCreated,
  MappingBulkDelete,
  MappingBulkDeleted,
  MappingBulkUpdate,
  MappingBulkUpdated,
  MappingUndone,
  MappingWithSegment,
} from './mapping.ts'
import type { ProblemSlug } from './problem.ts'
import {
  Segment,
  SegmentFolder,
  SegmentImportResult,
  SegmentImportRow,
  SegmentWithUse,
  SentSegment,
} from './segment.ts'
import { SegmentDestination, SegmentDetail, SegmentStatusUpdate } from './segment-detail.ts'
import { Visitor, VisitorInput, VISITORS_MAX } from './visitor.ts'

export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `:name` for each entry of `params`. */
  path: `/api/${string}`
  summary: string
  params?: z.ZodMiniObject
  query?: z.ZodMiniObject
  body?: z.ZodMiniType
  /** Null: 204, without a body. */
  response: z.ZodMiniType | null
  status: 200 | 201 | 204
  /** The most bytes that a body may have; 100 KB unless told. */
  bodyLimit?: number
  /** A change of one resource: needs `If-Match` with its revision, answers 428 without, 412 if stale. */
  ifMatch?: true
  /** An `Idempotency-Key` makes a repeat answer the same for 24 hours: what is made is made once. */
  idempotent?: true
  /** Errors beyond those that any request may meet. */
  errors: readonly ProblemSlug[]
}

const VisitorParams = z.strictObject({ visitorId: IdText })
const DataSourceParams = z.strictObject({ dataSourceId: IdText })
const DestinationParams = z.strictObject({ destinationId: IdText })
const SegmentParams = z.strictObject({ segmentId: IdText })
const ChangeParams = z.extend(DestinationParams, {
  number: z.pipe(z.coerce.number(), ChangeNumber),
})
const RuleParams = z.extend(DestinationParams, { ruleId: IdText })
const ViewParams = z.strictObject({ viewId: IdText })
/** The place of a list's first row, from 0: for a window somewhere in its middle. */
const Offset = z.pipe(z.coerce.number(), z.int().check(z.gte(0)))
const VersionParams = z.extend(DestinationParams, {
  revision: z.pipe(z.coerce.number(), Revision),
})

export const DestinationSort = z.enum(['name', 'id', 'type', 'status', 'segments', 'updated'])
export type DestinationSort = z.infer<typeof DestinationSort>
export const SortDirection = z.enum(['asc', 'desc'])
export type SortDirection = z.infer<typeof SortDirection>

export const DestinationListQuery = z.strictObject({
  q: z.optional(SearchText),
  category: z.optional(DestinationCategory),
  type: z.optional(commaSeparated(DestinationType.options)),
  /** Without it: all but deleted. */
  status: z.optional(commaSeparated(DestinationStatus.options)),
  attention: z.optional(z.literal('true')),
  sort: z._default(DestinationSort, 'updated'),
  direction: z._default(SortDirection, 'desc'),
  cursor: z.optional(Cursor),
  limit: z._default(PageSize, 100),
})

export const DestinationList = z.extend(pageOf(Destination), {
  /** How many destinations each tab and filter would show, with the search but without the filters. */
  counts: z.object({
    all: z.int(),
    byCategory: z.record(DestinationCategory, z.int()),
    attention: z.int(),
  }),
})
export type DestinationList = z.infer<typeof DestinationList>

export const SegmentSort = z.enum(['name', 'id', 'people'])

const SegmentFound = z.strictObject({
  ...SEGMENT_FILTER_QUERY,
  /** Only segments that are not mapped to this destination. */
  notMappedTo: z.optional(IdText),
  /** Only segments that some destination has, or none; the trash does not count. */
  mapped: z.optional(z.enum(['yes', 'no'])),
  /** Only segments that may be sent where these labels are set. */
  sendableWith: z.optional(commaSeparated(ExportLabel.options)),
  sort: z._default(SegmentSort, 'name'),
  direction: z._default(SortDirection, 'asc'),
})

export const SegmentListQuery = z.extend(SegmentFound, {
  /** Only these segments; those of them that do not exist are left out. */
  segmentIds: z.optional(IdList),
  cursor: z.optional(Cursor),
  /** Instead of a cursor. */
  offset: z.optional(Offset),
  limit: z._default(PageSize, 100),
})

export const MappingSort = z.enum(['name', 'id', 'value', 'start', 'end', 'priority', 'people'])

const MappingFound = z.strictObject({
  ...MAPPING_FILTER_QUERY,
  sort: z._default(MappingSort, 'name'),
  direction: z._default(SortDirection, 'asc'),
})

export const MappingListQuery = z.extend(MappingFound, {
  /** Only these segments; those of them that are not mapped are left out. */
  segmentIds: z.optional(IdList),
  cursor: z.optional(Cursor),
  /** Instead of a cursor. */
  offset: z.optional(Offset),
  limit: z._default(PageSize, 100),
})

const MB = 1024 * 1024
const changeErrors = ['not-found', 'revision-required', 'revision-conflict', 'wrong-state'] as const

/**
 * Every endpoint of the API. The client, its query keys, the server's routing and validation, and
 * the OpenAPI document are all made from this table.
 */
export const endpoints = {
  healthView: {
    method: 'GET',
    path: '/api/health',
    summary: 'Tell the version, the store and the state of its migrations',
    response: Health,
    status: 200,
    errors: ['unavailable'],
  },
  accountView: {
    method: 'GET',
    path: '/api/account',
    summary: 'Show what the account holds and its limits',
    response: Account,
    status: 200,
    errors: [],
  },
  sampleDataLoad: {
    method: 'POST',
    path: '/api/account/sample-data',
    summary: 'Fill an empty account with a made-up travel company',
    body: z.strictObject({}),
    response: Account,
    status: 201,
    idempotent: true,
    errors: ['wrong-state'],
  },

  destinationList: {
    method: 'GET',
    path: '/api/destinations',
    summary: 'List destinations',
    query: DestinationListQuery,
    response: DestinationList,
    status: 200,
    errors: [],
  },
  destinationCreate: {
    method: 'POST',
    path: '/api/destinations',
    summary: 'Create a draft of a type, with that type’s defaults',
    body: z.strictObject({ type: DestinationType }),
    response: Destination,
    status: 201,
    idempotent: true,
    errors: ['limit-reached'],
  },
  destinationView: {
    method: 'GET',
    path: '/api/destinations/:destinationId',
    summary: 'Show a destination, also one in the trash',
    params: DestinationParams,
    response: Destination,
    status: 200,
    errors: ['not-found'],
  },
  destinationBasicUpdate: {
    method: 'PUT',
    path: '/api/destinations/:destinationId/basic-information',
    summary: 'Save the step Basic information',
    params: DestinationParams,
    body: BasicInformation,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: [...changeErrors, 'not-ready'],
  },
  destinationLabelsUpdate: {
    method: 'PUT',
    path: '/api/destinations/:destinationId/export-labels',
    summary: 'Save the step Export labels',
    params: DestinationParams,
    body: z.extend(ExportLabels, {
      /** Live mappings may be blocked by this; see `confirmation-required`. */
      confirmed: z._default(z.boolean(), false),
    }),
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: [...changeErrors, 'not-ready', 'confirmation-required'],
  },
  destinationConfigurationUpdate: {
    method: 'PUT',
    path: '/api/destinations/:destinationId/configuration',
    summary: 'Save the step Configuration',
    params: DestinationParams,
    body: DestinationConfiguration,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: [...changeErrors, 'not-ready'],
  },
  destinationActivate: {
    method: 'POST',
    path: '/api/destinations/:destinationId/activate',
    summary: 'Activate a draft; refused with the list of what is missing',
    params: DestinationParams,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: [...changeErrors, 'not-ready'],
  },
  destinationPause: {
    method: 'POST',
    path: '/api/destinations/:destinationId/pause',
    summary: 'Stop an active destination for now',
    params: DestinationParams,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: changeErrors,
  },
  destinationResume: {
    method: 'POST',
    path: '/api/destinations/:destinationId/resume',
    summary: 'Go on with a paused destination',
    params: DestinationParams,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: [...changeErrors, 'not-ready'],
  },
  destinationClone: {
    method: 'POST',
    path: '/api/destinations/:destinationId/clone',
    summary: 'Make a draft with the same settings and mappings',
    params: DestinationParams,
    body: z.strictObject({}),
    response: Destination,
    status: 201,
    idempotent: true,
    errors: ['not-found', 'limit-reached'],
  },
  destinationDelete: {
    method: 'DELETE',
    path: '/api/destinations/:destinationId',
    summary: 'Move a destination to the trash',
    params: DestinationParams,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: changeErrors,
  },
  destinationRestore: {
    method: 'POST',
    path: '/api/destinations/:destinationId/restore',
    summary:
      'Bring a destination back from the trash as it was; paused, if export controls block more of it now',
    params: DestinationParams,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: [...changeErrors, 'limit-reached'],
  },
  destinationVersionList: {
    method: 'GET',
    path: '/api/destinations/:destinationId/versions',
    summary: 'List the recorded states of a destination, newest first',
    params: DestinationParams,
    response: z.object({ items: z.array(DestinationVersion) }),
    status: 200,
    errors: ['not-found'],
  },
  destinationVersionRestore: {
    method: 'POST',
    path: '/api/destinations/:destinationId/versions/:revision/restore',
    summary: 'Make an earlier state the current one, as a new revision',
    params: VersionParams,
    response: Destination,
    status: 200,
    ifMatch: true,
    errors: [...changeErrors, 'not-ready'],
  },

  mappingList: {
    method: 'GET',
    path: '/api/destinations/:destinationId/mappings',
    summary: 'List the segments mapped to a destination',
    params: DestinationParams,
    query: MappingListQuery,
    response: z.extend(pageOf(MappingWithSegment), {
      /** The last change of the destination's mappings: for `asOf`, and to ask what came after. */
      change: ChangeNumber,
    }),
    status: 200,
    errors: ['not-found'],
  },
  mappingIdList: {
    method: 'GET',
    path: '/api/destinations/:destinationId/mapping-ids',
    summary: 'List the ids of all mapped segments that match, in the order of the list',
    params: DestinationParams,
    query: MappingFound,
    response: z.object({ segmentIds: z.array(Id), change: ChangeNumber }),
    status: 200,
    errors: ['not-found'],
  },
  mappingCountView: {
    method: 'GET',
    path: '/api/destinations/:destinationId/mapping-counts',
    summary: 'Count what each view and filter of the mappings would show',
    params: DestinationParams,
    query: z.strictObject({
      q: MAPPING_FILTER_QUERY.q,
      folder: MAPPING_FILTER_QUERY.folder,
    }),
    response: MappingCounts,
    status: 200,
    errors: ['not-found'],
  },
  mappingBulkCreate: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mappings/bulk-create',
    summary: 'Map many segments; all of them or none',
    params: DestinationParams,
    body: MappingBulkCreate,
    response: MappingBulkCreated,
    status: 201,
    bodyLimit: 16 * MB,
    idempotent: true,
    errors: ['not-found', 'wrong-state', 'limit-reached'],
  },
  mappingBulkUpdate: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mappings/bulk-update',
    summary:
      'Change many mappings in one transaction; rows changed by others are reported, not overwritten',
    params: DestinationParams,
    body: MappingBulkUpdate,
    response: MappingBulkUpdated,
    status: 200,
    bodyLimit: 16 * MB,
    errors: ['not-found', 'wrong-state', 'not-ready'],
  },
  mappingBulkDelete: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mappings/bulk-delete',
    summary: 'Unmap many segments; all of them or none',
    params: DestinationParams,
    body: MappingBulkDelete,
    response: MappingBulkDeleted,
    status: 200,
    bodyLimit: MB,
    errors: ['not-found', 'wrong-state', 'not-ready'],
  },
  mappingActionPreview: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mapping-actions/preview',
    summary: 'Tell what an action on many mappings would do; writes nothing',
    params: DestinationParams,
    body: MappingActionRequest,
    response: MappingActionPreview,
    status: 200,
    bodyLimit: MB,
    errors: ['not-found'],
  },
  mappingActionApply: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mapping-actions',
    summary: 'Do the same with many mappings, as one change; rows changed by others are reported',
    params: DestinationParams,
    body: MappingActionRequest,
    response: MappingActionApplied,
    status: 200,
    bodyLimit: MB,
    // Dates that are shifted by a repeat of a request whose answer was lost would be shifted twice.
    idempotent: true,
    errors: ['not-found', 'wrong-state', 'not-ready'],
  },
  mappingChangeList: {
    method: 'GET',
    path: '/api/destinations/:destinationId/mapping-changes',
    summary: 'List the changes of a destination’s mappings since one of them',
    params: DestinationParams,
    query: z.strictObject({ since: z.pipe(z.coerce.number(), ChangeNumber) }),
    response: MappingChangeList,
    status: 200,
    errors: ['not-found'],
  },
  mappingChangeUndo: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mapping-changes/:number/undo',
    summary: 'Take back a change, in the rows that are still as it left them',
    params: ChangeParams,
    body: z.strictObject({}),
    response: MappingUndone,
    status: 201,
    idempotent: true,
    errors: ['not-found', 'wrong-state', 'not-ready', 'limit-reached'],
  },
  mappingImportPreview: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mapping-imports/preview',
    summary: 'Tell what an import of mappings would add, change and reject; writes nothing',
    params: DestinationParams,
    body: MappingImport,
    response: MappingImportPlan,
    status: 200,
    bodyLimit: 32 * MB,
    errors: ['not-found'],
  },
  mappingImportApply: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mapping-imports',
    summary: 'Add and change mappings from rows, as one change',
    params: DestinationParams,
    body: MappingImport,
    response: MappingImportApplied,
    status: 201,
    bodyLimit: 32 * MB,
    idempotent: true,
    errors: ['not-found', 'wrong-state', 'not-ready', 'limit-reached'],
  },

  mappingRuleList: {
    method: 'GET',
    path: '/api/destinations/:destinationId/mapping-rules',
    summary: 'List the rules that map a destination’s segments, by folder',
    params: DestinationParams,
    response: z.object({ items: z.array(MappingRule) }),
    status: 200,
    errors: ['not-found'],
  },
  mappingRulePreview: {
    method: 'GET',
    path: '/api/destinations/:destinationId/mapping-rule-preview',
    summary: 'Tell what a rule for a folder would map; writes nothing',
    params: DestinationParams,
    query: z.strictObject({ folder: FolderText }),
    response: MappingRulePreview,
    status: 200,
    errors: ['not-found'],
  },
  mappingRuleCreate: {
    method: 'POST',
    path: '/api/destinations/:destinationId/mapping-rules',
    summary: 'Map every present and future segment of a folder',
    params: DestinationParams,
    body: MappingRuleInput,
    response: MappingRuleCreated,
    status: 201,
    idempotent: true,
    errors: ['not-found', 'wrong-state', 'limit-reached', 'not-ready'],
  },
  mappingRuleDelete: {
    method: 'DELETE',
    path: '/api/destinations/:destinationId/mapping-rules/:ruleId',
    summary: 'End a rule; what it mapped stays mapped',
    params: RuleParams,
    response: null,
    status: 204,
    errors: ['not-found', 'wrong-state'],
  },
  mappingRuleExclusionList: {
    method: 'GET',
    path: '/api/destinations/:destinationId/mapping-rules/:ruleId/exclusions',
    summary:
      'List the segments of a rule’s folder that are not mapped, each with the reason, by id',
    params: RuleParams,
    query: z.strictObject({ reason: z.optional(RuleExclusionReason) }),
    /** `total` counts those beyond the list's limit as well. */
    response: z.object({ items: z.array(RuleExclusion), total: z.int() }),
    status: 200,
    errors: ['not-found'],
  },
  mappingViewList: {
    method: 'GET',
    path: '/api/mapping-views',
    summary: 'List the named views of the mapping grid, by name',
    response: z.object({ items: z.array(MappingView) }),
    status: 200,
    errors: [],
  },
  mappingViewCreate: {
    method: 'POST',
    path: '/api/mapping-views',
    summary: 'Save a view under a name; a view of that name is replaced',
    body: MappingViewInput,
    response: MappingView,
    status: 201,
    idempotent: true,
    errors: ['limit-reached'],
  },
  mappingViewDelete: {
    method: 'DELETE',
    path: '/api/mapping-views/:viewId',
    summary: 'Remove a named view',
    params: ViewParams,
    response: null,
    status: 204,
    errors: ['not-found'],
  },

  deliveryMappingList: {
    method: 'GET',
    path: '/api/destinations/:destinationId/delivery-mappings',
    summary: 'List all mappings of a destination as delivery sees them, by segment id',
    params: DestinationParams,
    response: z.object({ items: z.array(DeliveryMapping) }),
    status: 200,
    errors: ['not-found'],
  },
  destinationExportCheck: {
    method: 'GET',
    path: '/api/destinations/:destinationId/export-check',
    summary: 'Tell which mapped segments labels would block',
    params: DestinationParams,
    query: z.strictObject({ labels: z._default(commaSeparated(ExportLabel.options), []) }),
    response: ExportCheck,
    status: 200,
    errors: ['not-found'],
  },

  dataSourceList: {
    method: 'GET',
    path: '/api/data-sources',
    summary: 'List the data sources with their export controls',
    response: z.object({ items: z.array(DataSourceWithUse) }),
    status: 200,
    errors: [],
  },
  dataSourceEffects: {
    method: 'GET',
    path: '/api/data-sources/:dataSourceId/effects',
    summary: 'Tell which mappings other controls would stop or let through',
    params: DataSourceParams,
    query: z.strictObject({ controls: z._default(commaSeparated(ExportLabel.options), []) }),
    response: ExportEffects,
    status: 200,
    errors: ['not-found'],
  },
  dataSourceControlsUpdate: {
    method: 'PUT',
    path: '/api/data-sources/:dataSourceId/controls',
    summary: 'Set the export controls of a data source',
    params: DataSourceParams,
    body: z.strictObject({
      controls: ExportControls,
      /** Live mappings may be blocked by this; see `confirmation-required`. */
      confirmed: z._default(z.boolean(), false),
    }),
    response: DataSource,
    status: 200,
    ifMatch: true,
    errors: ['not-found', 'revision-required', 'revision-conflict', 'confirmation-required'],
  },
  traitList: {
    method: 'GET',
    path: '/api/traits',
    summary: 'List traits, by id',
    query: z.strictObject({
      q: z.optional(SearchText),
      dataSourceId: z.optional(IdText),
      cursor: z.optional(Cursor),
      limit: z._default(PageSize, 100),
    }),
    response: pageOf(Trait),
    status: 200,
    errors: [],
  },
  mergeRuleList: {
    method: 'GET',
    path: '/api/merge-rules',
    summary: 'List the profile merge rules',
    response: z.object({ items: z.array(MergeRule) }),
    status: 200,
    errors: [],
  },
  segmentRestrictions: {
    method: 'GET',
    path: '/api/segments/:segmentId/restrictions',
    summary: 'Explain which export controls reach a segment, and by which way',
    params: SegmentParams,
    response: SegmentRestrictions,
    status: 200,
    errors: ['not-found'],
  },
  audienceModelImportPreview: {
    method: 'POST',
    path: '/api/audience-model-imports/preview',
    summary: 'Tell what an import of sources, traits and rules would do; writes nothing',
    body: AudienceModelImport,
    response: AudienceModelImportResult,
    status: 200,
    bodyLimit: 32 * MB,
    errors: [],
  },
  audienceModelImportApply: {
    method: 'POST',
    path: '/api/audience-model-imports',
    summary: 'Create and change sources, traits and rules from the good rows; all of them or none',
    body: AudienceModelImport,
    response: AudienceModelImportResult,
    status: 201,
    bodyLimit: 32 * MB,
    idempotent: true,
    errors: ['limit-reached', 'confirmation-required'],
  },

  segmentList: {
    method: 'GET',
    path: '/api/segments',
    summary: 'List segments',
    query: SegmentListQuery,
    response: pageOf(SegmentWithUse),
    status: 200,
    errors: [],
  },
  segmentIdList: {
    method: 'GET',
    path: '/api/segment-ids',
    summary: 'List the ids of all segments that match, in the order of the list',
    query: SegmentFound,
    response: z.object({ segmentIds: z.array(Id) }),
    status: 200,
    errors: [],
  },
  segmentView: {
    method: 'GET',
    path: '/api/segments/:segmentId',
    summary: 'Show a segment and what it is made of',
    params: SegmentParams,
    response: SegmentDetail,
    status: 200,
    errors: ['not-found'],
  },
  segmentDestinationList: {
    method: 'GET',
    path: '/api/segments/:segmentId/destinations',
    summary: 'List the destinations that a segment is mapped to, by id; without the trash',
    params: SegmentParams,
    response: z.object({ items: z.array(SegmentDestination) }),
    status: 200,
    errors: ['not-found'],
  },
  segmentStatusUpdate: {
    method: 'PUT',
    path: '/api/segments/:segmentId/status',
    summary: 'Pause a segment everywhere, or go on with it',
    params: SegmentParams,
    body: SegmentStatusUpdate,
    response: Segment,
    status: 200,
    errors: ['not-found'],
  },
  segmentFolderList: {
    method: 'GET',
    path: '/api/segment-folders',
    summary: 'List every folder with the number of segments in and below it',
    query: z.strictObject({
      /** Count only segments mapped to this destination. */
      mappedTo: z.optional(IdText),
      /** Count only segments not mapped to this destination. */
      notMappedTo: z.optional(IdText),
    }),
    response: z.object({ items: z.array(SegmentFolder), total: z.int() }),
    status: 200,
    errors: [],
  },
  segmentImportPreview: {
    method: 'POST',
    path: '/api/segment-imports/preview',
    summary: 'Tell what an import would create, change and reject; writes nothing',
    body: z.strictObject({ rows: z.array(SegmentImportRow).check(z.maxLength(100_000)) }),
    response: SegmentImportResult,
    status: 200,
    bodyLimit: 32 * MB,
    errors: [],
  },
  segmentImportApply: {
    method: 'POST',
    path: '/api/segment-imports',
    summary: 'Create and change segments from the good rows; all of them or none',
    body: z.strictObject({ rows: z.array(SegmentImportRow).check(z.maxLength(100_000)) }),
    response: SegmentImportResult,
    status: 201,
    bodyLimit: 32 * MB,
    idempotent: true,
    errors: ['limit-reached'],
  },

  visitorList: {
    method: 'GET',
    path: '/api/visitors',
    summary: 'List the sample visitors',
    response: z.object({ items: z.array(Visitor) }),
    status: 200,
    errors: [],
  },
  visitorCreate: {
    method: 'POST',
    path: '/api/visitors',
    summary: 'Create a sample visitor',
    body: VisitorInput,
    response: Visitor,
    status: 201,
    idempotent: true,
    errors: ['limit-reached'],
  },
  visitorImport: {
    method: 'POST',
    path: '/api/visitors/import',
    summary: 'Create many sample visitors; all of them or none',
    body: z.strictObject({
      visitors: z.array(VisitorInput).check(z.minLength(1), z.maxLength(VISITORS_MAX)),
    }),
    response: z.object({ items: z.array(Visitor) }),
    status: 201,
    bodyLimit: 4 * MB,
    idempotent: true,
    errors: ['limit-reached'],
  },
  visitorUpdate: {
    method: 'PUT',
    path: '/api/visitors/:visitorId',
    summary: 'Change a sample visitor',
    params: VisitorParams,
    body: VisitorInput,
    response: Visitor,
    status: 200,
    ifMatch: true,
    errors: ['not-found', 'revision-required', 'revision-conflict'],
  },
  visitorDelete: {
    method: 'DELETE',
    path: '/api/visitors/:visitorId',
    summary: 'Remove a sample visitor',
    params: VisitorParams,
    response: Visitor,
    status: 200,
    ifMatch: true,
    errors: ['not-found', 'revision-required', 'revision-conflict'],
  },

  visitorDeliveryList: {
    method: 'GET',
    path: '/api/visitors/:visitorId/deliveries',
    summary:
      'List the active destinations that a visitor’s segments are mapped to, with those mappings',
    params: VisitorParams,
    response: z.object({
      visitor: Visitor,
      /** By destination id. */
      items: z.array(z.object({ destination: Destination, mappings: z.array(DeliveryMapping) })),
    }),
    status: 200,
    errors: ['not-found'],
  },
  sentSegmentList: {
    method: 'GET',
    path: '/api/sent-segments',
    summary: 'List the segments that active destinations send, by name',
    query: z.strictObject({ q: z.optional(SearchText), limit: z._default(PageSize, 100) }),
    /** `total` counts those that are found beyond the limit as well. */
    response: z.object({ items: z.array(SentSegment), total: z.int() }),
    status: 200,
    errors: [],
  },
  arrivalList: {
    method: 'GET',
    path: '/api/live-tests/:liveTestId/arrivals',
    summary: 'List the calls that the receiver got for a live test, oldest first',
    params: z.strictObject({ liveTestId: LiveTestId }),
    response: z.object({ items: z.array(Arrival) }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>

export type Endpoints = typeof endpoints
export type EndpointName = keyof Endpoints
