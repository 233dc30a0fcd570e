import { invalidate } from '../../api/query.ts'

/** Everything that shows what rules do, or which segments are mapped. */
export function refreshRules(): Promise<void> {
  return invalidate(
    'mappingRuleList',
    'mappingRulePreview',
    'mappingRuleExclusionList',
    'mappingList',
    'mappingIdList',
    'mappingCountView',
    'mappingChangeList',
    'deliveryMappingList',
    'segmentList',
    'segmentFolderList',
    'destinationView',
    'destinationList',
  )
}
