import type { BasicInformation, DestinationType } from '../contract/destination/destination.ts'
import type { FieldProblem } from '../contract/problem.ts'

/** domain.md, "Basic information": cookie destinations exist in browsers only. */
export function checkBasicInformation(
  type: DestinationType,
  { environment, name }: BasicInformation,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (name === '') problems.push({ path: 'name', message: 'Enter a name, or leave it out.' })
  if (type === 'cookie' && environment !== 'BROWSER') {
    problems.push({
      path: 'environment',
      message: 'Cookies exist in browsers only. Choose BROWSER.',
    })
  }
  return problems
}
