import { ID_MAX } from '../../src/contract/common.ts'
import type { Segment, SegmentImportRow, SegmentInput } from '../../src/contract/segment.ts'
import {
  placeKey,
  planSegmentImport,
  type SegmentImportPlan,
} from '../../src/domain/segment-import/plan.ts'
import { applyRules, lockForRules, previewRules } from '../mapping-rule/apply-rules.ts'
import { ProblemError } from '../problem-error.ts'
import { folderOf } from '../folder-parameter.ts'
import type { HandlerContext, Handlers } from '../handler.ts'

async function planFor(
  rows: readonly SegmentImportRow[],
  { transaction, limits }: HandlerContext,
): Promise<SegmentImportPlan> {
  const withoutId = rows.filter(({ id }) => id === null)
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]))
  const codes = withoutId.flatMap(({ integrationCode }) => integrationCode ?? [])
  const names = withoutId.map(({ name }) => name)
  const [byId, byCode, byName, usage, last] = [
    await transaction.segments([...new Set(ids)]),
    await transaction.segmentsByIntegrationCode([...new Set(codes)]),
    await transaction.segmentsByName([...new Set(names)]),
    await transaction.usage(),
    await transaction.lastSegmentId(),
  ]
  if (withoutId.length > ID_MAX - last) {
    throw new ProblemError('validation-failed', 'Rows without an id cannot get one.', {
      errors: [
        { path: 'rows', message: `A segment has the highest id, ${last}. Give each row an id.` },
      ],
    })
  }
  return planSegmentImport(
    rows,
    {
      byId: new Map(byId.map((segment) => [segment.id, segment])),
      byIntegrationCode: new Map(
        byCode.flatMap((segment) =>
          segment.integrationCode === null ? [] : [[segment.integrationCode, segment]],
        ),
      ),
      byPlace: new Map(byName.map((segment) => [placeKey(segment), segment])),
      count: usage.segments,
    },
    limits.segments,
    last + 1,
  )
}

/** Segments as they are stored, by id. */
async function storedOf(
  segments: readonly SegmentInput[],
  { transaction }: HandlerContext,
): Promise<Map<number, Segment>> {
  const stored = await transaction.segments(segments.map(({ id }) => id))
  return new Map(stored.map((segment) => [segment.id, segment]))
}

export const segmentHandlers: Handlers<
  | 'segmentList'
  | 'segmentIdList'
  | 'segmentFolderList'
  | 'segmentImportPreview'
  | 'segmentImportApply'
> = {
  segmentList({ query }, { transaction }) {
    return transaction.listSegments({ ...query, folder: folderOf(query.folder) })
  },

  async segmentIdList({ query }, { transaction }) {
    return {
      segmentIds: await transaction.segmentIds({ ...query, folder: folderOf(query.folder) }),
    }
  },

  segmentFolderList({ query }, { transaction }) {
    return transaction.segmentFolders(query)
  },

  async segmentImportPreview({ body }, context) {
    const { create, change, result } = await planFor(body.rows, context)
    const stored = await storedOf(change, context)
    const coming = change.flatMap((after) => {
      const before = stored.get(after.id)
      return before ? [{ after, restrictedLabels: before.restrictedLabels }] : []
    })
    return { ...result, mappedByRule: await previewRules({ create, change: coming }, context) }
  },

  async segmentImportApply({ body }, context) {
    const { transaction, now } = context
    // First of all, as changes of destinations do: a change of controls writes the same segments.
    await lockForRules(context)
    await transaction.lockAccount()
    const { create, change, result } = await planFor(body.rows, context)
    const updatedAt = now.toISOString()
    await transaction.insertSegments(
      create.map((segment) => ({
        ...segment,
        status: 'active',
        // Until an import says what it is made of.
        restrictedLabels: [],
        createdAt: updatedAt,
        updatedAt,
      })),
    )
    const before = await storedOf(change, context)
    await transaction.saveSegments(
      change.flatMap((segment) => {
        const stored = before.get(segment.id)
        return stored ? [{ ...stored, ...segment, updatedAt }] : []
      }),
    )
    const written = [...create, ...change].map(({ id }) => id)
    return { ...result, mappedByRule: await applyRules(written, context) }
  },
}
