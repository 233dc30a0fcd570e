import { describe, expect, it } from 'vitest'
import type { VisitorInput } from '../../contract/visitor.ts'
import { formatConsent } from '../../domain/delivery/tcf-consent.ts'
import { consentWords } from './consent-words.ts'
import {
  formFieldOf,
  newVisitorValues,
  randomDeviceId,
  type VisitorValues,
  visitorOfValues,
  valuesOfVisitor,
  VisitorValuesRules,
} from './visitor-values.ts'

const MIA: VisitorInput = {
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: { '1': 'n-17', '903': 'a b' },
  region: 6,
  gdprApplies: true,
  consent: null,
  qualifications: [{ segmentId: 7, at: '2026-11-20T08:00:00.000Z' }],
}

function problems(given: Partial<VisitorValues>): [string, string][] {
  const result = VisitorValuesRules.safeParse({ ...valuesOfVisitor(MIA), ...given })
  return (result.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message])
}

describe('the form of a visitor', () => {
  it('gives back the visitor that it was filled with', () => {
    expect(visitorOfValues(valuesOfVisitor(MIA))).toEqual(MIA)
  })

  it('leaves out rows of which nothing was typed', () => {
    const partnerIds = [
      { dataSource: ' 1 ', id: 'x' },
      { dataSource: '', id: '' },
    ]
    expect(visitorOfValues({ ...valuesOfVisitor(MIA), partnerIds }).partnerIds).toEqual({ 1: 'x' })
  })

  it('starts with an id of its own and the segments that were asked for', () => {
    const values = newVisitorValues([4, 5], new Date('2026-11-24T10:00:00Z'), () => 0.5)
    expect(values.did).toMatch(/^[1-9]\d{37}$/)
    expect(values.qualifications).toEqual([
      { segmentId: 4, at: '2026-11-24T10:00:00.000Z' },
      { segmentId: 5, at: '2026-11-24T10:00:00.000Z' },
    ])
    expect(randomDeviceId(() => 0)).toBe(`1${'0'.repeat(37)}`)
  })

  it('says at each field what is wrong', () => {
    expect(problems({})).toEqual([])
    expect(problems({ name: ' ', did: '1x' })).toEqual([
      ['name', 'Enter the name.'],
      ['did', 'Enter digits only, at most 38 of them.'],
    ])
    const partnerIds = [
      { dataSource: 'crm', id: 'x' },
      { dataSource: '7', id: '' },
      { dataSource: '9', id: 'a' },
      { dataSource: '9', id: 'b' },
    ]
    expect(problems({ partnerIds }).map(([path]) => path)).toEqual([
      'partnerIds.3.dataSource',
      'partnerIds.1.id',
      'partnerIds.0.dataSource',
    ])
  })

  it('finds the field of what the server refuses', () => {
    const values = valuesOfVisitor(MIA)
    const field = (path: string) => formFieldOf({ path, message: '' }, values)
    expect(field('qualifications.0.segmentId')).toBe('qualifications.0.segmentId')
    expect(field('partnerIds.903')).toBe('partnerIds.1.id')
    expect(field('name')).toBe('name')
  })
})

describe('a consent string in words', () => {
  it('names the vendors that it allows', () => {
    expect(consentWords(formatConsent([12, 755], 0))).toEqual({
      isReadable: true,
      words: 'Allows 2 vendors: 12, 755.',
    })
    const many = Array.from({ length: 20 }, (_, at) => at + 1)
    expect(consentWords(formatConsent(many, 0))?.words).toBe(
      'Allows 20 vendors: 1, 2, 3, 4, 5, 6, 7, 8 and 12 more.',
    )
    expect(consentWords(formatConsent([], 0))?.words).toBe('Allows no vendor.')
  })

  it('is told when it cannot be read', () => {
    expect(consentWords('hello')?.isReadable).toBe(false)
    expect(consentWords('  ')).toBeNull()
  })
})
