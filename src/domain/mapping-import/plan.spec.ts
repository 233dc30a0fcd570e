import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MappingImportRow } from '../../contract/mapping-import.ts'
import type { Mapping } from '../../contract/mapping.ts'
import { aDestination } from '../test-destination.ts'
import { type ImportBasis, type NewMapping, planMappingImport } from './plan.ts'

const TODAY = '2026-11-23'

function segment(id: number, given: Partial<{ code: string | null; restricted: boolean }> = {}) {
  return {
    id,
    name: `Segment ${id}`,
    integrationCode: given.code === undefined ? `c${id}` : given.code,
    restrictedLabels: given.restricted ? (['off-site-ads'] as const).slice() : [],
  }
}

function mapping(segmentId: number, given: Partial<Mapping> = {}): Mapping {
  return {
    segmentId,
    revision: 4,
    value: String(segmentId),
    valueOrigin: 'segment-id',
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-01-01',
    endDate: null,
    priority: 0,
    ruleId: null,
    updatedAt: '2026-11-01T08:00:00.000Z',
    ...given,
  }
}

function basis(mapped: Mapping[], given: Partial<ImportBasis> = {}): ImportBasis {
  const segments = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => segment(id))
  return {
    destination: aDestination({ autoFill: 'segment-id' }),
    segments: new Map(
      [...segments, segment(90, { restricted: true })].map((each) => [each.id, each]),
    ),
    mappings: new Map(mapped.map((each) => [each.segmentId, each])),
    count: mapped.length,
    max: 20_000,
    today: TODAY,
    whyBlocked: (id) => `Segment ${id} is kept back.`,
    changedSince: new Set(),
    ...given,
  }
}

const row = (line: number, segmentId: number, given: Partial<MappingImportRow> = {}) => ({
  line,
  segmentId,
  ...given,
})

describe('planMappingImport', () => {
  it('adds, changes and leaves, each told by line with what it was and will be', () => {
    const { plan, add, change } = planMappingImport(
      [
        row(4, 3),
        row(2, 1, { value: 'ski', endDate: '2026-12-31' }),
        row(3, 2, { value: 'surf' }),
        row(5, 4, { value: 'sail', startDate: '2026-12-01', priority: 5 }),
      ],
      basis([mapping(1), mapping(2, { value: 'surf', valueOrigin: 'manual' })]),
    )
    expect(plan).toEqual({
      added: 2,
      changed: 1,
      unchanged: 1,
      rejected: [],
      diff: [
        {
          line: 2,
          segmentId: 1,
          name: 'Segment 1',
          kind: 'change',
          from: { value: '1', endDate: null },
          to: { value: 'ski', endDate: '2026-12-31' },
        },
        {
          line: 4,
          segmentId: 3,
          name: 'Segment 3',
          kind: 'add',
          from: {},
          to: { value: '3', startDate: TODAY },
        },
        {
          line: 5,
          segmentId: 4,
          name: 'Segment 4',
          kind: 'add',
          from: {},
          to: { value: 'sail', startDate: '2026-12-01', priority: '5' },
        },
      ],
    })
    expect(add.map(({ segmentId, valueOrigin }) => [segmentId, valueOrigin])).toEqual([
      [3, 'segment-id'],
      [4, 'manual'],
    ])
    expect(change[0]?.after).toMatchObject({ value: 'ski', valueOrigin: 'manual', revision: 4 })
  })

  it.each<[string, Partial<Mapping>, Partial<MappingImportRow>, Partial<Mapping>]>([
    [
      'a value as auto-fill gives it is automatic',
      { value: 'x', valueOrigin: 'manual' },
      { value: '1' },
      { valueOrigin: 'segment-id' },
    ],
    ['another value is changed by hand', {}, { value: 'x' }, { valueOrigin: 'manual' }],
    ['an emptied value is changed by hand', {}, { value: null }, { valueOrigin: 'manual' }],
    [
      'the same value stays what it was',
      { value: '1', valueOrigin: 'manual' },
      { value: '1', priority: 1 },
      { valueOrigin: 'manual' },
    ],
    ['no value stays what it was', {}, { priority: 1 }, { valueOrigin: 'segment-id', value: '1' }],
  ])('%s', (_, stored, given, after) => {
    const { change } = planMappingImport([row(2, 1, given)], basis([mapping(1, stored)]))
    expect(change[0]?.after).toMatchObject(after)
  })

  it.each<[string, MappingImportRow[], Mapping[], Partial<ImportBasis>, string]>([
    ['an unknown segment', [row(2, 77)], [], {}, 'There is no segment 77.'],
    ['a blocked segment', [row(2, 90)], [], {}, 'Segment 90 is kept back.'],
    [
      'a value with the delimiter in it',
      [row(2, 1, { value: 'a,b' })],
      [],
      {},
      'The value contains the delimiter',
    ],
    [
      'an end before the start',
      [row(2, 1, { endDate: '2025-12-31' })],
      [mapping(1)],
      {},
      'Ends before it starts',
    ],
    [
      'a mapping beyond the limit',
      [row(2, 2)],
      [mapping(1)],
      { max: 1 },
      'A destination can have 1 mappings',
    ],
    [
      'a mapping that was changed meanwhile',
      [row(2, 1, { value: 'x' })],
      [mapping(1)],
      { changedSince: new Set([1]) },
      'Its mapping was changed meanwhile.',
    ],
  ])('rejects %s', (_, rows, mapped, given, reason) => {
    const { plan, add, change } = planMappingImport(rows, basis(mapped, given))
    expect(plan.rejected).toEqual([
      { line: 2, label: expect.any(String), reason: expect.stringContaining(reason) },
    ])
    expect([...add, ...change]).toEqual([])
  })

  it('rejects a segment that is there twice, naming the first line', () => {
    const { plan, add } = planMappingImport(
      [row(1204, 1, { value: 'first' }), row(1300, 1, { value: 'second' })],
      basis([]),
    )
    expect(add).toMatchObject([{ value: 'first' }])
    expect(plan.rejected).toEqual([
      {
        line: 1300,
        label: 'Segment 1',
        reason: 'Segment 1 is on line 1,204 already. Keep one of the two lines.',
      },
    ])
  })

  it('changes a mapping that export controls block: it is mapped already', () => {
    const { plan } = planMappingImport([row(2, 90, { value: 'x' })], basis([mapping(90)]))
    expect(plan).toMatchObject({ changed: 1, rejected: [] })
  })

  it('rejects the 20,001st mapping and no other', () => {
    const many = Array.from({ length: 20_001 }, (_, at) => segment(at + 1))
    const { plan, add } = planMappingImport(
      many.map(({ id }) => row(id + 1, id)),
      basis([], { segments: new Map(many.map((each) => [each.id, each])) }),
    )
    expect(add).toHaveLength(20_000)
    expect(plan.rejected).toMatchObject([
      { line: 20_002, reason: expect.stringContaining('20,000 mappings') as string },
    ])
  })
})

const text = fc.constantFrom(null, '1', '2', 'c3', 'ski', 'a,b', '..')
const day = fc.constantFrom('2026-01-01', '2026-11-23', '2027-06-30')
const someRow = fc.record(
  {
    line: fc.integer({ min: 1, max: 400 }),
    segmentId: fc.constantFrom(1, 2, 3, 4, 5, 77, 90),
    value: text,
    key: text,
    startDate: day,
    endDate: fc.option(day),
    priority: fc.nat(3),
  },
  { requiredKeys: ['line', 'segmentId'] },
)
const someMapping = fc.record({
  segmentId: fc.constantFrom(1, 2, 3, 90),
  value: text,
  valueOrigin: fc.constantFrom('manual' as const, 'segment-id' as const),
  endDate: fc.option(day),
})
const someBasis = fc
  .record({
    mapped: fc.uniqueArray(someMapping, { selector: ({ segmentId }) => segmentId }),
    autoFill: fc.constantFrom('off' as const, 'segment-id' as const, 'integration-code' as const),
    room: fc.nat(4),
  })
  .map(({ mapped, autoFill, room }) =>
    basis(
      mapped.map(({ segmentId, ...given }) => mapping(segmentId, given)),
      { destination: aDestination({ autoFill }), max: mapped.length + room },
    ),
  )

/** What is stored after the import. */
function applied(known: ImportBasis, rows: MappingImportRow[]): ImportBasis {
  const { add, change } = planMappingImport(rows, known)
  const stored = ({ segmentId, ...fields }: NewMapping) => mapping(segmentId, fields)
  const all = [...known.mappings.values(), ...add.map(stored), ...change.map(({ after }) => after)]
  return {
    ...known,
    mappings: new Map(all.map((each) => [each.segmentId, each])),
    count: known.count + add.length,
  }
}

describe('an import, whatever the rows', () => {
  it('puts every row in exactly one class', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 20 }), someBasis, (rows, known) => {
        const { plan, add, change } = planMappingImport(rows, known)
        expect(plan.added + plan.changed + plan.unchanged + plan.rejected.length).toBe(rows.length)
        expect([add.length, change.length]).toEqual([plan.added, plan.changed])
        expect(plan.diff).toHaveLength(plan.added + plan.changed)
        const told = [...plan.diff, ...plan.rejected].map(({ line }) => line)
        const lines = rows.map(({ line }) => line)
        expect(told.every((line) => lines.includes(line))).toBe(true)
      }),
    )
  })

  it('changes nothing when it is applied again', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 20 }), someBasis, (rows, known) => {
        const first = planMappingImport(rows, known)
        const again = planMappingImport(rows, applied(known, rows))
        expect([again.add, again.change]).toEqual([[], []])
        expect(again.plan.rejected).toHaveLength(first.plan.rejected.length)
      }),
    )
  })

  it('changes only what rows give: all other mappings and fields stay', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 20 }), someBasis, (rows, known) => {
        const given = new Map<number, Set<string>>()
        for (const { segmentId, ...fields } of rows) {
          const names = given.get(segmentId) ?? new Set()
          for (const name of Object.keys(fields)) names.add(name)
          given.set(segmentId, names)
        }
        const after = applied(known, rows).mappings
        for (const [id, before] of known.mappings) {
          const names = given.get(id) ?? new Set()
          const isKept = ([name]: [string, unknown]) =>
            !names.has(name) && !(name === 'valueOrigin' && names.has('value'))
          expect(Object.entries(after.get(id) ?? {}).filter(isKept)).toEqual(
            Object.entries(before).filter(isKept),
          )
        }
      }),
    )
  })
})
