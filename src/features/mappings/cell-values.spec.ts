import { describe, expect, it } from 'vitest'
import type { Mapping, MappingWithSegment } from '../../contract/mapping.ts'
import { newConfiguration } from '../../domain/destination-types.ts'
import { type CellField, cellText, planAutomatic, planCells } from './cell-values.ts'

const MAPPING: Mapping = {
  segmentId: 1021,
  revision: 1,
  value: '1021',
  valueOrigin: 'segment-id',
  key: null,
  url: null,
  secureUrl: null,
  startDate: '2026-12-01',
  endDate: null,
  priority: 0,
  ruleId: null,
  updatedAt: '2026-11-23T10:00:00.000Z',
}

describe('a cell', () => {
  const configuration = newConfiguration('url')
  const plan = (
    texts: Partial<Record<CellField, string>>,
    mapping: Mapping = MAPPING,
    status: 'draft' | 'active' = 'draft',
  ) =>
    planCells(
      { configuration, status },
      Object.entries(texts).map(([field, text]) => ({ mapping, field: field as CellField, text })),
    )

  it.each([
    ['value', ' nw_ski ', { value: 'nw_ski' }],
    ['value', '', { value: null }],
    ['endDate', '2027-01-31', { endDate: '2027-01-31' }],
    ['startDate', '2 Dec 2026', { startDate: '2026-12-02' }],
    ['startDate', '1-Jan-2027', { startDate: '2027-01-01' }],
    ['priority', '20', { priority: 20 }],
  ] as const)('takes %s %j', (field, text, set) => {
    expect(plan({ [field]: text })).toMatchObject({
      edits: [{ segmentId: 1021, set }],
      problems: [],
    })
  })

  it.each([
    ['value', 'a,b', /contains the delimiter “,”/],
    ['value', 'x'.repeat(256), /at most 255/],
    ['value', '..', /dots alone/],
    ['endDate', '2026-11-30', /Ends before it starts/],
    ['endDate', '31.12.2026', /2026-12-31.*or write never/i],
    ['startDate', '', /2026-12-31/],
    ['priority', '-1', /whole number/],
    ['priority', '10000', /at most 9999/],
  ] as const)('refuses %s %j', (field, text, words) => {
    expect(plan({ [field]: text })).toEqual({
      edits: [],
      problems: [{ segmentId: 1021, field, message: expect.stringMatching(words) }],
    })
  })

  it.each(['never', ' Never', ''])('takes %j for no end', (text) => {
    const ending = { ...MAPPING, endDate: '2027-01-31' }
    expect(plan({ endDate: text }, ending).edits).toMatchObject([
      { set: { endDate: null }, base: { endDate: '2027-01-31' } },
    ])
  })

  it('that says what is stored changes nothing', () => {
    expect(plan({ value: '1021', endDate: 'never' })).toEqual({ edits: [], problems: [] })
  })

  it('is judged with the others that are pasted beside it', () => {
    const past = { ...MAPPING, startDate: '2026-01-01', endDate: '2026-01-31' }
    expect(plan({ startDate: '2026-03-01', endDate: '2026-03-31' }, past)).toMatchObject({
      edits: [{ set: { startDate: '2026-03-01', endDate: '2026-03-31' } }],
      problems: [],
    })
    // Only what is wrong is left out.
    expect(plan({ value: 'fine', startDate: '2026-03-01' }, past)).toMatchObject({
      edits: [{ set: { value: 'fine' } }],
      problems: [{ field: 'startDate', message: expect.stringMatching(/Ends before/) }],
    })
  })

  it('is not held up by what was wrong beside it before', () => {
    const faulty = { ...MAPPING, value: 'a,b' }
    expect(plan({ endDate: '2027-01-31' }, faulty)).toMatchObject({
      edits: [{ set: { endDate: '2027-01-31' } }],
      problems: [],
    })
  })

  it('that must be there cannot be emptied once the destination was activated', () => {
    expect(plan({ value: '' }, MAPPING, 'active')).toEqual({
      edits: [],
      problems: [
        { segmentId: 1021, field: 'value', message: expect.stringMatching(/must stay complete/) },
      ],
    })
    expect(plan({ endDate: '' }, { ...MAPPING, endDate: '2027-01-31' }, 'active')).toMatchObject({
      edits: [{ set: { endDate: null } }],
      problems: [],
    })
  })

  it('shows an open end as never', () => {
    expect(cellText(MAPPING, 'endDate')).toBe('never')
    expect(cellText(MAPPING, 'key')).toBe('')
  })
})

describe('back to automatic', () => {
  const configuration = newConfiguration('url')
  const rowOf = (valueOrigin: Mapping['valueOrigin'], code: string | null): MappingWithSegment => ({
    ...MAPPING,
    value: 'typed',
    valueOrigin,
    segment: {
      id: 1021,
      name: 'Adventure travel',
      folder: [],
      status: 'active',
      integrationCode: code,
      peopleCount: null,
      restrictedLabels: [],
    },
    duplicateOf: null,
    isOverSize: false,
  })

  it('changes what was changed by hand, and nothing else', () => {
    const destination = { configuration, autoFill: 'segment-id' } as const
    expect(
      planAutomatic(destination, [rowOf('manual', null), rowOf('segment-id', null)]),
    ).toMatchObject({
      edits: [{ segmentId: 1021, set: { value: '1021', valueOrigin: 'segment-id' } }],
      problems: [],
    })
  })

  it.each([
    [null, /no integration code/],
    ['a,b', /delimiter/],
  ])('keeps what was typed when the code is %j', (code, words) => {
    const destination = { configuration, autoFill: 'integration-code' } as const
    expect(planAutomatic(destination, [rowOf('manual', code)])).toEqual({
      edits: [],
      problems: [expect.stringMatching(words)],
    })
  })
})
