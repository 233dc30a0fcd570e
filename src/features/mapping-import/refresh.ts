import { invalidate } from '../../api/query.ts'

/** Everything that shows which segments are mapped, and how. */
export function refreshMappings(): Promise<void> {
  return invalidate(
    'mappingList',
    'mappingIdList',
    'mappingCountView',
    'deliveryMappingList',
    'segmentList',
    'segmentIdList',
    'segmentFolderList',
    'segmentDestinationList',
    'mappingRuleList',
    'destinationView',
    'destinationExportCheck',
    'destinationList',
  )
}
