import type { EditKind, Mapping, MappingFields, ValueOrigin } from '../contract/mapping.ts'
import type { MappingAction } from '../contract/mapping-action.ts'
import { formatNumber, plural } from '../lib/format.ts'
import { MAPPING_FIELDS } from './mapping-fields.ts'

type Field = keyof MappingFields

/** What each field of a mapping is called on the screens. */
export const MAPPING_FIELD_NAMES: Record<Field, string> = {
  value: 'Value',
  key: 'Key',
  url: 'URL',
  secureUrl: 'Secure URL',
  startDate: 'Start date',
  endDate: 'End date',
  priority: 'Priority',
}

/** The same within a sentence. */
const WORDS: Record<Field, string> = {
  value: 'value',
  key: 'key',
  url: 'URL',
  secureUrl: 'secure URL',
  startDate: 'start date',
  endDate: 'end date',
  priority: 'priority',
}

/** The fields of a mapping that some values or a list of names hold, in the order of the grid. */
export function mappingFieldsOf(names: Iterable<string>): Field[] {
  const given = new Set(names)
  return MAPPING_FIELDS.filter((field) => given.has(field))
}

function fieldWords(fields: readonly Field[]): string {
  const words = fields.map((field) => WORDS[field])
  const last = words.pop()
  if (last === undefined) return 'values'
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`
}

const ORIGINS: Record<ValueOrigin, string> = {
  manual: 'changed by hand',
  'segment-id': 'segment ID',
  'integration-code': 'integration code',
}

function shown(value: string | number | null): string | null {
  return value === null ? null : String(value)
}

/** What differs between two states of a mapping, as the screens call it; null: empty. */
export function changedCells(
  before: Pick<Mapping, Field | 'valueOrigin'>,
  after: Pick<Mapping, Field | 'valueOrigin'>,
): { field: string; from: string | null; to: string | null }[] {
  const changes = MAPPING_FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field: MAPPING_FIELD_NAMES[field],
    from: shown(before[field]),
    to: shown(after[field]),
  }))
  if (changes.length > 0 || before.valueOrigin === after.valueOrigin) return changes
  return [
    {
      field: 'Source of the value',
      from: ORIGINS[before.valueOrigin],
      to: ORIGINS[after.valueOrigin],
    },
  ]
}

/** What was done, as far as its name needs it. */
export type ChangeKind =
  | { kind: 'map' | 'unmap' }
  | { kind: EditKind; fields: readonly Field[] }
  | { kind: 'import' }
  | { kind: 'action'; action: MappingAction }

/**
 * The name of a change, as the words after "Undo: ": `set end date of 796`.
 *
 * @param count the mappings that it changed.
 * @param only the name of the segment, when it is one and known.
 */
export function changeName(what: ChangeKind, count: number, only: string | null = null): string {
  const alone = count === 1 ? only : null
  const of = `of ${alone ?? formatNumber(count)}`
  switch (what.kind) {
    case 'map':
    case 'unmap':
      return `${what.kind} ${alone ?? plural(count, 'segment')}`
    case 'edit':
      return `change ${fieldWords(what.fields)} ${of}`
    case 'clear':
      return `clear ${fieldWords(what.fields)} ${of}`
    case 'fill':
      return `fill down ${fieldWords(what.fields)} ${of}`
    case 'paste':
    case 'import':
      return `${what.kind} ${plural(count, 'row')}`
    case 'action':
      return actionName(what.action, of, alone ?? plural(count, 'segment'))
  }
}

function actionName(action: MappingAction, of: string, segments: string): string {
  switch (action.action) {
    case 'set': {
      const given = Object.entries(action.fields).filter(([, value]) => value !== undefined)
      const isClear = given.length > 0 && given.every(([, value]) => value === null)
      return `${isClear ? 'clear' : 'set'} ${fieldWords(mappingFieldsOf(given.map(([name]) => name)))} ${of}`
    }
    case 'shift-dates':
      return action.fields.includes('startDate') && action.fields.includes('endDate')
        ? `shift dates ${of}`
        : `shift ${fieldWords(mappingFieldsOf(action.fields))} ${of}`
    case 'find-replace':
      return `find and replace in ${WORDS[action.field]} ${of}`
    case 'template':
      return `set ${WORDS[action.field]} from template ${of}`
    case 'automatic-value':
      return `set automatic value ${of}`
    case 'priority-by-people':
      return `set priority by people count ${of}`
    case 'move-before':
      return `move ${segments}`
  }
}
