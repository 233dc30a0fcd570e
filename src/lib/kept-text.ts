/** What is too large for the browser's storage lives until the page is left. */
const beyondStorage = new Map<string, string>()

/**
 * Keeps a text of this tab until it is forgotten.
 *
 * @returns whether it survives a reload; storages hold about five million characters.
 */
export function keepText(key: string, text: string): boolean {
  try {
    sessionStorage.setItem(key, text)
    beyondStorage.delete(key)
    return true
  } catch {
    sessionStorage.removeItem(key)
    beyondStorage.set(key, text)
    return false
  }
}

/** What was kept last; null: nothing is. */
export function keptText(key: string): string | null {
  return beyondStorage.get(key) ?? sessionStorage.getItem(key)
}

export function forgetText(key: string): void {
  beyondStorage.delete(key)
  sessionStorage.removeItem(key)
}
