import type { HandlerContext } from '../handler.ts'

/**
 * Remembers what people decide against rules of a locked destination: a segment of a rule's folder that
 * somebody unmaps is left alone by the rule from then on, until somebody maps it again.
 *
 * @param changed ids of segments that are mapped, or are not mapped any more, since now.
 */
export async function noteRuleChanges(
  destinationId: number,
  { added, removed }: { added: readonly number[]; removed: readonly number[] },
  { transaction }: HandlerContext,
): Promise<void> {
  if (added.length === 0 && removed.length === 0) return
  for (const { id, folder, unmapped } of await transaction.listMappingRules(destinationId)) {
    // oxlint-disable no-await-in-loop -- one connection, one statement at a time
    const now = new Set(unmapped)
    for (const segmentId of added) now.delete(segmentId)
    if (removed.length > 0) {
      const found = await transaction.segmentsForRule(destinationId, folder, removed)
      for (const segment of found.unmapped) now.add(segment.id)
    }
    const isSame = now.size === unmapped.length && unmapped.every((segmentId) => now.has(segmentId))
    if (!isSame) await transaction.saveUnmappedByPeople(id, [...now])
    // oxlint-enable no-await-in-loop
  }
}
