// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createUndoStack, UNDO_MAX } from './undo-stack.ts'

beforeEach(() => sessionStorage.clear())

const stack = () => createUndoStack(sessionStorage, 'undo')
const step = (number: number) => ({ number, name: `change ${number}` })
const numbers = (steps: readonly { number: number }[]) => steps.map(({ number }) => number)

describe('what can be taken back', () => {
  it('is what was done, the last first; and what was taken back can be done again', () => {
    const undo = stack()
    undo.push(step(1))
    undo.push(step(2))
    undo.took('undo', step(2), step(3))
    expect(numbers(undo.state().undo)).toEqual([1])
    expect(numbers(undo.state().redo)).toEqual([3])
    undo.took('redo', step(3), step(4))
    expect(numbers(undo.state().undo)).toEqual([1, 4])
    expect(undo.state().redo).toEqual([])
  })

  it('ends the redo with a new change', () => {
    const undo = stack()
    undo.push(step(1))
    undo.took('undo', step(1), step(2))
    undo.push(step(3))
    expect(undo.state().redo).toEqual([])
    expect(numbers(undo.state().undo)).toEqual([3])
  })

  it('lives through a reload', () => {
    stack().push(step(7))
    const after = stack()
    expect(after.state().undo).toEqual([step(7)])
    expect(after.isOwn(7)).toBe(true)
  })

  it('goes when nothing of it could be taken back', () => {
    const undo = stack()
    undo.push(step(1))
    undo.took('undo', step(1), null)
    expect(undo.state()).toMatchObject({ undo: [], redo: [] })
  })

  it('is no change that came to nothing', () => {
    const undo = stack()
    undo.push(null)
    expect(undo.state().undo).toEqual([])
  })

  it('is no more than the server keeps', () => {
    const undo = stack()
    for (let number = 1; number <= UNDO_MAX + 5; number += 1) undo.push(step(number))
    expect(undo.state().undo).toHaveLength(UNDO_MAX)
    expect(undo.state().undo.at(-1)).toEqual(step(UNDO_MAX + 5))
  })

  it('forgets what the server was set back before', () => {
    const undo = stack()
    undo.push(step(1))
    undo.push(step(9))
    undo.forgetBeyond(4)
    expect(numbers(undo.state().undo)).toEqual([1])
    expect(undo.isOwn(9)).toBe(false)
  })

  it.each(['{', '[]', '{"undo":[{"number":"1"}],"redo":[],"own":[]}'])(
    'ignores the damaged entry %j',
    (text) => {
      sessionStorage.setItem('undo', text)
      expect(stack().state()).toEqual({ undo: [], redo: [], own: [] })
    },
  )

  it('tells who shows it', () => {
    const undo = stack()
    const told = vi.fn<() => void>()
    const stop = undo.subscribe(told)
    undo.push(step(1))
    stop()
    undo.push(step(2))
    expect(told).toHaveBeenCalledOnce()
  })
})
