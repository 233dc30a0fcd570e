import type { FieldProblem } from '../contract/problem.ts'
import type { VisitorInput } from '../contract/visitor.ts'

/**
 * The rules of a visitor beyond its shape.
 *
 * @param isSegment whether there is a segment with the id.
 * @returns what is wrong, by path; empty: nothing.
 */
export function checkVisitor(
  { qualifications }: Pick<VisitorInput, 'qualifications'>,
  isSegment: (segmentId: number) => boolean,
): FieldProblem[] {
  const seen = new Set<number>()
  return qualifications.flatMap(({ segmentId }, at) => {
    const path = `qualifications.${at}.segmentId`
    if (seen.has(segmentId)) return [{ path, message: `Segment ${segmentId} is given twice.` }]
    seen.add(segmentId)
    return isSegment(segmentId) ? [] : [{ path, message: `There is no segment ${segmentId}.` }]
  })
}

/**
 * An AAM UUID names one visitor: the edge finds a visitor by it.
 *
 * @param owners the names of the other visitors by their UUIDs.
 */
export function checkDid(
  { did }: Pick<VisitorInput, 'did'>,
  owners: ReadonlyMap<string, string>,
): FieldProblem[] {
  const owner = owners.get(did)
  if (owner === undefined) return []
  return [{ path: 'did', message: `${owner} has this UUID already. Generate another one.` }]
}
