import * as z from 'zod/mini'
import { Id, Instant, IsoDate } from '../../src/contract/common.ts'

/** The place after which a page starts: the sort key and the id of the last item before it. */
export type Position = { key: string | number; id: number }

/** What a list is sorted by: a day is `YYYY-MM-DD`, an instant ISO 8601 in UTC. */
export type KeyKind = 'text' | 'number' | 'day' | 'instant'

const KEYS: Record<KeyKind, z.ZodMiniType<string | number>> = {
  // No stored text holds U+0000, and PostgreSQL takes none.
  text: z.string().check(z.refine((text) => !text.includes('\0'))),
  number: z.int(),
  day: IsoDate,
  instant: Instant,
}

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
export function decodeCursor(cursor: string, kind: KeyKind): Position {
  try {
    const [key, id] = z.tuple([KEYS[kind], Id]).parse(JSON.parse(fromBase64Url(cursor)))
    return { key, id }
  } catch {
    throw new BadCursorError('The cursor does not belong to this list. Start from its first page.')
  }
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
