import * as z from 'zod/mini'
import { DataSource, MergeRule, Trait } from './audience-model.ts'
import { Id } from './common.ts'
import { Destination } from './destination/destination.ts'
import { Mapping } from './mapping.ts'
import { SegmentStatus, SegmentWithUse } from './segment.ts'

/** A segment and what it is made of. */
export const SegmentDetail = z.object({
  segment: SegmentWithUse,
  /** The source that it belongs to itself; null: not known. */
  dataSource: z.nullable(DataSource),
  /** By id, each with its data source. */
  traits: z.array(z.object({ trait: Trait, dataSource: z.nullable(DataSource) })),
  includedSegments: z.array(z.object({ id: Id, name: z.string() })),
  mergeRule: z.nullable(MergeRule),
})
export type SegmentDetail = z.infer<typeof SegmentDetail>

/** A destination that a segment is mapped to, with the mapping. */
export const SegmentDestination = z.object({ destination: Destination, mapping: Mapping })
export type SegmentDestination = z.infer<typeof SegmentDestination>

export const SegmentStatusUpdate = z.strictObject({ status: SegmentStatus })
