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
