import * as z from 'zod'
import { Id, Instant, IsoDate, Revision, SearchText } from './common.ts'
import { URL_MAX } from './destination/url.ts'
import { Segment } from './segment.ts'

export const MAPPING_TEXT_MAX = 255
export const PRIORITY_MAX = 9999

const MappingText = z
  .string()
  .trim()
  .min(1)
  .max(MAPPING_TEXT_MAX, `Use at most ${MAPPING_TEXT_MAX} characters.`)
const MappingUrl = z
  .string()
  .trim()
  .min(1)
  .max(URL_MAX, `The address is too long; at most ${URL_MAX} characters are allowed.`)

/** Where a mapping's value came from; `manual`: typed by a person. */
export const ValueOrigin = z.enum(['manual', 'segment-id', 'integration-code'])
export type ValueOrigin = z.infer<typeof ValueOrigin>

/** What a person may set on a mapping; null: not given yet. */
export const MappingFields = z.strictObject({
  value: MappingText.nullable(),
  /** Cookie destinations with several keys only. */
  key: MappingText.nullable(),
  /** URL destinations that are not serialized only. */
  url: MappingUrl.nullable(),
  secureUrl: MappingUrl.nullable(),
  startDate: IsoDate,
  /** The last day of delivery; null: never expires. */
  endDate: IsoDate.nullable(),
  /** Cookie destinations only: the higher, the longer it is kept when the cookie is full. */
  priority: z
    .int('Enter a whole number.')
    .min(0, 'Enter 0 or more.')
    .max(PRIORITY_MAX, `Enter at most ${PRIORITY_MAX}.`),
})
export type MappingFields = z.infer<typeof MappingFields>

/** domain.md, "Terms": mapping. Keyed by destination and segment. */
export const Mapping = z.object({
  segmentId: Id,
  revision: Revision,
  ...MappingFields.shape,
  valueOrigin: ValueOrigin,
  updatedAt: Instant,
})
export type Mapping = z.infer<typeof Mapping>

/** A mapping with the segment that it sends. */
export const MappingWithSegment = z.object({
  ...Mapping.shape,
  segment: Segment.pick({
    id: true,
    name: true,
    folder: true,
    status: true,
    integrationCode: true,
    peopleCount: true,
  }),
})
export type MappingWithSegment = z.infer<typeof MappingWithSegment>

export const MAPPING_BATCH_MAX = 20_000

/** Which segments to act on: those named, or all that match a search as the screen shows it. */
export const SegmentSelection = z.union([
  z.strictObject({ segmentIds: z.array(Id).min(1).max(MAPPING_BATCH_MAX) }),
  z.strictObject({ q: SearchText.optional(), folder: z.array(z.string()).optional() }),
])
export type SegmentSelection = z.infer<typeof SegmentSelection>

/** New mappings: a selection with one start and end, or rows with everything given. */
export const MappingBulkCreate = z.union([
  z.strictObject({
    select: SegmentSelection,
    startDate: IsoDate,
    endDate: IsoDate.nullable(),
  }),
  z.strictObject({
    rows: z
      .array(z.strictObject({ segmentId: Id, ...MappingFields.shape, valueOrigin: ValueOrigin }))
      .min(1)
      .max(MAPPING_BATCH_MAX),
  }),
])
export type MappingBulkCreate = z.infer<typeof MappingBulkCreate>

export const MappingBulkCreated = z.object({
  created: z.int().min(0),
  /** Segments of the selection that were mapped already. */
  alreadyMapped: z.int().min(0),
  /** The new ones, so that the addition can be undone. */
  segmentIds: z.array(Id),
})

/** Changes to mappings, each with the revision it was made from: a conflict is per row. */
export const MappingBulkUpdate = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        segmentId: Id,
        revision: Revision,
        set: MappingFields.partial().extend({ valueOrigin: ValueOrigin.optional() }),
      }),
    )
    .min(1)
    .max(MAPPING_BATCH_MAX),
})
export type MappingBulkUpdate = z.infer<typeof MappingBulkUpdate>

export const MappingBulkUpdated = z.object({
  updated: z.array(Mapping),
  /** Rows that somebody changed meanwhile, as they are now (null: removed); they were left alone. */
  conflicts: z.array(z.object({ segmentId: Id, current: Mapping.nullable() })),
})
export type MappingBulkUpdated = z.infer<typeof MappingBulkUpdated>

export const MappingBulkDelete = z.strictObject({ select: SegmentSelection })

/** What was removed, so that the removal can be undone. */
export const MappingBulkDeleted = z.object({ removed: z.array(Mapping) })
