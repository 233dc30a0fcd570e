import * as z from 'zod/mini'
import { shortText, typedText } from '../common.ts'

/** The longest address that can be stored, in characters. */
export const URL_MAX = 8000
export const DELIMITER_MAX = 5

/** A URL with macros in it; checked by domain/delivery/url-template.ts. */
const UrlTemplate = typedText(
  URL_MAX,
  `The address is too long; at most ${URL_MAX} characters are allowed.`,
)

export const CallType = z.enum(['img', 'iframe'])
export type CallType = z.infer<typeof CallType>

/**
 * domain.md, "URL destination". Not serialized: each mapping has its own URLs and the three
 * address fields are kept, but not used.
 */
export const UrlConfiguration = z.strictObject({
  type: z.literal('url'),
  serialized: z.boolean(),
  baseUrl: z.nullable(UrlTemplate),
  secureUrl: z.nullable(UrlTemplate),
  delimiter: z.nullable(shortText(DELIMITER_MAX)),
  calledAs: CallType,
})
export type UrlConfiguration = z.infer<typeof UrlConfiguration>
