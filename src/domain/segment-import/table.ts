import {
  SegmentInput,
  type SegmentImportRejection,
  type SegmentImportRow,
} from '../../contract/segment.ts'
import type { TableRow } from '../../lib/read-table.ts'

/** What a column is taken for; `tier` columns hold the folders and the name, from the left. */
export const COLUMN_ROLES = [
  'ignore',
  'id',
  'name',
  'parent',
  'folder',
  'tier',
  'integrationCode',
  'description',
  'people',
] as const
export type ColumnRole = (typeof COLUMN_ROLES)[number]

export const COLUMN_ROLE_NAMES: Record<ColumnRole, string> = {
  ignore: 'Do not import',
  id: 'Id',
  name: 'Name',
  parent: 'Parent id',
  folder: 'Folder path',
  tier: 'Tier (folder level)',
  integrationCode: 'Integration code',
  description: 'Description',
  people: 'People',
}

/** Headers by role, lower case; the first that fits a column wins. */
const HEADERS: readonly [ColumnRole, RegExp][] = [
  ['id', /^(unique id|id|sid|segment ?id|segment_id)$/],
  ['parent', /^(parent|parent ?id|parent_id|parent segment( id)?)$/],
  ['tier', /^(tier|level|folder) ?\d+$/],
  ['name', /^(name|segment|segment ?name|segment_name|title)$/],
  ['folder', /^(folder|folder ?path|path|folder_path|category)$/],
  ['integrationCode', /^(integration ?code|integration_code|code|external id)$/],
  ['description', /^(description|notes?|comment)$/],
  ['people', /^(people|people count|count|size|audience size|population|reach|people, 30 days)$/],
]

function normalise(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
}

/**
 * Takes a table's first row for headers and tells what each column holds. A role other than `tier`
 * is given once; a name column is needed, unless there are tiers.
 *
 * @returns null: none of the cells is a known header, so the first row is data.
 */
export function recogniseColumns(headers: readonly string[]): ColumnRole[] | null {
  const given = new Set<ColumnRole>()
  const roles = headers.map((header): ColumnRole => {
    const text = normalise(header)
    const role = HEADERS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'ignore'
    if (role !== 'tier' && given.has(role)) return 'ignore'
    given.add(role)
    return role
  })
  if (roles.every((role) => role === 'ignore')) return null
  // With tiers the last of them is the name; another name column would only repeat it.
  return given.has('tier') ? roles.map((role) => (role === 'name' ? 'ignore' : role)) : roles
}

/** A guess for a table without headers: numbers are ids, the first text is the name. */
export function guessColumns(firstRow: readonly string[]): ColumnRole[] {
  let hasId = false
  let hasName = false
  return firstRow.map((cell): ColumnRole => {
    if (!hasId && !hasName && /^\s*\d+\s*$/.test(cell)) {
      hasId = true
      return 'id'
    }
    if (!hasName && cell.trim() !== '') {
      hasName = true
      return 'name'
    }
    return 'ignore'
  })
}

/** Why rows cannot be made with these roles, or null. */
export function rolesProblem(roles: readonly ColumnRole[]): string | null {
  const count = (role: ColumnRole) => roles.filter((each) => each === role).length
  if (count('name') === 0 && count('tier') === 0) {
    return 'Choose the column that holds the name, or the tier columns.'
  }
  const twice = COLUMN_ROLES.find((role) => role !== 'ignore' && role !== 'tier' && count(role) > 1)
  if (twice) return `${COLUMN_ROLE_NAMES[twice]} is chosen for two columns. Choose it for one.`
  if (count('parent') > 0 && count('id') === 0) {
    return 'The parent id needs an id column that it refers to.'
  }
  return null
}

type RawRow = {
  line: number
  id: string
  parent: string
  name: string
  tiers: string[]
  folder: string
  integrationCode: string
  description: string
  people: string
}

function rawRow({ line, cells }: TableRow, roles: readonly ColumnRole[]): RawRow {
  const cellOf = (role: ColumnRole) => {
    const at = roles.indexOf(role)
    return at === -1 ? '' : (cells[at] ?? '').trim()
  }
  const tiers = roles.flatMap((role, at) => (role === 'tier' ? [(cells[at] ?? '').trim()] : []))
  return {
    line,
    id: cellOf('id'),
    parent: cellOf('parent'),
    name: cellOf('name'),
    tiers,
    folder: cellOf('folder'),
    integrationCode: cellOf('integrationCode'),
    description: cellOf('description'),
    people: cellOf('people'),
  }
}

type Rejected = { reason: string }

/** An id or a count; thousands may be grouped. Null: empty. */
function wholeNumber(text: string, what: string): number | null | Rejected {
  if (text === '') return null
  const digits = /^\d{1,3}([ ,.'\u00a0\u202f]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : text
  if (/^\d+$/.test(digits) && Number.isSafeInteger(Number(digits))) return Number(digits)
  return { reason: `${what} ${text} is not a whole number.` }
}

function isRejected(value: unknown): value is Rejected {
  return typeof value === 'object' && value !== null && 'reason' in value
}

/** Splits `Interest / Travel`, `Interest > Travel`, `Interest | Travel`, `Interest › Travel`. */
export function splitFolder(text: string): string[] {
  return text
    .split(/[/>|›\\]/)
    .map((folder) => folder.trim())
    .filter(Boolean)
}

type Names = ReadonlyMap<string, RawRow>

/** The names of a row's ancestors, from the root. */
function ancestorNames(row: RawRow, byId: Names): string[] | Rejected {
  const names: string[] = []
  const seen = new Set([row.id])
  let parent = row.parent
  while (parent !== '') {
    if (seen.has(parent)) return { reason: `The parents of ${row.id} lead back to itself.` }
    seen.add(parent)
    const above = byId.get(parent)
    if (!above) return { reason: `Parent ${parent} is not in this file.` }
    names.unshift(above.name)
    parent = above.parent
  }
  return names
}

function placeOf(
  row: RawRow,
  roles: readonly ColumnRole[],
  byId: Names,
): { name: string; folder: string[] } | Rejected {
  if (roles.includes('tier')) {
    const last = row.tiers.findLastIndex((tier) => tier !== '')
    const tiers = row.tiers.slice(0, last + 1)
    if (last === -1) return { reason: 'All tiers are empty. Fill in at least the first.' }
    const hole = tiers.indexOf('')
    if (hole !== -1) return { reason: `Tier ${hole + 1} is empty, but a later one is not.` }
    return { name: tiers[last] ?? '', folder: tiers.slice(0, last) }
  }
  if (row.folder !== '') return { name: row.name, folder: splitFolder(row.folder) }
  if (!roles.includes('parent')) return { name: row.name, folder: [] }
  const folder = ancestorNames(row, byId)
  return isRejected(folder) ? folder : { name: row.name, folder }
}

/**
 * Makes import rows from a table. Each row is checked by the contract's rules for a segment; what
 * breaks one is rejected with its line and reason, and the others go on.
 *
 * @param table the data rows, without the header.
 */
export function rowsFromTable(
  table: readonly TableRow[],
  roles: readonly ColumnRole[],
): { rows: SegmentImportRow[]; rejected: SegmentImportRejection[] } {
  const raw = table
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map((row) => rawRow(row, roles))
  const byId = new Map(raw.map((row) => [row.id, row]))
  const rows: SegmentImportRow[] = []
  const rejected: SegmentImportRejection[] = []
  for (const row of raw) {
    const result = importRow(row, roles, byId)
    if (isRejected(result)) {
      const label = row.name || row.tiers.findLast(Boolean) || row.id || '(empty)'
      rejected.push({ line: row.line, label, reason: result.reason })
    } else rows.push(result)
  }
  return { rows, rejected }
}

function importRow(
  row: RawRow,
  roles: readonly ColumnRole[],
  byId: Names,
): SegmentImportRow | Rejected {
  const id = wholeNumber(row.id, 'The id')
  if (isRejected(id)) return id
  if (id === null && roles.includes('id')) return { reason: 'The id is missing.' }
  const peopleCount = wholeNumber(row.people, 'The people count')
  if (isRejected(peopleCount)) return peopleCount
  const place = placeOf(row, roles, byId)
  if (isRejected(place)) return place
  // Rows without an id get one from the server; 1 stands in so that the rest is checked.
  const checked = SegmentInput.safeParse({
    id: id ?? 1,
    name: place.name,
    folder: place.folder,
    description: row.description,
    integrationCode: row.integrationCode || null,
    peopleCount,
  })
  if (!checked.success) {
    return { reason: checked.error.issues.map((issue) => issue.message).join(' ') }
  }
  return { ...checked.data, line: row.line, id }
}
