import { ApiError, describeError } from './api-error.ts'

/** As many single reasons as are told at once. */
const TOLD = 3

/** What happened, with what is missing or wrong in the rows. */
export function reasonsOf(error: unknown): string {
  const { detail } = describeError(error)
  if (!(error instanceof ApiError)) return detail
  const reasons = [...(error.problem?.errors ?? []), ...(error.problem?.missing ?? [])]
  const sentences = reasons.map(({ message }) => (message.endsWith('.') ? message : `${message}.`))
  return [detail, ...[...new Set(sentences)].slice(0, TOLD)].join(' ')
}

/** The same, with a title: for a place that has no other. */
export function failureWords(error: unknown): string {
  return `${describeError(error).title}. ${reasonsOf(error)}`
}
