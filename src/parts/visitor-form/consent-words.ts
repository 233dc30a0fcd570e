import { parseConsent } from '../../domain/delivery/tcf-consent.ts'
import { plural } from '../../lib/format.ts'

/** The highest id that a vendor of the list has, and room for those to come. */
const VENDOR_ID_MAX = 2000
const LISTED = 8

/** What a consent string says, in words; null: there is none. */
export function consentWords(text: string): { isReadable: boolean; words: string } | null {
  const consent = text.trim()
  if (consent === '') return null
  const parsed = parseConsent(consent)
  if (!parsed) {
    return {
      isReadable: false,
      words: 'This is no TCF string of version 2, so it allows nobody. It is sent as it is.',
    }
  }
  const vendors = Array.from({ length: VENDOR_ID_MAX }, (_, at) => at + 1).filter(parsed.allows)
  if (vendors.length === 0) return { isReadable: true, words: 'Allows no vendor.' }
  const more = vendors.length - LISTED
  const first = vendors.slice(0, LISTED).join(', ')
  return {
    isReadable: true,
    words: `Allows ${plural(vendors.length, 'vendor')}: ${first}${more > 0 ? ` and ${more} more` : ''}.`,
  }
}
