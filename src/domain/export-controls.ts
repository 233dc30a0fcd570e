import {
  type DataSource,
  type DestinationEffect,
  EFFECTS_NAMED,
  type ExportCheck,
  type ExportEffects,
  type LineageStep,
  type MergeRule,
  type RestrictionPath,
  type SegmentRule,
  type Trait,
} from '../contract/audience-model.ts'
import { ExportLabel } from '../contract/common.ts'
import type { Destination } from '../contract/destination/destination.ts'
import type { Segment } from '../contract/segment.ts'

/**
 * What segments are made of: all of it, or a part in which whatever a row names is there too. An id
 * without a row carries nothing.
 */
export type AudienceModel = {
  dataSources: readonly DataSource[]
  traits: readonly Trait[]
  mergeRules: readonly MergeRule[]
  segmentRules: readonly SegmentRule[]
}

/** Labels once each, in the order in which the contract names them. */
export function orderedLabels(labels: readonly ExportLabel[]): ExportLabel[] {
  return ExportLabel.options.filter((label) => labels.includes(label))
}

/** The labels of a destination that a segment may not be sent to; []: nothing is blocked. */
export function blockedBy(
  exportLabels: readonly ExportLabel[] | null,
  restrictedLabels: readonly ExportLabel[],
): ExportLabel[] {
  return restrictedLabels.filter((label) => exportLabels?.includes(label))
}

/** Labels as a set that is cheap to join: one bit each. */
type LabelBits = number

function bitsOf(labels: readonly ExportLabel[]): LabelBits {
  return labels.reduce((bits, label) => bits | (1 << ExportLabel.options.indexOf(label)), 0)
}

function labelsOf(bits: LabelBits): ExportLabel[] {
  return ExportLabel.options.filter((_, at) => (bits & (1 << at)) !== 0)
}

function byId<T extends { id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

/** For each segment, those that include it. */
function includersOf(segmentRules: readonly SegmentRule[]): Map<number, number[]> {
  const includers = new Map<number, number[]>()
  for (const { segmentId, includedSegmentIds } of segmentRules) {
    for (const id of includedSegmentIds) {
      const known = includers.get(id)
      if (known) known.push(segmentId)
      else includers.set(id, [segmentId])
    }
  }
  return includers
}

/**
 * The labels that each segment may not be sent to, for all that have a rule (domain.md, "Data export
 * controls"): the controls on the sources of its traits, on the sources of the traits of segments that
 * it includes, at any depth, on its merge rule, and on the sources which that rule uses. Neither its own
 * data source counts, nor the merge rule of an included segment, which says how that one's people are
 * found, not how this one's are (docs/decisions/009).
 *
 * Segments that include each other share what reaches any of them. Labels are passed on from included
 * to including segments until nothing is new; no segment is visited more often than there are labels.
 */
export function restrictedLabelsOf(model: AudienceModel): Map<number, ExportLabel[]> {
  const sources = new Map(model.dataSources.map(({ id, controls }) => [id, bitsOf(controls)]))
  const ofSource = (id: number) => sources.get(id) ?? 0
  const traits = new Map(model.traits.map(({ id, dataSourceId }) => [id, ofSource(dataSourceId)]))
  const mergeRules = new Map(
    model.mergeRules.map(({ id, controls, dataSourceIds }) => [
      id,
      dataSourceIds.reduce((bits, source) => bits | ofSource(source), bitsOf(controls)),
    ]),
  )
  const throughTraits = new Map(
    model.segmentRules.map(({ segmentId, traitIds }) => [
      segmentId,
      traitIds.reduce((bits, trait) => bits | (traits.get(trait) ?? 0), 0),
    ]),
  )
  const includers = includersOf(model.segmentRules)
  const news = [...throughTraits].flatMap(([id, bits]) => (bits === 0 ? [] : [id]))
  for (let id = news.pop(); id !== undefined; id = news.pop()) {
    for (const includer of includers.get(id) ?? []) {
      const before = throughTraits.get(includer) ?? 0
      const after = before | (throughTraits.get(id) ?? 0)
      if (after !== before) {
        throughTraits.set(includer, after)
        news.push(includer)
      }
    }
  }
  return new Map(
    model.segmentRules.map(({ segmentId, mergeRuleId }) => {
      const own = mergeRuleId === null ? 0 : (mergeRules.get(mergeRuleId) ?? 0)
      return [segmentId, labelsOf((throughTraits.get(segmentId) ?? 0) | own)]
    }),
  )
}

/** Positions of the rules, each after those of the segments that it includes, but for circles. */
function includedFirst(included: readonly (readonly number[])[]): number[] {
  const order: number[] = []
  const seen = new Uint8Array(included.length)
  for (const start of included.keys()) {
    // Chains may be as long as there are segments: no recursion. Each is met twice; then it is in order.
    const open = [start]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen[at] === 1) order.push(at)
      if (seen[at] !== 0) {
        seen[at] = 2
        continue
      }
      seen[at] = 1
      open.push(at)
      for (const next of included[at] ?? []) if (seen[next] === 0) open.push(next)
    }
  }
  return order
}

/**
 * How many segments a control on each data source reaches, or would reach if it had one.
 *
 * An account may have 1,000 sources and 20,000 segments that include each other in a chain: what reaches a
 * segment is kept as one bit for each source, and joined 32 at a time. Included segments come first, so one
 * pass is enough, but for circles.
 */
export function segmentsReached(model: AudienceModel): Map<number, number> {
  const sources = new Map(model.dataSources.map(({ id }, at) => [id, at]))
  const traits = new Map(
    model.traits.map(({ id, dataSourceId }) => [id, sources.get(dataSourceId)]),
  )
  const mergeRules = byId(model.mergeRules)
  const positions = new Map(model.segmentRules.map(({ segmentId }, at) => [segmentId, at]))
  const included = model.segmentRules.map(({ includedSegmentIds }) =>
    includedSegmentIds.flatMap((id) => positions.get(id) ?? []),
  )
  const words = Math.ceil(model.dataSources.length / 32)
  const reaching = new Int32Array(model.segmentRules.length * words)
  function add(segment: number, source: number | undefined): void {
    if (source === undefined) return
    const word = segment * words + (source >>> 5)
    reaching[word] = (reaching[word] ?? 0) | (1 << (source & 31))
  }
  for (const [at, { traitIds }] of model.segmentRules.entries()) {
    for (const trait of traitIds) add(at, traits.get(trait))
  }

  const order = includedFirst(included)
  for (let isNews = true; isNews;) {
    isNews = false
    for (const at of order) {
      for (const other of included[at] ?? []) {
        for (let word = 0; word < words; word++) {
          const before = reaching[at * words + word] ?? 0
          const after = before | (reaching[other * words + word] ?? 0)
          if (after === before) continue
          reaching[at * words + word] = after
          isNews = true
        }
      }
    }
  }

  const counts = new Uint32Array(words * 32)
  for (const [at, { mergeRuleId }] of model.segmentRules.entries()) {
    // Last, for a merge rule reaches no segment that includes this one.
    for (const id of mergeRules.get(mergeRuleId ?? 0)?.dataSourceIds ?? []) add(at, sources.get(id))
    for (let word = 0; word < words; word++) {
      for (let bits = reaching[at * words + word] ?? 0; bits !== 0; bits &= bits - 1) {
        const source = word * 32 + 31 - Math.clz32(bits & -bits)
        counts[source] = (counts[source] ?? 0) + 1
      }
    }
  }
  return new Map(model.dataSources.map(({ id }, at) => [id, counts[at] ?? 0]))
}

/** The shortest ways first; of equal ones, the order of ids. */
function comparePaths(a: RestrictionPath, b: RestrictionPath): number {
  return (
    ExportLabel.options.indexOf(a.label) - ExportLabel.options.indexOf(b.label) ||
    a.steps.length - b.steps.length ||
    (a.steps.at(-1)?.id ?? 0) - (b.steps.at(-1)?.id ?? 0)
  )
}

/**
 * Why a segment may not go where a label is set: for each label and each data source or merge rule
 * that carries a control against it, the shortest way there. In the order of the labels, the shortest
 * first; [] when nothing restricts the segment.
 *
 * @param segmentNames the segment's, and those of the segments that it includes.
 */
export function restrictionPaths(
  model: AudienceModel,
  segmentId: number,
  segmentNames: ReadonlyMap<number, string>,
): RestrictionPath[] {
  const sources = byId(model.dataSources)
  const traits = byId(model.traits)
  const mergeRules = byId(model.mergeRules)
  const rules = new Map(model.segmentRules.map((rule) => [rule.segmentId, rule]))
  const found = new Map<string, RestrictionPath>()
  /** From where each segment was reached first; the walk is by distance, so that is the shortest way. */
  const reachedFrom = new Map<number, number | null>([[segmentId, null]])

  function segmentSteps(last: number): LineageStep[] {
    const steps: LineageStep[] = []
    for (let id: number | null = last; id !== null; id = reachedFrom.get(id) ?? null) {
      steps.unshift({ kind: 'segment', id, name: segmentNames.get(id) ?? `Segment ${id}` })
    }
    return steps
  }

  /** @param way what lies between the segment and what carries the controls. */
  function note(
    from: number,
    way: LineageStep[],
    kind: 'data-source' | 'merge-rule',
    carrier: DataSource | MergeRule,
  ): void {
    for (const label of carrier.controls) {
      const key = `${label}/${kind}/${carrier.id}`
      if (found.has(key)) continue
      const last = { kind, id: carrier.id, name: carrier.name }
      found.set(key, { label, steps: [...segmentSteps(from), ...way, last] })
    }
  }

  const mergeRule = mergeRules.get(rules.get(segmentId)?.mergeRuleId ?? 0)
  if (mergeRule) note(segmentId, [], 'merge-rule', mergeRule)
  for (const id of reachedFrom.keys()) {
    const rule = rules.get(id)
    for (const trait of rule?.traitIds ?? []) {
      const { name, dataSourceId } = traits.get(trait) ?? { name: '', dataSourceId: 0 }
      const source = sources.get(dataSourceId)
      if (source) note(id, [{ kind: 'trait', id: trait, name }], 'data-source', source)
    }
    if (id === segmentId && mergeRule) {
      const way: LineageStep[] = [{ kind: 'merge-rule', id: mergeRule.id, name: mergeRule.name }]
      for (const used of mergeRule.dataSourceIds) {
        const source = sources.get(used)
        if (source) note(id, way, 'data-source', source)
      }
    }
    for (const included of rule?.includedSegmentIds ?? []) {
      if (!reachedFrom.has(included)) reachedFrom.set(included, id)
    }
  }
  return [...found.values()].toSorted(comparePaths)
}

function mergedBy<T>(idOf: (row: T) => number, before: readonly T[], after: readonly T[]): T[] {
  return [...new Map([...before, ...after].map((row) => [idOf(row), row])).values()]
}

/** The model with some rows added, or in place of those with the same id. */
export function withRows(model: AudienceModel, rows: AudienceModel): AudienceModel {
  return {
    dataSources: mergedBy(({ id }) => id, model.dataSources, rows.dataSources),
    traits: mergedBy(({ id }) => id, model.traits, rows.traits),
    mergeRules: mergedBy(({ id }) => id, model.mergeRules, rows.mergeRules),
    segmentRules: mergedBy(({ segmentId }) => segmentId, model.segmentRules, rows.segmentRules),
  }
}

/** The restrictions of a segment, before and after something that it is made of has changed. */
export type RestrictionChange = {
  segmentId: number
  before: ExportLabel[]
  after: ExportLabel[]
}

/** The segments whose restrictions differ between two states of the model. */
export function restrictionChanges(
  before: AudienceModel,
  after: AudienceModel,
): RestrictionChange[] {
  const [old, fresh] = [restrictedLabelsOf(before), restrictedLabelsOf(after)]
  const ids = new Set([...old.keys(), ...fresh.keys()])
  return Array.from(ids, (segmentId) => ({
    segmentId,
    before: old.get(segmentId) ?? [],
    after: fresh.get(segmentId) ?? [],
  })).filter((change) => bitsOf(change.before) !== bitsOf(change.after))
}

/** A mapped segment with its restrictions. */
export type MappedSegment = Pick<Segment, 'id' | 'name' | 'restrictedLabels'>

/** What labels would block of the segments mapped to a destination. @param total all of them. */
export function exportCheck(
  total: number,
  labels: readonly ExportLabel[],
  mapped: readonly MappedSegment[],
): ExportCheck {
  const blocked = mapped
    .map(({ id, name, restrictedLabels }) => ({
      id,
      name,
      labels: blockedBy(labels, restrictedLabels),
    }))
    .filter((segment) => segment.labels.length > 0)
  return { total, blocked: blocked.length, segments: blocked.slice(0, EFFECTS_NAMED) }
}

function effectOn(
  { id, name, status }: Pick<Destination, 'id' | 'name' | 'status'>,
  segments: readonly MappedSegment[],
): DestinationEffect[] {
  if (segments.length === 0) return []
  return [
    {
      destinationId: id,
      name: name ?? '',
      status,
      count: segments.length,
      segments: segments.slice(0, EFFECTS_NAMED).map((each) => ({ id: each.id, name: each.name })),
    },
  ]
}

/** Which mappings other labels would stop, or let through again. */
export function labelEffects(
  destination: Pick<Destination, 'id' | 'name' | 'status' | 'exportLabels'>,
  labels: readonly ExportLabel[] | null,
  mapped: readonly MappedSegment[],
): ExportEffects {
  const isBlocked = ({ restrictedLabels }: MappedSegment) =>
    blockedBy(destination.exportLabels, restrictedLabels).length > 0
  const willBe = ({ restrictedLabels }: MappedSegment) =>
    blockedBy(labels, restrictedLabels).length > 0
  return {
    blocks: effectOn(
      destination,
      mapped.filter((segment) => !isBlocked(segment) && willBe(segment)),
    ),
    lifts: effectOn(
      destination,
      mapped.filter((segment) => isBlocked(segment) && !willBe(segment)),
    ),
  }
}
