/** What a person is told about the saving of what they type. */
export type SaveState =
  | { phase: 'saved'; at: number | null }
  /** Typed, and about to be sent. */
  | { phase: 'pending' }
  | { phase: 'saving' }
  | { phase: 'failed'; error: unknown }
  /** All is sent but for some fields, which break a rule. */
  | { phase: 'incomplete'; fields: number }

/** Milliseconds of rest after a keystroke before it is sent. */
export const AUTOSAVE_DELAY = 600

/**
 * Sends the latest values after a rest, one request at a time. What is typed during a request is
 * sent after it; what failed stays to be retried, alone or with the next change.
 *
 * @param save sends the values, and tells how many fields it left out since they break a rule; a
 *   rejection makes the state `failed`.
 * @param now the time in milliseconds since 1970.
 */
export function createAutosave<V>(save: (values: V) => Promise<number>, now: () => number) {
  let state: SaveState = { phase: 'saved', at: null }
  let unsent: { values: V } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  const listeners = new Set<() => void>()

  function become(next: SaveState): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function drain(): Promise<void> {
    let leftOut = 0
    while (unsent) {
      const sending = unsent
      become({ phase: 'saving' })
      try {
        // oxlint-disable-next-line no-await-in-loop -- one request at a time: each needs the revision of the one before
        leftOut = await save(sending.values)
      } catch (error) {
        become({ phase: 'failed', error })
        return
      }
      if (unsent === sending) unsent = null
    }
    become(leftOut > 0 ? { phase: 'incomplete', fields: leftOut } : { phase: 'saved', at: now() })
  }

  function run(): Promise<void> {
    clearTimeout(timer)
    running ??= drain().finally(() => {
      running = null
    })
    return running
  }

  return {
    state: (): SaveState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** New values to save. */
    change(values: V): void {
      unsent = { values }
      if (running) return
      become({ phase: 'pending' })
      clearTimeout(timer)
      timer = setTimeout(() => void run(), AUTOSAVE_DELAY)
    },
    /** Forgets what was not sent yet; a request under way ends by itself. */
    cancel(): void {
      clearTimeout(timer)
      unsent = null
      if (!running) become({ phase: 'saved', at: null })
    },
    /**
     * Sends at once what is unsent, also after a failure.
     *
     * @returns whether everything is saved now.
     */
    async flush(): Promise<boolean> {
      if (unsent || running) await run()
      return unsent === null
    },
  }
}
