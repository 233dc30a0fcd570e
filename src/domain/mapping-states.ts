import type { Destination, DestinationConfiguration } from '../contract/destination/destination.ts'
import {
  type MappingFilter,
  MAPPING_STATES,
  type MappingState,
  type ValueFilter,
} from '../contract/mapping-filter.ts'
import type { Mapping, MappingWithSegment } from '../contract/mapping.ts'
import { blockedBy } from './export-controls.ts'
import { requiredMappingFields } from './mapping-rules.ts'

/** The states that somebody has to do something about. A blocked mapping has a view of its own. */
export const ATTENTION_STATES: readonly MappingState[] = [
  'ends-before-start',
  'missing-key',
  'missing-value',
  'missing-code',
  'missing-url',
  'duplicate',
  'ended',
  'segment-paused',
]

/**
 * What a destination would be sent for a mapping, as one text: two mappings of it with the same text are
 * duplicates. Null: the mapping sends nothing yet.
 */
export function duplicateKey(
  configuration: DestinationConfiguration,
  { value, key, url }: Pick<Mapping, 'value' | 'key' | 'url'>,
): string | null {
  if (configuration.type === 'url') {
    if (configuration.serialized) return value
    // An address without %ALIAS% needs no value.
    return url === null ? null : JSON.stringify([url, value])
  }
  if (configuration.format === 'single-key') return value
  return key === null || value === null ? null : JSON.stringify([key, value])
}

/**
 * What is to be said of a mapping, the most urgent first; `['ready']` when there is nothing.
 *
 * @param today the day, `YYYY-MM-DD`.
 */
export function mappingStates(
  configuration: DestinationConfiguration,
  exportLabels: Destination['exportLabels'],
  mapping: MappingWithSegment,
  today: string,
): MappingState[] {
  const required = requiredMappingFields(configuration)
  const states = MAPPING_STATES.filter((state) => {
    switch (state) {
      case 'blocked':
        return blockedBy(exportLabels, mapping.segment.restrictedLabels).length > 0
      case 'ends-before-start':
        return endsBeforeStart(mapping)
      case 'missing-key':
        return required.includes('key') && mapping.key === null
      case 'missing-value':
        return required.includes('value') && mapping.value === null && !lacksCode(mapping)
      case 'missing-code':
        return required.includes('value') && mapping.value === null && lacksCode(mapping)
      case 'missing-url':
        return required.includes('url') && mapping.url === null
      case 'duplicate':
        return mapping.duplicateOf !== null
      case 'over-size':
        return mapping.isOverSize
      case 'ended':
        return mapping.endDate !== null && mapping.endDate < today && !endsBeforeStart(mapping)
      case 'segment-paused':
        return mapping.segment.status === 'paused'
      case 'not-started':
        return mapping.startDate > today
      case 'ready':
        return false
    }
  })
  return states.length > 0 ? states : ['ready']
}

function endsBeforeStart({ startDate, endDate }: Mapping): boolean {
  return endDate !== null && endDate < startDate
}

/** The value comes from the segment's integration code, and the segment has none. */
function lacksCode({ valueOrigin, segment }: MappingWithSegment): boolean {
  return valueOrigin === 'integration-code' && segment.integrationCode === null
}

/** A state in words for a person, such as `Same value as 1044`. */
export function stateWords(
  state: MappingState,
  mapping: Pick<MappingWithSegment, 'duplicateOf' | 'key' | 'url'>,
): string {
  switch (state) {
    case 'blocked':
      return 'Blocked by export controls'
    case 'ends-before-start':
      return 'Ends before it starts'
    case 'missing-key':
      return 'Key is empty'
    case 'missing-value':
      return 'Value is empty'
    case 'missing-code':
      return 'Segment has no integration code'
    case 'missing-url':
      return 'URL is empty'
    case 'duplicate': {
      const isValueAlone = mapping.key === null && mapping.url === null
      return `${isValueAlone ? 'Same value' : 'Sends the same'} as ${mapping.duplicateOf}`
    }
    case 'over-size':
      return 'Does not fit when the cookie is full'
    case 'ended':
      return 'Ended'
    case 'segment-paused':
      return 'Segment is paused'
    case 'not-started':
      return 'Not started yet'
    case 'ready':
      return 'Ready'
  }
}

/** By which filter of values a mapping is found. */
export function valueFilterOf({
  value,
  valueOrigin,
}: Pick<Mapping, 'value' | 'valueOrigin'>): ValueFilter {
  if (value === null) return 'empty'
  return valueOrigin === 'manual' ? 'changed' : 'automatic'
}

/** Whether a mapping in these states belongs in a view, and has one of the states asked for, if any are. */
export function areStatesFound(
  states: readonly MappingState[],
  filter: Pick<MappingFilter, 'view' | 'states'>,
): boolean {
  if (filter.states?.length && !filter.states.some((state) => states.includes(state))) return false
  switch (filter.view) {
    case 'attention':
      return states.some((state) => ATTENTION_STATES.includes(state))
    case 'blocked':
      return states.includes('blocked')
    case undefined:
      return true
  }
}
