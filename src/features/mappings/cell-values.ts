import type { DestinationConfiguration } from '../../contract/destination/destination.ts'
import { type Mapping, type MappingFields, MappingValues } from '../../contract/mapping.ts'
import { checkMapping } from '../../domain/mapping-rules.ts'

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

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A day as people write it: `2026-12-01`, `1 Dec 2026`, `1 December 2026`.
 *
 * @returns `YYYY-MM-DD`, or null when it is no day of the calendar.
 */
export function parseDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim())
  const words = /^(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4})$/i.exec(text.trim())
  const parts = iso
    ? [iso[1], iso[2], iso[3]]
    : words
      ? [words[3], String(MONTHS.indexOf((words[2] ?? '').toLowerCase()) + 1), words[1]]
      : null
  if (!parts) return null
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0
  return isDay ? date.toISOString().slice(0, 10) : null
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
      const day = parseDay(trimmed)
      return day === null
        ? { problem: `Write the day as 2026-12-31${field === 'endDate' ? ', or never' : ''}` }
        : { set: { [field]: day } }
    }
    case 'priority':
      return /^\d{1,6}$/.test(trimmed)
        ? { set: { priority: Number(trimmed) } }
        : { problem: 'Enter a whole number, 0 or more' }
  }
}

/** Checks a typed text as the server will: its shape, then the rules of the destination. */
export function checkCell(
  configuration: DestinationConfiguration,
  mapping: Mapping,
  field: CellField,
  text: string,
): CellChange {
  const change = changeOf(field, text)
  if ('problem' in change) return change
  const shape = MappingValues.safeParse(change.set)
  if (!shape.success) return { problem: shape.error.issues[0]?.message ?? 'This is not allowed' }
  const [problem] = checkMapping(configuration, { ...mapping, ...change.set })
  return problem ? { problem: problem.message } : change
}

/** What a cell shows for a stored mapping. */
export function cellText(mapping: Mapping, field: CellField): string {
  const value = mapping[field]
  if (value === null) return field === 'endDate' ? 'never' : ''
  return String(value)
}
