import { type MappingFields, MappingFields as MappingFieldsSchema } from '../../contract/mapping.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Segment } from '../../contract/segment.ts'
import {
  checkMapping,
  newMappingFields,
  requiredMappingFields,
} from '../../domain/mapping-rules.ts'
import type { CallInput } from '../../api/client.ts'

/** What a person types for a mapping that is not made yet; '': nothing. */
export type TypedMapping = {
  value: string
  key: string
  url: string
  secureUrl: string
  startDate: string
  endDate: string | null
}

export type TextName = 'value' | 'key' | 'url' | 'secureUrl'

/** What a field must be given for, in the order in which it is asked. */
export type AskedField = { name: TextName; label: string; isOptional: boolean }

const LABELS: Record<TextName, string> = {
  key: 'Key',
  value: 'Value',
  url: 'URL',
  secureUrl: 'Secure URL',
}

/**
 * What has to be typed for a new mapping: all that the configuration asks for and auto-fill does not give.
 * A draft may be completed later.
 */
export function askedFields(
  destination: Destination,
  segment: Pick<Segment, 'id' | 'integrationCode'>,
): AskedField[] {
  const automatic = newMappingFields(destination, segment, '2026-01-01', null)
  const isOptional = destination.status === 'draft'
  const asked = requiredMappingFields(destination.configuration)
    .filter((name) => automatic[name] === null)
    .map((name): AskedField => ({ name, label: LABELS[name], isOptional }))
  return asked.some(({ name }) => name === 'url')
    ? [...asked, { name: 'secureUrl', label: LABELS.secureUrl, isOptional: true }]
    : asked
}

type Body = Extract<CallInput<'mappingBulkCreate'>['body'], { rows: unknown }>

/**
 * The new mapping as a request, or what is wrong with what was typed, by field.
 */
export function newMapping(
  destination: Destination,
  segment: Pick<Segment, 'id' | 'integrationCode'>,
  typed: TypedMapping,
): { body: Body; errors: null } | { body: null; errors: ReadonlyMap<string, string> } {
  const { startDate, endDate } = typed
  const { valueOrigin, ...automatic } = newMappingFields(destination, segment, startDate, endDate)
  const asked = askedFields(destination, segment)
  const given = asked.map(({ name }): [TextName, string | null] => [
    name,
    typed[name].trim() || null,
  ])
  const errors = new Map<string, string>()
  for (const { name, label, isOptional } of asked) {
    if (!isOptional && typed[name].trim() === '') {
      errors.set(name, `Enter the ${name === 'url' ? label : label.toLowerCase()}.`)
    }
  }
  const parsed = MappingFieldsSchema.safeParse({ ...automatic, ...Object.fromEntries(given) })
  const fields: MappingFields | null = parsed.success ? parsed.data : null
  for (const { path, message } of parsed.error?.issues ?? []) errors.set(path.join('.'), message)
  if (fields) {
    for (const { path, message } of checkMapping(destination.configuration, fields)) {
      if (!errors.has(path)) errors.set(path, message)
    }
  }
  if (errors.size > 0 || fields === null) return { body: null, errors }
  const isTyped = asked.some(({ name }) => name === 'value') && fields.value !== null
  return {
    body: {
      rows: [{ segmentId: segment.id, ...fields, valueOrigin: isTyped ? 'manual' : valueOrigin }],
    },
    errors: null,
  }
}
