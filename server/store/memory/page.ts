import type { SortDirection } from '../../../src/contract/endpoints.ts'
import { cutPage, decodeCursor, type KeyKind } from '../cursor.ts'
import type { Page } from '../store.ts'

/** Compares texts by code point, as PostgreSQL's collation "C" does in UTF-8. */
export function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a), String(b)]
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)]
    if (one !== other) return surrogatesLast(one) - surrogatesLast(other)
  }
  return left.length - right.length
}

/** Half a surrogate pair stands for a code point above all others. */
function surrogatesLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

type Keyed<T> = { item: T; key: string | number; id: number }

/** Items by a key, ids deciding between equals. */
export function sortedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | number,
  idOf: (item: T) => number,
  direction: SortDirection,
): Keyed<T>[] {
  const sign = direction === 'asc' ? 1 : -1
  return items
    .map((item) => ({ item, key: keyOf(item), id: idOf(item) }))
    .toSorted((a, b) => sign * (compareKeys(a.key, b.key) || a.id - b.id))
}

/**
 * A page of items by a key, ids deciding between equals.
 *
 * @throws BadCursorError
 */
export function pageOf<T>(
  items: T[],
  keyOf: (item: T) => string | number,
  idOf: (item: T) => number,
  paging: {
    cursor?: string | undefined
    offset?: number | undefined
    limit: number
    direction: SortDirection
    kind: KeyKind
  },
): Page<T> {
  const sign = paging.direction === 'asc' ? 1 : -1
  const sorted = sortedBy(items, keyOf, idOf, paging.direction)
  const after = paging.cursor === undefined ? null : decodeCursor(paging.cursor, paging.kind)
  const rest = after
    ? sorted.filter(({ key, id }) => sign * (compareKeys(key, after.key) || id - after.id) > 0)
    : sorted.slice(paging.offset ?? 0)
  const page = cutPage(rest.slice(0, paging.limit + 1), paging.limit, ({ key, id }) => ({
    key,
    id,
  }))
  return {
    items: page.items.map(({ item }) => item),
    total: items.length,
    nextCursor: page.nextCursor,
  }
}
