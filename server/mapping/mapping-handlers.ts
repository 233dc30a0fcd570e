import { findDestination } from '../destination/destination-changes.ts'
import { folderOf } from '../folder-parameter.ts'
import type { Handlers } from '../handler.ts'
import { judgedFor, judgedOf } from './over-size.ts'

/** What is read of a destination's mappings. */
export const mappingHandlers: Handlers<
  'mappingList' | 'mappingIdList' | 'mappingCountView' | 'deliveryMappingList'
> = {
  async mappingList({ params, query }, context) {
    const { transaction } = context
    const destination = await findDestination(params.destinationId, context)
    // Before the rows: they may be newer than the number tells, but never older.
    const change = await transaction.lastMappingChange(destination.id)
    const page = await transaction.listMappings(destination, {
      ...query,
      folder: folderOf(query.folder),
      judged: await judgedOf(destination, context),
    })
    return { ...page, change }
  },

  async mappingIdList({ params, query }, context) {
    const { transaction } = context
    const destination = await findDestination(params.destinationId, context)
    const change = await transaction.lastMappingChange(destination.id)
    const segmentIds = await transaction.mappingIds(destination, {
      ...query,
      folder: folderOf(query.folder),
      judged: await judgedFor(query, destination, context),
    })
    return { segmentIds, change }
  },

  async mappingCountView({ params, query }, context) {
    const destination = await findDestination(params.destinationId, context)
    const search = { q: query.q, folder: folderOf(query.folder) }
    const judged = await judgedOf(destination, context)
    return context.transaction.mappingCounts(destination, search, judged)
  },

  async deliveryMappingList({ params }, context) {
    const { id } = await findDestination(params.destinationId, context)
    return { items: await context.transaction.deliveryMappings(id) }
  },
}
