import type { Destination } from '../contract/destination/destination.ts'
import type { DeliveryMapping } from '../contract/mapping.ts'
import { NO_MAPPINGS } from './mapping-rules.ts'

/** A serialized URL destination, complete and active, for specs. */
export function aDestination(given: Partial<Destination> = {}): Destination {
  return {
    id: 374,
    revision: 3,
    status: 'active',
    statusBeforeDelete: null,
    name: 'Ticket retargeting pixel',
    description: '',
    environment: 'ALL',
    autoFill: 'off',
    exportLabels: ['off-site-ads'],
    configuration: {
      type: 'url',
      serialized: true,
      baseUrl: 'http://ads.northwind.example/px?seg=%ALIAS%',
      secureUrl: 'https://ads.northwind.example/px?seg=%ALIAS%',
      delimiter: ',',
      calledAs: 'img',
    },
    mappings: NO_MAPPINGS,
    createdAt: '2026-11-01T08:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    activatedAt: '2026-11-02T08:00:00.000Z',
    deletedAt: null,
    ...given,
  }
}

/** A mapping as delivery sees it, that nothing keeps back, for specs. */
export function aDeliveryMapping(
  segmentId: number,
  given: Partial<DeliveryMapping> = {},
): DeliveryMapping {
  return {
    segmentId,
    name: `Segment ${segmentId}`,
    value: `v${segmentId}`,
    key: null,
    url: null,
    secureUrl: null,
    priority: 0,
    startDate: '2026-01-01',
    endDate: null,
    paused: false,
    restrictedLabels: [],
    ...given,
  }
}
