import { Id } from '../../contract/common.ts'
import type {
  Destination,
  DestinationConfiguration,
} from '../../contract/destination/destination.ts'
import {
  MAPPING_IMPORT_MAX,
  type MappingImportRejection,
  type MappingImportRow,
} from '../../contract/mapping-import.ts'
import { MappingFields } from '../../contract/mapping.ts'
import { formatNumber } from '../../lib/format.ts'
import { readDay } from '../../lib/read-day.ts'
import { plainCell, type TableRow } from '../../lib/read-table.ts'
import { requiredMappingFields } from '../mapping-rules.ts'

/** A field of a mapping that a table may give. */
export type ImportField = keyof MappingFields

/** What a column is taken for. */
export type ColumnRole = 'ignore' | 'segmentId' | 'destinationId' | 'traitType' | ImportField

export const COLUMN_ROLE_NAMES: Record<ColumnRole, string> = {
  ignore: 'Do not import',
  segmentId: 'Segment id',
  destinationId: 'Destination id',
  traitType: 'Type (SEGMENT)',
  key: 'Key',
  value: 'Value',
  url: 'URL',
  secureUrl: 'Secure URL',
  startDate: 'Start',
  endDate: 'End',
  priority: 'Priority',
}

/** What a cell must hold to empty what is stored: an empty cell leaves it as it is. */
export const EMPTY_WORD = '(empty)'
/** What a cell of the end holds when there is none. */
export const NEVER_WORD = 'never'

/** The fields that mappings of such a destination have, in the order of the grid. */
export function importFields(configuration: DestinationConfiguration): ImportField[] {
  const required = requiredMappingFields(configuration)
  return [
    ...(required.includes('key') ? (['key'] as const) : []),
    'value',
    ...(required.includes('url') ? (['url', 'secureUrl'] as const) : []),
    'startDate',
    'endDate',
    ...(configuration.type === 'cookie' ? (['priority'] as const) : []),
  ]
}

/** The roles that the columns of a table can have for a destination. */
export function columnRoles(configuration: DestinationConfiguration): ColumnRole[] {
  return ['ignore', 'segmentId', ...importFields(configuration), 'destinationId', 'traitType']
}

/** Headers by role, without case, spaces and marks; of several that are there, the first is taken. */
const HEADERS: Record<Exclude<ColumnRole, 'ignore'>, readonly string[]> = {
  segmentId: ['sid', 'segmentid', 'id'],
  destinationId: ['destinationid', 'destination'],
  traitType: ['traittype'],
  key: ['key'],
  value: ['value', 'valuealias', 'alias', 'mappingvalue'],
  url: ['url'],
  secureUrl: ['secureurl', 'httpsurl'],
  startDate: ['startdate', 'start'],
  endDate: ['enddate', 'end'],
  priority: ['priority'],
}

/** Headers that make the first row one of headers, of columns that say nothing new. */
const IGNORED_HEADERS = [
  'name',
  'segment',
  'segmentname',
  'integrationcode',
  'folder',
  'line',
  'reason',
  'people,30days',
  'state',
]

/** domain.md, "Mapping columns …": `traitAlias` is the key of a cookie, and the value elsewhere. */
function headersOf(
  role: Exclude<ColumnRole, 'ignore'>,
  configuration: DestinationConfiguration,
): readonly string[] {
  const hasKey = requiredMappingFields(configuration).includes('key')
  if (role === (hasKey ? 'key' : 'value')) return [...HEADERS[role], 'traitalias']
  return HEADERS[role]
}

function normalise(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .toLowerCase()
    .replace(/[\s_\-?*.:]+/g, '')
}

/**
 * Takes a table's first row for headers and tells what each column holds, in any order and any case.
 * Each role is given once.
 *
 * @returns null: none of the cells is a known header, so the first row is data.
 */
export function recogniseColumns(
  headers: readonly string[],
  configuration: DestinationConfiguration,
): ColumnRole[] | null {
  const known = headers.map(normalise)
  const roles = known.map((): ColumnRole => 'ignore')
  for (const role of columnRoles(configuration)) {
    if (role === 'ignore') continue
    const at = headersOf(role, configuration)
      .map((header) => known.indexOf(header))
      .find((place) => place !== -1)
    if (at !== undefined) roles[at] = role
  }
  const isHeader =
    roles.some((role) => role !== 'ignore') || known.some((each) => IGNORED_HEADERS.includes(each))
  return isHeader ? roles : null
}

/**
 * A guess for a table without headers, from its first row: the first whole number is the segment, days
 * are start and end, addresses are addresses, and what is left at the end is key and value.
 */
export function guessColumns(
  firstRow: readonly string[],
  configuration: DestinationConfiguration,
): ColumnRole[] {
  const open = new Set(importFields(configuration))
  const roles = firstRow.map((): ColumnRole => 'ignore')
  const texts: number[] = []
  const take = (at: number, ...wanted: ImportField[]) => {
    const field = wanted.find((each) => open.has(each))
    if (!field) return
    open.delete(field)
    roles[at] = field
  }
  for (const [at, cell] of firstRow.entries()) {
    const text = cell.trim()
    if (/^\d+$/.test(text) && !roles.includes('segmentId')) roles[at] = 'segmentId'
    else if (text.toLowerCase() === NEVER_WORD) take(at, 'endDate')
    else if (/\d/.test(text) && 'day' in readDay(text)) take(at, 'startDate', 'endDate')
    else if (/^https?:\/\//i.test(text) && open.has('url')) take(at, 'url')
    else if (/^https:\/\//i.test(text) && open.has('secureUrl')) take(at, 'secureUrl')
    else if (text !== '') texts.push(at)
  }
  // The segment's name may come before them.
  const wanted = (['key', 'value'] as const).filter((field) => open.has(field))
  for (const [index, at] of texts.slice(-wanted.length).entries()) {
    take(at, wanted[Math.max(0, wanted.length - texts.length) + index] ?? 'value')
  }
  return roles
}

/** Why rows cannot be made with these roles, or null. */
export function rolesProblem(roles: readonly ColumnRole[], rowCount: number): string | null {
  const twice = roles.find((role, at) => role !== 'ignore' && roles.indexOf(role) !== at)
  if (twice) return `${COLUMN_ROLE_NAMES[twice]} is chosen for two columns. Choose it for one.`
  if (!roles.includes('segmentId')) return 'Choose the column that holds the segment id.'
  if (rowCount === 0) return 'There is only a header.'
  if (rowCount > MAPPING_IMPORT_MAX) {
    return `There are ${formatNumber(rowCount)} rows; at most ${formatNumber(MAPPING_IMPORT_MAX)} can be imported at once. Split the table.`
  }
  return null
}

/** Why a cell cannot be understood, in words for the person. */
class CellError extends Error {}

function readId(text: string): number {
  if (text === '') throw new CellError('The segment id is missing.')
  if (/^\d+$/.test(text)) {
    const checked = Id.safeParse(Number(text))
    if (checked.success) return checked.data
    throw new CellError(`Segment id: ${checked.error.issues[0]?.message ?? 'This is not one.'}`)
  }
  throw new CellError(`‘${text}’ is not a segment id. Write the whole number alone, as in 1021.`)
}

function refuseOtherDestination(text: string, destinationId: number): void {
  if (text === '' || Number(text) === destinationId) return
  throw new CellError(
    `The line is for destination ${text}, and this is destination ${destinationId}. Import it there, or leave the column out.`,
  )
}

function refuseOtherType(text: string): void {
  if (text === '' || text.toUpperCase() === 'SEGMENT') return
  throw new CellError(
    `The type is ${text}; only segments can be mapped. Leave the line out, or write SEGMENT.`,
  )
}

/** What a cell that is not empty means for a field. */
function readField(field: ImportField, text: string): string | number | null {
  const isCleared = text.toLowerCase() === EMPTY_WORD
  switch (field) {
    case 'key':
    case 'value':
    case 'url':
    case 'secureUrl':
      return isCleared ? null : plainCell(text).replace(/^'(?='*\(empty\)$)/i, '')
    case 'endDate':
      if (isCleared || text.toLowerCase() === NEVER_WORD) return null
      return dayOf(field, text)
    case 'startDate':
      return dayOf(field, text)
    case 'priority':
      if (/^\d+$/.test(text)) return Number(text)
      throw new CellError(`The priority is ${text}. Write a whole number, 0 or more.`)
  }
}

function dayOf(field: 'startDate' | 'endDate', text: string): string {
  const read = readDay(text)
  if ('day' in read) return read.day
  const hint = field === 'endDate' ? ' For no end, write never.' : ''
  throw new CellError(`${COLUMN_ROLE_NAMES[field]}: ${read.problem}${hint}`)
}

/** A field as the contract takes it. */
function checkedField(field: ImportField, text: string): string | number | null {
  const checked = MappingFields.shape[field].safeParse(readField(field, text))
  if (checked.success) return checked.data
  throw new CellError(
    `${COLUMN_ROLE_NAMES[field]}: ${checked.error.issues[0]?.message ?? 'This is not allowed.'}`,
  )
}

type ReadCell = { value: string | number | null } | { problem: CellError }

/** Reads cells; what is the same in many rows, such as a day, is looked at once. */
function createCellReader() {
  const known = new Map<ImportField, Map<string, ReadCell>>()
  return (field: ImportField, text: string): string | number | null => {
    let cells = known.get(field)
    if (!cells) known.set(field, (cells = new Map()))
    let cell = cells.get(text)
    if (!cell) {
      cell = tried(() => checkedField(field, text))
      cells.set(text, cell)
    }
    if ('problem' in cell) throw cell.problem
    return cell.value
  }
}

function tried(read: () => string | number | null): ReadCell {
  try {
    return { value: read() }
  } catch (problem) {
    if (problem instanceof CellError) return { problem }
    throw problem
  }
}

function readRow(
  { line, cells }: TableRow,
  roles: readonly ColumnRole[],
  destinationId: number,
  readCell: ReturnType<typeof createCellReader>,
): MappingImportRow {
  const row: MappingImportRow = { line, segmentId: 0 }
  for (const [at, role] of roles.entries()) {
    const text = (cells[at] ?? '').trim()
    switch (role) {
      case 'ignore':
        break
      case 'segmentId':
        row.segmentId = readId(text)
        break
      case 'destinationId':
        refuseOtherDestination(text, destinationId)
        break
      case 'traitType':
        refuseOtherType(text)
        break
      default:
        if (text !== '') Object.assign(row, { [role]: readCell(role, text) })
    }
  }
  return row
}

/**
 * Makes the rows of an import from rows of a table, without its header. A row that cannot be understood
 * is rejected with its line and reason; the others go on. An empty cell gives nothing, so that what is
 * stored stays; `(empty)` empties it.
 */
export function rowsFromTable(
  data: readonly TableRow[],
  roles: readonly ColumnRole[],
  { id }: Pick<Destination, 'id'>,
): { rows: MappingImportRow[]; rejected: MappingImportRejection[] } {
  const rows: MappingImportRow[] = []
  const rejected: MappingImportRejection[] = []
  const idAt = roles.indexOf('segmentId')
  const readCell = createCellReader()
  for (const row of data) {
    try {
      rows.push(readRow(row, roles, id, readCell))
    } catch (error) {
      if (!(error instanceof CellError)) throw error
      const label = row.cells[idAt]?.trim() || '(no id)'
      rejected.push({ line: row.line, label, reason: error.message })
    }
  }
  return { rows, rejected }
}

/** Headers for a table that has none, so that it is understood again: for the download. */
export function headersFor(
  roles: readonly ColumnRole[],
  configuration: DestinationConfiguration,
): string[] {
  return roles.map((role, at) =>
    role === 'ignore' ? `Column ${at + 1}` : (headersOf(role, configuration)[0] ?? role),
  )
}
