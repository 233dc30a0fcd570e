import type { Handlers } from '../handler.ts'

export const liveTestHandlers: Handlers<'arrivalList'> = {
  async arrivalList({ params }, { transaction }) {
    return { items: await transaction.listArrivals(params.liveTestId) }
  },
}
