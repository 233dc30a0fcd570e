import { invalidate } from '../../api/query.ts'

/** Everything that shows which segments are mapped. */
export function refreshMappings(): Promise<void> {
  return invalidate(
    'mappingList',
    'deliveryMappingList',
    'segmentList',
    'segmentFolderList',
    'destinationView',
    'destinationExportCheck',
    'destinationList',
  )
}
