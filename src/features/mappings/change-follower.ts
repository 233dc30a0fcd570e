import type { MappingChangeEntry, MappingChangeList } from '../../contract/mapping-change.ts'
import type { z } from 'zod/mini'

type Change = z.infer<typeof MappingChangeEntry>

export type FollowState = {
  /** The last change of all that is shown; null: not known yet. */
  seen: number | null
  /** What others did since the words about it were put away, the oldest first. */
  others: readonly Change[]
}

/** Higher than any change: asks for the number of the last one alone. */
const NONE_SINCE = 2_147_483_647

type Options = {
  /** The changes after one, as the server has them. */
  read: (since: number) => Promise<z.infer<typeof MappingChangeList>>
  isOwn: (number: number) => boolean
  /** Whether a change of this page is on its way: what comes meanwhile may be its own. */
  isWriting: () => boolean
  /** Shows what others did; `seen` moves on afterwards. */
  onOthers: () => Promise<void>
  /** Told of the server's last change when it has fewer than before: its data was set back. */
  onSetBack: (last: number) => void
}

/** Follows what others change in a destination's mappings, by asking again and again. Errors are quiet: the next look tries anew. */
export function createChangeFollower({ read, isOwn, isWriting, onOthers, onSetBack }: Options) {
  let state: FollowState = { seen: null, others: [] }
  let looking: Promise<void> | null = null
  const listeners = new Set<() => void>()

  function become(next: Partial<FollowState>): void {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  async function lookNow(): Promise<void> {
    if (isWriting()) return
    const { last, items } = await read(state.seen ?? NONE_SINCE)
    if (isWriting()) return
    if (state.seen === null || last < state.seen) {
      const isSetBack = state.seen !== null
      onSetBack(last)
      if (isSetBack) await onOthers()
      become({ seen: last, others: [] })
      return
    }
    const since = state.seen
    const others = items.filter(({ number }) => number > since && !isOwn(number))
    if (others.length > 0) await onOthers()
    if (last !== since) become({ seen: last, others: [...state.others, ...others] })
  }

  function look(): Promise<void> {
    looking ??= lookNow()
      .catch(() => undefined)
      .finally(() => {
        looking = null
      })
    return looking
  }

  return {
    state: (): FollowState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    look,
    /** A change of this page: when it is the very next one, everything before it has been seen. */
    made({ number }: Pick<Change, 'number'>): void {
      if (state.seen === number - 1) become({ seen: number })
    },
    /** Puts the words about others away. */
    dismiss(): void {
      become({ others: [] })
    },
  }
}

/** What others did, as a sentence: `Somebody else: set end date of 12, and 2 more changes.` */
export function othersWords(others: readonly Change[]): string {
  const last = others.at(-1)
  if (!last) return ''
  const more = others.length - 1
  const rest = more === 0 ? '' : `, and ${more} more ${more === 1 ? 'change' : 'changes'}`
  const back = last.undoes === null ? '' : 'took back or redid: '
  return `Somebody else: ${back}${last.name}${rest}.`
}
