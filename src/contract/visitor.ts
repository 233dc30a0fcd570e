import * as z from 'zod/mini'
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
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  /** AAM UUID. */
  did: z.string(),
  /** Experience Cloud ID; null: has none. */
  mcid: z.nullable(z.string()),
  /** Partner ids by data source id. */
  partnerIds: z.record(z.string(), z.string()),
  region: Region,
  gdprApplies: z.boolean(),
  /** TCF consent string; null: none given. */
  consent: z.nullable(z.string()),
  /** Segments for which the visitor is qualified now. */
  segmentIds: z.array(Id),
})
export type Visitor = z.infer<typeof Visitor>
