/**
 * Keys for creations. The key stays the same while the same thing is tried again, so that a retry
 * after a lost answer cannot create it twice; a success, or another body, starts a new one.
 */
export function createIdempotency(newKey: () => string = () => crypto.randomUUID()) {
  let current: { about: string; key: string } | null = null
  return {
    /** The key for a request with this content. */
    keyFor(content: unknown): string {
      const about = JSON.stringify(content)
      if (current?.about !== about) current = { about, key: newKey() }
      return current.key
    },
    /** The request was answered with success. */
    done(): void {
      current = null
    },
  }
}
