import type { Destination } from '../../contract/destination/destination.ts'
import {
  type Mapping,
  type MappingFields,
  MappingValues,
  type MappingWithSegment,
} from '../../contract/mapping.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { isLive } from '../../domain/mapping-by-rule.ts'
import { autoValue, checkMapping, requiredMappingFields } from '../../domain/mapping-rules.ts'
import { readDay } from '../../lib/read-day.ts'
import { rowEdit, type RowEdit } from './mapping-edits.ts'

/** Fields of a mapping that are edited in place. */
export type CellField = 'value' | 'key' | 'url' | 'secureUrl' | 'startDate' | 'endDate' | 'priority'

export const CELL_NAMES: Record<CellField, string> = {
  value: 'Value',
  key: 'Key',
  url: 'URL',
  secureUrl: 'Secure URL',
  startDate: 'Start',
  endDate: 'End',
  priority: 'Priority',
}

type CellChange = { set: Partial<MappingFields> } | { problem: string }

/** What a typed text means for a field, before the rules of the destination are asked. */
function changeOf(field: CellField, text: string): CellChange {
  const trimmed = text.trim()
  switch (field) {
    case 'value':
    case 'key':
    case 'url':
    case 'secureUrl':
      return { set: { [field]: trimmed === '' ? null : trimmed } }
    case 'startDate':
    case 'endDate': {
      if (field === 'endDate' && /^(never|)$/i.test(trimmed)) return { set: { endDate: null } }
      const read = readDay(trimmed)
      if ('problem' in read) {
        return { problem: field === 'endDate' ? `${read.problem} Or write never.` : read.problem }
      }
      return { set: { [field]: read.day } }
    }
    case 'priority':
      return /^\d{0,6}$/.test(trimmed)
        ? { set: { priority: Number(trimmed) } }
        : { problem: 'Enter a whole number, 0 or more.' }
  }
}

/** What a destination's cells are judged by. */
type Setting = Pick<Destination, 'configuration' | 'status'>

const MUST_STAY =
  'A destination that was activated must stay complete: this cannot be empty. Enter something else, or unmap the segment.'

/** A text for a cell of a row that is there. */
export type CellText<M extends Mapping = Mapping> = { mapping: M; field: CellField; text: string }

type CellPlan = {
  edits: RowEdit[]
  /** Why cells are not taken, each with its row and field. */
  problems: { segmentId: number; field: CellField; message: string }[]
}

/**
 * Checks texts for cells as the server will: each for its shape, then the rows that they make with the
 * rules of the destination, so that a start and an end that are pasted together are judged together.
 * What is wrong is left out, the rest is taken; a fault that a row had before stands against nothing.
 */
export function planCells(destination: Setting, cells: readonly CellText[]): CellPlan {
  const plan: CellPlan = { edits: [], problems: [] }
  for (const row of Map.groupBy(cells, ({ mapping }) => mapping.segmentId).values()) {
    planRow(destination, row, plan)
  }
  return plan
}

function planRow(destination: Setting, cells: readonly CellText[], plan: CellPlan): void {
  const [first] = cells
  if (!first) return
  const { mapping } = first
  const refuse = (field: CellField, message: string) =>
    plan.problems.push({ segmentId: mapping.segmentId, field, message })
  let set: Partial<MappingFields> = {}
  for (const { field, text } of cells) {
    const change = changeOf(field, text)
    const shape = 'problem' in change ? null : MappingValues.safeParse(change.set)
    if ('problem' in change) refuse(field, change.problem)
    else if (!shape?.success) {
      refuse(field, shape?.error.issues[0]?.message ?? 'This is not allowed.')
    } else if (change.set[field] !== mapping[field]) set = { ...set, ...change.set }
  }
  // One less each time: at the latest, nothing is left to be wrong.
  for (let wrong = newProblem(destination, mapping, set); wrong;) {
    const field = culprit(wrong, set)
    refuse(field, wrong.message)
    const { [field]: _refused, ...rest } = set
    set = rest
    wrong = newProblem(destination, mapping, set)
  }
  if (Object.keys(set).length > 0) plan.edits.push(rowEdit(mapping, set))
}

/** What a change makes wrong in a row. */
function newProblem(
  destination: Setting,
  mapping: Mapping,
  set: Partial<MappingFields>,
): FieldProblem | undefined {
  if (Object.keys(set).length === 0) return undefined
  const { configuration } = destination
  if (isLive(destination)) {
    const emptied = requiredMappingFields(configuration).find((field) => set[field] === null)
    if (emptied) return { path: emptied, message: MUST_STAY }
  }
  const before = checkMapping(configuration, mapping)
  return checkMapping(configuration, { ...mapping, ...set }).find(
    ({ path, message }) =>
      path in set || !before.some((each) => each.path === path && each.message === message),
  )
}

type AutomaticPlan = {
  edits: RowEdit[]
  /** Why rows keep what was typed, as sentences. */
  problems: string[]
}

/** Gives rows whose value was changed by hand the automatic one again; the others are left out. */
export function planAutomatic(
  { configuration, autoFill }: Pick<Destination, 'configuration' | 'autoFill'>,
  rows: readonly MappingWithSegment[],
): AutomaticPlan {
  const plan: AutomaticPlan = { edits: [], problems: [] }
  if (autoFill === 'off') return plan
  for (const row of rows) {
    if (row.valueOrigin !== 'manual') continue
    const set = autoValue(autoFill, row.segment)
    const problem =
      set.value === null
        ? 'The segment has no integration code.'
        : checkMapping(configuration, { ...row, ...set }).find(({ path }) => path === 'value')
            ?.message
    if (problem === undefined) plan.edits.push(rowEdit(row, set))
    else plan.problems.push(problem)
  }
  return plan
}

/** The changed field that makes something wrong: the one that it is told of, else what it depends on. */
function culprit({ path }: FieldProblem, set: Partial<MappingFields>): CellField {
  const fields = Object.keys(CELL_NAMES).filter((name): name is CellField => name in set)
  const cause = path === 'endDate' ? 'startDate' : 'value'
  return (
    [path, cause].flatMap((name) => fields.filter((field) => field === name))[0] ??
    fields[0] ??
    'value'
  )
}

/** What a cell shows for a stored mapping. */
export function cellText(mapping: Mapping, field: CellField): string {
  return valueText(mapping[field], field)
}

/** What is said of a field's value; `''`: it is empty. */
export function valueText(value: string | number | null, field: CellField): string {
  if (value === null) return field === 'endDate' ? 'never' : ''
  return String(value)
}
