import {
  type AudienceModelImport,
  DATA_SOURCES_MAX,
  type ExportEffects,
  MERGE_RULES_MAX,
  TRAITS_MAX,
} from '../../src/contract/audience-model.ts'
import {
  type AudienceModelImportPlan,
  planAudienceModelImport,
} from '../../src/domain/audience-model-import.ts'
import {
  type AudienceModel,
  exportCheck,
  orderedLabels,
  restrictionChanges,
  segmentsReached,
  withRows,
} from '../../src/domain/export-controls.ts'
import { findDestination } from '../destination/destination-changes.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { applyRules } from '../mapping-rule/apply-rules.ts'
import { ProblemError } from '../problem-error.ts'
import { refuseUnconfirmed } from './export-effects.ts'
import { pathsOf } from './lineage.ts'

const LIMITS = { dataSources: DATA_SOURCES_MAX, traits: TRAITS_MAX, mergeRules: MERGE_RULES_MAX }

function unknownSource(id: number): ProblemError {
  return new ProblemError('not-found', `There is no data source ${id}.`)
}

function ofSource(dataSource: AudienceModel['dataSources'][number]): AudienceModel {
  return { dataSources: [dataSource], traits: [], mergeRules: [], segmentRules: [] }
}

/** What would happen to mappings if some rows of the model were these. */
async function effectsOf(
  model: AudienceModel,
  rows: AudienceModel,
  { transaction }: HandlerContext,
): Promise<ExportEffects> {
  return transaction.exportEffects(restrictionChanges(model, withRows(model, rows)))
}

/**
 * Stores rows of the model, what restricts the segments then, and how many mappings that blocks. Rules map
 * the segments that something is lifted from.
 *
 * @throws ProblemError confirmation-required
 */
async function changeModel(
  model: AudienceModel,
  rows: AudienceModel,
  confirmed: boolean,
  context: HandlerContext,
): Promise<void> {
  const { transaction } = context
  const changes = restrictionChanges(model, withRows(model, rows))
  refuseUnconfirmed(await transaction.exportEffects(changes), confirmed)
  await transaction.saveAudienceModel(rows)
  await transaction.saveRestrictions(changes)
  const lifted = changes.filter(({ before, after }) =>
    before.some((label) => !after.includes(label)),
  )
  await applyRules(
    lifted.map(({ segmentId }) => segmentId),
    context,
  )
}

async function planFor(
  body: AudienceModelImport,
  model: AudienceModel,
  { transaction }: HandlerContext,
): Promise<AudienceModelImportPlan> {
  const named = body.segmentRules.flatMap((row) => [row.segmentId, ...row.includedSegmentIds])
  const segments = await transaction.segments([...new Set(named)])
  const names = new Map(segments.map(({ id, name }) => [id, name]))
  return planAudienceModelImport(body, model, names, LIMITS)
}

export const audienceModelHandlers: Handlers<
  | 'dataSourceList'
  | 'dataSourceEffects'
  | 'dataSourceControlsUpdate'
  | 'traitList'
  | 'mergeRuleList'
  | 'segmentRestrictions'
  | 'audienceModelImportPreview'
  | 'audienceModelImportApply'
  | 'destinationExportCheck'
> = {
  async dataSourceList(_input, { transaction }) {
    const model = await transaction.audienceModel()
    const traits = Map.groupBy(model.traits, ({ dataSourceId }) => dataSourceId)
    const segments = segmentsReached(model)
    return {
      items: model.dataSources.map((source) => ({
        ...source,
        traits: traits.get(source.id)?.length ?? 0,
        segments: segments.get(source.id) ?? 0,
      })),
    }
  },

  async dataSourceEffects({ params, query }, context) {
    const model = await context.transaction.audienceModel()
    const source = model.dataSources.find(({ id }) => id === params.dataSourceId)
    if (!source) throw unknownSource(params.dataSourceId)
    return effectsOf(model, ofSource({ ...source, controls: query.controls }), context)
  },

  async dataSourceControlsUpdate({ params, body, revision }, context) {
    const { transaction } = context
    await transaction.lockAudienceModel()
    const before = await transaction.dataSource(params.dataSourceId)
    if (!before) throw unknownSource(params.dataSourceId)
    if (before.revision !== revision) {
      throw new ProblemError(
        'revision-conflict',
        'The data source was changed since you read it. Compare both versions and save again.',
        { current: before },
      )
    }
    const controls = orderedLabels(body.controls)
    const changed = { ...before, controls, revision: revision + 1 }
    await changeModel(await transaction.audienceModel(), ofSource(changed), body.confirmed, context)
    return changed
  },

  traitList({ query }, { transaction }) {
    return transaction.listTraits(query)
  },

  async mergeRuleList(_input, { transaction }) {
    return { items: await transaction.listMergeRules() }
  },

  async segmentRestrictions({ params }, context) {
    const { segmentId } = params
    const [segment] = await context.transaction.segments([segmentId])
    if (!segment) throw new ProblemError('not-found', `There is no segment ${segmentId}.`)
    const paths = await pathsOf([segmentId], context)
    return { segmentId, name: segment.name, paths: paths.get(segmentId) ?? [] }
  },

  async audienceModelImportPreview({ body }, context) {
    return (await planFor(body, await context.transaction.audienceModel(), context)).result
  },

  async audienceModelImportApply({ body }, context) {
    await context.transaction.lockAudienceModel()
    const model = await context.transaction.audienceModel()
    const { rows, result } = await planFor(body, model, context)
    await changeModel(model, rows, body.confirmed, context)
    return result
  },

  async destinationExportCheck({ params, query }, context) {
    const destination = await findDestination(params.destinationId, context)
    const mapped = await context.transaction.restrictedMappedSegments(destination.id)
    return exportCheck(destination.mappings.total, query.labels, mapped)
  },
}
