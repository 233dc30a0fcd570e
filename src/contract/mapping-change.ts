import * as z from 'zod/mini'
import { Count, ID_MAX, Instant } from './common.ts'

/** Counts the changes of a destination's mappings from 1 up; 0: before the first one. */
export const ChangeNumber = Count.check(z.lte(ID_MAX, 'Changes are numbered up to 2,147,483,647.'))

/** One change of a destination's mappings, of one row or of twenty thousand: all of it or nothing. */
export const MappingChangeEntry = z.object({
  number: ChangeNumber,
  /** What was done, as the words after "Undo: ": `set end date of 796`. */
  name: z.string(),
  at: Instant,
  /** Mappings that it changed, added or removed. */
  segments: Count,
  /** The change that this one took back; null: it took back none. */
  undoes: z.nullable(ChangeNumber),
})
export type MappingChangeEntry = z.infer<typeof MappingChangeEntry>

/** What happened since a change: the answer to polling. */
export const MappingChangeList = z.object({
  /** The last change of all. */
  last: ChangeNumber,
  /** Those after `since`, oldest first; at most 100 of the latest. */
  items: z.array(MappingChangeEntry),
})
export type MappingChangeList = z.infer<typeof MappingChangeList>
