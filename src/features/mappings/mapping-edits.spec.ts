// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Mapping, MappingBulkUpdated } from '../../contract/mapping.ts'
import { createMappingEdits, EDIT_REST, type RowChange, withUnsent } from './mapping-edits.ts'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

function row(segmentId: number, revision: number, value: string | null = null): Mapping {
  return {
    segmentId,
    revision,
    value,
    valueOrigin: 'manual',
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-12-01',
    endDate: null,
    priority: 0,
    updatedAt: '2026-11-23T10:00:00.000Z',
  }
}

const afterRest = () => vi.advanceTimersByTimeAsync(EDIT_REST)

/** Edits whose requests are answered by hand. */
function manual() {
  const sent: {
    changes: RowChange[]
    answer: (answer: Partial<MappingBulkUpdated>) => Promise<void>
    fail: (error: Error) => Promise<void>
  }[] = []
  const onSaved = vi.fn<(rows: Mapping[]) => void>()
  const onRemoved = vi.fn<() => void>()
  const edits = createMappingEdits({
    send: (changes) =>
      new Promise((resolve, reject) => {
        sent.push({
          changes,
          answer: async (answer) => {
            resolve({ updated: [], conflicts: [], ...answer })
            await vi.advanceTimersByTimeAsync(0)
          },
          fail: async (error) => {
            reject(error)
            await vi.advanceTimersByTimeAsync(0)
          },
        })
      }),
    onSaved,
    onRemoved,
    isFinal: (error) => error instanceof RangeError,
    now: () => 99,
    storage: localStorage,
    storageKey: 'key',
  })
  return { edits, sent, rest: afterRest, onSaved, onRemoved }
}

describe('edits of mappings', () => {
  it('go together after a rest, merged by row', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([{ segmentId: 1, revision: 3, set: { value: 'a' } }])
    edits.edit([{ segmentId: 1, revision: 3, set: { endDate: '2027-01-01' } }])
    edits.edit([{ segmentId: 2, revision: 1, set: { value: 'b' } }])
    await rest()
    expect(sent.map(({ changes }) => changes)).toEqual([
      [
        { segmentId: 1, revision: 3, set: { value: 'a', endDate: '2027-01-01' } },
        { segmentId: 2, revision: 1, set: { value: 'b' } },
      ],
    ])
  })

  it('made during a request follow it, based on the row that was saved', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'a' } }])
    await rest()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'ab' } }])
    await rest()
    expect(sent).toHaveLength(1)
    await sent[0]?.answer({ updated: [row(1, 2, 'a')] })
    expect(sent[1]?.changes).toEqual([{ segmentId: 1, revision: 2, set: { value: 'ab' } }])
  })

  it('are shown over what is stored until they are acknowledged', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'mine' } }])
    expect(withUnsent(row(1, 1, 'stored'), edits.state()).value).toBe('mine')
    await rest()
    await sent[0]?.answer({ updated: [row(1, 2, 'mine')] })
    expect(edits.state()).toMatchObject({ phase: 'saved', at: 99 })
    expect(edits.state().unsent.size).toBe(0)
  })

  it('survive a failure and a reload', async () => {
    const first = manual()
    first.edits.edit([{ segmentId: 1, revision: 1, set: { value: 'precious' } }])
    await first.rest()
    await first.sent[0]?.fail(new Error('offline'))
    expect(first.edits.state().phase).toBe('failed')

    const afterReload = manual()
    await afterReload.rest()
    expect(afterReload.sent[0]?.changes[0]?.set).toEqual({ value: 'precious' })
    await afterReload.sent[0]?.answer({ updated: [row(1, 2, 'precious')] })
    expect(localStorage).toHaveLength(0)
  })

  it('in conflict stop their own row alone', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([
      { segmentId: 1, revision: 1, set: { value: 'mine' } },
      { segmentId: 2, revision: 1, set: { value: 'fine' } },
    ])
    await rest()
    await sent[0]?.answer({
      updated: [row(2, 2, 'fine')],
      conflicts: [{ segmentId: 1, current: row(1, 5, 'theirs') }],
    })
    expect(edits.state().conflicts.get(1)).toMatchObject({ mine: { set: { value: 'mine' } } })
    expect(edits.state().phase).toBe('saved')

    edits.resolve(1, 'mine')
    await rest()
    expect(sent[1]?.changes).toEqual([{ segmentId: 1, revision: 5, set: { value: 'mine' } }])
  })

  it('yield to the other person when asked to', async () => {
    const { edits, sent, rest, onSaved } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'mine' } }])
    await rest()
    await sent[0]?.answer({ conflicts: [{ segmentId: 1, current: row(1, 5, 'theirs') }] })
    edits.resolve(1, 'theirs')
    await rest()
    expect(sent).toHaveLength(1)
    expect(onSaved).toHaveBeenLastCalledWith([row(1, 5, 'theirs')])
  })

  it('that the server refuses are taken back, those typed meanwhile are not', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: null } }])
    await rest()
    edits.edit([{ segmentId: 2, revision: 1, set: { value: 'later' } }])
    await sent[0]?.fail(new RangeError('not ready'))
    expect(edits.state()).toMatchObject({ refusal: { message: 'not ready' } })
    expect(sent[1]?.changes).toEqual([{ segmentId: 2, revision: 1, set: { value: 'later' } }])
    await sent[1]?.answer({ updated: [row(2, 2, 'later')] })
    expect(edits.state()).toMatchObject({ phase: 'saved', refusal: { message: 'not ready' } })
  })

  it('that could not be sent can be given up', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'a' } }])
    await rest()
    await sent[0]?.fail(new Error('offline'))
    edits.discard()
    expect(edits.state()).toMatchObject({ phase: 'saved', error: null })
    expect(localStorage).toHaveLength(0)
  })

  it('typed after a return to the automatic value are by hand again', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: '1', valueOrigin: 'segment-id' } }])
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'typed' } }])
    await rest()
    expect(sent[0]?.changes[0]?.set).toEqual({ value: 'typed', valueOrigin: 'manual' })
  })

  it('whose answer was lost are not in conflict with themselves', async () => {
    const { edits, sent, rest, onSaved } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'mine' } }])
    await rest()
    await sent[0]?.fail(new Error('answer lost'))
    void edits.flush()
    await sent[1]?.answer({ conflicts: [{ segmentId: 1, current: row(1, 2, 'mine') }] })
    expect(edits.state()).toMatchObject({ phase: 'saved', conflicts: new Map() })
    expect(onSaved).toHaveBeenLastCalledWith([row(1, 2, 'mine')])
  })

  it('in conflict survive a reload, and conflict again', async () => {
    const first = manual()
    first.edits.edit([{ segmentId: 1, revision: 1, set: { value: 'mine' } }])
    await first.rest()
    await first.sent[0]?.answer({ conflicts: [{ segmentId: 1, current: row(1, 5, 'theirs') }] })

    const afterReload = manual()
    await afterReload.rest()
    expect(afterReload.sent[0]?.changes).toEqual([
      { segmentId: 1, revision: 1, set: { value: 'mine' } },
    ])
  })

  it('of a row that somebody else removed end with the list read anew', async () => {
    const { edits, sent, rest, onRemoved } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'mine' } }])
    await rest()
    await sent[0]?.answer({ conflicts: [{ segmentId: 1, current: null }] })
    edits.resolve(1, 'theirs')
    expect(onRemoved).toHaveBeenCalledOnce()
    expect(localStorage).toHaveLength(0)
  })

  it('of rows that were unmapped are forgotten', async () => {
    const { edits, sent, rest } = manual()
    edits.edit([{ segmentId: 1, revision: 1, set: { value: 'a' } }])
    edits.forget([1])
    await rest()
    expect(sent).toHaveLength(0)
    expect(edits.state()).toMatchObject({ phase: 'saved' })
  })

  it.each(['{', '[1]', 'null', '[{"segmentId":0}]'])('ignore the damaged entry %j', (text) => {
    localStorage.setItem('key', text)
    expect(manual().edits.state().unsent.size).toBe(0)
  })
})
