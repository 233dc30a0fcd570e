import { z } from 'zod'

/** The place after which a page starts: the sort key and the id of the last item before it. */
export type Position = { key: string | number; id: number }

const StoredPosition = z.tuple([z.union([z.string(), z.number()]), z.int()])

/** A cursor that no page of this list has given out. */
export class BadCursorError extends Error {}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return new TextDecoder().decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)))
}

export function encodeCursor({ key, id }: Position): string {
  return toBase64Url(JSON.stringify([key, id]))
}

/** @throws BadCursorError */
export function decodeCursor(cursor: string, keyType: 'string' | 'number'): Position {
  try {
    const [key, id] = StoredPosition.parse(JSON.parse(fromBase64Url(cursor)))
    // oxlint-disable-next-line valid-typeof -- keyType is one of two type names
    if (typeof key === keyType) return { key, id }
  } catch {
    // Anything that cannot be read is as bad as a wrong type.
  }
  throw new BadCursorError('The cursor does not belong to this list.')
}

/** Cuts a page from items that were read with one more than the limit. */
export function cutPage<T>(
  items: T[],
  limit: number,
  positionOf: (item: T) => Position,
): { items: T[]; nextCursor: string | null } {
  const page = items.slice(0, limit)
  const last = page.at(-1)
  const hasMore = items.length > limit
  return { items: page, nextCursor: hasMore && last ? encodeCursor(positionOf(last)) : null }
}
