import { Problem, PROBLEMS, type ProblemSlug } from '../contract/problem.ts'

/** Why a request did not give what was asked for. */
export type ApiErrorKind =
  /** The server said so, in problem+json. */
  | 'problem'
  /** The server answered with an error, but not in our words: a proxy's page, a truncated body. */
  | 'status'
  /** The answer was a success, but not of the shape that the contract promises. */
  | 'malformed'
  | 'timeout'
  | 'offline'
  | 'network'

/** The one error type that `call` throws; every screen shows it through `describeError`. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind
  readonly status: number | null
  readonly problem: Problem | null
  readonly slug: ProblemSlug | null
  /** The id under which the server logged the request, when it told one. */
  readonly requestId: string | null
  /** Seconds to wait before trying again, from `Retry-After`. */
  readonly retryAfter: number | null

  constructor(
    kind: ApiErrorKind,
    message: string,
    facts: {
      status?: number
      problem?: Problem
      requestId?: string | null
      retryAfter?: number | null
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: facts.cause })
    this.name = 'ApiError'
    this.kind = kind
    this.status = facts.status ?? null
    this.problem = facts.problem ?? null
    this.slug = facts.problem ? slugOf(facts.problem.type) : null
    this.requestId = facts.requestId ?? null
    this.retryAfter = facts.retryAfter ?? null
  }
}

function isSlug(text: string): text is ProblemSlug {
  return Object.hasOwn(PROBLEMS, text)
}

function slugOf(type: string): ProblemSlug | null {
  const slug = type.slice(type.lastIndexOf('/') + 1)
  return isSlug(slug) ? slug : null
}

/** `Retry-After` in seconds, from a number or a date (RFC 9110 section 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (!header) return null
  if (/^\d+$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000))
}

/** Makes the error for an answer that is not a success. Never throws. */
export function errorFromResponse(response: Response, body: string, now: number): ApiError {
  const facts = {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    retryAfter: parseRetryAfter(response.headers.get('retry-after'), now),
  }
  const problem = Problem.safeParse(parseJson(body))
  if (problem.success) {
    return new ApiError('problem', problem.data.detail, { ...facts, problem: problem.data })
  }
  return new ApiError('status', `The server answered ${response.status}.`, facts)
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type ErrorDescription = {
  title: string
  /** What happened and what to do, in a sentence or two. */
  detail: string
  requestId: string | null
  /** Seconds that the server asked to wait; null: may be retried at once. */
  retryAfter: number | null
}

/** Words for any error, for a screen to show. An unknown error is named without its internals. */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof ApiError)) {
    return {
      title: 'Something went wrong in this page',
      detail: 'Try again. If it happens again, reload the page; what was saved is safe.',
      requestId: null,
      retryAfter: null,
    }
  }
  const { requestId, retryAfter } = error
  return { ...wordsFor(error), requestId, retryAfter }
}

function wordsFor(error: ApiError): Pick<ErrorDescription, 'title' | 'detail'> {
  switch (error.kind) {
    case 'offline':
      return {
        title: 'You are offline',
        detail: 'Check the connection and try again. What you typed is kept.',
      }
    case 'network':
      return {
        title: 'The server could not be reached',
        detail: 'The connection was refused or broken. What you typed is kept; try again.',
      }
    case 'timeout':
      return {
        title: 'The server takes too long to answer',
        detail: 'It may be busy. What you typed is kept; try again.',
      }
    case 'malformed':
      return {
        title: 'The server’s answer could not be read',
        detail: 'It was cut off or is not what this page expects. Try again; if it stays, reload.',
      }
    case 'status':
    case 'problem':
      return wordsForStatus(error)
  }
}

function wordsForStatus(error: ApiError): Pick<ErrorDescription, 'title' | 'detail'> {
  const said = error.problem?.detail
  switch (error.status) {
    case 401:
      return {
        title: 'Your session has ended',
        detail: 'Sign in again in another tab, then retry here. What you typed is kept.',
      }
    case 403:
      return {
        title: 'You may not do this',
        detail: said ?? 'Ask an administrator for the permission.',
      }
    case 404:
      return { title: 'Not found', detail: said ?? 'It may have been deleted.' }
    case 503:
      return {
        title: 'The service is not available right now',
        detail: said ?? 'Try again in a moment. What you typed is kept.',
      }
    default:
      return {
        title: error.problem?.title ?? 'Something went wrong on the server',
        detail: said ?? `It answered ${error.status}. Try again; what you typed is kept.`,
      }
  }
}
