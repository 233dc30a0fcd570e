import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { SortDirection } from '../../../src/contract/endpoints.ts'
import { decodeCursor, type KeyKind } from '../cursor.ts'

/** A connection, a pool of them, or a transaction on one. */
export type Database = PgDatabase<PgQueryResultHKT>

/** What a list is sorted by; ids decide between equals. */
export type SortColumn = { by: AnyColumn | SQL; kind: KeyKind }

const KEY_TYPES: Record<KeyKind, SQL> = {
  text: sql`text`,
  number: sql`bigint`,
  day: sql`date`,
  instant: sql`timestamptz`,
}

/**
 * The condition and the order of a page by keyset: it goes on after the cursor, whatever was inserted
 * or removed meanwhile, and costs the same on every page.
 *
 * @throws BadCursorError
 */
export function keyset(
  { by, kind }: SortColumn,
  id: AnyColumn | SQL,
  { cursor, direction }: { cursor?: string | undefined; direction: SortDirection },
): { after: SQL | undefined; order: SQL } {
  const order = direction === 'asc' ? sql`${by} asc, ${id} asc` : sql`${by} desc, ${id} desc`
  if (cursor === undefined) return { after: undefined, order }
  const position = decodeCursor(cursor, kind)
  const comparison = direction === 'asc' ? sql`>` : sql`<`
  const after = sql`(${by}, ${id}) ${comparison} (${position.key}::${KEY_TYPES[kind]}, ${position.id}::integer)`
  return { after, order }
}

/** A list before it is cut: its rows' ids and sort keys. */
export type FoundRows = {
  /** A query of columns `id` and `key`. */
  query: SQL
  kind: KeyKind
  /** Counts its rows, where that is less work than to list them. */
  count?: SQL
}

const FOUND = { by: sql`found.key`, id: sql`found.id` }

/**
 * The ids of one window of a list, with one more if there are more, and how many rows it has in all. Only
 * then are the rows read: to sort them as a whole would take several times as long.
 *
 * @throws BadCursorError
 */
export async function idWindow(
  db: Database,
  { query, kind, count }: FoundRows,
  params: {
    cursor?: string | undefined
    offset?: number | undefined
    limit: number
    direction: SortDirection
  },
): Promise<{ ids: number[]; total: number }> {
  const { after, order } = keyset({ by: FOUND.by, kind }, FOUND.id, params)
  const cut = sql`where ${after ?? sql`true`} order by ${order} limit ${params.limit + 1} offset ${params.offset ?? 0}`
  const list = count
    ? sql`select (${count}) as total, to_json(array(select id from (${query}) as found ${cut})) as ids`
    : sql`with found as (${query}) select (select count(*) from found) as total, to_json(array(select id from found ${cut})) as ids`
  const [row] = await db
    .select({ total: sql`list.total`.mapWith(Number), ids: sql<number[]>`list.ids` })
    .from(sql`(${list}) as list`)
  return row ?? { ids: [], total: 0 }
}

/** Rows in the order of a window's ids; those gone meanwhile are left out. */
export function inOrder<T>(
  rows: readonly T[],
  ids: readonly number[],
  idOf: (row: T) => number,
): T[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The ids of a whole list, in order. */
export async function allIds(
  db: Database,
  { query, kind }: FoundRows,
  direction: SortDirection,
): Promise<number[]> {
  const { order } = keyset({ by: FOUND.by, kind }, FOUND.id, { direction })
  const [row] = await db
    .select({ ids: sql<number[]>`list.ids` })
    .from(
      sql`(select to_json(array(select id from (${query}) as found order by ${order})) as ids) as list`,
    )
  return row?.ids ?? []
}

/** Whether a text of `sort-keys.ts` contains what somebody searches for. */
export function contains(column: AnyColumn | SQL, q: string): SQL {
  return sql`${column} like ${`%${escapeLike(q.toLowerCase())}%`}`
}

/** Whether a text starts with another. */
export function startsWith(column: AnyColumn, beginning: string): SQL {
  return sql`${column} like ${`${escapeLike(beginning)}%`}`
}

/** Takes the meaning from the characters that LIKE gives one. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** Whether a number is among many; one parameter, however many they are. */
export function isOneOfNumbers(column: AnyColumn, numbers: readonly number[]): SQL {
  return sql`${column} = any(${arrayText(numbers)}::integer[])`
}

/** Whether a list of words has any of these. */
export function overlaps(column: AnyColumn, words: readonly string[]): SQL {
  return sql`${column} && ${sql.param(words)}::text[]`
}

export function isOneOfTexts(column: AnyColumn, texts: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(texts)}::text[])`
}

/**
 * All rows of a query as one list, for those that may be many: drivers parse one JSON text several times
 * as fast as rows of columns. Not for instants, which JSON would write otherwise than the contract does.
 */
export function jsonRows<T>(
  fields: Record<keyof T & string, AnyColumn | SQL>,
  order: AnyColumn,
): SQL<T[]> {
  const pairs = Object.entries<AnyColumn | SQL>(fields).map(
    ([name, value]) => sql`${sql.raw(`'${name}'`)}, ${value}`,
  )
  return sql<
    T[]
  >`coalesce(json_agg(json_build_object(${sql.join(pairs, sql`, `)}) order by ${order}), '[]')`
}

/** Rows as a list for each column; null where there are no rows. */
type JsonColumns<T> = { [K in keyof T]: T[K][] | null }

/**
 * All rows of a query as one JSON text of a list for each column, for those of twenty thousand rows: a
 * driver takes five times as long for as many rows, and the database twice as long to write objects. In no
 * order.
 */
export function jsonColumns<T>(
  fields: Record<keyof T & string, AnyColumn | SQL>,
): SQL<JsonColumns<T>> {
  const pairs = Object.entries<AnyColumn | SQL>(fields).map(
    ([name, value]) => sql`${sql.raw(`'${name}'`)}, json_agg(${value})`,
  )
  return sql<JsonColumns<T>>`json_build_object(${sql.join(pairs, sql`, `)})`
}

/** The rows of `jsonColumns`. */
export function rowsOf<T>(columns: JsonColumns<T>): T[] {
  const lists = Object.entries<unknown[] | null>(columns)
  const length = lists[0]?.[1]?.length ?? 0
  return Array.from({ length }, (_, at) => {
    const row: Record<string, unknown> = {}
    for (const [name, list] of lists) row[name] = list?.[at]
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each column has its field's values
    return row as T
  })
}

/** Instants as the contract writes them, of those in JSON; most rows were changed together. */
export function instantsOf(written: readonly string[] | null): string[] | null {
  const instants = new Map<string, string>()
  return (
    written &&
    written.map((text) => {
      const known = instants.get(text)
      if (known !== undefined) return known
      const instant = new Date(text).toISOString()
      instants.set(text, instant)
      return instant
    })
  )
}

type RowValue = string | number | null

type RowColumn<T> = {
  /** A list comes as `arrayText` writes it: PostgreSQL has arrays of arrays only if all are as long. */
  type: 'integer' | 'bigint' | 'text' | 'date' | 'timestamptz' | 'jsonb' | 'integer[]' | 'text[]'
  of: (row: T) => RowValue
}

/** Values as the text of an array: drivers make it of 20,000 values more slowly. */
export function arrayText(values: readonly RowValue[]): string {
  return `{${values.map((value) => (typeof value === 'string' ? quoted(value) : (value ?? 'NULL'))).join(',')}}`
}

function quoted(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`
}

/** How rows become columns of one statement. */
export type RowColumns<T> = Record<string, RowColumn<T>>

/**
 * Rows as a table named `given`, for a statement that writes many at once: an array for each column,
 * so that the number of parameters does not grow with the rows, or one value where all rows have the
 * same, as most columns of new mappings have, or an earlier column's array where it says the same.
 */
export function givenRows<T>(rows: readonly T[], columns: RowColumns<T>): SQL {
  const arrays: SQL[] = []
  const names: SQL[] = []
  const sent: { type: string; values: RowValue[]; column: SQL }[] = []
  const selected = Object.entries(columns).map(([name, { type, of }], at) => {
    const values = rows.map(of)
    const [first] = values
    const column = sql`${sql.identifier(name)}`
    // The first column stays an array in any case: it makes the rows.
    if (at > 0 && values.every((value) => value === first)) {
      return sql`${first}::${sql.raw(type)} as ${column}`
    }
    const same = sent.find(
      (other) => other.type === type && other.values.every((value, row) => value === values[row]),
    )
    if (same) return sql`${same.column} as ${column}`
    sent.push({ type, values, column })
    const isList = type.endsWith('[]')
    arrays.push(sql`${arrayText(values)}::${isList ? sql`text` : sql.raw(type)}[]`)
    names.push(column)
    return isList ? sql`${column}::${sql.raw(type)} as ${column}` : column
  })
  const comma = sql`, `
  return sql`(select ${sql.join(selected, comma)} from unnest(${sql.join(arrays, comma)}) as varying (${sql.join(names, comma)})) as given`
}

/** The columns of `given`, in order. */
export function namesOf<T>(columns: RowColumns<T>): SQL {
  return sql.join(
    Object.keys(columns).map((name) => sql.identifier(name)),
    sql`, `,
  )
}

/** Sets each column to what `given` has, or `excluded`, the row that an insert could not add. */
export function assignments<T>(columns: RowColumns<T>, from: 'given' | 'excluded' = 'given'): SQL {
  return sql.join(
    Object.keys(columns).map(
      (name) => sql`${sql.identifier(name)} = ${sql.raw(from)}.${sql.identifier(name)}`,
    ),
    sql`, `,
  )
}
