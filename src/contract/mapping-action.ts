import * as z from 'zod/mini'
import { Count, Id } from './common.ts'
import { ChangeNumber, MappingChangeEntry } from './mapping-change.ts'
import { MappingConflict, MappingSelection, MappingValues } from './mapping.ts'

export const SHIFT_DAYS_MAX = 3650
export const TEMPLATE_MAX = 2000

export const TextField = z.enum(['value', 'key', 'url', 'secureUrl'])
export type TextField = z.infer<typeof TextField>

/** What can be done with many mappings at once. */
export const MappingAction = z.discriminatedUnion('action', [
  /** Gives all of them the same; null clears. */
  z.strictObject({ action: z.literal('set'), fields: MappingValues }),
  /** Moves dates; an end that never comes stays so. */
  z.strictObject({
    action: z.literal('shift-dates'),
    fields: z.array(z.enum(['startDate', 'endDate'])).check(z.minLength(1)),
    days: z
      .int('Enter a whole number of days.')
      .check(z.gte(-SHIFT_DAYS_MAX), z.lte(SHIFT_DAYS_MAX)),
  }),
  z.strictObject({
    action: z.literal('find-replace'),
    field: TextField,
    find: z.string().check(z.minLength(1, 'Enter what to find.'), z.maxLength(TEMPLATE_MAX)),
    replace: z.string().check(z.maxLength(TEMPLATE_MAX)),
    matchCase: z.boolean(),
  }),
  /** `{id}`, `{integrationCode}`, `{name}`, each also with `|slug`, among other text. */
  z.strictObject({
    action: z.literal('template'),
    field: TextField,
    template: z.string().check(z.minLength(1, 'Enter a template.'), z.maxLength(TEMPLATE_MAX)),
  }),
  /** Back to the value that auto-fill gives. */
  z.strictObject({ action: z.literal('automatic-value') }),
  /** The more people, the higher: the first of n gets n, at most the highest priority there is. */
  z.strictObject({ action: z.literal('priority-by-people') }),
  /** Puts the selected ones, in their order, right before another mapping; null: behind all. */
  z.strictObject({ action: z.literal('move-before'), segmentId: z.nullable(Id) }),
])
export type MappingAction = z.infer<typeof MappingAction>

export const MappingActionRequest = z.strictObject({
  select: MappingSelection,
  do: MappingAction,
  /**
   * The last change that the person has seen: rows that others have changed in the same fields since
   * are left alone. Absent: all of them are changed, whatever happened.
   */
  asOf: z.optional(ChangeNumber),
  /** Rows that would break a rule: change none of all, or leave these out. */
  onProblem: z._default(z.enum(['refuse', 'skip']), 'refuse'),
})
export type MappingActionRequest = z.infer<typeof MappingActionRequest>

export const ACTION_EXAMPLES = 5
export const ACTION_PROBLEMS_LISTED = 100

/** What an action would do: nothing is written. */
export const MappingActionPreview = z.object({
  selected: Count,
  changed: Count,
  unchanged: Count,
  /** Rows that would break a rule; the first of them are listed. */
  rejected: Count,
  problems: z.array(z.object({ segmentId: Id, name: z.string(), message: z.string() })),
  /** The first rows that would change, each field as it is and would be (null: empty). */
  examples: z.array(
    z.object({
      segmentId: Id,
      name: z.string(),
      changes: z.array(
        z.object({ field: z.string(), from: z.nullable(z.string()), to: z.nullable(z.string()) }),
      ),
    }),
  ),
})
export type MappingActionPreview = z.infer<typeof MappingActionPreview>

export const MappingActionApplied = z.object({
  change: z.nullable(MappingChangeEntry),
  changed: Count,
  unchanged: Count,
  rejected: Count,
  conflicts: z.array(MappingConflict),
})
export type MappingActionApplied = z.infer<typeof MappingActionApplied>
