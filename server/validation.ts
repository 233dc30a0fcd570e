import { config } from 'zod/mini'
import type { z } from 'zod/mini'
import { en } from 'zod/locales'
import type { FieldProblem } from '../src/contract/problem.ts'

// zod/mini has no words of its own; the app, whose schemas bring theirs, does without these.
config(en())

/** The most faults that one answer lists; more would not be read. */
const LISTED = 100

/** What a schema found wrong, by field. */
export function fieldProblems(error: z.core.$ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [])).slice(0, LISTED)
}

function problemsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): FieldProblem[] {
  const path = [...above, ...issue.path]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key].join('.'),
        message: 'This field is not known here. Leave it out.',
      }))
    case 'invalid_union': {
      const branch = likeliestBranch(issue.errors)
      if (branch) return branch.flatMap((each) => problemsOf(each, path))
      break
    }
    default:
  }
  return [{ path: path.join('.'), message: issue.message }]
}

/**
 * The branch of a union that was probably meant: the one without fields that it does not know, and of
 * those the one with the fewest faults.
 */
function likeliestBranch(
  branches: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined {
  return branches.toSorted((a, b) => strangeness(a) - strangeness(b))[0]
}

function strangeness(branch: readonly z.core.$ZodIssue[]): number {
  const strange = branch.filter(
    ({ code, path }) => code === 'unrecognized_keys' && path.length === 0,
  )
  return strange.length * 1000 + branch.length
}
