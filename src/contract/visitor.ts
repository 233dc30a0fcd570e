import * as z from 'zod/mini'
import { Id, Instant, requiredLineOfText, Revision, typedText } from './common.ts'

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
export type Region = z.infer<typeof Region>

export const VISITOR_NAME_MAX = 100
/** Sample visitors that an account may have. */
export const VISITORS_MAX = 500

/** AAM UUIDs and Experience Cloud IDs are up to 38 digits. */
const DeviceId = z
  .string()
  .check(z.trim(), z.regex(/^\d{1,38}$/, 'Enter digits only, at most 38 of them.'))

const PartnerId = typedText(255, 'A partner id has at most 255 characters.')

/** A segment that a visitor is in, and since when. domain.md, "Terms": qualified. */
export const Qualification = z.strictObject({ segmentId: Id, at: Instant })
export type Qualification = z.infer<typeof Qualification>

/** What a person sets of a sample visitor. domain.md, "Terms": visitor. */
export const VisitorInput = z.strictObject({
  name: requiredLineOfText(VISITOR_NAME_MAX, 'Name'),
  /** AAM UUID. */
  did: DeviceId,
  /** Experience Cloud ID; null: has none. */
  mcid: z.nullable(DeviceId),
  /** Partner ids by data source id. */
  partnerIds: z.record(
    z.string().check(z.regex(/^[1-9]\d{0,9}$/, 'A data source is given by its number.')),
    PartnerId,
  ),
  region: Region,
  gdprApplies: z.boolean(),
  /** TCF consent string; null: none given. */
  consent: z.nullable(typedText(4000, 'A consent string has at most 4,000 characters.')),
  /** Segments for which the visitor is qualified now. */
  qualifications: z
    .array(Qualification)
    .check(z.maxLength(1000, 'A sample visitor is in at most 1,000 segments.')),
})
export type VisitorInput = z.infer<typeof VisitorInput>

/** A made-up visitor, to see what would be sent. */
export const Visitor = z.object({ id: Id, revision: Revision, ...VisitorInput.shape })
export type Visitor = z.infer<typeof Visitor>
