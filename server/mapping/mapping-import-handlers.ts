import type { Destination } from '../../src/contract/destination/destination.ts'
import type { MappingImport, MappingImportRow } from '../../src/contract/mapping-import.ts'
import { changeName } from '../../src/domain/mapping-change-names.ts'
import {
  type MappingImportDecisions,
  planMappingImport,
} from '../../src/domain/mapping-import/plan.ts'
import { formatNumber } from '../../src/lib/format.ts'
import { findDestination } from '../destination/destination-changes.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'
import { changeMappings, findToChange } from './change-mappings.ts'
import { blockedReasons, ERRORS_LISTED, isBlocked } from './segments-to-map.ts'
import { touchedSince } from './touched-since.ts'

/** Blocked segments for which the whole way to the control is told; the way of more is not looked up. */
const WAYS_TOLD = 500

/** The rows whose mapping was changed, added or removed after a change. */
async function changedSince(
  destinationId: number,
  asOf: number | undefined,
  rows: readonly MappingImportRow[],
  context: HandlerContext,
): Promise<ReadonlySet<number>> {
  if (asOf === undefined) return new Set()
  const touched = await touchedSince(destinationId, asOf, 'any', context)
  return touched ?? new Set(rows.map(({ segmentId }) => segmentId))
}

async function planFor(
  destination: Destination,
  rows: readonly MappingImportRow[],
  asOf: number | undefined,
  context: HandlerContext,
): Promise<MappingImportDecisions> {
  const { transaction, limits, today } = context
  const ids = [...new Set(rows.map(({ segmentId }) => segmentId))]
  const stored = await transaction.mappingsToChange(destination.id, ids)
  const mappings = new Map(stored.map(({ mapping }) => [mapping.segmentId, mapping]))
  const unmapped = await transaction.segments(ids.filter((id) => !mappings.has(id)))
  const segments = [...stored.map(({ segment }) => segment), ...unmapped]
  const blocked = unmapped.flatMap((segment) =>
    isBlocked(destination, segment) ? [segment.id] : [],
  )
  return planMappingImport(rows, {
    destination,
    segments: new Map(segments.map((segment) => [segment.id, segment])),
    mappings,
    count: destination.mappings.total,
    max: limits.mappings,
    today,
    whyBlocked: await blockedReasons(destination, blocked.slice(0, WAYS_TOLD), context),
    changedSince: await changedSince(destination.id, asOf, rows, context),
  })
}

/** @throws ProblemError validation-failed, which lists the rows */
function refuseRejected(
  { rows }: MappingImport,
  rejected: MappingImportDecisions['plan']['rejected'],
): void {
  if (rejected.length === 0) return
  const indexes = new Map(rows.map(({ line }, at) => [line, at]))
  throw new ProblemError(
    'validation-failed',
    `${formatNumber(rejected.length)} of ${formatNumber(rows.length)} rows cannot be imported, so none was. Correct them, or import the good rows only.`,
    {
      errors: rejected.slice(0, ERRORS_LISTED).map(({ line, reason }) => ({
        path: `rows.${indexes.get(line) ?? 0}`,
        message: `Line ${formatNumber(line)}: ${reason}`,
      })),
    },
  )
}

export const mappingImportHandlers: Handlers<'mappingImportPreview' | 'mappingImportApply'> = {
  async mappingImportPreview({ params, body }, context) {
    const destination = await findDestination(params.destinationId, context)
    const change = await context.transaction.lastMappingChange(destination.id)
    const { plan } = await planFor(destination, body.rows, undefined, context)
    return { ...plan, change }
  },

  async mappingImportApply({ params, body }, context) {
    const destination = await findToChange(params.destinationId, context)
    const { add, change, plan } = await planFor(destination, body.rows, body.asOf, context)
    if (body.apply === 'all') refuseRejected(body, plan.rejected)
    const { added, changed, unchanged, rejected } = plan
    const written = added + changed
    const outcome =
      written === 0
        ? null
        : await changeMappings(
            destination,
            {
              name: changeName(
                body.from === 'paste' ? { kind: 'paste', fields: [] } : { kind: 'import' },
                written,
              ),
              add: add.map((mapping) => ({ ...mapping, ruleId: null })),
              save: change,
            },
            context,
          )
    return { change: outcome?.change ?? null, added, changed, unchanged, rejected }
  },
}
