import * as z from 'zod'

/** A browser drops a cookie above this many bytes, name and attributes included (domain.md). */
export const COOKIE_MAX_BYTES = 4096
/** Browsers cap a cookie's life at 400 days (RFC 6265bis section 5.5). */
export const COOKIE_EXPIRY_MAX_DAYS = 400

const Separator = z.string().min(1).max(5, 'Use at most 5 characters.').nullable()
const DomainName = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(254, 'A domain has at most 253 characters.')

export const PublishMode = z.enum(['all', 'selected', 'except'])
export type PublishMode = z.infer<typeof PublishMode>

/** domain.md, "Cookie destination". Rules beyond shape are in domain/cookie-configuration.ts. */
export const CookieConfiguration = z.strictObject({
  type: z.literal('cookie'),
  cookieName: z.string().min(1).max(255, 'Use at most 255 characters.').nullable(),
  /** Leading dot or not, as typed, lower case; null: the domain of the page. */
  cookieDomain: DomainName.nullable(),
  /** Days until it expires; 0: when the browser closes. */
  expiryDays: z
    .int('Enter a whole number of days.')
    .min(0, 'Enter 0 for a session cookie, or a number of days.')
    .max(
      COOKIE_EXPIRY_MAX_DAYS,
      `Browsers keep a cookie for at most ${COOKIE_EXPIRY_MAX_DAYS} days.`,
    ),
  /** Bytes of the encoded value that may be used. */
  maxSize: z
    .int('Enter a whole number of bytes.')
    .min(1, 'Enter at least 1 byte.')
    .max(COOKIE_MAX_BYTES, `Browsers drop a cookie above ${COOKIE_MAX_BYTES} bytes.`),
  publishTo: z.strictObject({
    mode: PublishMode,
    /** Hosts, used when the mode is not `all`; an entry covers its subdomains. */
    domains: z.array(DomainName).max(500, 'List at most 500 domains.'),
  }),
  format: z.enum(['single-key', 'multi-key']),
  /** Single key only: the key before every value. */
  key: z.string().min(1).max(255, 'Use at most 255 characters.').nullable(),
  keySeparator: Separator,
  delimiter: Separator,
  serialized: z.boolean(),
  serialSeparator: Separator,
})
export type CookieConfiguration = z.infer<typeof CookieConfiguration>
