import type {
  AudienceModelImport,
  AudienceModelImportResult,
  DataSource,
  MergeRule,
  SegmentRule,
  Trait,
} from '../contract/audience-model.ts'
import { type AudienceModel, orderedLabels } from './export-controls.ts'
import { formatNumber } from '../lib/format.ts'

type Kind = AudienceModelImportResult['rejected'][number]['kind']

/** The most data sources, traits and merge rules that an account may have. */
type AudienceModelLimits = Record<'dataSources' | 'traits' | 'mergeRules', number>

export type AudienceModelImportPlan = {
  /** What is new or changed, as it will be. */
  rows: AudienceModel
  result: AudienceModelImportResult
}

const WORDS: Record<Kind, { one: string; many: string }> = {
  dataSources: { one: 'data source', many: 'data sources' },
  traits: { one: 'trait', many: 'traits' },
  mergeRules: { one: 'merge rule', many: 'merge rules' },
  segmentRules: { one: 'segment', many: 'segments' },
}

/** Ids or segments that one message names; more would not be read. */
const NAMED = 5

const unique = (ids: readonly number[]) => [...new Set(ids)]

const without = (known: { has(id: number): boolean }, ids: readonly number[]) =>
  ids.filter((id) => !known.has(id))

/** The reason why a row that names unknown things is rejected, or null. */
function unknownReason(kind: Kind, unknown: readonly number[]): string | null {
  const [first] = unknown
  if (first === undefined) return null
  const { one, many } = WORDS[kind]
  if (unknown.length === 1) {
    return `There is no ${one} ${first}, neither in the account nor in a good row of this import. Add it, or name another.`
  }
  const more = unknown.length > NAMED ? ` and ${formatNumber(unknown.length - NAMED)} more` : ''
  return `There are no ${many} ${unknown.slice(0, NAMED).join(', ')}${more}, neither in the account nor in good rows of this import. Add them, or name others.`
}

/** One kind of row: what is stored, what comes, and what becomes of it. */
type Section<Row, Stored> = {
  kind: Kind
  idOf: (row: Row | Stored) => number
  labelOf: (row: Row) => string
  /** The row as it is stored, with what is kept of the one before it. */
  toStored: (row: Row, before: Stored | undefined) => Stored
  /** What a change makes of it beyond that. */
  whenChanged?: (row: Stored) => Stored
  /** Why a row is bad, or null. */
  faultOf: (row: Stored) => string | null
  max: number
}

type Outcome<Stored> = {
  /** All that will be there, by id. */
  all: Map<number, Stored>
  created: Stored[]
  changed: Stored[]
  unchanged: number
}

const written = <T>({ created, changed }: Outcome<T>) => [...created, ...changed]

function countsOf({ created, changed, unchanged }: Outcome<unknown>) {
  return { created: created.length, changed: changed.length, unchanged }
}

/** Whether two rows hold the same, whatever the order of their fields. */
function isSame(a: object, b: object): boolean {
  return Object.entries(a).every(
    ([field, value]) => JSON.stringify(value) === JSON.stringify(Reflect.get(b, field)),
  )
}

function planSection<Row extends { line: number }, Stored extends object>(
  { kind, idOf, labelOf, toStored, whenChanged, faultOf, max }: Section<Row, Stored>,
  rows: readonly Row[],
  stored: readonly Stored[],
  reject: (kind: Kind, line: number, label: string, reason: string) => void,
): Outcome<Stored> {
  const before = new Map(stored.map((row) => [idOf(row), row]))
  const all = new Map(before)
  const lineOf = new Map<number, number>()
  const outcome: Outcome<Stored> = { all, created: [], changed: [], unchanged: 0 }
  for (const row of rows) {
    const id = idOf(row)
    const known = before.get(id)
    const fresh = toStored(row, known)
    const firstLine = lineOf.get(id)
    const isBeyond = known === undefined && all.size >= max
    const fault =
      firstLine === undefined
        ? (faultOf(fresh) ??
          (isBeyond
            ? `The account may have ${formatNumber(max)} ${WORDS[kind].many}, and they are used up.`
            : null))
        : `The same ${WORDS[kind].one} is on line ${firstLine} already. Keep one of the two lines.`
    if (firstLine === undefined) lineOf.set(id, row.line)
    if (fault !== null) {
      reject(kind, row.line, labelOf(row), fault)
    } else if (known === undefined) {
      outcome.created.push(fresh)
      all.set(id, fresh)
    } else if (isSame(fresh, known)) {
      outcome.unchanged += 1
    } else {
      const changed = whenChanged?.(fresh) ?? fresh
      outcome.changed.push(changed)
      all.set(id, changed)
    }
  }
  return outcome
}

/**
 * A circle of segments that include each other, or null. Walks in depth, without recursion: an import
 * may hold a chain of any length.
 *
 * @param clear segments that are known to lead into no circle; grows.
 */
function findCircle(rules: ReadonlyMap<number, SegmentRule>, clear: Set<number>): number[] | null {
  for (const start of rules.keys()) {
    const path: number[] = []
    const onPath = new Set<number>()
    const open = [start]
    for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
      if (onPath.has(id) || clear.has(id)) {
        open.pop()
        if (path.at(-1) === id) {
          path.pop()
          onPath.delete(id)
          clear.add(id)
        }
        continue
      }
      path.push(id)
      onPath.add(id)
      for (const next of rules.get(id)?.includedSegmentIds ?? []) {
        if (onPath.has(next)) return path.slice(path.indexOf(next))
        if (!clear.has(next)) open.push(next)
      }
    }
  }
  return null
}

/**
 * Takes back rows by which a segment would include itself over others. Rules that are stored already
 * are left as they are.
 *
 * @param reject told of the segment, and of the segments on the way back to it.
 */
function rejectCircles(
  outcome: Outcome<SegmentRule>,
  stored: readonly SegmentRule[],
  reject: (segmentId: number, circle: number[]) => void,
): void {
  const before = new Map(stored.map((rule) => [rule.segmentId, rule]))
  const imported = new Set(written(outcome).map(({ segmentId }) => segmentId))
  const taken = new Set<number>()
  const clear = new Set<number>()
  for (
    let circle = findCircle(outcome.all, clear);
    circle !== null;
    circle = findCircle(outcome.all, clear)
  ) {
    const at = circle.findLastIndex((id) => imported.has(id) && !taken.has(id))
    const id = circle[at]
    if (id === undefined) {
      for (const each of circle) clear.add(each)
      continue
    }
    reject(id, [...circle.slice(at + 1), ...circle.slice(0, at), id])
    taken.add(id)
    const old = before.get(id)
    if (old) outcome.all.set(id, old)
    else outcome.all.delete(id)
  }
  outcome.created = outcome.created.filter(({ segmentId }) => !taken.has(segmentId))
  outcome.changed = outcome.changed.filter(({ segmentId }) => !taken.has(segmentId))
}

/**
 * Decides what an import does with each row: create, change, leave as it is, or reject with the reason.
 * Rows are found by id. What a row names may be stored already or be a good row of the same import;
 * sources are looked at first, then traits and merge rules, then segments. Importing the same rows
 * again changes nothing.
 *
 * @param model all that is stored.
 * @param segmentNames the segments that rows name and that exist, with their names.
 * @param max rows beyond are rejected, naming the limit (docs/decisions/007).
 */
export function planAudienceModelImport(
  given: AudienceModelImport,
  model: AudienceModel,
  segmentNames: ReadonlyMap<number, string>,
  max: AudienceModelLimits,
): AudienceModelImportPlan {
  const rejected: AudienceModelImportResult['rejected'] = []
  const reject = (kind: Kind, line: number, label: string, reason: string) =>
    rejected.push({ kind, line, label, reason })
  const dataSources = planSection<AudienceModelImport['dataSources'][number], DataSource>(
    {
      kind: 'dataSources',
      idOf: ({ id }) => id,
      labelOf: ({ name }) => name,
      toStored: ({ id, name, kind, controls }, before) => ({
        id,
        name,
        kind,
        controls: orderedLabels(controls),
        revision: before?.revision ?? 1,
      }),
      whenChanged: (source) => ({ ...source, revision: source.revision + 1 }),
      faultOf: () => null,
      max: max.dataSources,
    },
    given.dataSources,
    model.dataSources,
    reject,
  )
  const unknownSources = (ids: readonly number[]) =>
    unknownReason('dataSources', without(dataSources.all, ids))

  const traits = planSection<AudienceModelImport['traits'][number], Trait>(
    {
      kind: 'traits',
      idOf: ({ id }) => id,
      labelOf: ({ name }) => name,
      toStored: ({ id, name, dataSourceId }) => ({ id, name, dataSourceId }),
      faultOf: ({ dataSourceId }) => unknownSources([dataSourceId]),
      max: max.traits,
    },
    given.traits,
    model.traits,
    reject,
  )

  const mergeRules = planSection<AudienceModelImport['mergeRules'][number], MergeRule>(
    {
      kind: 'mergeRules',
      idOf: ({ id }) => id,
      labelOf: ({ name }) => name,
      toStored: ({ id, name, controls, dataSourceIds }) => ({
        id,
        name,
        controls: orderedLabels(controls),
        dataSourceIds: unique(dataSourceIds),
      }),
      faultOf: ({ dataSourceIds }) => unknownSources(dataSourceIds),
      max: max.mergeRules,
    },
    given.mergeRules,
    model.mergeRules,
    reject,
  )

  const nameOf = (id: number) => segmentNames.get(id) ?? `Segment ${id}`
  function ruleFault(rule: SegmentRule): string | null {
    if (!segmentNames.has(rule.segmentId)) {
      return `There is no segment ${rule.segmentId}. Import the segment first.`
    }
    if (rule.includedSegmentIds.includes(rule.segmentId)) {
      return 'The segment includes itself. Leave it out of the segments that it includes.'
    }
    const { dataSourceId, mergeRuleId } = rule
    return (
      unknownReason('traits', without(traits.all, rule.traitIds)) ??
      unknownReason('segmentRules', without(segmentNames, rule.includedSegmentIds)) ??
      unknownReason(
        'mergeRules',
        mergeRuleId === null ? [] : without(mergeRules.all, [mergeRuleId]),
      ) ??
      unknownSources(dataSourceId === null ? [] : [dataSourceId])
    )
  }
  const segmentRules = planSection<AudienceModelImport['segmentRules'][number], SegmentRule>(
    {
      kind: 'segmentRules',
      idOf: ({ segmentId }) => segmentId,
      labelOf: ({ segmentId }) => nameOf(segmentId),
      toStored: ({ segmentId, dataSourceId, traitIds, includedSegmentIds, mergeRuleId }) => ({
        segmentId,
        dataSourceId,
        traitIds: unique(traitIds),
        includedSegmentIds: unique(includedSegmentIds),
        mergeRuleId,
      }),
      faultOf: ruleFault,
      max: Number.POSITIVE_INFINITY,
    },
    given.segmentRules,
    model.segmentRules,
    reject,
  )
  rejectCircles(segmentRules, model.segmentRules, (id, circle) => {
    const line = given.segmentRules.find(({ segmentId }) => segmentId === id)?.line ?? 1
    const named = circle.slice(0, NAMED).map((each) => `‘${nameOf(each)}’`)
    const more =
      circle.length > NAMED ? `, and so on over ${formatNumber(circle.length)} segments` : ''
    const way = `${named.join(', which includes ')}${more}`
    reject(
      'segmentRules',
      line,
      nameOf(id),
      `The segment would include itself: it includes ${way}. Leave one of them out.`,
    )
  })

  return {
    rows: {
      dataSources: written(dataSources),
      traits: written(traits),
      mergeRules: written(mergeRules),
      segmentRules: written(segmentRules),
    },
    result: {
      dataSources: countsOf(dataSources),
      traits: countsOf(traits),
      mergeRules: countsOf(mergeRules),
      segmentRules: countsOf(segmentRules),
      rejected,
    },
  }
}
