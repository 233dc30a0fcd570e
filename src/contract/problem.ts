import * as z from 'zod/mini'
import { ExportEffects } from './audience-model.ts'
import { ReadinessItem } from './readiness.ts'

/** Every kind of error that the API answers; `type` is `/problems/<slug>` (RFC 9457 section 3.1.1). */
export const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request could not be read' },
  'session-ended': { status: 401, title: 'Your session has ended' },
  forbidden: { status: 403, title: 'You may not do this' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'wrong-state': { status: 409, title: 'Not possible in this state' },
  'limit-reached': { status: 409, title: 'A limit is reached' },
  'not-ready': { status: 409, title: 'Something is missing' },
  'confirmation-required': { status: 409, title: 'This would stop what is being sent' },
  'revision-conflict': { status: 412, title: 'Somebody else changed this meanwhile' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'validation-failed': { status: 422, title: 'Some values need a correction' },
  'idempotency-mismatch': { status: 422, title: 'The key was used for another request' },
  'revision-required': { status: 428, title: 'If-Match is missing' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  unavailable: { status: 503, title: 'The service is not available right now' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemSlug = keyof typeof PROBLEMS

export const FieldProblem = z.object({
  /** Dotted path into the request body: `configuration.baseUrl`, `rows.12.value`. */
  path: z.string(),
  message: z.string(),
})
export type FieldProblem = z.infer<typeof FieldProblem>

/** RFC 9457 problem details, with the extensions that a screen acts on. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The request id, to find the request in the server's log. */
  instance: z.optional(z.string()),
  errors: z.optional(z.array(FieldProblem)),
  /** With `not-ready`: the same list that the checklist shows. */
  missing: z.optional(z.array(ReadinessItem)),
  /** With `confirmation-required`: what would be stopped. */
  effects: z.optional(ExportEffects),
  /** With `revision-conflict`: the resource as it is stored now. */
  current: z.optional(z.unknown()),
  /** With `limit-reached`. */
  limit: z.optional(z.object({ name: z.string(), max: z.int() })),
})
export type Problem = z.infer<typeof Problem>
