import type { RestrictionPath } from '../../src/contract/audience-model.ts'
import { restrictionPaths } from '../../src/domain/export-controls.ts'
import type { HandlerContext } from '../handler.ts'

/** Why each of some segments may not go everywhere; those that nothing restricts have no path. */
export async function pathsOf(
  segmentIds: number[],
  { transaction }: HandlerContext,
): Promise<Map<number, RestrictionPath[]>> {
  const lineage = await transaction.lineageOf(segmentIds)
  const ids = lineage.segmentRules.flatMap((rule) => [rule.segmentId, ...rule.includedSegmentIds])
  const segments = await transaction.segments([...new Set([...segmentIds, ...ids])])
  const names = new Map(segments.map(({ id, name }) => [id, name]))
  return new Map(segmentIds.map((id) => [id, restrictionPaths(lineage, id, names)]))
}
