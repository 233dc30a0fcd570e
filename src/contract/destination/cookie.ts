import * as z from 'zod/mini'
import { shortText } from '../common.ts'

/** A browser drops a cookie above this many bytes, name and attributes included (domain.md). */
export const COOKIE_MAX_BYTES = 4096
/** Browsers cap a cookie's life at 400 days (RFC 6265bis section 5.5). */
export const COOKIE_EXPIRY_MAX_DAYS = 400

const Separator = z.nullable(shortText(5))
const DomainName = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.minLength(1, 'Enter a domain.'),
    z.maxLength(254, 'A domain has at most 253 characters.'),
  )

export const PublishMode = z.enum(['all', 'selected', 'except'])
export type PublishMode = z.infer<typeof PublishMode>

/** domain.md, "Cookie destination". Rules beyond shape are in domain/cookie-configuration.ts. */
export const CookieConfiguration = z.strictObject({
  type: z.literal('cookie'),
  cookieName: z.nullable(shortText(255)),
  /** Leading dot or not, as typed, lower case; null: the domain of the page. */
  cookieDomain: z.nullable(DomainName),
  /** Days until it expires; 0: when the browser closes. */
  expiryDays: z
    .int('Enter a whole number of days.')
    .check(
      z.gte(0, 'Enter 0 for a session cookie, or a number of days.'),
      z.lte(
        COOKIE_EXPIRY_MAX_DAYS,
        `Browsers keep a cookie for at most ${COOKIE_EXPIRY_MAX_DAYS} days.`,
      ),
    ),
  /** Bytes of the encoded value that may be used. */
  maxSize: z
    .int('Enter a whole number of bytes.')
    .check(
      z.gte(1, 'Enter at least 1 byte.'),
      z.lte(COOKIE_MAX_BYTES, `Browsers drop a cookie above ${COOKIE_MAX_BYTES} bytes.`),
    ),
  publishTo: z.strictObject({
    mode: PublishMode,
    /** Hosts, used when the mode is not `all`; an entry covers its subdomains. */
    domains: z.array(DomainName).check(z.maxLength(500, 'List at most 500 domains.')),
  }),
  format: z.enum(['single-key', 'multi-key']),
  /** Single key only: the key before every value. */
  key: z.nullable(shortText(255)),
  keySeparator: Separator,
  delimiter: Separator,
  serialized: z.boolean(),
  serialSeparator: Separator,
})
export type CookieConfiguration = z.infer<typeof CookieConfiguration>
