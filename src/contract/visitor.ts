import * as z from 'zod'
import { Id } from './common.ts'

/** Data-collection regions (domain.md, "URL destination"). */
export const Region = z.union([
  z.literal(3),
  z.literal(6),
  z.literal(4),
  z.literal(7),
  z.literal(8),
  z.literal(9),
  z.literal(11),
  z.literal(12),
])

/** A made-up visitor, to see what would be sent. domain.md, "Terms": visitor. */
export const Visitor = z.object({
  id: Id,
  name: z.string().min(1).max(100),
  /** AAM UUID. */
  did: z.string(),
  /** Experience Cloud ID; null: has none. */
  mcid: z.string().nullable(),
  /** Partner ids by data source id. */
  partnerIds: z.record(z.string(), z.string()),
  region: Region,
  gdprApplies: z.boolean(),
  /** TCF consent string; null: none given. */
  consent: z.string().nullable(),
  /** Segments for which the visitor is qualified now. */
  segmentIds: z.array(Id),
})
export type Visitor = z.infer<typeof Visitor>
