import { z } from 'zod'
import { ProblemError } from './problem-error.ts'

const Folder = z.array(z.string().min(1))

/** A folder path in a query: a JSON array of names, since any character may be in a name. */
export function folderOf(parameter: string | undefined): string[] | undefined {
  if (parameter === undefined) return undefined
  try {
    return Folder.parse(JSON.parse(parameter))
  } catch {
    throw new ProblemError('validation-failed', 'The folder is not a list of names.', {
      errors: [{ path: 'folder', message: 'Write it as JSON, such as ["Interest","Travel"].' }],
    })
  }
}
