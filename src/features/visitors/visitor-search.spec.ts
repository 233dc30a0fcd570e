import { expect, it } from 'vitest'
import type { Visitor } from '../../contract/visitor.ts'
import { isFoundVisitor, parseNewVisitorSegments, parseVisitorSearch } from './visitor-search.ts'

const MIA: Visitor = {
  id: 4,
  revision: 1,
  name: 'Mia',
  did: '193935',
  mcid: null,
  partnerIds: { '903': 'N-17' },
  region: 6,
  gdprApplies: true,
  consent: null,
  qualifications: [],
}

it('finds a visitor by name or any id', () => {
  for (const text of ['mi', ' MIA ', '9393', 'n-17', '4', '']) {
    expect([text, isFoundVisitor(MIA, text)]).toEqual([text, true])
  }
  expect(isFoundVisitor(MIA, 'Noah')).toBe(false)
})

it('reads the address, and takes what is wrong for nothing', () => {
  expect(parseVisitorSearch(new URLSearchParams('q=mia'))).toBe('mia')
  expect(parseVisitorSearch(new URLSearchParams(`q=${'x'.repeat(300)}`))).toBe('')
  const segments = (text: string) => parseNewVisitorSegments(new URLSearchParams(text))
  expect(segments('segments=1,2,1')).toEqual([1, 2])
  expect(segments('segments=a')).toEqual([])
  expect(segments('')).toEqual([])
})
