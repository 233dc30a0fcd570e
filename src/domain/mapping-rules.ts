import type { FieldProblem } from '../contract/problem.ts'
import type {
  AutoFill,
  Destination,
  DestinationConfiguration,
  MappingStats,
} from '../contract/destination/destination.ts'
import type { Mapping, MappingFields, ValueOrigin } from '../contract/mapping.ts'
import type { Segment } from '../contract/segment.ts'
import { hasAlias } from './delivery/macros.ts'
import { checkUrlTemplate } from './delivery/url-template.ts'
import { blockedBy } from './export-controls.ts'

type RequiredField = 'value' | 'key' | 'url'

/** What a mapping must have to be sent. domain.md, "URL destination", "Cookie destination". */
export function requiredMappingFields(configuration: DestinationConfiguration): RequiredField[] {
  switch (configuration.type) {
    case 'url':
      return configuration.serialized ? ['value'] : ['url']
    case 'cookie':
      return configuration.format === 'single-key' ? ['value'] : ['key', 'value']
  }
}

export function isMappingComplete(
  configuration: DestinationConfiguration,
  mapping: Pick<Mapping, RequiredField>,
): boolean {
  return requiredMappingFields(configuration).every((field) => mapping[field] !== null)
}

/** The texts that must not occur in a mapping's value, with what each is called. */
export function separatorsInUse(
  configuration: DestinationConfiguration,
): { name: string; text: string }[] {
  const all =
    configuration.type === 'url'
      ? [{ name: 'delimiter', text: configuration.serialized ? configuration.delimiter : null }]
      : [
          { name: 'key separator', text: configuration.keySeparator },
          { name: 'delimiter', text: configuration.delimiter },
          {
            name: 'serial separator',
            text: configuration.serialized ? configuration.serialSeparator : null,
          },
        ]
  return all.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]))
}

/**
 * What is wrong with a mapping's fields. Something missing is not wrong, a mapping may be completed
 * later. The same rules for the screen and the server.
 */
export function checkMapping(
  configuration: DestinationConfiguration,
  fields: MappingFields,
): FieldProblem[] {
  return [
    ...checkDates(fields),
    ...checkText('value', fields.value, configuration),
    ...checkText('key', fields.key, configuration),
    ...checkUrls(configuration, fields),
  ]
}

function checkDates({ startDate, endDate }: MappingFields): FieldProblem[] {
  if (endDate === null || endDate >= startDate) return []
  return [
    {
      path: 'endDate',
      message: `Ends before it starts: choose ${startDate} or a later day, or no end.`,
    },
  ]
}

function checkText(
  path: 'value' | 'key',
  text: string | null,
  configuration: DestinationConfiguration,
): FieldProblem[] {
  if (text === null) return []
  const what = path === 'value' ? 'value' : 'key'
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) {
    return [{ path, message: `The ${what} holds a control character or a line break. Remove it.` }]
  }
  if (text === '.' || text === '..') {
    return [{ path, message: `A ${what} of dots alone would change the address. Use another.` }]
  }
  const used = separatorsInUse(configuration).find((separator) => text.includes(separator.text))
  if (!used) return []
  return [
    {
      path,
      message: `The ${what} contains the ${used.name} “${used.text}”, so values could not be told apart. Change one of them.`,
    },
  ]
}

/** Of serialized URL destinations too: they may go over to an address for each mapping, and send what is there. */
function checkUrls(configuration: DestinationConfiguration, fields: MappingFields): FieldProblem[] {
  if (configuration.type !== 'url') return []
  return (['url', 'secureUrl'] as const).flatMap((path) => {
    const template = fields[path]
    if (template === null) return []
    const scheme = path === 'url' ? 'http' : 'https'
    const [problem] = checkUrlTemplate(template, { scheme, requireAlias: false })
    if (problem) return [{ path, message: problem.message }]
    return !configuration.serialized && hasAlias(template) && fields.value === null
      ? [{ path, message: '%ALIAS% stands for the value, and the value is empty. Enter one.' }]
      : []
  })
}

/** The value that a new mapping gets. domain.md, "auto-fill destination mapping". */
export function autoValue(
  autoFill: AutoFill,
  segment: Pick<Segment, 'id' | 'integrationCode'>,
): { value: string | null; valueOrigin: ValueOrigin } {
  switch (autoFill) {
    case 'off':
      return { value: null, valueOrigin: 'manual' }
    case 'segment-id':
      return { value: String(segment.id), valueOrigin: 'segment-id' }
    case 'integration-code':
      return { value: segment.integrationCode, valueOrigin: 'integration-code' }
  }
}

/** A new mapping of a segment; an automatic value that breaks a rule is left empty. */
export function newMappingFields(
  destination: Pick<Destination, 'autoFill' | 'configuration'>,
  segment: Pick<Segment, 'id' | 'integrationCode'>,
  startDate: string,
  endDate: string | null,
): MappingFields & { valueOrigin: ValueOrigin } {
  const { value, valueOrigin } = autoValue(destination.autoFill, segment)
  const isUsable = checkText('value', value, destination.configuration).length === 0
  return {
    value: isUsable ? value : null,
    valueOrigin,
    key: null,
    url: null,
    secureUrl: null,
    startDate,
    endDate,
    priority: 0,
  }
}

/** The counts of a destination without mappings. */
export const NO_MAPPINGS: MappingStats = {
  total: 0,
  incomplete: 0,
  blocked: 0,
  earliestEnd: null,
  latestEnd: null,
}

/** Counts over all mappings of a destination; see `MappingStats` for each. */
export function mappingStats(
  { configuration, exportLabels }: Pick<Destination, 'configuration' | 'exportLabels'>,
  mappings: Iterable<Pick<Mapping, RequiredField | 'endDate'> & Pick<Segment, 'restrictedLabels'>>,
): MappingStats {
  const stats = { ...NO_MAPPINGS }
  let someNeverEnds = false
  for (const mapping of mappings) {
    stats.total += 1
    if (!isMappingComplete(configuration, mapping)) stats.incomplete += 1
    if (blockedBy(exportLabels, mapping.restrictedLabels).length > 0) stats.blocked += 1
    const { endDate } = mapping
    if (endDate === null) someNeverEnds = true
    else {
      if (stats.earliestEnd === null || endDate < stats.earliestEnd) stats.earliestEnd = endDate
      if (stats.latestEnd === null || endDate > stats.latestEnd) stats.latestEnd = endDate
    }
  }
  return someNeverEnds ? { ...stats, latestEnd: null } : stats
}
