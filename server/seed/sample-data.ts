import type { Destination } from '../../src/contract/destination/destination.ts'
import type { Mapping } from '../../src/contract/mapping.ts'
import type { Segment } from '../../src/contract/segment.ts'
import type { Visitor } from '../../src/contract/visitor.ts'
import type { AudienceModel } from '../../src/domain/export-controls.ts'

/** A made-up account, to look around in and for demos. */
export type SampleData = {
  audienceModel: AudienceModel
  /** Restricted by the model. */
  segments: Segment[]
  destinations: { destination: Destination; mappings: Mapping[] }[]
  visitors: Visitor[]
}
