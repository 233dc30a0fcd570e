import type { MappingFields } from '../contract/mapping.ts'

/** What a person may set on a mapping, in the order of the grid. */
export const MAPPING_FIELDS = [
  'value',
  'key',
  'url',
  'secureUrl',
  'startDate',
  'endDate',
  'priority',
] as const satisfies (keyof MappingFields)[]

type Given = { [F in keyof MappingFields]?: MappingFields[F] | undefined }

/** A copy with the fields that are given in place of its own. */
export function withFields<T extends MappingFields>(mapping: T, given: Given): T {
  const result = { ...mapping }
  if (given.value !== undefined) result.value = given.value
  if (given.key !== undefined) result.key = given.key
  if (given.url !== undefined) result.url = given.url
  if (given.secureUrl !== undefined) result.secureUrl = given.secureUrl
  if (given.startDate !== undefined) result.startDate = given.startDate
  if (given.endDate !== undefined) result.endDate = given.endDate
  if (given.priority !== undefined) result.priority = given.priority
  return result
}
