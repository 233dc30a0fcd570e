import { useEffect, useState } from 'react'
import { reasonsOf } from '../../api/failure-words.ts'
import { formatNumber } from '../../lib/format.ts'
import { toast } from '../../ui/toast.ts'
import type { MappingSession } from './mapping-session.ts'

type Options = {
  session: MappingSession
  /** The search that a selection belongs to, as a text. */
  within: string
  /** How many rows match it. */
  total: number
  /** The ids of all rows that match and can be selected, in the order of the list. */
  readIds: () => Promise<readonly number[]>
  /** The same of the rows from one place to another, both included. */
  readRange: (first: number, last: number) => Promise<readonly number[]>
}

type Selection = {
  within: string
  ids: ReadonlySet<number>
  /** How many can be selected, once that was read; null: as many as match. */
  most: number | null
}

const NONE: ReadonlySet<number> = new Set()

/**
 * The rows that a person selected: always ids, so that their count is exact. It belongs to the search it
 * was made in. Rows that match no longer are taken out as soon as that is known.
 */
export function useRowSelection({ session, within, total, readIds, readRange }: Options) {
  const [selection, setSelection] = useState<Selection>({ within, ids: NONE, most: null })
  const [isReading, setReading] = useState(false)
  const isThis = selection.within === within
  const ids = isThis ? selection.ids : NONE
  const most = (isThis ? selection.most : null) ?? total

  /** Changes the selection of this search, whatever it is by then. */
  function change(next: (ids: ReadonlySet<number>) => ReadonlySet<number>): void {
    setSelection((now) =>
      now.within === within
        ? { ...now, ids: next(now.ids) }
        : { within, ids: next(NONE), most: null },
    )
  }

  async function add(read: () => Promise<readonly number[]>, again: () => void): Promise<void> {
    setReading(true)
    try {
      const found = await read()
      change((now) => new Set([...now, ...found]))
    } catch (error) {
      toast({
        message: 'Nothing more was selected',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: again },
      })
    }
    setReading(false)
  }

  const range = (first: number, last: number): void =>
    void add(
      () => readRange(first, last),
      () => range(first, last),
    )
  const all = (): void => void add(readAll, all)

  async function readAll(): Promise<readonly number[]> {
    const found = await readIds()
    setSelection((now) =>
      now.within === within
        ? { ...now, most: found.length }
        : { within, ids: NONE, most: found.length },
    )
    return found
  }

  async function keepMatching(): Promise<void> {
    const matching = new Set(await readIds())
    setSelection((now) =>
      now.within === within
        ? {
            within,
            ids: now.ids.isSubsetOf(matching) ? now.ids : now.ids.intersection(matching),
            most: matching.size,
          }
        : now,
    )
  }

  // Others change what matches, and so do edits: the server tells which rows still do.
  useEffect(() => {
    if (ids.size === 0) return
    return session.onRefreshed(() => {
      // Quiet: the next change, or what is done with the selection, tells.
      keepMatching().catch(() => undefined)
    })
  })

  function toggle(keys: readonly number[], isSelected: boolean): void {
    change((now) => {
      const next = new Set(now)
      for (const key of keys) {
        if (isSelected) next.add(key)
        else next.delete(key)
      }
      return next
    })
  }

  const none = (): void => setSelection({ within, ids: NONE, most: null })
  const state = ids.size === 0 ? 'none' : ids.size >= most ? 'all' : 'some'

  return {
    ids,
    /** To be read out when another search put the selection away; `''`: none did. */
    ended: !isThis && selection.ids.size > 0 ? 'The selection ended with the search.' : '',
    isReading,
    state,
    toggle,
    range,
    all,
    none,
    /** The same as the grid takes it. */
    inGrid: {
      isSelected: (id: number) => ids.has(id),
      state,
      allWords: `Select all ${formatNumber(total)} that match`,
      onToggle: toggle,
      onRange: range,
      onAll: all,
      onNone: none,
    },
  } as const
}

export type RowSelection = ReturnType<typeof useRowSelection>
