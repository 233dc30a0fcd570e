import type { StoredReply } from './store/store.ts'

export type Reply = Pick<StoredReply, 'status' | 'body' | 'etag'>

/** Characters of all bodies kept; beyond them everything is forgotten and collected anew. */
const CAPACITY = 16_000_000

/**
 * Replies to requests that change nothing, kept for as long as the store is in the state that they were
 * read from (`Store.state`).
 */
export function createReplyCache(capacity = CAPACITY): {
  find(state: string, key: string): Reply | undefined
  /** A reply from a state that is over is not kept. */
  keep(state: string, key: string, reply: Reply): void
} {
  const replies = new Map<string, Reply>()
  let current: string | null = null
  let size = 0

  function forget(): void {
    replies.clear()
    size = 0
  }

  return {
    find(state, key) {
      if (state !== current) {
        forget()
        current = state
      }
      return replies.get(key)
    },
    keep(state, key, reply) {
      if (state !== current || reply.body.length > capacity) return
      if (size + reply.body.length > capacity) forget()
      replies.set(key, reply)
      size += reply.body.length
    },
  }
}
