import * as z from 'zod/mini'
import { Count, ExportLabel, Id, Instant, IsoDate, Revision, typedText } from './common.ts'
import { URL_MAX } from './destination/url.ts'
import { ChangeNumber, MappingChangeEntry } from './mapping-change.ts'
import { MappingFilter, SegmentFilter } from './mapping-filter.ts'
import { Segment } from './segment.ts'

export const MAPPING_TEXT_MAX = 255
export const PRIORITY_MAX = 9999

const MappingText = typedText(MAPPING_TEXT_MAX, `Use at most ${MAPPING_TEXT_MAX} characters.`)
const MappingUrl = typedText(
  URL_MAX,
  `The address is too long; at most ${URL_MAX} characters are allowed.`,
)

/** How many mappings a destination may have, unless the account's settings say otherwise. */
export const MAPPINGS_MAX = 20_000

/** Where a mapping's value came from; `manual`: typed by a person. */
export const ValueOrigin = z.enum(['manual', 'segment-id', 'integration-code'])
export type ValueOrigin = z.infer<typeof ValueOrigin>

/** What a person may set on a mapping; null: not given yet. */
export const MappingFields = z.strictObject({
  value: z.nullable(MappingText),
  /** Cookie destinations with several keys only. */
  key: z.nullable(MappingText),
  /** URL destinations that are not serialized only. */
  url: z.nullable(MappingUrl),
  secureUrl: z.nullable(MappingUrl),
  startDate: IsoDate,
  /** The last day of delivery; null: never expires. */
  endDate: z.nullable(IsoDate),
  /** Cookie destinations only: the higher, the longer it is kept when the cookie is full. */
  priority: z
    .int('Enter a whole number.')
    .check(z.gte(0, 'Enter 0 or more.'), z.lte(PRIORITY_MAX, `Enter at most ${PRIORITY_MAX}.`)),
})
export type MappingFields = z.infer<typeof MappingFields>

/** Some of them, for a change. */
export const MappingValues = z.partial(MappingFields)

/** domain.md, "Terms": mapping. Keyed by destination and segment. */
export const Mapping = z.object({
  segmentId: Id,
  /** Grows with every change; at least the number of the change that made it what it is. */
  revision: Revision,
  ...MappingFields.shape,
  valueOrigin: ValueOrigin,
  /** The rule that mapped it; null: a person did. */
  ruleId: z.nullable(Id),
  updatedAt: Instant,
})
export type Mapping = z.infer<typeof Mapping>

/** A row that was left alone since somebody else had changed it, as it is now (null: not mapped). */
export const MappingConflict = z.object({ segmentId: Id, current: z.nullable(Mapping) })
export type MappingConflict = z.infer<typeof MappingConflict>

/** A mapping with the segment that it sends. */
export const MappingWithSegment = z.object({
  ...Mapping.shape,
  segment: z.pick(Segment, {
    id: true,
    name: true,
    folder: true,
    status: true,
    restrictedLabels: true,
    integrationCode: true,
    peopleCount: true,
  }),
  /** Another segment that sends the same; the lowest id of them. Null: none does. */
  duplicateOf: z.nullable(Id),
  /** Cookies only: a visitor who is in all segments would not be sent this one, for want of space. */
  isOverSize: z.boolean(),
})
export type MappingWithSegment = z.infer<typeof MappingWithSegment>

/** What delivery needs to know of a mapping: all of a destination's fit into one answer. */
export const DeliveryMapping = z.object({
  segmentId: Id,
  name: z.string(),
  ...MappingFields.shape,
  /** The segment is paused. */
  paused: z.boolean(),
  restrictedLabels: z.array(ExportLabel),
})
export type DeliveryMapping = z.infer<typeof DeliveryMapping>

export const MAPPING_BATCH_MAX = 20_000
const BATCH = [z.minLength(1), z.maxLength(MAPPING_BATCH_MAX)] as const

/** Which segments to act on: those named, or all that match a search as the screen shows it. */
export const SegmentSelection = z.union([
  z.strictObject({ segmentIds: z.array(Id).check(...BATCH) }),
  SegmentFilter,
])
export type SegmentSelection = z.infer<typeof SegmentSelection>

/** Which mappings to act on. */
export const MappingSelection = z.union([
  z.strictObject({ segmentIds: z.array(Id).check(...BATCH) }),
  MappingFilter,
])
export type MappingSelection = z.infer<typeof MappingSelection>

/** New mappings: a selection with one start and end, or rows with everything given. */
export const MappingBulkCreate = z.union([
  z.strictObject({
    select: SegmentSelection,
    startDate: IsoDate,
    endDate: z.nullable(IsoDate),
  }),
  z.strictObject({
    rows: z
      .array(z.strictObject({ segmentId: Id, ...MappingFields.shape, valueOrigin: ValueOrigin }))
      .check(...BATCH),
  }),
])
export type MappingBulkCreate = z.infer<typeof MappingBulkCreate>

export const MappingBulkCreated = z.object({
  created: Count,
  /** Segments of the selection that were mapped already. */
  alreadyMapped: Count,
  /** Segments that match, and that export controls keep out. */
  blocked: Count,
  segmentIds: z.array(Id),
  change: z.nullable(MappingChangeEntry),
})

/** A change to one mapping, with the revision that it was made from: a conflict is per row. */
export const MappingChange = z.strictObject({
  segmentId: Id,
  revision: Revision,
  set: z.extend(MappingValues, { valueOrigin: z.optional(ValueOrigin) }),
})
export type MappingChange = z.infer<typeof MappingChange>

/** How cells were edited, for the words of the change. */
export const EditKind = z.enum(['edit', 'paste', 'fill', 'clear'])
export type EditKind = z.infer<typeof EditKind>

export const MappingBulkUpdate = z.strictObject({
  changes: z.array(MappingChange).check(...BATCH),
  kind: z._default(EditKind, 'edit'),
})
export type MappingBulkUpdate = z.infer<typeof MappingBulkUpdate>

export const MappingBulkUpdated = z.object({
  updated: z.array(Mapping),
  /** Rows that somebody changed meanwhile, as they are now (null: removed); they were left alone. */
  conflicts: z.array(MappingConflict),
  change: z.nullable(MappingChangeEntry),
})
export type MappingBulkUpdated = z.infer<typeof MappingBulkUpdated>

export const MappingBulkDelete = z.strictObject({
  select: MappingSelection,
  /** The last change that the person has seen: rows that others have changed since stay. */
  asOf: z.optional(ChangeNumber),
})

export const MappingBulkDeleted = z.object({
  /** Those that are mapped no longer. */
  segmentIds: z.array(Id),
  conflicts: z.array(MappingConflict),
  change: z.nullable(MappingChangeEntry),
})

/** What taking back a change came to. */
export const MappingUndone = z.object({
  /** Taking this one back does it again. Null: nothing could be taken back. */
  change: z.nullable(MappingChangeEntry),
  /** Rows that were changed again since, and stay as they are. */
  conflicts: z.array(MappingConflict),
})
export type MappingUndone = z.infer<typeof MappingUndone>
