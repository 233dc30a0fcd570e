import * as z from 'zod/mini'
import { Count, ExportLabel, Id, NAME_MAX, requiredLineOfText, Revision } from './common.ts'
import { DestinationStatus } from './destination/destination.ts'

/** What segments are built from, and the export controls that pass on (domain.md, "Data export controls"). */

/** domain.md, "Account limits". */
export const TRAITS_MAX = 100_000
export const DATA_SOURCES_MAX = 1000
export const MERGE_RULES_MAX = 1000

export const DataSourceKind = z.enum(['first-party', 'second-party', 'third-party'])
export type DataSourceKind = z.infer<typeof DataSourceKind>

/** Controls, each named by the label that it blocks. */
export const ExportControls = z.array(ExportLabel)

const Name = requiredLineOfText(NAME_MAX, 'Name')

export const DataSourceInput = z.strictObject({
  id: Id,
  name: Name,
  kind: DataSourceKind,
  controls: ExportControls,
})
export type DataSourceInput = z.infer<typeof DataSourceInput>
export const DataSource = z.object({ ...DataSourceInput.shape, revision: Revision })
export type DataSource = z.infer<typeof DataSource>

/** A data source as the list shows it. */
export const DataSourceWithUse = z.object({
  ...DataSource.shape,
  traits: Count,
  /** Segments that a control of this source reaches, through traits, included segments or merge rules. */
  segments: Count,
})
export type DataSourceWithUse = z.infer<typeof DataSourceWithUse>

export const Trait = z.strictObject({ id: Id, name: Name, dataSourceId: Id })
export type Trait = z.infer<typeof Trait>

/** domain.md, "Terms": profile merge rule. */
export const MergeRule = z.strictObject({
  id: Id,
  name: Name,
  controls: ExportControls,
  dataSourceIds: z.array(Id).check(z.maxLength(20, 'A merge rule uses at most 20 data sources.')),
})
export type MergeRule = z.infer<typeof MergeRule>

/** What a segment is made of. Its own data source does not block (domain.md, "Data export controls"). */
export const SegmentRule = z.strictObject({
  segmentId: Id,
  dataSourceId: z.nullable(Id),
  traitIds: z.array(Id).check(z.maxLength(500, 'A segment is made of at most 500 traits.')),
  includedSegmentIds: z
    .array(Id)
    .check(z.maxLength(100, 'A segment includes at most 100 segments.')),
  mergeRuleId: z.nullable(Id),
})
export type SegmentRule = z.infer<typeof SegmentRule>

/** One thing on the way from a segment to a control, by its kind. */
export const LineageStep = z.object({
  kind: z.enum(['segment', 'trait', 'merge-rule', 'data-source']),
  id: Id,
  name: z.string(),
})
export type LineageStep = z.infer<typeof LineageStep>

/**
 * Why a segment may not go where a label is set: from the segment over included segments, a trait or a
 * merge rule to the data source or merge rule that carries the control, which is the last step.
 */
export const RestrictionPath = z.object({ label: ExportLabel, steps: z.array(LineageStep) })
export type RestrictionPath = z.infer<typeof RestrictionPath>

/** What a segment is made of, with names, and every path to a control. */
export const SegmentRestrictions = z.object({
  segmentId: Id,
  name: z.string(),
  paths: z.array(RestrictionPath),
})
export type SegmentRestrictions = z.infer<typeof SegmentRestrictions>

/** Segments that are named where a count stands for more. */
export const EFFECTS_NAMED = 20

/** Mappings of one destination that a change of labels or controls would stop, or let through again. */
export const DestinationEffect = z.object({
  destinationId: Id,
  name: z.string(),
  status: DestinationStatus,
  count: Count,
  /** The first of them. */
  segments: z.array(z.object({ id: Id, name: z.string() })),
})
export type DestinationEffect = z.infer<typeof DestinationEffect>

export const ExportEffects = z.object({
  /** Destinations with mappings that are sent now and would be blocked. */
  blocks: z.array(DestinationEffect),
  /** Destinations with mappings that are blocked now and would be sent. */
  lifts: z.array(DestinationEffect),
})
export type ExportEffects = z.infer<typeof ExportEffects>

/** How many mapped segments labels would block, and which: the answer while labels are chosen. */
export const ExportCheck = z.object({
  total: Count,
  blocked: Count,
  /** The first of the blocked ones, with the labels that block each. */
  segments: z.array(z.object({ id: Id, name: z.string(), labels: z.array(ExportLabel) })),
})
export type ExportCheck = z.infer<typeof ExportCheck>

const Line = z.int().check(z.gte(1))

export const AUDIENCE_ROWS_MAX = 100_000
const rowsOf = <T extends z.ZodMiniType>(row: T) =>
  z._default(z.array(row).check(z.maxLength(AUDIENCE_ROWS_MAX)), [])

/** Rows of an import, each with the line on which it starts, from 1. */
export const AudienceModelImport = z.strictObject({
  dataSources: rowsOf(z.extend(DataSourceInput, { line: Line })),
  traits: rowsOf(z.extend(Trait, { line: Line })),
  mergeRules: rowsOf(z.extend(MergeRule, { line: Line })),
  segmentRules: rowsOf(z.extend(SegmentRule, { line: Line })),
  /** Live mappings may be blocked by this; see `confirmation-required`. */
  confirmed: z._default(z.boolean(), false),
})
export type AudienceModelImport = z.infer<typeof AudienceModelImport>

const ImportCounts = z.object({ created: Count, changed: Count, unchanged: Count })

/** What an import will do, or has done. */
export const AudienceModelImportResult = z.object({
  dataSources: ImportCounts,
  traits: ImportCounts,
  mergeRules: ImportCounts,
  segmentRules: ImportCounts,
  rejected: z.array(
    z.object({
      kind: z.enum(['dataSources', 'traits', 'mergeRules', 'segmentRules']),
      line: Line,
      label: z.string(),
      reason: z.string(),
    }),
  ),
})
export type AudienceModelImportResult = z.infer<typeof AudienceModelImportResult>
