import type { z } from 'zod/mini'
import type { FieldProblem } from '../contract/problem.ts'
import { VisitorInput, VISITORS_MAX } from '../contract/visitor.ts'
import { jsonErrorAt } from '../lib/json-error.ts'
import { checkDid, checkVisitor } from './visitor-rules.ts'

/** What a file of visitors holds. Paths are those of the import's request: `visitors.3.did`. */
export type VisitorFile = {
  /** Visitors in the file, good or not. */
  total: number
  /** The good ones. */
  visitors: VisitorInput[]
  /** What is wrong, in the order of the file; empty: all of it can be imported. */
  problems: FieldProblem[]
}

/** Problems that one file is told; more would not be read. */
const LISTED = 200

/**
 * Reads visitors from JSON: an array of them, or an object with the array as `visitors` or `items`, as
 * the API answers. Ids and revisions in it are left out: an import makes new visitors.
 */
export function readVisitorFile(text: string): VisitorFile {
  // A byte-order mark is what some editors put before a file.
  const json = text.replace(/^\uFEFF/, '')
  const error = jsonErrorAt(json)
  if (error !== null) return refused(`This is not JSON: ${placeOf(error, json)}.`)
  const given: unknown = JSON.parse(json)
  const list = listIn(given)
  if (list === null) return refused('A list of visitors is expected: [{"name": "Mia", …}, …].')
  if (list.length === 0) return refused('The list is empty.')
  if (list.length > VISITORS_MAX) {
    return refused(`At most ${VISITORS_MAX} visitors can be imported; these are ${list.length}.`)
  }
  const visitors: VisitorInput[] = []
  const problems: FieldProblem[] = []
  const owners = new Map<string, string>()
  list.forEach((each, at) => {
    const input = withoutIdentity(each)
    const parsed = VisitorInput.safeParse(input)
    const found = parsed.success
      ? [...checkDid(parsed.data, owners), ...checkVisitor(parsed.data, () => true)]
      : parsed.error.issues.flatMap((issue) => issueProblems(issue, input))
    if (parsed.success && found.length === 0) visitors.push(parsed.data)
    if (parsed.success && !owners.has(parsed.data.did)) {
      owners.set(parsed.data.did, parsed.data.name)
    }
    for (const { path, message } of found) {
      problems.push({ path: `visitors.${at}${path && `.${path}`}`, message })
    }
  })
  return { total: list.length, visitors, problems: problems.slice(0, LISTED) }
}

function refused(message: string): VisitorFile {
  return { total: 0, visitors: [], problems: [{ path: '', message }] }
}

function listIn(given: unknown): unknown[] | null {
  if (Array.isArray(given)) return given
  if (!isRecord(given)) return null
  const list = given.visitors ?? given.items
  return Array.isArray(list) ? list : null
}

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

function withoutIdentity(given: unknown): unknown {
  if (!isRecord(given)) return given
  const { id: _id, revision: _revision, ...rest } = given
  return rest
}

/** The place of a wrong character as editors show it. */
function placeOf(at: number, text: string): string {
  if (text.slice(at).trim() === '') return 'it ends too early'
  const before = text.slice(0, at).split('\n')
  return `look at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

/** Words for what the schema says in codes alone. */
function issueProblems(issue: z.core.$ZodIssue, visitor: unknown): FieldProblem[] {
  const path = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: 'This field is not known here. Leave it out.',
    }))
  }
  const value = issue.path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    visitor,
  )
  if (value === undefined) return [{ path, message: 'This is missing.' }]
  if (path === 'region') {
    return [{ path, message: 'Use one of the regions 3, 4, 6, 7, 8, 9, 11 and 12.' }]
  }
  if (issue.code === 'invalid_format' && issue.format === 'datetime') {
    return [{ path, message: 'Write the moment in UTC, as 2026-11-23T10:00:00Z.' }]
  }
  if (issue.code === 'invalid_type') {
    const kind = KINDS[issue.expected] ?? 'Another kind of value'
    return [{ path, message: `${kind} is expected.` }]
  }
  if (issue.code === 'invalid_key') {
    return [{ path, message: 'A data source is given by its number.' }]
  }
  return [{ path, message: issue.message }]
}

const KINDS: Record<string, string> = {
  string: 'A text in quotes',
  number: 'A number',
  int: 'A whole number',
  boolean: 'true or false',
  array: 'A list',
  object: 'An object',
  record: 'An object',
}
