import type { DestinationConfiguration } from '../contract/destination/destination.ts'
import type { Mapping } from '../contract/mapping.ts'
import { requiredMappingFields } from './mapping-rules.ts'

/**
 * What stands for a segment when it is sent: a value, a key and value, or an address (the secure one,
 * where there is one). What the configuration does not use is left out, though a mapping may keep it.
 *
 * @returns null while something that the configuration asks for is missing.
 */
export function sentAs(
  configuration: DestinationConfiguration,
  mapping: Pick<Mapping, 'value' | 'key' | 'url' | 'secureUrl'>,
): string | null {
  const parts = requiredMappingFields(configuration).map((field) =>
    field === 'url' ? (mapping.secureUrl ?? mapping.url) : mapping[field],
  )
  return parts.includes(null) ? null : parts.join(' = ')
}
