import type {
  Destination,
  DestinationConfiguration,
} from '../../contract/destination/destination.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { plainCell, toCsv } from '../../lib/read-table.ts'
import { type ColumnRole, type ImportField, NEVER_WORD } from './table.ts'

export type WorksheetColumn = { header: string; role: ColumnRole | 'name' | 'destinationKey' }

const WORKSHEET = [
  { header: 'destinationId', role: 'destinationId' },
  { header: 'sid', role: 'segmentId' },
  { header: 'traitType', role: 'traitType' },
  { header: 'startDate', role: 'startDate' },
] as const
const NAME = { header: 'name', role: 'name' } as const
const END = { header: 'endDate', role: 'endDate' } as const

/**
 * The columns of a table of mappings for a destination: those of the reference product's bulk worksheet
 * (domain.md, "Mapping columns …"), and behind them ours.
 */
export function worksheetColumns(configuration: DestinationConfiguration): WorksheetColumn[] {
  switch (configuration.type) {
    case 'url':
      return configuration.serialized
        ? [...WORKSHEET, { header: 'traitAlias', role: 'value' }, NAME, END]
        : [
            ...WORKSHEET,
            { header: 'url', role: 'url' },
            NAME,
            END,
            { header: 'secureUrl', role: 'secureUrl' },
            { header: 'traitAlias', role: 'value' },
          ]
    case 'cookie':
      return [
        ...WORKSHEET,
        {
          header: 'traitAlias',
          role: configuration.format === 'multi-key' ? 'key' : 'destinationKey',
        },
        { header: 'valueAlias', role: 'value' },
        NAME,
        END,
        { header: 'priority', role: 'priority' },
      ]
  }
}

/** A text that would be read as another one gets an apostrophe, which is taken off again. */
function escaped(text: string): string {
  return /^'*\(empty\)$/i.test(text) || plainCell(text) !== text ? `'${text}` : text
}

function fieldCell(mapping: MappingWithSegment, field: ImportField): string {
  switch (field) {
    case 'key':
    case 'value':
    case 'url':
    case 'secureUrl':
      return escaped(mapping[field] ?? '')
    case 'startDate':
      return mapping.startDate
    case 'endDate':
      return mapping.endDate ?? NEVER_WORD
    case 'priority':
      return String(mapping.priority)
  }
}

function cellOf(
  { id, configuration }: Pick<Destination, 'id' | 'configuration'>,
  mapping: MappingWithSegment,
  role: WorksheetColumn['role'],
): string {
  switch (role) {
    case 'ignore':
      return ''
    case 'name':
      return mapping.segment.name
    case 'destinationKey':
      return configuration.type === 'cookie' ? (configuration.key ?? '') : ''
    case 'destinationId':
      return String(id)
    case 'segmentId':
      return String(mapping.segmentId)
    case 'traitType':
      return 'SEGMENT'
    default:
      return fieldCell(mapping, role)
  }
}

/**
 * Mappings as CSV in the columns of the worksheet; imported again, it changes nothing. What a
 * spreadsheet would run as a formula is text in it.
 */
export function mappingsToCsv(
  destination: Pick<Destination, 'id' | 'configuration'>,
  mappings: readonly MappingWithSegment[],
): string {
  const columns = worksheetColumns(destination.configuration)
  return toCsv([
    columns.map(({ header }) => header),
    ...mappings.map((mapping) => columns.map(({ role }) => cellOf(destination, mapping, role))),
  ])
}
