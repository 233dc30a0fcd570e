import type { ExportEffects } from '../../src/contract/audience-model.ts'
import { type ExportLabel, NAME_MAX } from '../../src/contract/common.ts'
import type { Destination, DestinationVersion } from '../../src/contract/destination/destination.ts'
import { checkBasicInformation } from '../../src/domain/basic-information.ts'
import {
  displayName,
  newBasicInformation,
  newConfiguration,
} from '../../src/domain/destination-types.ts'
import { blockedBy, labelEffects } from '../../src/domain/export-controls.ts'
import { effectCount } from '../../src/domain/export-effects.ts'
import { type LifecycleAction, transition } from '../../src/domain/lifecycle.ts'
import { readiness } from '../../src/domain/readiness.ts'
import { plural } from '../../src/lib/format.ts'
import { refuseUnconfirmed } from '../audience-model/export-effects.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { refuseBeyondLimit } from '../limit.ts'
import { saveWithRules } from '../mapping-rule/save-with-rules.ts'
import { ProblemError } from '../problem-error.ts'
import {
  findDestination,
  findUnchanged,
  recordCreation,
  refuseDeleted,
  refuseInvalid,
  refuseInvalidConfiguration,
} from './destination-changes.ts'

type Change = { params: { destinationId: number }; revision: number }

async function moveTo(
  { params, revision }: Change,
  action: LifecycleAction,
  version: DestinationVersion['action'],
  context: HandlerContext,
): Promise<Destination> {
  const before = await findUnchanged(params.destinationId, revision, context)
  const next = transition(before.status, action)
  if ('reason' in next) throw new ProblemError('wrong-state', next.reason)
  const at = context.now.toISOString()
  const isDeletion = next.to === 'deleted'
  return saveWithRules(
    before,
    {
      ...before,
      status: next.to,
      statusBeforeDelete: isDeletion ? before.status : null,
      activatedAt: action === 'activate' ? at : before.activatedAt,
      deletedAt: isDeletion ? at : null,
    },
    version,
    context,
  )
}

/** What other labels would stop or let through; a draft sends nothing, and nothing is stopped. */
async function liveEffects(
  destination: Destination,
  labels: ExportLabel[] | null,
  { transaction }: HandlerContext,
): Promise<ExportEffects> {
  const { id, status } = destination
  if (status !== 'active' && status !== 'paused') return { blocks: [], lifts: [] }
  return labelEffects(destination, labels, await transaction.restrictedMappedSegments(id))
}

/** The mapped segments that export controls keep from a destination. */
async function blockedSegmentIds(
  { id, exportLabels }: Destination,
  { transaction }: HandlerContext,
): Promise<number[]> {
  return (await transaction.restrictedMappedSegments(id))
    .filter(({ restrictedLabels }) => blockedBy(exportLabels, restrictedLabels).length > 0)
    .map((segment) => segment.id)
}

/**
 * The status that a destination has after the trash: the one before. What was blocked meanwhile was
 * stopped without anybody being asked, so an active destination waits, paused, until somebody has seen it.
 */
async function statusAfterTrash(
  deleted: Destination,
  context: HandlerContext,
): Promise<Destination['status']> {
  const before = deleted.statusBeforeDelete ?? 'draft'
  if (before !== 'active') return before
  const known = new Set(await context.transaction.blockedAtDeletion(deleted.id))
  const blocked = await blockedSegmentIds(deleted, context)
  return blocked.every((id) => known.has(id)) ? 'active' : 'paused'
}

/** A name for a copy, cut to what a name may have. */
function copyName(original: Destination): string {
  return Array.from(`Copy of ${displayName(original)}`)
    .slice(0, NAME_MAX)
    .join('')
}

export const destinationHandlers: Handlers<
  | 'destinationList'
  | 'destinationCreate'
  | 'destinationView'
  | 'destinationBasicUpdate'
  | 'destinationLabelsUpdate'
  | 'destinationConfigurationUpdate'
  | 'destinationActivate'
  | 'destinationPause'
  | 'destinationResume'
  | 'destinationClone'
  | 'destinationDelete'
  | 'destinationRestore'
  | 'destinationVersionList'
  | 'destinationVersionRestore'
> = {
  destinationList({ query }, { transaction, today }) {
    return transaction.listDestinations({
      q: query.q,
      category: query.category,
      types: query.type,
      statuses: query.status,
      attention: query.attention === 'true',
      sort: query.sort,
      direction: query.direction,
      cursor: query.cursor,
      limit: query.limit,
      today,
    })
  },

  async destinationCreate({ body }, context) {
    await refuseBeyondLimit(body.type, context)
    const at = context.now.toISOString()
    const destination = await context.transaction.insertDestination({
      ...newBasicInformation(body.type),
      configuration: newConfiguration(body.type),
      exportLabels: null,
      revision: 1,
      status: 'draft',
      statusBeforeDelete: null,
      createdAt: at,
      updatedAt: at,
      activatedAt: null,
      deletedAt: null,
    })
    await recordCreation(destination, context)
    return destination
  },

  destinationView({ params }, context) {
    return findDestination(params.destinationId, context)
  },

  async destinationBasicUpdate({ params, body, revision }, context) {
    const before = await findUnchanged(params.destinationId, revision, context)
    refuseDeleted(before)
    refuseInvalid(checkBasicInformation(before.configuration.type, body))
    return saveWithRules(before, { ...before, ...body }, 'edited', context)
  },

  async destinationLabelsUpdate({ params, body, revision }, context) {
    const { exportLabels, confirmed } = body
    const before = await findUnchanged(params.destinationId, revision, context)
    refuseDeleted(before)
    refuseUnconfirmed(await liveEffects(before, exportLabels, context), confirmed)
    return saveWithRules(before, { ...before, exportLabels }, 'edited', context)
  },

  async destinationConfigurationUpdate({ params, body, revision }, context) {
    const before = await findUnchanged(params.destinationId, revision, context)
    refuseDeleted(before)
    if (before.configuration.type !== body.type) {
      refuseInvalid([
        { path: 'type', message: `The type stays ${before.configuration.type} once it is chosen.` },
      ])
    }
    const changed = { ...before, configuration: body }
    await refuseInvalidConfiguration(changed, context)
    return saveWithRules(before, changed, 'edited', context)
  },

  async destinationActivate(change, context) {
    const before = await findUnchanged(change.params.destinationId, change.revision, context)
    const missing = before.status === 'draft' ? readiness(before) : []
    if (missing.length > 0) {
      throw new ProblemError('not-ready', 'The destination is not complete yet.', { missing })
    }
    return moveTo(change, 'activate', 'activated', context)
  },

  destinationPause(change, context) {
    return moveTo(change, 'pause', 'paused', context)
  },

  destinationResume(change, context) {
    return moveTo(change, 'resume', 'resumed', context)
  },

  async destinationClone({ params }, context) {
    const original = await findDestination(params.destinationId, context, true)
    await refuseBeyondLimit(original.configuration.type, context)
    const at = context.now.toISOString()
    const { id: _id, mappings: _mappings, ...fields } = original
    const copy = await context.transaction.insertDestination({
      ...fields,
      name: copyName(original),
      revision: 1,
      status: 'draft',
      statusBeforeDelete: null,
      createdAt: at,
      updatedAt: at,
      activatedAt: null,
      deletedAt: null,
    })
    await context.transaction.copyMappings(original.id, copy.id, at)
    const mappings = await context.transaction.refreshMappingStats(copy)
    await recordCreation(copy, context)
    return { ...copy, mappings }
  },

  async destinationDelete(change, context) {
    const deleted = await moveTo(change, 'delete', 'deleted', context)
    const blocked = await blockedSegmentIds(deleted, context)
    await context.transaction.saveBlockedAtDeletion(deleted.id, blocked)
    return deleted
  },

  async destinationRestore({ params, revision }, context) {
    const before = await findUnchanged(params.destinationId, revision, context)
    if (before.status !== 'deleted') {
      throw new ProblemError('wrong-state', 'Only a destination in the trash can be restored.')
    }
    await refuseBeyondLimit(before.configuration.type, context)
    return saveWithRules(
      before,
      {
        ...before,
        status: await statusAfterTrash(before, context),
        statusBeforeDelete: null,
        deletedAt: null,
      },
      'restored',
      context,
    )
  },

  async destinationVersionList({ params }, context) {
    await findDestination(params.destinationId, context)
    return { items: await context.transaction.listVersions(params.destinationId) }
  },

  async destinationVersionRestore({ params, revision }, context) {
    const before = await findUnchanged(params.destinationId, revision, context)
    refuseDeleted(before)
    const versions = await context.transaction.listVersions(params.destinationId)
    const version = versions.find((each) => each.revision === params.revision)
    if (!version) {
      throw new ProblemError('not-found', `There is no version ${params.revision}.`)
    }
    const changed = { ...before, ...version.snapshot }
    const effects = await liveEffects(before, changed.exportLabels, context)
    if (effects.blocks.length > 0) {
      throw new ProblemError(
        'wrong-state',
        `That version has other export labels, which would block ${plural(effectCount(effects.blocks), 'mapping')}. Change the labels in the step Export labels first.`,
      )
    }
    await refuseInvalidConfiguration(changed, context)
    return saveWithRules(before, changed, 'version-restored', context)
  },
}
