import { invalidate } from '../../api/query.ts'

/** Everything that shows export controls, or what they block. */
export function refreshControls(): Promise<void> {
  return invalidate(
    'dataSourceList',
    'dataSourceEffects',
    'traitList',
    'mergeRuleList',
    'segmentRestrictions',
    'segmentList',
    'segmentView',
    'segmentDestinationList',
    'mappingList',
    'deliveryMappingList',
    'destinationExportCheck',
    'destinationView',
    'destinationList',
  )
}
