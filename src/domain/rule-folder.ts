import type { FolderPath } from '../contract/segment.ts'

/** A rule's folder as it is shown: `Interest › Travel`; the root stands for all of the account. */
export function formatRuleFolder(folder: FolderPath): string {
  return folder.length === 0 ? 'All segments' : folder.join(' › ')
}
