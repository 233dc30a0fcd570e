import { ApiError } from '../../api/api-error.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { MappingAction, type TextField } from '../../contract/mapping-action.ts'
import type { MappingFields } from '../../contract/mapping.ts'
import { requiredMappingFields } from '../../domain/mapping-rules.ts'

/** What can be done with the selected mappings, in the order of the menu. */
export const TOOLS = [
  'set',
  'dates',
  'clear',
  'shift',
  'replace',
  'template',
  'automatic',
  'priority',
] as const
export type Tool = (typeof TOOLS)[number]

export const TOOL_NAMES: Record<Tool, string> = {
  set: 'Set value…',
  dates: 'Set dates…',
  clear: 'Clear…',
  shift: 'Shift dates…',
  replace: 'Find and replace…',
  template: 'Value from template…',
  automatic: 'Back to automatic…',
  priority: 'Priorities…',
}

/** The texts that a destination's mappings have, in the order of the columns. */
export function textFields({ configuration }: Pick<Destination, 'configuration'>): TextField[] {
  const required = requiredMappingFields(configuration)
  return [
    ...(required.includes('key') ? (['key'] as const) : []),
    'value',
    ...(required.includes('url') ? (['url', 'secureUrl'] as const) : []),
  ]
}

/** Those of the tools that make sense for a destination. */
export function toolsOf(destination: Pick<Destination, 'configuration' | 'autoFill'>): Tool[] {
  return TOOLS.filter((tool) => {
    if (tool === 'priority') return destination.configuration.type === 'cookie'
    return tool !== 'automatic' || destination.autoFill !== 'off'
  })
}

/** What is typed in the form of a tool, as the screen has it. */
export type Draft = {
  field: TextField
  text: string
  find: string
  replace: string
  matchCase: boolean
  template: string
  start: 'keep' | 'day'
  startDate: string | null
  end: 'keep' | 'day' | 'never'
  endDate: string | null
  clear: readonly (TextField | 'endDate')[]
  shift: 'both' | 'startDate' | 'endDate'
  days: string
  priority: 'number' | 'people'
  number: string
}

/** A form that nobody has typed in. */
export function emptyDraft(today: string): Draft {
  return {
    field: 'value',
    text: '',
    find: '',
    replace: '',
    matchCase: true,
    template: '',
    start: 'keep',
    startDate: today,
    end: 'day',
    endDate: null,
    clear: [],
    shift: 'both',
    days: '',
    priority: 'number',
    number: '',
  }
}

type Result =
  | { action: MappingAction }
  /** What has still to be said, or is wrong with what was said, as a sentence. */
  | { reason: string }

/** What the form of a tool asks for. */
export function actionOf(tool: Tool, draft: Draft): Result {
  const asked = askedOf(tool, draft)
  if ('reason' in asked) return asked
  const parsed = MappingAction.safeParse(asked)
  if (parsed.success) return { action: parsed.data }
  return { reason: parsed.error.issues[0]?.message ?? 'This is not allowed.' }
}

/** The fields that the form of a tool shows, as the server calls them. */
function shownFields(tool: Tool, draft: Draft): string[] {
  switch (tool) {
    case 'set':
      return [draft.field]
    case 'replace':
      return ['find', 'replace']
    case 'template':
      return ['template']
    case 'shift':
      return ['days']
    case 'priority':
      return draft.priority === 'number' ? ['priority'] : []
    case 'dates':
    case 'clear':
    case 'automatic':
      return []
  }
}

/** What the server refused of what was typed, as sentences by field; nothing where it is not about a field. */
export function refusedFields(
  error: unknown,
  tool: Tool,
  draft: Draft,
): ReadonlyMap<string, string> {
  const errors = error instanceof ApiError ? (error.problem?.errors ?? []) : []
  const shown = shownFields(tool, draft)
  return new Map(
    errors.flatMap(({ path, message }) => {
      const field = path.slice(path.lastIndexOf('.') + 1)
      return shown.includes(field) ? [[field, message] as const] : []
    }),
  )
}

function askedOf(tool: Tool, draft: Draft): MappingAction | { reason: string } {
  switch (tool) {
    case 'set': {
      const text = draft.text.trim()
      if (text === '') return { reason: 'Enter what to set.' }
      return { action: 'set', fields: { [draft.field]: text } }
    }
    case 'dates':
      return datesOf(draft)
    case 'clear': {
      if (draft.clear.length === 0) return { reason: 'Choose what to clear.' }
      const fields: Partial<MappingFields> = Object.fromEntries(
        draft.clear.map((field) => [field, null]),
      )
      return { action: 'set', fields }
    }
    case 'shift': {
      const text = draft.days.trim().replace(/^[−–]/, '-')
      if (!/^[+-]?\d{1,6}$/.test(text) || Number(text) === 0) {
        return { reason: 'Enter a whole number of days, such as 7 or -7.' }
      }
      const fields: ('startDate' | 'endDate')[] =
        draft.shift === 'both' ? ['startDate', 'endDate'] : [draft.shift]
      return { action: 'shift-dates', fields, days: Number(text) }
    }
    case 'replace': {
      const { field, find, replace, matchCase } = draft
      return { action: 'find-replace', field, find, replace, matchCase }
    }
    case 'template':
      return { action: 'template', field: draft.field, template: draft.template }
    case 'automatic':
      return { action: 'automatic-value' }
    case 'priority':
      if (draft.priority === 'people') return { action: 'priority-by-people' }
      return /^\d{1,4}$/.test(draft.number.trim())
        ? { action: 'set', fields: { priority: Number(draft.number) } }
        : { reason: 'Enter a whole number, 0 to 9999.' }
  }
}

function datesOf({ start, startDate, end, endDate }: Draft): MappingAction | { reason: string } {
  if (start === 'keep' && end === 'keep') return { reason: 'Choose a start, an end or both.' }
  if (start === 'day' && startDate === null) return { reason: 'Choose the first day.' }
  if (end === 'day' && endDate === null) return { reason: 'Choose the last day.' }
  if (start === 'day' && end === 'day' && (startDate ?? '') > (endDate ?? '')) {
    return { reason: 'The end is before the start.' }
  }
  return {
    action: 'set',
    fields: {
      ...(start === 'day' && startDate !== null && { startDate }),
      ...(end !== 'keep' && { endDate: end === 'never' ? null : endDate }),
    },
  }
}
