import { invalidate } from '../api/query.ts'

/** Everything that shows segments, which of them are mapped, and how. */
export function refreshMappings(): Promise<void> {
  return invalidate(
    'mappingList',
    'mappingIdList',
    'mappingCountView',
    'mappingRuleList',
    'mappingRulePreview',
    'mappingRuleExclusionList',
    'deliveryMappingList',
    'segmentList',
    'segmentIdList',
    'segmentFolderList',
    'segmentView',
    'segmentDestinationList',
    'destinationView',
    'destinationExportCheck',
    'destinationList',
    'visitorDeliveryList',
    'sentSegmentList',
  )
}
