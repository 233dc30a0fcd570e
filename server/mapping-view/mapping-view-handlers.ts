import { MAPPING_VIEWS_MAX } from '../../src/contract/mapping-rule.ts'
import type { Handlers } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'
import { nameKey } from '../store/sort-keys.ts'

export const mappingViewHandlers: Handlers<
  'mappingViewList' | 'mappingViewCreate' | 'mappingViewDelete'
> = {
  async mappingViewList(_input, { transaction }) {
    return { items: await transaction.listMappingViews() }
  },

  async mappingViewCreate({ body }, { transaction, now }) {
    await transaction.lockAccount()
    const views = await transaction.listMappingViews()
    const isNew = !views.some(({ name }) => nameKey(name) === nameKey(body.name))
    if (isNew && views.length >= MAPPING_VIEWS_MAX) {
      throw new ProblemError(
        'limit-reached',
        `The account has its ${MAPPING_VIEWS_MAX} named views, which is the limit. Remove one, or save under the name of one.`,
        { limit: { name: 'mapping-views', max: MAPPING_VIEWS_MAX } },
      )
    }
    return transaction.saveMappingView({ ...body, createdAt: now.toISOString() })
  },

  async mappingViewDelete({ params }, { transaction }) {
    if (await transaction.deleteMappingView(params.viewId)) return null
    throw new ProblemError('not-found', `There is no named view ${params.viewId}.`)
  },
}
