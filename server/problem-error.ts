import { type Problem, PROBLEMS, type ProblemSlug } from '../src/contract/problem.ts'

type Extensions = Pick<Problem, 'errors' | 'missing' | 'effects' | 'current' | 'limit'>

/** An answer other than success; thrown by handlers and rules, which also rolls the transaction back. */
export class ProblemError extends Error {
  readonly slug: ProblemSlug
  readonly extensions: Extensions

  constructor(slug: ProblemSlug, detail: string, extensions: Extensions = {}) {
    super(detail)
    this.name = 'ProblemError'
    this.slug = slug
    this.extensions = extensions
  }
}

/** RFC 9457 problem details. */
export function problemResponse(
  { slug, message, extensions }: ProblemError,
  requestId: string,
): Response {
  const { status, title } = PROBLEMS[slug]
  const problem: Problem = {
    type: `/problems/${slug}`,
    title,
    status,
    detail: message,
    instance: requestId,
    ...extensions,
  }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
}
