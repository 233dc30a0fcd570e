import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatConsent, parseConsent } from './tcf-consent.ts'

const AT = Date.parse('2026-11-24T10:00:00Z')

describe('a TCF consent string', () => {
  it('allows exactly the vendors that were chosen', () => {
    assert(
      property(array(integer({ min: 1, max: 1500 }), { maxLength: 60 }), (vendorIds) => {
        const consent = parseConsent(formatConsent(vendorIds, AT))
        const allowed = Array.from({ length: 1501 }, (_, id) => id).filter(
          consent?.allows ?? Boolean,
        )
        expect(allowed).toEqual([...new Set(vendorIds)].toSorted((a, b) => a - b))
      }),
    )
  })

  it('is read whatever stands after the first dot, as publisher segments do', () => {
    expect(parseConsent(`${formatConsent([755], AT)}.YAAAAAAAAAAA`)?.allows(755)).toBe(true)
  })

  it('is read in its official example, where vendors are given bit by bit', () => {
    // From the format's own documentation: vendors 2, 6 and 8 are allowed.
    const consent = parseConsent('COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA')
    expect([1, 2, 3, 6, 7, 8, 9].filter((id) => consent?.allows(id))).toEqual([2, 6, 8])
  })

  it.each(['', 'x', 'CQ', 'BOEFEAyOEFEAyAHABDENAIAAAAB9vABAASA', 'no string', '====', '1YNN'])(
    '%j is none',
    (text) => {
      expect(parseConsent(text)).toBeNull()
    },
  )
})
