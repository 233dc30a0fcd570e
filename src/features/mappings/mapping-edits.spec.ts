// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Mapping, MappingBulkUpdated } from '../../contract/mapping.ts'
import {
  createMappingEdits,
  type Edit,
  rowEdit,
  type RowEdit,
  updateInput,
  withUnsent,
} from './mapping-edits.ts'

beforeEach(() => localStorage.clear())

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
    ruleId: null,
    updatedAt: '2026-11-23T10:00:00.000Z',
  }
}

const type = (mapping: Mapping, set: RowEdit['set']) => [rowEdit(mapping, set)]
const settled = () => new Promise((resolve) => setTimeout(resolve))

/** Edits whose requests are answered by hand. */
function manual() {
  const sent: {
    edit: Edit
    answer: (answer: Partial<MappingBulkUpdated>) => Promise<unknown>
    fail: (error: Error) => Promise<unknown>
  }[] = []
  const onSaved = vi.fn<(rows: Mapping[], change: MappingBulkUpdated['change']) => void>()
  const onRemoved = vi.fn<() => void>()
  const edits = createMappingEdits({
    send: (edit) =>
      new Promise((resolve, reject) => {
        sent.push({
          edit,
          answer: (answer) => {
            resolve({ updated: [], conflicts: [], change: null, ...answer })
            return settled()
          },
          fail: (error) => {
            reject(error)
            return settled()
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
  return { edits, sent, onSaved, onRemoved }
}

describe('edits of mappings', () => {
  it('go one by one, each a request of its own, with the cells of one edit together', async () => {
    const { edits, sent } = manual()
    edits.edit([rowEdit(row(1, 3), { value: 'a' }), rowEdit(row(2, 1), { value: 'b' })], 'paste')
    edits.edit(type(row(3, 1), { value: 'c' }), 'edit')
    expect(sent).toHaveLength(1)
    expect(updateInput(374, sent[0]?.edit ?? { kind: 'edit', changes: [] }).body).toEqual({
      kind: 'paste',
      changes: [
        { segmentId: 1, revision: 3, set: { value: 'a' } },
        { segmentId: 2, revision: 1, set: { value: 'b' } },
      ],
    })
    await sent[0]?.answer({ updated: [row(1, 4, 'a'), row(2, 2, 'b')] })
    expect(sent[1]?.edit.kind).toBe('edit')
  })

  it('of the same row follow each other, based on the row that was saved', async () => {
    const { edits, sent } = manual()
    edits.edit(type(row(1, 1), { value: 'a' }), 'edit')
    edits.edit(type(row(1, 1, 'a'), { value: 'ab' }), 'edit')
    await sent[0]?.answer({ updated: [row(1, 2, 'a')] })
    expect(sent[1]?.edit.changes).toMatchObject([{ revision: 2, set: { value: 'ab' } }])
    await sent[1]?.answer({ updated: [row(1, 3, 'ab')] })
    // What is shown may be a moment older than what was saved.
    edits.edit(type(row(1, 1, 'ab'), { value: 'abc' }), 'edit')
    expect(sent[2]?.edit.changes).toMatchObject([{ revision: 3 }])
  })

  it('are shown over what is stored until they are acknowledged', async () => {
    const { edits, sent, onSaved } = manual()
    edits.edit(type(row(1, 1, 'stored'), { value: 'mine' }), 'edit')
    edits.edit(type(row(1, 1, 'mine'), { endDate: '2027-01-01' }), 'edit')
    expect(withUnsent(row(1, 1, 'stored'), edits.state())).toMatchObject({
      value: 'mine',
      endDate: '2027-01-01',
    })
    const change = { number: 7, name: 'change value of A', at: '', segments: 1, undoes: null }
    await sent[0]?.answer({ updated: [row(1, 2, 'mine')], change })
    expect(onSaved).toHaveBeenCalledWith([row(1, 2, 'mine')], change)
    await sent[1]?.answer({ updated: [row(1, 3, 'mine')] })
    expect(edits.state()).toMatchObject({ phase: 'saved', at: 99, queue: [] })
    expect(edits.state().unsent.size).toBe(0)
  })

  it('survive a failure and a reload', async () => {
    const first = manual()
    first.edits.edit(type(row(1, 1), { value: 'precious' }), 'fill')
    await first.sent[0]?.fail(new Error('offline'))
    expect(first.edits.state().phase).toBe('failed')

    const afterReload = manual()
    expect(afterReload.sent[0]?.edit).toMatchObject({
      kind: 'fill',
      changes: [{ set: { value: 'precious' } }],
    })
    await afterReload.sent[0]?.answer({ updated: [row(1, 2, 'precious')] })
    expect(localStorage).toHaveLength(0)
  })

  it('in conflict stop their own row alone', async () => {
    const { edits, sent } = manual()
    edits.edit(
      [rowEdit(row(1, 1), { value: 'mine' }), rowEdit(row(2, 1), { value: 'fine' })],
      'paste',
    )
    edits.edit(type(row(1, 1, 'mine'), { priority: 5 }), 'edit')
    await sent[0]?.answer({
      updated: [row(2, 2, 'fine')],
      conflicts: [{ segmentId: 1, current: row(1, 5, 'theirs') }],
    })
    // What was typed later for the row waits with it.
    expect(edits.state().conflicts.get(1)?.mine.set).toEqual({ value: 'mine', priority: 5 })
    expect(edits.state().phase).toBe('saved')

    edits.resolve(1, 'mine')
    expect(sent[1]?.edit.changes).toMatchObject([
      { segmentId: 1, revision: 5, set: { value: 'mine', priority: 5 } },
    ])
  })

  it('of other fields than somebody else changed are sent again, on top of theirs', async () => {
    const { edits, sent } = manual()
    edits.edit(type(row(1, 1), { endDate: '2027-01-01' }), 'edit')
    await sent[0]?.answer({ conflicts: [{ segmentId: 1, current: row(1, 5, 'theirs') }] })
    expect(edits.state().conflicts.size).toBe(0)
    expect(sent[1]?.edit.changes).toMatchObject([{ revision: 5, set: { endDate: '2027-01-01' } }])
  })

  it('yield to the other person when asked to', async () => {
    const { edits, sent, onSaved } = manual()
    edits.edit(type(row(1, 1), { value: 'mine' }), 'edit')
    await sent[0]?.answer({ conflicts: [{ segmentId: 1, current: row(1, 5, 'theirs') }] })
    edits.resolve(1, 'theirs')
    expect(sent).toHaveLength(1)
    expect(onSaved).toHaveBeenLastCalledWith([row(1, 5, 'theirs')], null)
  })

  it('that the server refuses are taken back, those typed meanwhile are not', async () => {
    const { edits, sent } = manual()
    edits.edit(type(row(1, 1, 'a'), { value: null }), 'clear')
    edits.edit(type(row(2, 1), { value: 'later' }), 'edit')
    await sent[0]?.fail(new RangeError('not ready'))
    expect(edits.state()).toMatchObject({ refusal: { message: 'not ready' } })
    await sent[1]?.answer({ updated: [row(2, 2, 'later')] })
    expect(edits.state()).toMatchObject({ phase: 'saved', refusal: { message: 'not ready' } })
    expect(await edits.flush()).toBe(false)
  })

  it('that could not be sent can be given up, all or the last', async () => {
    const { edits, sent } = manual()
    edits.edit(type(row(1, 1), { value: 'a' }), 'edit')
    edits.edit(type(row(2, 1), { value: 'b' }), 'edit')
    await sent[0]?.fail(new Error('offline'))
    expect(edits.dropLast()).toBe(true)
    expect([...edits.state().unsent.keys()]).toEqual([1])
    edits.discard()
    expect(edits.dropLast()).toBe(false)
    expect(edits.state()).toMatchObject({ phase: 'saved', error: null })
    expect(localStorage).toHaveLength(0)
  })

  it('typed after a return to the automatic value are by hand again', async () => {
    const { edits } = manual()
    edits.edit(type(row(1, 1), { value: '1', valueOrigin: 'segment-id' }), 'edit')
    edits.edit(type(row(1, 1, '1'), { value: 'typed' }), 'edit')
    expect(withUnsent(row(1, 1), edits.state())).toMatchObject({
      value: 'typed',
      valueOrigin: 'manual',
    })
  })

  it('whose answer was lost are not in conflict with themselves', async () => {
    const { edits, sent, onSaved } = manual()
    edits.edit(type(row(1, 1), { value: 'mine' }), 'edit')
    await sent[0]?.fail(new Error('answer lost'))
    void edits.flush()
    await sent[1]?.answer({ conflicts: [{ segmentId: 1, current: row(1, 2, 'mine') }] })
    expect(edits.state()).toMatchObject({ phase: 'saved', conflicts: new Map() })
    expect(onSaved).toHaveBeenLastCalledWith([row(1, 2, 'mine')], null)
  })

  it('in conflict survive a reload, and conflict again', async () => {
    const first = manual()
    first.edits.edit(type(row(1, 1), { value: 'mine' }), 'edit')
    await first.sent[0]?.answer({ conflicts: [{ segmentId: 1, current: row(1, 5, 'theirs') }] })
    const afterReload = manual()
    expect(afterReload.sent[0]?.edit.changes).toMatchObject([
      { segmentId: 1, revision: 1, set: { value: 'mine' } },
    ])
  })

  it('of a row that somebody else removed end with the list read anew', async () => {
    const { edits, sent, onRemoved } = manual()
    edits.edit(type(row(1, 1), { value: 'mine' }), 'edit')
    await sent[0]?.answer({ conflicts: [{ segmentId: 1, current: null }] })
    edits.resolve(1, 'theirs')
    expect(onRemoved).toHaveBeenCalledOnce()
    expect(localStorage).toHaveLength(0)
  })

  it('of rows that were unmapped are forgotten', async () => {
    const { edits, sent } = manual()
    edits.edit(type(row(9, 1), { value: 'first' }), 'edit')
    edits.edit([rowEdit(row(1, 1), { value: 'a' }), rowEdit(row(2, 1), { value: 'b' })], 'paste')
    edits.forget([1])
    await sent[0]?.answer({ updated: [row(9, 2, 'first')] })
    expect(sent[1]?.edit.changes).toMatchObject([{ segmentId: 2 }])
  })

  it.each(['{', '[1]', 'null', '[{"segmentId":0}]', '[{"kind":"edit","changes":[{}]}]'])(
    'ignore the damaged entry %j',
    (text) => {
      localStorage.setItem('key', text)
      expect(manual().edits.state().queue).toEqual([])
    },
  )
})
