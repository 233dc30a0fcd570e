/** A folder path as it is shown: `Interest › Travel`; the root is `no folder`. */
export function formatFolder(folder: readonly string[]): string {
  return folder.length === 0 ? 'no folder' : folder.join(' › ')
}
