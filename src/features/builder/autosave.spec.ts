import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AUTOSAVE_DELAY, createAutosave } from './autosave.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A save whose requests are answered by hand. */
function manualSave() {
  const sent: {
    values: string
    succeed: (leftOut?: number) => void
    fail: (error: Error) => void
  }[] = []
  const save = (values: string) =>
    new Promise<number>((resolve, reject) => {
      sent.push({ values, succeed: (leftOut = 0) => resolve(leftOut), fail: reject })
    })
  return { save, sent, last: () => sent.at(-1) }
}

describe('autosave', () => {
  it('sends only the last of several quick keystrokes', async () => {
    const { save, sent } = manualSave()
    const autosave = createAutosave(save, () => 5)
    for (const values of ['a', 'ab', 'abc']) autosave.change(values)
    expect(autosave.state().phase).toBe('pending')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY)
    expect(sent.map((request) => request.values)).toEqual(['abc'])
    expect(autosave.state().phase).toBe('saving')
  })

  it('tells when it was saved', async () => {
    const { save, last } = manualSave()
    const autosave = createAutosave(save, () => 1234)
    autosave.change('a')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY)
    last()?.succeed()
    await vi.advanceTimersByTimeAsync(0)
    expect(autosave.state()).toEqual({ phase: 'saved', at: 1234 })
  })

  it('does not call saved what was left out, until it is put right', async () => {
    const { save, last } = manualSave()
    const autosave = createAutosave(save, () => 1234)
    autosave.change('a wrong one')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY)
    last()?.succeed(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(autosave.state()).toEqual({ phase: 'incomplete', fields: 1 })
    autosave.change('a right one')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY)
    last()?.succeed()
    await vi.advanceTimersByTimeAsync(0)
    expect(autosave.state()).toEqual({ phase: 'saved', at: 1234 })
  })

  it('sends what was typed during a request after it, never beside it', async () => {
    const { save, sent, last } = manualSave()
    const autosave = createAutosave(save, () => 0)
    autosave.change('first')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY)
    autosave.change('second')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY * 3)
    expect(sent).toHaveLength(1)
    last()?.succeed()
    await vi.advanceTimersByTimeAsync(0)
    expect(last()?.values).toBe('second')
  })

  it('keeps what could not be saved and sends it on retry', async () => {
    const { save, sent, last } = manualSave()
    const autosave = createAutosave(save, () => 0)
    autosave.change('precious')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY)
    last()?.fail(new Error('503'))
    await vi.advanceTimersByTimeAsync(0)
    expect(autosave.state()).toMatchObject({ phase: 'failed' })

    const done = autosave.flush()
    expect(last()?.values).toBe('precious')
    last()?.succeed()
    expect(await done).toBe(true)
    expect(sent).toHaveLength(2)
  })

  it('flush tells when saving failed, so that the person is not led away', async () => {
    const { save, last } = manualSave()
    const autosave = createAutosave(save, () => 0)
    autosave.change('a')
    const done = autosave.flush()
    last()?.fail(new Error('offline'))
    expect(await done).toBe(false)
  })

  it('flush without anything typed sends nothing', async () => {
    const { save, sent } = manualSave()
    expect(await createAutosave(save, () => 0).flush()).toBe(true)
    expect(sent).toHaveLength(0)
  })

  it('tells its listeners of each state', async () => {
    const { save, last } = manualSave()
    const autosave = createAutosave(save, () => 0)
    const seen: string[] = []
    autosave.subscribe(() => seen.push(autosave.state().phase))
    autosave.change('a')
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY)
    last()?.succeed()
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toEqual(['pending', 'saving', 'saved'])
  })
})
