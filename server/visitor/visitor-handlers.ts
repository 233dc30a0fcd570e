import type { Handlers } from '../handler.ts'

export const visitorHandlers: Handlers<'visitorList'> = {
  async visitorList(_input, { transaction }) {
    return { items: await transaction.listVisitors() }
  },
}
