import * as z from 'zod/mini'

/** The highest id that anything may have. */
export const ID_MAX = 2_147_483_647
/** Ids are positive 32-bit integers, as `sid` and `destinationId` are in the reference product. */
export const Id = z
  .int('Use a whole number.')
  .check(z.gte(1, 'Ids start at 1.'), z.lte(ID_MAX, 'Ids go up to 2,147,483,647.'))

/** An id in an address or a query, where everything is text. */
export const IdText = z.pipe(z.coerce.number(), Id)

export const Count = z.int().check(z.gte(0))

/** A calendar day without a time or a zone: `YYYY-MM-DD`. */
export const IsoDate = z.iso
  .date('Write the date as YYYY-MM-DD, for example 2026-12-31.')
  // ISO 8601 has a year 0, calendars and PostgreSQL have none.
  .check(
    z.refine((day) => !day.startsWith('0000'), 'There is no year 0. Write the year as in 2026.'),
  )
export type IsoDate = z.infer<typeof IsoDate>

/** A moment in UTC: `2026-11-23T10:00:00.000Z`. */
export const Instant = z.iso.datetime()

/** Counts the changes of one resource; the ETag is this number in quotes. */
export const Revision = z.int().check(z.gte(1))

export const NAME_MAX = 255
export const DESCRIPTION_MAX = 2000

/**
 * Characters that change how text looks without being seen: C0/C1 controls, zero-width
 * characters, byte-order mark, and the bidirectional overrides and isolates (Unicode TR36).
 */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u

/** Characters as people count them for a limit: code points, as PostgreSQL does. */
export function lengthOf(text: string): number {
  return Array.from(text).length
}

function invisibleMessage(text: string): string {
  const at = text.search(INVISIBLE)
  const code = text.codePointAt(at)?.toString(16).toUpperCase().padStart(4, '0')
  return `There is an invisible character (U+${code}) at position ${at + 1}. Remove it.`
}

/**
 * One line of text that a person typed: trimmed, without invisible characters.
 *
 * @param max the most characters (code points) allowed.
 * @param what the field's name as the error message says it.
 */
export function lineOfText(max: number, what: string) {
  return z.string().check(
    z.trim(),
    z.superRefine((text, ctx) => {
      if (INVISIBLE.test(text)) ctx.addIssue({ code: 'custom', message: invisibleMessage(text) })
      const length = lengthOf(text)
      if (length > max) {
        ctx.addIssue({
          code: 'custom',
          message: `${what} has ${length} characters; at most ${max} are allowed.`,
        })
      }
    }),
  )
}

/** As `lineOfText`, and at least one character; a missing one is `null` where a draft allows it. */
export function requiredLineOfText(max: number, what: string) {
  return lineOfText(max, what).check(z.minLength(1, `Enter the ${what.toLowerCase()}.`))
}

/** Characters as they are typed, spaces included: at least one. */
export function shortText(max: number) {
  return z
    .string()
    .check(
      z.minLength(1, 'Enter at least 1 character.'),
      z.maxLength(max, `Use at most ${max} characters.`),
    )
}

/** A value that machines read: trimmed, and at least one character; at most `max` code points. */
export function typedText(max: number, tooLong: string) {
  return z.string().check(
    z.trim(),
    z.minLength(1, 'Enter at least 1 character.'),
    z.refine((text) => text.length <= max || lengthOf(text) <= max, tooLong),
  )
}

/** Text that may have several lines; tabs and line ends are kept. */
export function blockOfText(max: number, what: string) {
  return z.string().check(
    z.superRefine((text, ctx) => {
      const seen = text.replace(/[\t\n\r]/g, ' ')
      if (INVISIBLE.test(seen)) ctx.addIssue({ code: 'custom', message: invisibleMessage(seen) })
      const length = lengthOf(text)
      if (length > max) {
        ctx.addIssue({
          code: 'custom',
          message: `${what} has ${length} characters; at most ${max} are allowed.`,
        })
      }
    }),
  )
}

export const Environment = z.enum(['ALL', 'BROWSER', 'ANDROID', 'IOS'])
export type Environment = z.infer<typeof Environment>

/** domain.md, "Data export controls": what a destination may do with the data. */
export const ExportLabel = z.enum(['pii', 'on-site-ads', 'off-site-ads', 'on-site-personalization'])
export type ExportLabel = z.infer<typeof ExportLabel>

/**
 * A comma-separated query parameter, `status=active,paused`; absent means no restriction.
 *
 * @param values the words allowed.
 */
export function commaSeparated<const T extends string>(values: readonly T[]) {
  return z.pipe(
    z.pipe(
      z.union([z.string(), z.array(z.string())]),
      z.transform((value) => (Array.isArray(value) ? value : value.split(',')).filter(Boolean)),
    ),
    z.array(z.enum(values)),
  )
}

/** A comma-separated list of ids in a query, `segmentIds=12,15`. */
export const IdList = z.pipe(
  z.pipe(
    z.union([z.string(), z.array(z.union([z.string(), z.number()]))]),
    z.transform((value) => (Array.isArray(value) ? value : value.split(',')).map(Number)),
  ),
  z.array(Id).check(z.maxLength(1000, 'Ask for at most 1,000 ids at once.')),
)

export const SearchText = z.string().check(z.maxLength(200, 'Search for at most 200 characters.'))

/** An opaque position in a sorted list; comes from the previous page's `nextCursor`. */
export const Cursor = z.string().check(z.maxLength(2000))

/** The most items of a page. */
export const PAGE_SIZE_MAX = 1000
/** How many items a page holds. */
export const PageSize = z.pipe(z.coerce.number(), z.int().check(z.gte(1), z.lte(PAGE_SIZE_MAX)))

/** A page of a list sorted by key; `total` counts all that match, on every page. */
export function pageOf<T extends z.ZodMiniType>(item: T) {
  return z.object({
    items: z.array(item),
    total: Count,
    nextCursor: z.nullable(Cursor),
  })
}
