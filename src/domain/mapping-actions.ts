import { lengthOf } from '../contract/common.ts'
import type { Destination } from '../contract/destination/destination.ts'
import { type Mapping, MappingFields, PRIORITY_MAX, type ValueOrigin } from '../contract/mapping.ts'
import type { MappingAction, TextField } from '../contract/mapping-action.ts'
import type { Segment } from '../contract/segment.ts'
import { formatNumber } from '../lib/format.ts'
import { MAPPING_FIELD_NAMES } from './mapping-change-names.ts'
import { isSameRow, type RowField } from './mapping-changes.ts'
import { MAPPING_FIELDS, withFields } from './mapping-fields.ts'
import { prioritiesToMove } from './mapping-order.ts'
import { autoValue, checkMapping } from './mapping-rules.ts'
import { templateFiller } from './value-template.ts'

/** A mapping with what an action may need of its segment. */
export type ActionRow = {
  mapping: Mapping
  segment: Pick<Segment, 'id' | 'name' | 'integrationCode' | 'peopleCount'>
}

type Values = Partial<MappingFields> & { valueOrigin?: ValueOrigin | undefined }

/** What an action makes of one row: values to set, or why it can not. */
type Outcome = Values | { problem: string }

export type ActionResult = {
  changed: { before: Mapping; after: Mapping }[]
  /** Rows that are already as the action would make them. */
  unchanged: number
  /** Rows that would break a rule, each with the first of the reasons. */
  rejected: { segmentId: number; message: string }[]
}

type Setting = Pick<Destination, 'autoFill' | 'configuration'>

/**
 * A mapping with other values. A value that becomes another one was changed by hand, unless told
 * otherwise.
 */
export function withValues(mapping: Mapping, values: Values): Mapping {
  const after = withFields(mapping, values)
  const origin = after.value === mapping.value ? mapping.valueOrigin : 'manual'
  after.valueOrigin = values.valueOrigin ?? origin
  return after
}

/** The fields that an action may change in the rows that are selected. */
export function fieldsOf(action: MappingAction): RowField[] {
  switch (action.action) {
    case 'set': {
      const { fields } = action
      const given = MAPPING_FIELDS.filter((field) => fields[field] !== undefined)
      return fields.value === undefined ? given : [...given, 'valueOrigin']
    }
    case 'shift-dates':
      return action.fields
    case 'find-replace':
    case 'template':
      return action.field === 'value' ? ['value', 'valueOrigin'] : [action.field]
    case 'automatic-value':
      return ['value', 'valueOrigin']
    case 'priority-by-people':
    case 'move-before':
      return ['priority']
  }
}

/**
 * What an action makes of mappings; nothing is written.
 *
 * @param rows those that are selected.
 * @param all every mapping of the destination, for actions on the order (`needsAll`): they may raise the
 *   priorities of others, which then are among the changed.
 */
export function applyAction(
  destination: Setting,
  rows: readonly ActionRow[],
  action: MappingAction,
  all: readonly Mapping[] = [],
): ActionResult {
  return action.action === 'move-before'
    ? move(destination, rows, action.segmentId, all)
    : applyToEach(destination, rows, outcomes(destination, rows, action))
}

function applyToEach(
  destination: Setting,
  rows: readonly ActionRow[],
  outcomeOf: (row: ActionRow) => Outcome,
): ActionResult {
  const result: ActionResult = { changed: [], unchanged: 0, rejected: [] }
  for (const row of rows) {
    const { mapping } = row
    const { segmentId } = mapping
    const outcome = outcomeOf(row)
    if ('problem' in outcome) {
      result.rejected.push({ segmentId, message: outcome.problem })
      continue
    }
    const after = withValues(mapping, outcome)
    if (isSameRow(after, mapping)) {
      result.unchanged += 1
      continue
    }
    const [problem] = checkMapping(destination.configuration, after)
    if (problem) result.rejected.push({ segmentId, message: problem.message })
    else result.changed.push({ before: mapping, after })
  }
  return result
}

/** Whether the action has to know every mapping of the destination. */
export function needsAll({ action }: MappingAction): boolean {
  return action === 'move-before'
}

/** The action as a function of a row, with whatever is the same for all of them worked out once. */
function outcomes(
  destination: Setting,
  rows: readonly ActionRow[],
  action: Exclude<MappingAction, { action: 'move-before' }>,
): (row: ActionRow) => Outcome {
  switch (action.action) {
    case 'set':
      return () => action.fields
    case 'shift-dates': {
      const shift = dayShifter(action.days)
      const fields = new Set(action.fields)
      return ({ mapping: { startDate, endDate } }) => {
        const start = fields.has('startDate') ? shift(startDate) : startDate
        const end = fields.has('endDate') && endDate !== null ? shift(endDate) : endDate
        return start === null || (end === null && endDate !== null)
          ? { problem: 'The date would lie outside of the years 1 to 9999.' }
          : { startDate: start, endDate: end }
      }
    }
    case 'find-replace': {
      const { field, replace } = action
      const pattern = new RegExp(
        action.find.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`),
        action.matchCase ? 'gu' : 'giu',
      )
      return ({ mapping }) => {
        const text = mapping[field]
        if (text === null) return {}
        const replaced = text.replace(pattern, () => replace)
        return replaced === text ? {} : textOutcome(field, replaced)
      }
    }
    case 'template': {
      const { field } = action
      const fill = templateFiller(action.template)
      return ({ segment }) => {
        const filled = fill(segment)
        if ('problem' in filled) return filled
        return filled.text.trim() === ''
          ? { problem: 'The template leaves nothing.' }
          : textOutcome(field, filled.text)
      }
    }
    case 'automatic-value':
      return ({ segment }) => automaticValue(destination, segment)
    case 'priority-by-people': {
      const priorities = prioritiesByPeople(rows)
      return ({ segment }) => ({ priority: priorities.get(segment.id) ?? 0 })
    }
  }
}

/** Gives rows their new place; the others that have to make room are among the changed. */
function move(
  destination: Setting,
  rows: readonly ActionRow[],
  before: number | null,
  all: readonly Mapping[],
): ActionResult {
  const moving = new Set(rows.map(({ mapping }) => mapping.segmentId))
  const moved = prioritiesToMove(all, moving, before)
  if ('problem' in moved) return applyToEach(destination, rows, () => moved)
  const { priorities } = moved
  const result = applyToEach(destination, rows, ({ mapping }) => ({
    priority: priorities.get(mapping.segmentId) ?? mapping.priority,
  }))
  for (const mapping of all) {
    const priority = priorities.get(mapping.segmentId)
    if (priority === undefined || moving.has(mapping.segmentId)) continue
    result.changed.push({ before: mapping, after: { ...mapping, priority } })
  }
  return result
}

/** A text as the field may hold it; nothing left empties the field. */
function textOutcome(field: TextField, text: string): Outcome {
  const trimmed = text.trim()
  const parsed = MappingFields.shape[field].safeParse(trimmed === '' ? null : trimmed)
  if (parsed.success) return { [field]: parsed.data }
  const name = MAPPING_FIELD_NAMES[field]
  return {
    problem: `${name} would have ${formatNumber(lengthOf(trimmed))} characters. ${parsed.error.issues[0]?.message ?? ''}`,
  }
}

function automaticValue({ autoFill }: Setting, segment: ActionRow['segment']): Outcome {
  if (autoFill === 'off') {
    return {
      problem: 'New mappings of this destination get no value by themselves: auto-fill is off.',
    }
  }
  const { value, valueOrigin } = autoValue(autoFill, segment)
  if (value === null) return { problem: 'The segment has no integration code.' }
  const outcome = textOutcome('value', value)
  return 'problem' in outcome ? outcome : { ...outcome, valueOrigin }
}

const MS_A_DAY = 86_400_000

/** Moves days by a number of days; null: beyond the calendar of `IsoDate`. */
function dayShifter(days: number): (day: string) => string | null {
  // Twenty thousand mappings have few different days.
  const known = new Map<string, string | null>()
  return (day) => {
    const earlier = known.get(day)
    if (earlier !== undefined) return earlier
    const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_A_DAY).toISOString()
    // Years of more or less than four digits have a sign before them.
    const shifted = /^\d/.test(moved) && !moved.startsWith('0000') ? moved.slice(0, 10) : null
    known.set(day, shifted)
    return shifted
  }
}

/**
 * The first of n by people count gets n, at most the highest there is, each next one less; as many people,
 * the same priority. Those whose count is not known come last.
 */
function prioritiesByPeople(rows: readonly ActionRow[]): Map<number, number> {
  const people = ({ segment }: ActionRow) => segment.peopleCount ?? -1
  const highest = Math.min(rows.length, PRIORITY_MAX)
  const priorities = new Map<number, number>()
  let last: { people: number; priority: number } | null = null
  for (const [rank, row] of rows.toSorted((a, b) => people(b) - people(a)).entries()) {
    if (last?.people !== people(row)) {
      last = { people: people(row), priority: Math.max(0, highest - rank) }
    }
    priorities.set(row.segment.id, last.priority)
  }
  return priorities
}
