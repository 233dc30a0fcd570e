import * as z from 'zod/mini'
import { Count, Id } from './common.ts'
import { ChangeNumber, MappingChangeEntry } from './mapping-change.ts'
import { MappingFields } from './mapping.ts'

export const MAPPING_IMPORT_MAX = 100_000

const Line = z.int().check(z.gte(1))

/** A row of an import. What is not given stays as it is, or gets the default of a new mapping. */
export const MappingImportRow = z.strictObject({
  /** The line of the file where the row starts, from 1, for messages. */
  line: Line,
  segmentId: Id,
  ...z.partial(MappingFields).shape,
})
export type MappingImportRow = z.infer<typeof MappingImportRow>

export const MappingImport = z.strictObject({
  rows: z.array(MappingImportRow).check(z.minLength(1), z.maxLength(MAPPING_IMPORT_MAX)),
  /** The words for the change: `paste`, or `import` of a file. */
  from: z._default(z.enum(['paste', 'import']), 'import'),
  /** `all`: refused when a row is rejected; `good`: rejected rows are left out. */
  apply: z._default(z.enum(['all', 'good']), 'all'),
  /** `change` of the plan that the person has seen: rows that were changed since are rejected. */
  asOf: z.optional(ChangeNumber),
})
export type MappingImport = z.infer<typeof MappingImport>

export const MappingImportRejection = z.object({
  line: Line,
  /** The row as the person knows it: the segment's name, or its id. */
  label: z.string(),
  reason: z.string(),
})
export type MappingImportRejection = z.infer<typeof MappingImportRejection>

/** Fields of a mapping as texts, by name; null: empty. */
const FieldTexts = z.record(z.string(), z.nullable(z.string()))

/**
 * One row of the diff: the fields that differ, as they are and as they would be. An addition comes from
 * nothing, and has only the fields that would not be empty.
 */
export const MappingImportDiff = z.object({
  line: Line,
  segmentId: Id,
  name: z.string(),
  kind: z.enum(['add', 'change']),
  from: FieldTexts,
  to: FieldTexts,
})
export type MappingImportDiff = z.infer<typeof MappingImportDiff>

export const MappingImportPlan = z.object({
  /** The last change of the destination's mappings that it is made from. */
  change: ChangeNumber,
  added: Count,
  changed: Count,
  unchanged: Count,
  rejected: z.array(MappingImportRejection),
  /** Every row that would be added or changed, by line. */
  diff: z.array(MappingImportDiff),
})
export type MappingImportPlan = z.infer<typeof MappingImportPlan>

export const MappingImportApplied = z.object({
  change: z.nullable(MappingChangeEntry),
  added: Count,
  changed: Count,
  unchanged: Count,
  rejected: z.array(MappingImportRejection),
})
export type MappingImportApplied = z.infer<typeof MappingImportApplied>
