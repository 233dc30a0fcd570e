import type { Mapping, MappingConflict } from '../contract/mapping.ts'
import type { MappingChangeEntry } from '../contract/mapping-change.ts'
import { MAPPING_FIELDS } from './mapping-fields.ts'

/** All that a change can touch of a mapping. */
const ROW_FIELDS = [...MAPPING_FIELDS, 'valueOrigin', 'ruleId'] as const satisfies (keyof Mapping)[]
export type RowField = (typeof ROW_FIELDS)[number]

/** A mapping without what the change that writes it decides: its revision and its time. */
export type MappingRow = Omit<Mapping, 'revision' | 'updatedAt'>

/** Rows to write as one change. */
export type RowChanges = {
  add: readonly MappingRow[]
  save: readonly { before: Mapping; after: MappingRow }[]
  remove: readonly Mapping[]
}

/** A field in all rows: one value when they have the same, as most fields of a bulk change do. */
type Column<T> = { all: T } | { each: T[] }
type Columns = { [F in RowField]?: Column<Mapping[F]> | undefined }

/** What a change did to its rows, field by field: 20,000 rows are a few short texts. */
export type StoredRows = {
  added: { segmentIds: number[]; after: Columns }
  removed: { segmentIds: number[]; before: Columns }
  /** Of fields that some row was changed in; another row may have the same before and after. */
  updated: { segmentIds: number[]; before: Columns; after: Columns }
}

/** A change as the log keeps it. */
export type StoredMappingChange = MappingChangeEntry & { rows: StoredRows }

function columnOf<T>(values: readonly T[]): Column<T> {
  const [all] = values
  return all !== undefined && values.every((value) => value === all)
    ? { all }
    : { each: [...values] }
}

/** The fields of some rows as columns; those that are not asked for are left out. */
function columnsOf(rows: readonly MappingRow[], fields: readonly RowField[] = ROW_FIELDS): Columns {
  const has = (field: RowField) => fields.includes(field)
  return {
    ...(has('value') && { value: columnOf(rows.map(({ value }) => value)) }),
    ...(has('key') && { key: columnOf(rows.map(({ key }) => key)) }),
    ...(has('url') && { url: columnOf(rows.map(({ url }) => url)) }),
    ...(has('secureUrl') && { secureUrl: columnOf(rows.map(({ secureUrl }) => secureUrl)) }),
    ...(has('startDate') && { startDate: columnOf(rows.map(({ startDate }) => startDate)) }),
    ...(has('endDate') && { endDate: columnOf(rows.map(({ endDate }) => endDate)) }),
    ...(has('priority') && { priority: columnOf(rows.map(({ priority }) => priority)) }),
    ...(has('valueOrigin') && { valueOrigin: columnOf(rows.map((row) => row.valueOrigin)) }),
    ...(has('ruleId') && { ruleId: columnOf(rows.map(({ ruleId }) => ruleId)) }),
  }
}

function idsOf(rows: readonly MappingRow[]): number[] {
  return rows.map(({ segmentId }) => segmentId)
}

/** Whether two states of a mapping are the same, but for their revisions. */
export function isSameRow(a: MappingRow, b: MappingRow): boolean {
  return ROW_FIELDS.every((field) => a[field] === b[field])
}

/** What the log keeps of a change. Rows to save must differ from what they were. */
export function describeRows({ add, save, remove }: RowChanges): StoredRows {
  const touched = ROW_FIELDS.filter((field) =>
    save.some(({ before, after }) => before[field] !== after[field]),
  )
  const [before, after] = [save.map((each) => each.before), save.map((each) => each.after)]
  return {
    added: { segmentIds: idsOf(add), after: columnsOf(add) },
    removed: { segmentIds: idsOf(remove), before: columnsOf(remove) },
    updated: {
      segmentIds: idsOf(before),
      before: columnsOf(before, touched),
      after: columnsOf(after, touched),
    },
  }
}

function cell<T>(column: Column<T>, at: number): T | undefined {
  return 'all' in column ? column.all : column.each[at]
}

/** The fields of one row that the columns have. */
function rowAt(columns: Columns, at: number): Partial<MappingRow> {
  const row: Partial<MappingRow> = {}
  if (columns.value) row.value = cell(columns.value, at)
  if (columns.key) row.key = cell(columns.key, at)
  if (columns.url) row.url = cell(columns.url, at)
  if (columns.secureUrl) row.secureUrl = cell(columns.secureUrl, at)
  if (columns.startDate) row.startDate = cell(columns.startDate, at)
  if (columns.endDate) row.endDate = cell(columns.endDate, at)
  if (columns.priority) row.priority = cell(columns.priority, at)
  if (columns.valueOrigin) row.valueOrigin = cell(columns.valueOrigin, at)
  if (columns.ruleId) row.ruleId = cell(columns.ruleId, at)
  return row
}

function holds(row: MappingRow, fields: Partial<MappingRow>): boolean {
  return ROW_FIELDS.every((field) => fields[field] === undefined || row[field] === fields[field])
}

/** The fields of a row that a change made different. */
function touchedFields(
  before: Partial<MappingRow>,
  after: Partial<MappingRow>,
): { before: Partial<MappingRow>; after: Partial<MappingRow> } {
  const touched = { before: { ...before }, after: { ...after } }
  for (const field of ROW_FIELDS) {
    if (before[field] !== after[field]) continue
    delete touched.before[field]
    delete touched.after[field]
  }
  return touched
}

/** A mapping with nothing set, on which the fields of a stored row are put. */
const BLANK: Omit<MappingRow, 'segmentId'> = {
  value: null,
  key: null,
  url: null,
  secureUrl: null,
  startDate: '',
  endDate: null,
  priority: 0,
  valueOrigin: 'manual',
  ruleId: null,
}

/**
 * What takes a change back: in each row that is as the change left it (of an updated one: in the fields
 * that it touched), what was there before. Rows that were changed again since are conflicts and stay;
 * those that are already as before are neither.
 *
 * @param current the rows of the change that are mapped now.
 */
export function undoOf(
  { rows: { added, removed, updated } }: Pick<StoredMappingChange, 'rows'>,
  current: Iterable<Mapping>,
): RowChanges & { conflicts: MappingConflict[] } {
  const now = new Map(Array.from(current, (mapping) => [mapping.segmentId, mapping]))
  const add: MappingRow[] = []
  const save: { before: Mapping; after: MappingRow }[] = []
  const remove: Mapping[] = []
  const conflicts: MappingConflict[] = []

  for (const [at, segmentId] of added.segmentIds.entries()) {
    const mapping = now.get(segmentId)
    if (!mapping) continue
    if (holds(mapping, rowAt(added.after, at))) remove.push(mapping)
    else conflicts.push({ segmentId, current: mapping })
  }
  for (const [at, segmentId] of removed.segmentIds.entries()) {
    const mapping = now.get(segmentId)
    const before = rowAt(removed.before, at)
    if (!mapping) add.push({ ...BLANK, ...before, segmentId })
    else if (!holds(mapping, before)) conflicts.push({ segmentId, current: mapping })
  }
  for (const [at, segmentId] of updated.segmentIds.entries()) {
    const mapping = now.get(segmentId)
    const touched = touchedFields(rowAt(updated.before, at), rowAt(updated.after, at))
    if (mapping && holds(mapping, touched.after)) {
      save.push({ before: mapping, after: { ...mapping, ...touched.before } })
    } else if (!mapping || !holds(mapping, touched.before)) {
      conflicts.push({ segmentId, current: mapping ?? null })
    }
  }
  return { add, save, remove, conflicts }
}

/** All rows of a change, by segment. */
export function segmentIdsOf({ added, removed, updated }: StoredRows): number[] {
  return [...added.segmentIds, ...removed.segmentIds, ...updated.segmentIds]
}

/**
 * The rows in which a change touched some of these fields. Adding and removing a row touches all of it.
 *
 * @param fields `any` for every one.
 */
export function touchedRows(
  { added, removed, updated }: StoredRows,
  fields: 'any' | readonly RowField[],
): Set<number> {
  const touched = new Set([...added.segmentIds, ...removed.segmentIds])
  const asked = fields === 'any' ? ROW_FIELDS : fields
  for (const [at, segmentId] of updated.segmentIds.entries()) {
    const before = rowAt(updated.before, at)
    const after = rowAt(updated.after, at)
    if (asked.some((field) => before[field] !== after[field])) touched.add(segmentId)
  }
  return touched
}
