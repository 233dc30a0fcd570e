import { refusal } from './sheet-edits.ts'
import type { CellEdit } from './sheet-types.ts'

/** An edit that was not taken: what was to be there, and why it is not. */
export type Refused = { text: string; words: string }

/** Edits that were not taken, by row and column. */
export type RefusedCells<Key> = ReadonlyMap<Key, ReadonlyMap<string, Refused>>

/** What is wrong with an edit; undefined: it was taken. @param problems as `onEdit` returns them. */
export function problemOf<Key extends string | number>(
  problems: ReadonlyMap<string, string>,
  { key, column }: Pick<CellEdit<Key>, 'key' | 'column'>,
): string | undefined {
  return problems.get(`${key}/${column}`)
}

/** Marks the cells whose edits were not taken; those that were taken are marked no longer. */
export function markRefused<Key extends string | number>(
  refused: RefusedCells<Key>,
  edits: readonly CellEdit<Key>[],
  problems: ReadonlyMap<string, string>,
): RefusedCells<Key> {
  const next = new Map(refused)
  for (const edit of edits) {
    const { key, column, text } = edit
    const problem = problemOf(problems, edit)
    const marks = new Map(next.get(key))
    if (problem === undefined) marks.delete(column)
    else marks.set(column, { text, words: refusal(text, problem) })
    if (marks.size > 0) next.set(key, marks)
    else next.delete(key)
  }
  return next
}
