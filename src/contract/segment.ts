import * as z from 'zod/mini'
import {
  blockOfText,
  Count,
  DESCRIPTION_MAX,
  ExportLabel,
  Id,
  Instant,
  NAME_MAX,
  requiredLineOfText,
  lineOfText,
} from './common.ts'

export const INTEGRATION_CODE_MAX = 255
export const FOLDER_DEPTH_MAX = 12

export const SegmentStatus = z.enum(['active', 'paused'])
export type SegmentStatus = z.infer<typeof SegmentStatus>

/** The folders from the root down to the segment; []: at the root. */
export const FolderPath = z
  .array(requiredLineOfText(NAME_MAX, 'Folder name'))
  .check(z.maxLength(FOLDER_DEPTH_MAX, `Folders go at most ${FOLDER_DEPTH_MAX} deep.`))
export type FolderPath = z.infer<typeof FolderPath>

/** What an import may set on a segment. */
export const SegmentInput = z.strictObject({
  id: Id,
  name: requiredLineOfText(NAME_MAX, 'Name'),
  folder: FolderPath,
  description: blockOfText(DESCRIPTION_MAX, 'Description'),
  integrationCode: z.nullable(lineOfText(INTEGRATION_CODE_MAX, 'Integration code')),
  /** People who qualified in the last 30 days; null: not known. */
  peopleCount: z.nullable(Count),
})
export type SegmentInput = z.infer<typeof SegmentInput>

/** domain.md, "Terms": segment. */
export const Segment = z.object({
  ...SegmentInput.shape,
  status: SegmentStatus,
  /** Labels of destinations that it may not be sent to: the controls that reach it. */
  restrictedLabels: z.array(ExportLabel),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Segment = z.infer<typeof Segment>

/** A segment that active destinations send, and how many of them do. */
export const SentSegment = z.object({
  ...z.pick(Segment, { id: true, name: true }).shape,
  destinations: Count,
})
export type SentSegment = z.infer<typeof SentSegment>

/** A folder that holds segments, itself or below it. */
export const SegmentFolder = z.object({
  path: FolderPath,
  /** Segments in this folder and in all folders below it. */
  count: Count,
})
export type SegmentFolder = z.infer<typeof SegmentFolder>

/** Columns that an import understands. A file without an id column gets ids assigned. */
export const SegmentImportRow = z.strictObject({
  /** The line of the file where the row starts, from 1, for messages. */
  line: z.int().check(z.gte(1)),
  ...SegmentInput.shape,
  id: z.nullable(Id),
})
export type SegmentImportRow = z.infer<typeof SegmentImportRow>

export const SegmentImportRejection = z.object({
  line: z.int().check(z.gte(1)),
  /** The row as the person knows it: its name or id. */
  label: z.string(),
  reason: z.string(),
})
export type SegmentImportRejection = z.infer<typeof SegmentImportRejection>

/** What a rule mapped to its destination, or would map, of segments that came or changed. */
export const MappedByRule = z.object({
  destinationId: Id,
  /** The destination's; empty while it has none. */
  name: z.string(),
  /** The rule's; []: every segment. */
  folder: FolderPath,
  count: Count,
})
export type MappedByRule = z.infer<typeof MappedByRule>

/** What an import will do, or has done. */
export const SegmentImportResult = z.object({
  created: Count,
  changed: Count,
  unchanged: Count,
  rejected: z.array(SegmentImportRejection),
  /** The first of those to be created and changed, to look at. */
  createdSample: z.array(z.pick(Segment, { id: true, name: true, folder: true })),
  changedSample: z.array(
    z.object({
      id: Id,
      name: z.string(),
      changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
  mappedByRule: z._default(z.array(MappedByRule), []),
})
export type SegmentImportResult = z.infer<typeof SegmentImportResult>

/** A segment as the list shows it. */
export const SegmentWithUse = z.object({
  ...Segment.shape,
  /** Destinations that it is mapped to, without those in the trash. */
  destinations: Count,
})
export type SegmentWithUse = z.infer<typeof SegmentWithUse>
