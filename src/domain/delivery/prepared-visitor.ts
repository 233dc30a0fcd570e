import type { Visitor } from '../../contract/visitor.ts'
import { encodeForUrl } from './encode.ts'
import { type Consent, parseConsent } from './tcf-consent.ts'

/** What delivery asks of a visitor, looked up and encoded once for all that is sent. */
export type PreparedVisitor = {
  visitor: Visitor
  isIn: (segmentId: number) => boolean
  /** Encoded for an address; null: the visitor has none. */
  did: string
  mcid: string | null
  partnerId: (dataSource: string) => string | null
  region: string
  gdpr: '0' | '1'
  consent: string | null
  /**
   * Whether a vendor of the IAB's list may get the visitor's data: where the GDPR applies, only with
   * consent (IAB TCF).
   */
  allows: (vendorId: string) => boolean
}

export function prepareVisitor(visitor: Visitor): PreparedVisitor {
  const segmentIds = new Set(visitor.qualifications.map(({ segmentId }) => segmentId))
  let parsed: Consent | null | undefined
  return {
    visitor,
    isIn: (segmentId) => segmentIds.has(segmentId),
    did: encodeForUrl(visitor.did),
    mcid: visitor.mcid === null ? null : encodeForUrl(visitor.mcid),
    partnerId(dataSource) {
      const id = visitor.partnerIds[dataSource]
      return id === undefined ? null : encodeForUrl(id)
    },
    region: String(visitor.region),
    gdpr: visitor.gdprApplies ? '1' : '0',
    consent: visitor.consent === null ? null : encodeForUrl(visitor.consent),
    allows(vendorId) {
      if (!visitor.gdprApplies) return true
      if (parsed === undefined)
        parsed = visitor.consent === null ? null : parseConsent(visitor.consent)
      return parsed?.allows(Number(vendorId)) ?? false
    },
  }
}
