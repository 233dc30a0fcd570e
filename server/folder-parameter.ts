import { FolderPath } from '../src/contract/segment.ts'
import { ProblemError } from './problem-error.ts'

/** A folder path in a query: a JSON array of names, since any character may be in a name. */
export function folderOf(parameter: string | undefined): FolderPath | undefined {
  if (parameter === undefined) return undefined
  try {
    return FolderPath.parse(JSON.parse(parameter))
  } catch {
    throw new ProblemError('validation-failed', 'The folder is not a list of names.', {
      errors: [{ path: 'folder', message: 'Write it as JSON, such as ["Interest","Travel"].' }],
    })
  }
}
