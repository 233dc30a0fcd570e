import type { Account } from '../../src/contract/account.ts'
import type { HandlerContext, Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'

async function accountOf({ transaction, limits }: HandlerContext): Promise<Account> {
  const usage = await transaction.usage()
  return {
    empty:
      usage.segments + usage.dataSources + usage.visitors === 0 &&
      usage.destinations + usage.trashed === 0,
    sampleData: usage.sampleData,
    usage: {
      destinations: { used: usage.destinations, max: limits.destinations },
      'url-destinations': { used: usage.byType.url, max: limits['url-destinations'] },
      'cookie-destinations': { used: usage.byType.cookie, max: limits['cookie-destinations'] },
      segments: { used: usage.segments, max: limits.segments },
    },
    trashed: usage.trashed,
  }
}

export const accountHandlers: Handlers<'accountView' | 'sampleDataLoad'> = {
  accountView: (_input, context) => accountOf(context),

  async sampleDataLoad(_input, context) {
    const { transaction, now, sampleData } = context
    await transaction.lockAudienceModel()
    await transaction.lockAccount()
    if (!(await accountOf(context)).empty) {
      throw new ProblemError(
        'wrong-state',
        'Sample data can be loaded into an empty account only, and this one holds something.',
      )
    }
    const { segments, destinations, visitors, audienceModel } = await sampleData(now)
    await transaction.saveAudienceModel(audienceModel)
    await transaction.insertSegments(segments)
    const lastVisitorId = await transaction.lastVisitorId()
    await transaction.insertVisitors(
      visitors.map((visitor) => ({ ...visitor, id: lastVisitorId + visitor.id })),
    )
    for (const { destination, mappings } of destinations) {
      const { id, mappings: _stats, ...fields } = destination
      // oxlint-disable no-await-in-loop -- one connection, one statement at a time
      await transaction.insertDestinationAs(id, fields)
      await transaction.insertMappings(id, mappings)
      await transaction.refreshMappingStats(destination)
      const { name, description, environment, autoFill, exportLabels, configuration } = destination
      await transaction.saveVersion(
        id,
        {
          revision: destination.revision,
          at: destination.updatedAt,
          action: 'created',
          snapshot: { name, description, environment, autoFill, exportLabels, configuration },
        },
        null,
      )
      // oxlint-enable no-await-in-loop
    }
    await transaction.markSampleData()
    return accountOf(context)
  },
}
