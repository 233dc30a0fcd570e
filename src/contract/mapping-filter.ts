import * as z from 'zod/mini'
import { commaSeparated, Count, Id, IdText, SearchText } from './common.ts'
import { FolderPath, SegmentStatus } from './segment.ts'

/**
 * What is to be said of a mapping, the most urgent first: `ready` when nothing else holds. A mapping may
 * be in several of the others at once.
 */
export const MAPPING_STATES = [
  'blocked',
  'ends-before-start',
  'missing-key',
  'missing-value',
  'missing-code',
  'missing-url',
  'duplicate',
  'over-size',
  'ended',
  'segment-paused',
  'not-started',
  'ready',
] as const
export const MappingState = z.enum(MAPPING_STATES)
export type MappingState = z.infer<typeof MappingState>

/** Where the value came from, or that there is none. */
export const ValueFilter = z.enum(['automatic', 'changed', 'empty'])
export type ValueFilter = z.infer<typeof ValueFilter>

export const DAYS_MAX = 3650
const Days = z.int().check(z.gte(0), z.lte(DAYS_MAX))

/** `attention`: some state of `ATTENTION_STATES` holds; `blocked`: export controls keep it back. */
export const ProblemView = z.enum(['attention', 'blocked'])
export type ProblemView = z.infer<typeof ProblemView>

/** Restricts segments; what is not given restricts nothing. */
export const SegmentFilter = z.strictObject({
  /** Found in name, id or integration code, without regard to case. */
  q: z.optional(SearchText),
  /** This folder and those below it. */
  folder: z.optional(FolderPath),
  status: z.optional(SegmentStatus),
  /** The data source that the segment itself belongs to. */
  dataSourceId: z.optional(Id),
  /** People of the last 30 days; a segment whose count is not known matches no bound. */
  peopleMin: z.optional(Count),
  peopleMax: z.optional(Count),
})
export type SegmentFilter = z.infer<typeof SegmentFilter>

/** Restricts mappings; `q` looks through values, keys and addresses as well. */
export const MappingFilter = z.extend(z.omit(SegmentFilter, { status: true }), {
  view: z.optional(ProblemView),
  /** Mappings of which one of these holds. */
  states: z.optional(z.array(MappingState)),
  value: z.optional(ValueFilter),
  /** Ends today or in so many days from today. */
  endsWithin: z.optional(Days),
})
export type MappingFilter = z.infer<typeof MappingFilter>

/** A folder path as a JSON array; its subfolders count in. */
export const FolderText = z.string().check(z.maxLength(4000))
const CountText = z.pipe(z.coerce.number(), Count)

/** As `SegmentFilter`, in an address. */
export const SEGMENT_FILTER_QUERY = {
  q: z.optional(SearchText),
  folder: z.optional(FolderText),
  status: z.optional(SegmentStatus),
  dataSourceId: z.optional(IdText),
  peopleMin: z.optional(CountText),
  peopleMax: z.optional(CountText),
}

/** As `MappingFilter`, in an address. */
export const MAPPING_FILTER_QUERY = {
  q: SEGMENT_FILTER_QUERY.q,
  folder: SEGMENT_FILTER_QUERY.folder,
  dataSourceId: SEGMENT_FILTER_QUERY.dataSourceId,
  peopleMin: SEGMENT_FILTER_QUERY.peopleMin,
  peopleMax: SEGMENT_FILTER_QUERY.peopleMax,
  view: z.optional(ProblemView),
  states: z.optional(commaSeparated(MAPPING_STATES)),
  value: z.optional(ValueFilter),
  endsWithin: z.optional(z.pipe(z.coerce.number(), Days)),
}

/** How many mappings of a search each view and each filter would show. */
export const MappingCounts = z.object({
  /** Segments that match the search and are not mapped. */
  available: Count,
  mapped: Count,
  attention: Count,
  blocked: Count,
  states: z.record(MappingState, Count),
  values: z.record(ValueFilter, Count),
  /** Ending today or in the next 30 days. */
  endsWithin30: Count,
})
export type MappingCounts = z.infer<typeof MappingCounts>
