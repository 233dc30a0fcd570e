import { q } from '../../api/query.ts'

/**
 * The query for all mappings of a destination. There may be 20,000: they are read once, and again when
 * something was changed here; what others change comes a minute later.
 */
export function deliveryMappings(destinationId: number) {
  return {
    ...q('deliveryMappingList', { params: { destinationId } }),
    staleTime: 60_000,
    // Comparing thousands of rows with those before costs more than drawing the panel anew.
    structuralSharing: false,
  }
}
