import type { DestinationConfiguration } from '../../src/contract/destination/destination.ts'
import { MappingFields } from '../../src/contract/mapping.ts'
import { Visitor } from '../../src/contract/visitor.ts'
import { checkConfiguration } from '../../src/domain/configuration-rules.ts'
import { compileDestination, deliver, type Delivery } from '../../src/domain/delivery/deliver.ts'
import { prepareVisitor } from '../../src/domain/delivery/prepared-visitor.ts'
import type { Moment, PageContext, SentMapping } from '../../src/domain/delivery/types.ts'
import { checkMapping } from '../../src/domain/mapping-rules.ts'

type SomethingToDeliver = {
  configuration: DestinationConfiguration
  mappings: readonly Partial<MappingFields>[]
  /** Who is in every segment. */
  visitor: Partial<Visitor>
  page: PageContext
  moment: Moment
}

type Delivered = {
  /** What the product predicts. */
  delivery: Delivery
  /** The visitor and the mappings as the product keeps them. */
  visitor: Visitor
  mappings: SentMapping[]
}

const MAPPING: MappingFields = {
  value: null,
  key: null,
  url: null,
  secureUrl: null,
  startDate: '2026-11-01',
  endDate: null,
  priority: 0,
}

const VISITOR: Visitor = {
  id: 1,
  revision: 1,
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: {},
  region: 6,
  gdprApplies: false,
  consent: null,
  qualifications: [],
}

/**
 * What a page gets of a destination, in the product's own prediction.
 *
 * @returns null when the product would not let the configuration or the visitor be saved; a mapping that
 *   it would not let be saved is left out.
 */
export function delivered(given: SomethingToDeliver): Delivered | null {
  const { configuration, page, moment } = given
  if (checkConfiguration(configuration).length > 0) return null
  const mappings = given.mappings.flatMap((fields, at) => {
    const { data } = MappingFields.safeParse({ ...MAPPING, ...fields })
    if (!data || checkMapping(configuration, data).length > 0) return []
    const segmentId = at + 1
    return [
      { ...data, segmentId, name: `Segment ${segmentId}`, paused: false, restrictedLabels: [] },
    ]
  })
  const { data: visitor } = Visitor.safeParse({
    ...VISITOR,
    ...given.visitor,
    qualifications: mappings.map(({ segmentId }) => ({
      segmentId,
      at: '2026-11-20T08:00:00.000Z',
    })),
  })
  if (!visitor) return null
  const compiled = compileDestination(
    { status: 'active', environment: 'ALL', exportLabels: [], configuration },
    mappings,
  )
  const delivery = deliver({ compiled, visitor: prepareVisitor(visitor), page, moment })
  return { delivery, visitor, mappings }
}
