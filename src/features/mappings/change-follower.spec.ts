import { describe, expect, it, vi } from 'vitest'
import { createChangeFollower, othersWords } from './change-follower.ts'

const change = (number: number, name = `change ${number}`) => ({
  number,
  name,
  at: '2026-11-23T10:00:00.000Z',
  segments: 1,
  undoes: null,
})

/** A server's log that can be written to, and a page that follows it. */
function followed(log: number[]) {
  const own = new Set<number>()
  const page = { isWriting: false }
  const read = vi.fn<(since: number) => Promise<{ last: number; items: typeof items }>>(
    async (since) => ({
      last: log.at(-1) ?? 0,
      items: log.filter((number) => number > since).map((number) => change(number)),
    }),
  )
  const items = [change(0)]
  const onOthers = vi.fn<() => Promise<void>>(async () => undefined)
  const onSetBack = vi.fn<(last: number) => void>()
  const follower = createChangeFollower({
    read,
    isOwn: (number) => own.has(number),
    isWriting: () => page.isWriting,
    onOthers,
    onSetBack,
  })
  return { follower, log, own, page, read, onOthers, onSetBack }
}

const numbers = (changes: readonly { number: number }[]) => changes.map(({ number }) => number)

describe('following others', () => {
  it('starts with what is there, and tells what comes', async () => {
    const { follower, log, onOthers } = followed([1, 2])
    await follower.look()
    expect(follower.state()).toEqual({ seen: 2, others: [] })
    log.push(3)
    await follower.look()
    expect(onOthers).toHaveBeenCalledOnce()
    expect(follower.state().seen).toBe(3)
    expect(numbers(follower.state().others)).toEqual([3])
    follower.dismiss()
    expect(follower.state().others).toEqual([])
  })

  it('takes no change of this page for somebody else’s', async () => {
    const { follower, log, own, onOthers } = followed([1])
    await follower.look()
    log.push(2)
    own.add(2)
    follower.made(change(2))
    expect(follower.state().seen).toBe(2)
    await follower.look()
    expect(onOthers).not.toHaveBeenCalled()
  })

  it('does not skip what somebody else did just before', async () => {
    const { follower, log, own } = followed([1])
    await follower.look()
    log.push(2, 3)
    own.add(3)
    follower.made(change(3))
    expect(follower.state().seen).toBe(1)
    await follower.look()
    expect(numbers(follower.state().others)).toEqual([2])
    expect(follower.state().seen).toBe(3)
  })

  it('waits while a change of this page is on its way', async () => {
    const { follower, log, page, read } = followed([1])
    await follower.look()
    page.isWriting = true
    await follower.look()
    expect(read).toHaveBeenCalledOnce()
    page.isWriting = false
    read.mockImplementationOnce(async () => {
      page.isWriting = true
      return { last: 2, items: [change(2)] }
    })
    log.push(2)
    await follower.look()
    expect(follower.state()).toEqual({ seen: 1, others: [] })
  })

  it('is quiet about errors, and goes on afterwards', async () => {
    const { follower, log, read } = followed([1])
    await follower.look()
    log.push(2)
    read.mockRejectedValueOnce(new Error('offline'))
    await follower.look()
    expect(follower.state().seen).toBe(1)
    await follower.look()
    expect(follower.state().seen).toBe(2)
  })

  it('starts anew when the data was set back', async () => {
    const { follower, log, onSetBack, onOthers } = followed([1, 2, 3])
    await follower.look()
    log.length = 0
    await follower.look()
    expect(onSetBack).toHaveBeenLastCalledWith(0)
    expect(onOthers).toHaveBeenCalledOnce()
    expect(follower.state()).toEqual({ seen: 0, others: [] })
  })
})

it.each([
  [[], ''],
  [[change(1, 'set end date of 12')], 'Somebody else: set end date of 12.'],
  [
    [change(1), change(2), change(3, 'unmap 4 segments')],
    'Somebody else: unmap 4 segments, and 2 more changes.',
  ],
])('what others did is a sentence', (others, words) => {
  expect(othersWords(others)).toBe(words)
})
