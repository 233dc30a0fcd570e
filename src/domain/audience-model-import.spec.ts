import { describe, expect, it } from 'vitest'
import type { AudienceModelImport, AudienceModelImportResult } from '../contract/audience-model.ts'
import { planAudienceModelImport } from './audience-model-import.ts'
import type { AudienceModel } from './export-controls.ts'

type Rows = Partial<Omit<AudienceModelImport, 'confirmed'>>

const NONE: AudienceModel = { dataSources: [], traits: [], mergeRules: [], segmentRules: [] }
const MAX = { dataSources: 1000, traits: 100_000, mergeRules: 1000 }
const NAMES = new Map([
  [100, 'Gold'],
  [101, 'Silver'],
  [102, 'Bronze'],
])

const source = (id: number, given: object = {}) => ({
  line: id,
  id,
  name: `Source ${id}`,
  kind: 'first-party' as const,
  controls: [],
  ...given,
})
const trait = (id: number, dataSourceId: number, given: object = {}) => ({
  line: id,
  id,
  name: `Trait ${id}`,
  dataSourceId,
  ...given,
})
const mergeRule = (id: number, given: object = {}) => ({
  line: id,
  id,
  name: `Merge rule ${id}`,
  controls: [],
  dataSourceIds: [],
  ...given,
})
const rule = (segmentId: number, given: object = {}) => ({
  line: segmentId,
  segmentId,
  dataSourceId: null,
  traitIds: [],
  includedSegmentIds: [],
  mergeRuleId: null,
  ...given,
})

const STORED: AudienceModel = {
  ...NONE,
  dataSources: [
    {
      id: 1,
      revision: 4,
      name: 'Source 1',
      kind: 'first-party',
      controls: ['pii', 'off-site-ads'],
    },
  ],
  traits: [{ id: 11, name: 'Trait 11', dataSourceId: 1 }],
  mergeRules: [{ id: 5, name: 'Merge rule 5', controls: [], dataSourceIds: [1] }],
  segmentRules: [
    {
      segmentId: 100,
      dataSourceId: 1,
      traitIds: [11],
      includedSegmentIds: [101],
      mergeRuleId: 5,
    },
  ],
}

function plan(rows: Rows, model: AudienceModel = STORED, max = MAX) {
  const empty = { dataSources: [], traits: [], mergeRules: [], segmentRules: [] }
  return planAudienceModelImport({ ...empty, confirmed: false, ...rows }, model, NAMES, max)
}

type Counts = [created: number, changed: number, unchanged: number]

function counts({ result }: ReturnType<typeof plan>): Record<keyof AudienceModel, Counts> {
  const of = (kind: keyof AudienceModel): Counts => {
    const { created, changed, unchanged } = result[kind]
    return [created, changed, unchanged]
  }
  return {
    dataSources: of('dataSources'),
    traits: of('traits'),
    mergeRules: of('mergeRules'),
    segmentRules: of('segmentRules'),
  }
}

function reasons({ result }: ReturnType<typeof plan>) {
  return result.rejected.map(({ kind, line, label, reason }) => [kind, line, label, reason])
}

describe('an import of what segments are made of', () => {
  const everything = {
    dataSources: [source(1, { controls: ['off-site-ads', 'pii', 'pii'] })],
    traits: [trait(11, 1)],
    mergeRules: [mergeRule(5, { dataSourceIds: [1, 1] })],
    segmentRules: [
      rule(100, {
        dataSourceId: 1,
        traitIds: [11, 11],
        includedSegmentIds: [101],
        mergeRuleId: 5,
      }),
    ],
  }

  it('creates what is new, each row naming others of the same import', () => {
    const made = plan(everything, NONE)
    const one: Counts = [1, 0, 0]
    expect(counts(made)).toEqual({
      dataSources: one,
      traits: one,
      mergeRules: one,
      segmentRules: one,
    })
    const first = STORED.dataSources.map((stored) => ({ ...stored, revision: 1 }))
    expect(made.rows).toEqual({ ...STORED, dataSources: first })
    expect(made.result.rejected).toEqual([])
  })

  it('changes nothing when the same rows come again', () => {
    const again = plan(everything)
    expect(again.rows).toEqual(NONE)
    expect(Object.values(counts(again))).toEqual(Array.from({ length: 4 }, () => [0, 0, 1]))
  })

  it('changes what differs, a data source into its next revision', () => {
    const changed = plan({
      dataSources: [source(1, { controls: [] })],
      traits: [trait(11, 1, { name: 'Renamed' })],
    })
    expect(counts(changed)).toMatchObject({ dataSources: [0, 1, 0], traits: [0, 1, 0] })
    expect(changed.rows.dataSources).toMatchObject([{ id: 1, revision: 5, controls: [] }])
    expect(changed.rows.traits).toEqual([{ id: 11, name: 'Renamed', dataSourceId: 1 }])
  })
})

describe('an import rejects', () => {
  it('traits that name unknown sources, and takes the others', () => {
    const made = plan({ traits: [trait(12, 77), trait(13, 1)] })
    expect(reasons(made)).toEqual([
      [
        'traits',
        12,
        'Trait 12',
        'There is no data source 77, neither in the account nor in a good row of this import. Add it, or name another.',
      ],
    ])
    expect(counts(made).traits).toEqual([1, 0, 0])
  })

  it.each<[string, Rows, RegExp]>([
    [
      'a merge rule that uses unknown sources',
      { mergeRules: [mergeRule(6, { dataSourceIds: [1, 77, 78] })] },
      /^There are no data sources 77, 78, neither/,
    ],
    [
      'a rule of an unknown segment',
      { segmentRules: [rule(999)] },
      /^There is no segment 999\. Import the segment first\.$/,
    ],
    [
      'a rule with many unknown traits',
      { segmentRules: [rule(100, { traitIds: [1, 2, 3, 4, 5, 6, 7] })] },
      /^There are no traits 1, 2, 3, 4, 5 and 2 more, neither/,
    ],
    [
      'a rule that includes an unknown segment',
      { segmentRules: [rule(100, { includedSegmentIds: [999] })] },
      /^There is no segment 999, neither/,
    ],
    [
      'a rule with an unknown merge rule',
      { segmentRules: [rule(100, { mergeRuleId: 9 })] },
      /^There is no merge rule 9, neither/,
    ],
    [
      'a rule with an unknown data source',
      { segmentRules: [rule(100, { dataSourceId: 77 })] },
      /^There is no data source 77, neither/,
    ],
    [
      'a segment that includes itself',
      { segmentRules: [rule(100, { includedSegmentIds: [100] })] },
      /^The segment includes itself\. Leave it out/,
    ],
  ])('%s', (_, rows, words) => {
    const made = plan(rows)
    expect(reasons(made)).toEqual([
      [expect.any(String), expect.any(Number), expect.any(String), expect.stringMatching(words)],
    ])
    expect(made.rows).toEqual(NONE)
  })

  it('what names a row that was rejected itself', () => {
    const made = plan({
      traits: [trait(12, 77)],
      segmentRules: [rule(101, { traitIds: [12] })],
    })
    expect(reasons(made).map(([kind, , label]) => [kind, label])).toEqual([
      ['traits', 'Trait 12'],
      ['segmentRules', 'Silver'],
    ])
  })

  it('the second line of an id, naming the first', () => {
    const made = plan({ dataSources: [source(2, { line: 3 }), source(2, { line: 9 })] })
    expect(reasons(made)).toEqual([
      [
        'dataSources',
        9,
        'Source 2',
        'The same data source is on line 3 already. Keep one of the two lines.',
      ],
    ])
  })

  it.each<[string, Rows, string]>([
    ['data sources', { dataSources: [source(1), source(2), source(3)] }, '2 data sources'],
    ['traits', { traits: [trait(11, 1), trait(12, 1), trait(13, 1)] }, '2 traits'],
    ['merge rules', { mergeRules: [mergeRule(5), mergeRule(6), mergeRule(7)] }, '2 merge rules'],
  ])('%s beyond the limit, naming it, and takes those before', (_, rows, limit) => {
    const made = plan(rows, STORED, { dataSources: 2, traits: 2, mergeRules: 2 })
    expect(reasons(made)).toEqual([
      [
        expect.any(String),
        expect.any(Number),
        expect.any(String),
        `The account may have ${limit}, and they are used up.`,
      ],
    ])
    expect(Object.values(counts(made)).map(([created]) => created)).toContain(1)
  })
})

describe('a circle of segments', () => {
  it('is broken at the row that closes it, told with the way round', () => {
    const made = plan({
      segmentRules: [
        rule(101, { includedSegmentIds: [102] }),
        rule(102, { includedSegmentIds: [100], line: 8 }),
      ],
    })
    expect(reasons(made)).toEqual([
      [
        'segmentRules',
        8,
        'Bronze',
        'The segment would include itself: it includes ‘Gold’, which includes ‘Silver’, which includes ‘Bronze’. Leave one of them out.',
      ],
    ])
    expect(made.rows.segmentRules.map(({ segmentId }) => segmentId)).toEqual([101])
    expect(made.result.segmentRules).toEqual({ created: 1, changed: 0, unchanged: 0 })
  })

  it('is none when the same import opens it elsewhere', () => {
    const made = plan({
      segmentRules: [rule(101, { includedSegmentIds: [100] }), rule(100)],
    })
    expect(made.result).toMatchObject<Partial<AudienceModelImportResult>>({
      segmentRules: { created: 1, changed: 1, unchanged: 0 },
      rejected: [],
    })
  })

  it('that is stored already is left as it is', () => {
    const stored = {
      ...NONE,
      segmentRules: [
        { ...rule(100), includedSegmentIds: [101] },
        { ...rule(101), includedSegmentIds: [100] },
      ].map(({ line: _line, ...each }) => each),
    }
    const made = plan({ segmentRules: [rule(102, { includedSegmentIds: [100] })] }, stored)
    expect(made.result).toMatchObject({ segmentRules: { created: 1 }, rejected: [] })
  })
})

it('an import at the limits is planned in seconds', () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
  const ids = numbers(20_000)
  const rows = {
    dataSources: numbers(1000).map((id) => source(id)),
    traits: numbers(100_000).map((id) => trait(id, (id % 1000) + 1)),
    segmentRules: ids.map((id) =>
      rule(id, { traitIds: [id, id + 1], includedSegmentIds: id === 20_000 ? [1] : [id + 1] }),
    ),
  }
  const names = new Map(ids.map((id) => [id, `Segment ${id}`]))
  const began = performance.now()
  const { result } = planAudienceModelImport(
    { mergeRules: [], confirmed: false, ...rows },
    NONE,
    names,
    MAX,
  )
  expect(performance.now() - began).toBeLessThan(5000)
  expect(result.traits.created).toBe(100_000)
  expect(result.segmentRules.created).toBe(19_999)
  expect(result.rejected).toHaveLength(1)
})
