import { PROBLEMS, type ProblemSlug } from '../contract/problem.ts'
import type { Scenario } from './scenario.ts'

function problem(
  slug: ProblemSlug,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  const { status, title } = PROBLEMS[slug]
  return new Response(JSON.stringify({ type: `/problems/${slug}`, title, status, detail }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}

/** Milliseconds that an answer is held back. */
export function delayOf(scenario: Scenario): number {
  return scenario === 'slow' ? 2000 : 0
}

/**
 * Answers that a scenario gives in place of the backend.
 *
 * @returns a function that gives the answer, or null: the backend shall answer.
 */
export function createScenarioResponses(scenario: Scenario) {
  const failed = new Set<string>()
  return function respond(request: Request): Response | null {
    const changes = request.method !== 'GET'
    if (scenario === 'session-ended' && changes) {
      return problem('session-ended', 'You were signed out. Switch the scenario to sign in again.')
    }
    if (scenario === 'errors') {
      const about = `${request.method} ${request.url}`
      if (failed.delete(about)) return null
      failed.add(about)
      return changes
        ? problem('unavailable', 'The service is being restarted. Try again.', {
            'retry-after': '1',
          })
        : problem('internal', 'The request failed. Try again.')
    }
    return null
  }
}
