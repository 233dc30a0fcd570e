import type { Destination } from '../../contract/destination/destination.ts'
import type {
  MappingImportDiff,
  MappingImportPlan,
  MappingImportRow,
} from '../../contract/mapping-import.ts'
import type { Mapping, MappingFields, ValueOrigin } from '../../contract/mapping.ts'
import type { Segment } from '../../contract/segment.ts'
import { formatNumber } from '../../lib/format.ts'
import { blockedBy } from '../export-controls.ts'
import { withFields } from '../mapping-fields.ts'
import { autoValue, checkMapping, newMappingFields } from '../mapping-rules.ts'

type ImportSegment = Pick<Segment, 'id' | 'name' | 'integrationCode'> &
  /** Not asked for what is mapped already. */
  Partial<Pick<Segment, 'restrictedLabels'>>

/** What rows are compared with. */
export type ImportBasis = {
  destination: Pick<Destination, 'autoFill' | 'configuration' | 'exportLabels'>
  /** The segments that rows name, as far as they exist. */
  segments: ReadonlyMap<number, ImportSegment>
  /** The mappings of these segments, as far as they are mapped. */
  mappings: ReadonlyMap<number, Mapping>
  /** All mappings that the destination has. */
  count: number
  /** How many it may have. */
  max: number
  /** The start of a new mapping that gives none: `YYYY-MM-DD`. */
  today: string
  /** The sentence that says why export controls keep a segment from the destination. */
  whyBlocked: (segmentId: number) => string
  /** Segments whose mapping somebody changed after the person had looked at what would happen. */
  changedSince: ReadonlySet<number>
}

export type NewMapping = Pick<Mapping, 'segmentId' | 'valueOrigin'> & MappingFields

export type MappingImportDecisions = {
  add: NewMapping[]
  change: { before: Mapping; after: Mapping }[]
  plan: Omit<MappingImportPlan, 'change'>
}

type Decision =
  | { kind: 'add'; mapping: NewMapping }
  | { kind: 'change'; before: Mapping; after: Mapping }
  | { kind: 'unchanged' }
  | { kind: 'rejected'; reason: string }

/** Fields in the order in which the diff tells them. */
const FIELDS = [
  'key',
  'value',
  'url',
  'secureUrl',
  'startDate',
  'endDate',
  'priority',
] as const satisfies readonly (keyof MappingFields)[]

function shown(value: string | number | null): string | null {
  return value === null ? null : String(value)
}

/** A value that is what auto-fill gives counts as given by it, any other as typed. */
function originOf(
  { destination }: ImportBasis,
  segment: ImportSegment,
  value: string | null,
): ValueOrigin {
  const automatic = autoValue(destination.autoFill, segment)
  return value !== null && value === automatic.value ? automatic.valueOrigin : 'manual'
}

function broken(
  { destination }: ImportBasis,
  fields: MappingFields,
): { kind: 'rejected'; reason: string } | null {
  const problems = checkMapping(destination.configuration, fields)
  if (problems.length === 0) return null
  return { kind: 'rejected', reason: problems.map(({ message }) => message).join(' ') }
}

function decideNew(
  row: MappingImportRow,
  segment: ImportSegment,
  basis: ImportBasis,
  added: number,
): Decision {
  const { destination, today, count, max } = basis
  if (blockedBy(destination.exportLabels, segment.restrictedLabels ?? []).length > 0) {
    return { kind: 'rejected', reason: basis.whyBlocked(segment.id) }
  }
  const blank = newMappingFields(destination, segment, today, null)
  const mapping: NewMapping = withFields({ segmentId: segment.id, ...blank }, row)
  if (row.value !== undefined) mapping.valueOrigin = originOf(basis, segment, row.value)
  const problem = broken(basis, mapping)
  if (problem) return problem
  if (count + added >= max) {
    return {
      kind: 'rejected',
      reason: `A destination can have ${formatNumber(max)} mappings, and this one would be beyond. Unmap segments that are not needed any more.`,
    }
  }
  return { kind: 'add', mapping }
}

function decideKnown(
  row: MappingImportRow,
  segment: ImportSegment,
  before: Mapping,
  basis: ImportBasis,
): Decision {
  if (FIELDS.every((field) => row[field] === undefined || row[field] === before[field])) {
    return { kind: 'unchanged' }
  }
  const after = withFields(before, row)
  if (after.value !== before.value) after.valueOrigin = originOf(basis, segment, after.value)
  return broken(basis, after) ?? { kind: 'change', before, after }
}

function decide(
  row: MappingImportRow,
  basis: ImportBasis,
  firstLine: number | undefined,
  added: number,
): Decision {
  if (firstLine !== undefined) {
    return {
      kind: 'rejected',
      reason: `Segment ${row.segmentId} is on line ${formatNumber(firstLine)} already. Keep one of the two lines.`,
    }
  }
  const segment = basis.segments.get(row.segmentId)
  if (!segment) {
    return {
      kind: 'rejected',
      reason: `There is no segment ${row.segmentId}. Correct the id, or import the segment first.`,
    }
  }
  const before = basis.mappings.get(row.segmentId)
  const decision = before
    ? decideKnown(row, segment, before, basis)
    : decideNew(row, segment, basis, added)
  return decision.kind !== 'unchanged' && basis.changedSince.has(row.segmentId)
    ? { kind: 'rejected', reason: 'Its mapping was changed meanwhile. Check the rows again.' }
    : decision
}

type Texts = Record<string, string | null>

/** What a new mapping would have, without what it would lack. */
function additions(mapping: NewMapping): { from: Texts; to: Texts } {
  const to: Texts = {}
  for (const field of FIELDS) {
    const value = mapping[field]
    if (value !== null && value !== 0) to[field] = String(value)
  }
  return { from: {}, to }
}

function changesOf(before: Mapping, after: Mapping): { from: Texts; to: Texts } {
  const from: Texts = {}
  const to: Texts = {}
  for (const field of FIELDS) {
    if (before[field] === after[field]) continue
    from[field] = shown(before[field])
    to[field] = shown(after[field])
  }
  return { from, to }
}

/**
 * Decides what an import does with each row, by line: add a mapping, change one, leave it as it is, or
 * reject the row. What a row does not give stays as it is; a new mapping gets the value that auto-fill
 * gives and starts today. Importing the same rows again changes nothing. Nothing but the rows and what
 * they are compared with decides.
 */
export function planMappingImport(
  rows: readonly MappingImportRow[],
  basis: ImportBasis,
): MappingImportDecisions {
  const add: NewMapping[] = []
  const change: { before: Mapping; after: Mapping }[] = []
  const diff: MappingImportDiff[] = []
  const rejected: MappingImportPlan['rejected'] = []
  const lineOf = new Map<number, number>()
  let unchanged = 0
  for (const row of rows.toSorted((a, b) => a.line - b.line)) {
    const { line, segmentId } = row
    const name = basis.segments.get(segmentId)?.name ?? String(segmentId)
    const decision = decide(row, basis, lineOf.get(segmentId), add.length)
    if (!lineOf.has(segmentId)) lineOf.set(segmentId, line)
    switch (decision.kind) {
      case 'add':
        add.push(decision.mapping)
        diff.push({ line, segmentId, name, kind: 'add', ...additions(decision.mapping) })
        break
      case 'change': {
        const { before, after } = decision
        change.push({ before, after })
        diff.push({ line, segmentId, name, kind: 'change', ...changesOf(before, after) })
        break
      }
      case 'unchanged':
        unchanged += 1
        break
      case 'rejected':
        rejected.push({ line, label: name, reason: decision.reason })
        break
      default:
        decision satisfies never
    }
  }
  return {
    add,
    change,
    plan: { added: add.length, changed: change.length, unchanged, rejected, diff },
  }
}
