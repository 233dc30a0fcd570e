import { FolderPath } from '../../contract/segment.ts'

/** The folder that the address names for a new rule, a JSON array of names; null: none, or no such thing. */
export function parseRuleFolder(parameters: URLSearchParams): FolderPath | null {
  try {
    return FolderPath.parse(JSON.parse(parameters.get('folder') ?? ''))
  } catch {
    return null
  }
}
