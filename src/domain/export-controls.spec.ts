import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MergeRule, RestrictionPath, SegmentRule } from '../contract/audience-model.ts'
import { ExportLabel } from '../contract/common.ts'
import {
  type AudienceModel,
  blockedBy,
  exportCheck,
  labelEffects,
  orderedLabels,
  restrictedLabelsOf,
  restrictionChanges,
  restrictionPaths,
  segmentsReached,
  withRows,
} from './export-controls.ts'
import { aDestination } from './test-destination.ts'

/** Sources 1 to 4 carry one control each, in the order of the labels; source 9 carries none. */
const SOURCES: AudienceModel['dataSources'] = [
  ...ExportLabel.options.map((label, at) => ({
    id: at + 1,
    name: `Source of ${label}`,
    kind: 'third-party' as const,
    controls: [label],
    revision: 1,
  })),
  { id: 9, name: 'Free source', kind: 'first-party', controls: [], revision: 1 },
]

/** Trait 11 is of source 1, and so on. */
const TRAITS = SOURCES.map(({ id }) => ({
  id: id + 10,
  name: `Trait ${id + 10}`,
  dataSourceId: id,
}))

type Given = Partial<Omit<SegmentRule, 'segmentId'>>

function aModel(rules: Record<number, Given>, mergeRules: MergeRule[] = []): AudienceModel {
  return {
    dataSources: SOURCES,
    traits: TRAITS,
    mergeRules,
    segmentRules: Object.entries(rules).map(([id, given]) => ({
      segmentId: Number(id),
      dataSourceId: null,
      traitIds: [],
      includedSegmentIds: [],
      mergeRuleId: null,
      ...given,
    })),
  }
}

function aMergeRule(given: Partial<MergeRule>): MergeRule {
  return { id: 5, name: 'Households', controls: [], dataSourceIds: [], ...given }
}

function labels(model: AudienceModel, segmentId = 100): ExportLabel[] | undefined {
  return restrictedLabelsOf(model).get(segmentId)
}

const NAMES = new Map([
  [100, 'Gold'],
  [101, 'Silver'],
  [102, 'Bronze'],
  [103, 'Tin'],
])

/** Paths as one line each. */
function words(model: AudienceModel, segmentId = 100): string[] {
  return restrictionPaths(model, segmentId, NAMES).map(
    ({ label, steps }) => `${label}: ${steps.map(({ name }) => name).join(' < ')}`,
  )
}

describe('each control', () => {
  it.each(ExportLabel.options)('against %s blocks that label, and no other', (label) => {
    const restricted = labels(
      aModel({ 100: { traitIds: [11 + ExportLabel.options.indexOf(label)] } }),
    )
    expect(restricted).toEqual([label])
    for (const other of ExportLabel.options) {
      expect(blockedBy([other], restricted ?? [])).toEqual(other === label ? [label] : [])
    }
  })

  it('blocks nothing where the destination has no label, or none was chosen yet', () => {
    expect([blockedBy([], ['pii']), blockedBy(null, ['pii'])]).toEqual([[], []])
  })

  it('is needed: a label alone blocks nothing', () => {
    expect(labels(aModel({ 100: { traitIds: [19] } }))).toEqual([])
    expect(blockedBy([...ExportLabel.options], [])).toEqual([])
  })
})

describe('a control reaches a segment', () => {
  it.each<[string, AudienceModel, ExportLabel[], string[]]>([
    [
      'from the data source of one of its traits',
      aModel({ 100: { traitIds: [19, 13] } }),
      ['off-site-ads'],
      ['off-site-ads: Gold < Trait 13 < Source of off-site-ads'],
    ],
    [
      'from the data source of a trait in a segment that it includes',
      aModel({ 100: { includedSegmentIds: [101] }, 101: { traitIds: [11] } }),
      ['pii'],
      ['pii: Gold < Silver < Trait 11 < Source of pii'],
    ],
    [
      'from a trait in a segment three deep',
      aModel({
        100: { includedSegmentIds: [101] },
        101: { includedSegmentIds: [102] },
        102: { includedSegmentIds: [103] },
        103: { traitIds: [12] },
      }),
      ['on-site-ads'],
      ['on-site-ads: Gold < Silver < Bronze < Tin < Trait 12 < Source of on-site-ads'],
    ],
    [
      'from its merge rule',
      aModel({ 100: { mergeRuleId: 5 } }, [aMergeRule({ controls: ['pii'] })]),
      ['pii'],
      ['pii: Gold < Households'],
    ],
    [
      'from a data source that its merge rule uses',
      aModel({ 100: { mergeRuleId: 5 } }, [aMergeRule({ dataSourceIds: [9, 4] })]),
      ['on-site-personalization'],
      ['on-site-personalization: Gold < Households < Source of on-site-personalization'],
    ],
    ['not from its own data source', aModel({ 100: { dataSourceId: 1, traitIds: [19] } }), [], []],
    [
      'not from the merge rule of a segment that it includes',
      aModel({ 100: { includedSegmentIds: [101] }, 101: { mergeRuleId: 5 } }, [
        aMergeRule({ controls: ['pii'], dataSourceIds: [3] }),
      ]),
      [],
      [],
    ],
    [
      'not from a segment that includes it',
      aModel({ 100: { traitIds: [19] }, 101: { includedSegmentIds: [100], traitIds: [11] } }),
      [],
      [],
    ],
    ['not when it is made of nothing', aModel({ 100: {} }), [], []],
    [
      'not from what is not there',
      aModel({ 100: { traitIds: [77], includedSegmentIds: [777], mergeRuleId: 7 } }),
      [],
      [],
    ],
  ])('%s', (_, model, restricted, paths) => {
    expect(labels(model)).toEqual(restricted)
    expect(words(model)).toEqual(paths)
  })

  it('from every side at once, each way told, in the order of the labels and the shortest first', () => {
    const model = aModel(
      {
        100: { traitIds: [13], includedSegmentIds: [101], mergeRuleId: 5 },
        101: { traitIds: [12, 13] },
      },
      [aMergeRule({ controls: ['off-site-ads'], dataSourceIds: [1, 3] })],
    )
    expect(labels(model)).toEqual(['pii', 'on-site-ads', 'off-site-ads'])
    expect(words(model)).toEqual([
      'pii: Gold < Households < Source of pii',
      'on-site-ads: Gold < Silver < Trait 12 < Source of on-site-ads',
      'off-site-ads: Gold < Households',
      // Once only, though Silver and the merge rule lead there too.
      'off-site-ads: Gold < Trait 13 < Source of off-site-ads',
    ])
  })

  it('with each step named by its kind, the carrier last', () => {
    const model = aModel({ 100: { includedSegmentIds: [101] }, 101: { traitIds: [11] } })
    expect(restrictionPaths(model, 100, NAMES)).toEqual<RestrictionPath[]>([
      {
        label: 'pii',
        steps: [
          { kind: 'segment', id: 100, name: 'Gold' },
          { kind: 'segment', id: 101, name: 'Silver' },
          { kind: 'trait', id: 11, name: 'Trait 11' },
          { kind: 'data-source', id: 1, name: 'Source of pii' },
        ],
      },
    ])
  })
})

describe('segments that include each other', () => {
  const circle = aModel({
    100: { includedSegmentIds: [101] },
    101: { includedSegmentIds: [102], traitIds: [12] },
    102: { includedSegmentIds: [100, 102], traitIds: [11] },
    103: { includedSegmentIds: [102] },
  })

  it('share what reaches any of them', () => {
    for (const id of [100, 101, 102, 103]) {
      expect(labels(circle, id)).toEqual(['pii', 'on-site-ads'])
    }
  })

  it('have ways of an end', () => {
    expect(words(circle, 102)).toEqual([
      'pii: Bronze < Trait 11 < Source of pii',
      'on-site-ads: Bronze < Gold < Silver < Trait 12 < Source of on-site-ads',
    ])
  })
})

it('100,000 segments in one chain, the last of which includes the first, are settled at once', () => {
  const count = 100_000
  const model: AudienceModel = {
    ...aModel({}),
    segmentRules: Array.from({ length: count }, (_, at) => ({
      segmentId: at + 1,
      dataSourceId: null,
      traitIds: [at === count / 2 ? 11 : 19],
      includedSegmentIds: [((at + 1) % count) + 1],
      mergeRuleId: null,
    })),
  }
  const began = performance.now()
  const restricted = restrictedLabelsOf(model)
  expect(performance.now() - began).toBeLessThan(2000)
  expect([restricted.get(1), restricted.get(count)]).toEqual([['pii'], ['pii']])
  expect(restrictionPaths(model, 1, new Map())[0]?.steps).toHaveLength(count / 2 + 3)
})

it('a source counts each segment that it reaches, whatever the way, once', () => {
  const model = aModel(
    {
      100: { traitIds: [11], includedSegmentIds: [101], mergeRuleId: 5 },
      101: { traitIds: [11, 12] },
      102: { includedSegmentIds: [100] },
      103: { mergeRuleId: 5 },
    },
    [aMergeRule({ dataSourceIds: [1, 9] })],
  )
  expect(Object.fromEntries(segmentsReached(model))).toEqual({ 1: 4, 2: 3, 3: 0, 4: 0, 9: 2 })
})

/** What a source reaches, as domain.md says it: one segment after the other, with sets. */
function reachedBySets({ dataSources, traits, mergeRules, segmentRules }: AudienceModel) {
  const sourceOf = new Map(traits.map(({ id, dataSourceId }) => [id, dataSourceId]))
  const counts = dataSources.map(({ id }): [number, number] => {
    const hasTrait = segmentRules.filter(({ traitIds }) =>
      traitIds.some((trait) => sourceOf.get(trait) === id),
    )
    const reached = new Set(hasTrait.map(({ segmentId }) => segmentId))
    // A set is walked to its end, also to what is added on the way.
    for (const segment of reached) {
      for (const { segmentId, includedSegmentIds } of segmentRules) {
        if (includedSegmentIds.includes(segment)) reached.add(segmentId)
      }
    }
    const using = mergeRules.filter(({ dataSourceIds }) => dataSourceIds.includes(id))
    for (const { segmentId, mergeRuleId } of segmentRules) {
      if (using.some((rule) => rule.id === mergeRuleId)) reached.add(segmentId)
    }
    return [id, reached.size]
  })
  return new Map(counts)
}

it('a source counts the same segments in any model, also in circles and with unknown ids', () => {
  const upTo = (max: number) => fc.array(fc.integer({ min: 1, max }), { maxLength: 3 })
  const models: fc.Arbitrary<AudienceModel> = fc.record({
    dataSources: fc
      .uniqueArray(fc.integer({ min: 1, max: 80 }), { maxLength: 70 })
      .map((sourceIds) =>
        sourceIds.map((id) => ({
          id,
          name: '',
          kind: 'first-party' as const,
          controls: [],
          revision: 1,
        })),
      ),
    traits: fc
      .array(fc.integer({ min: 1, max: 80 }), { maxLength: 20 })
      .map((of) => of.map((dataSourceId, at) => ({ id: at + 1, name: '', dataSourceId }))),
    mergeRules: fc
      .array(upTo(80), { maxLength: 3 })
      .map((of) => of.map((dataSourceIds, at) => aMergeRule({ id: at + 1, dataSourceIds }))),
    segmentRules: fc
      .array(fc.tuple(upTo(22), upTo(12), fc.option(fc.integer({ min: 1, max: 4 }))), {
        maxLength: 10,
      })
      .map((rules) =>
        rules.map(([traitIds, includedSegmentIds, mergeRuleId], at) => ({
          segmentId: at + 1,
          dataSourceId: null,
          traitIds,
          includedSegmentIds,
          mergeRuleId,
        })),
      ),
  })
  fc.assert(
    fc.property(models, (model) => {
      expect(segmentsReached(model)).toEqual(reachedBySets(model))
    }),
    { numRuns: 500 },
  )
})

it('a thousand sources count what they reach of 20,000 segments in one chain within a moment', () => {
  const [sources, segments] = [1000, 20_000]
  const model: AudienceModel = {
    dataSources: Array.from({ length: sources }, (_, at) => ({
      id: at + 1,
      name: '',
      kind: 'first-party',
      controls: [],
      revision: 1,
    })),
    traits: Array.from({ length: 5 * segments }, (_, at) => ({
      id: at,
      name: '',
      dataSourceId: (at % sources) + 1,
    })),
    mergeRules: [],
    segmentRules: Array.from({ length: segments }, (_, at) => ({
      segmentId: at,
      dataSourceId: null,
      traitIds: Array.from({ length: 5 }, (_unused, of) => 5 * at + of),
      includedSegmentIds: at === 0 ? [] : [at - 1],
      mergeRuleId: null,
    })),
  }
  const began = performance.now()
  const reached = segmentsReached(model)
  // Some 80 ms, where nothing else runs; a set for each source took 3,400.
  expect(performance.now() - began).toBeLessThan(1000)
  // The last source is met by segment 199 first.
  expect([reached.get(1), reached.get(sources)]).toEqual([segments, segments - 199])
})

describe('a change', () => {
  const before = aModel({
    100: { traitIds: [11] },
    101: { includedSegmentIds: [100] },
    102: { traitIds: [19] },
  })

  it('of a source concerns the segments that it comes to reach or to leave', () => {
    const rows = {
      ...aModel({}),
      dataSources: SOURCES.filter(({ id }) => id === 1).map((source) => ({
        ...source,
        controls: ['off-site-ads' as const],
      })),
    }
    const after = withRows(before, rows)
    expect(after.dataSources.map(({ id }) => id)).toEqual([1, 2, 3, 4, 9])
    expect(restrictionChanges(before, after)).toEqual([
      { segmentId: 100, before: ['pii'], after: ['off-site-ads'] },
      { segmentId: 101, before: ['pii'], after: ['off-site-ads'] },
    ])
    expect(restrictionChanges(before, before)).toEqual([])
  })

  it('of rules concerns segments that had none before', () => {
    const after = aModel({ 100: { traitIds: [19] }, 103: { traitIds: [12] } })
    expect(restrictionChanges(before, after)).toEqual([
      { segmentId: 100, before: ['pii'], after: [] },
      { segmentId: 101, before: ['pii'], after: [] },
      { segmentId: 103, before: [], after: ['on-site-ads'] },
    ])
  })
})

describe('labels that are being chosen', () => {
  const mapped = [
    { id: 1, name: 'Gold', restrictedLabels: ['pii', 'off-site-ads'] as ExportLabel[] },
    { id: 2, name: 'Silver', restrictedLabels: ['on-site-ads'] as ExportLabel[] },
  ]
  const destination = aDestination({ exportLabels: ['on-site-ads'] })

  it('tell how many mapped segments they would block, naming them and the labels', () => {
    expect(exportCheck(48, ['pii', 'off-site-ads', 'on-site-personalization'], mapped)).toEqual({
      total: 48,
      blocked: 1,
      segments: [{ id: 1, name: 'Gold', labels: ['pii', 'off-site-ads'] }],
    })
    expect(exportCheck(48, [], mapped)).toEqual({ total: 48, blocked: 0, segments: [] })
  })

  it('tell what they would stop and let through, and count beyond those that are named', () => {
    const { blocks, lifts } = labelEffects(destination, ['pii'], mapped)
    const { id: destinationId, name, status } = destination
    expect([blocks, lifts]).toEqual([
      [{ destinationId, name, status, count: 1, segments: [{ id: 1, name: 'Gold' }] }],
      [{ destinationId, name, status, count: 1, segments: [{ id: 2, name: 'Silver' }] }],
    ])
    const many = Array.from({ length: 25 }, (_, at) => ({
      id: at + 1,
      name: `Segment ${at + 1}`,
      restrictedLabels: ['pii'] as ExportLabel[],
    }))
    const [effect] = labelEffects(destination, ['pii'], many).blocks
    expect([effect?.count, effect?.segments.length]).toEqual([25, 20])
    expect(exportCheck(25, ['pii'], many)).toMatchObject({ blocked: 25 })
  })

  it('stop nothing that is stopped already', () => {
    expect(labelEffects(destination, ['on-site-ads'], mapped)).toEqual({ blocks: [], lifts: [] })
  })
})

it('labels are kept once each, in one order', () => {
  expect(orderedLabels(['off-site-ads', 'pii', 'off-site-ads'])).toEqual(['pii', 'off-site-ads'])
})
