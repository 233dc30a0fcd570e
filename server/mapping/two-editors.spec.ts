import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  record,
  subarray,
} from 'fast-check'
import { expect, it } from 'vitest'
import type { Mapping, MappingConflict } from '../../src/contract/mapping.ts'
import type { MappingChangeEntry } from '../../src/contract/mapping-change.ts'
import { createMappingApp, type MappingApp } from '../testing/mapping-app.ts'

const IDS = [1, 2, 3, 4]
const FIELDS = ['value', 'priority', 'endDate'] as const
type Field = (typeof FIELDS)[number]
/** What a row holds. */
type Cells = Record<Field, string | number | null>
type Written = { before: Cells | null; after: Cells | null }

function repeated<T extends string>(what: T, times: number): T[] {
  return Array.from({ length: times }, () => what)
}

/** What somebody does next, as far as what they know lets them. */
const step = record({
  who: constantFrom(0, 1),
  what: constantFrom<'look' | 'map' | 'unmap' | 'edit' | 'act' | 'undo' | 'redo'>(
    ...repeated('look', 3),
    ...repeated('map', 1),
    ...repeated('unmap', 1),
    ...repeated('edit', 4),
    ...repeated('act', 4),
    ...repeated('undo', 4),
    ...repeated('redo', 2),
  ),
  ids: subarray(IDS, { minLength: 1, maxLength: 2 }),
  field: constantFrom(...FIELDS),
  number: integer({ min: 1, max: 28 }),
})
type Step = typeof step extends Arbitrary<infer T> ? T : never

/** What one of the two has seen and done: never more than the answers told. */
type Editor = {
  known: Map<number, Mapping>
  /** All changes up to this one are seen. */
  seen: number
  undo: number[]
  redo: number[]
}

function anEditor(): Editor {
  return { known: new Map(), seen: 0, undo: [], redo: [] }
}

/** A change of one's own is seen; those of others before it are not. */
function note(editor: Editor, change: MappingChangeEntry | null): void {
  if (change?.number === editor.seen + 1) editor.seen = change.number
}

function did(editor: Editor, change: MappingChangeEntry | null): void {
  note(editor, change)
  if (!change) return
  editor.undo.push(change.number)
  editor.redo.length = 0
}

function cellsOf({ value, priority, endDate }: Mapping): Cells {
  return { value, priority, endDate }
}

function pick(cells: Cells, fields: readonly Field[]): Partial<Cells> {
  return Object.fromEntries(fields.map((field) => [field, cells[field]]))
}

function contentOf(field: Field, number: number): string | number {
  switch (field) {
    case 'value':
      return `v${number}`
    case 'priority':
      return number
    case 'endDate':
      return `2027-02-${String(number).padStart(2, '0')}`
  }
}

function differs({ before, after }: Written, field: Field): boolean {
  return !before || !after || before[field] !== after[field]
}

/** What was acknowledged, kept without looking at the server's rows. */
function createTruth() {
  const rows = new Map<number, Cells>()
  /** The change that wrote each cell last; adding and removing a row writes all of its cells. */
  const writtenBy = new Map<string, number>()
  const changes = new Map<number, Map<number, Written>>()

  return {
    rows,
    write(change: MappingChangeEntry | null, news: ReadonlyMap<number, Cells | null>): void {
      const written = new Map<number, Written>()
      for (const [id, after] of news) {
        const each = { before: rows.get(id) ?? null, after }
        if (JSON.stringify(each.before) === JSON.stringify(after)) continue
        written.set(id, each)
        for (const field of FIELDS) {
          if (differs(each, field)) writtenBy.set(`${id}/${field}`, change?.number ?? Infinity)
        }
        if (after) rows.set(id, after)
        else rows.delete(id)
      }
      expect(change?.segments ?? 0).toBe(written.size)
      if (change) changes.set(change.number, written)
    },
    lastWrite(id: number, fields: readonly Field[]): number {
      return Math.max(0, ...fields.map((field) => writtenBy.get(`${id}/${field}`) ?? 0))
    },
    /** What taking back a change has to make of its rows, and which it has to leave. */
    undoOf(number: number): { news: Map<number, Cells | null>; conflicts: number[] } {
      const news = new Map<number, Cells | null>()
      const conflicts: number[] = []
      for (const [id, written] of changes.get(number) ?? []) {
        const { before, after } = written
        const now = rows.get(id) ?? null
        const touched = FIELDS.filter((field) => differs(written, field))
        const isAs = (cells: Cells | null) =>
          now && cells ? touched.every((field) => now[field] === cells[field]) : now === cells
        if (isAs(after)) {
          news.set(id, before && now ? { ...now, ...pick(before, touched) } : before)
        } else if (!isAs(before)) conflicts.push(id)
      }
      return { news, conflicts }
    },
  }
}

const inOrder = (ids: readonly number[]) => ids.toSorted((a, b) => a - b)
const idsOf = (conflicts: readonly MappingConflict[]) =>
  inOrder(conflicts.map(({ segmentId }) => segmentId))

/** Two people at one destination, and what was acknowledged to them. */
function createSession(test: MappingApp) {
  const truth = createTruth()
  const editors = [anEditor(), anEditor()]

  /** A conflict shows the row as it is now. */
  function expectCurrent(conflicts: readonly MappingConflict[]): void {
    for (const { segmentId, current } of conflicts) {
      expect(current && cellsOf(current)).toEqual(truth.rows.get(segmentId) ?? null)
    }
  }

  /** The rows that were left alone are exactly those that somebody wrote after what was seen. */
  function expectLeft(
    conflicts: readonly MappingConflict[],
    ids: readonly number[],
    seen: number,
    fields: readonly Field[],
  ): void {
    expectCurrent(conflicts)
    const written = ids.filter((id) => !truth.rows.has(id) || truth.lastWrite(id, fields) > seen)
    expect(idsOf(conflicts)).toEqual(written)
  }

  async function look(editor: Editor): Promise<void> {
    const { body } = await test.get('mappings?limit=100')
    editor.known.clear()
    for (const mapping of body.items) editor.known.set(mapping.segmentId, mapping)
    editor.seen = body.change
  }

  async function map(editor: Editor, ids: readonly number[]): Promise<void> {
    const { body } = await test.map(...ids)
    const fresh = ids.filter((id) => !truth.rows.has(id))
    expect(inOrder(body.segmentIds)).toEqual(fresh)
    truth.write(
      body.change,
      new Map(fresh.map((id) => [id, { value: String(id), priority: 0, endDate: null }])),
    )
    did(editor, body.change)
  }

  async function unmap(editor: Editor, ids: readonly number[]): Promise<void> {
    const { body } = await test.post('mappings/bulk-delete', {
      select: { segmentIds: ids },
      asOf: editor.seen,
    })
    const mapped = ids.filter((id) => truth.rows.has(id))
    expectLeft(body.conflicts, mapped, editor.seen, FIELDS)
    truth.write(body.change, new Map(body.segmentIds.map((id: number) => [id, null])))
    did(editor, body.change)
  }

  async function edit(
    editor: Editor,
    ids: readonly number[],
    { field, number }: Step,
  ): Promise<void> {
    const content = contentOf(field, number)
    const { body } = await test.post('mappings/bulk-update', {
      changes: ids.map((segmentId) => ({
        segmentId,
        revision: editor.known.get(segmentId)?.revision,
        set: { [field]: content },
      })),
    })
    const news = new Map<number, Cells>()
    for (const mapping of body.updated) {
      const known = editor.known.get(mapping.segmentId)
      // What is overwritten is what was seen, in every cell of the row.
      expect(truth.rows.get(mapping.segmentId)).toEqual(known && cellsOf(known))
      news.set(mapping.segmentId, { ...cellsOf(mapping), [field]: content })
      editor.known.set(mapping.segmentId, mapping)
    }
    expect(body.updated.length + body.conflicts.length).toBe(ids.length)
    expectCurrent(body.conflicts)
    truth.write(body.change, news)
    did(editor, body.change)
  }

  async function act(
    editor: Editor,
    ids: readonly number[],
    { field, number }: Step,
  ): Promise<void> {
    const content = contentOf(field, number)
    const { body } = await test.act(
      { segmentIds: ids },
      { action: 'set', fields: { [field]: content } },
      { asOf: editor.seen },
    )
    expectLeft(body.conflicts, ids, editor.seen, [field])
    const left = idsOf(body.conflicts)
    const news = new Map<number, Cells>()
    for (const [id, cells] of truth.rows) {
      if (ids.includes(id) && !left.includes(id)) news.set(id, { ...cells, [field]: content })
    }
    expect(news.size).toBe(ids.length - left.length)
    truth.write(body.change, news)
    did(editor, body.change)
  }

  async function takeBack(editor: Editor, way: 'undo' | 'redo'): Promise<void> {
    const number = editor[way].pop()
    if (number === undefined) return
    const { news, conflicts } = truth.undoOf(number)
    const { body } = await test.undo(number)
    expectCurrent(body.conflicts)
    expect(idsOf(body.conflicts)).toEqual(inOrder(conflicts))
    truth.write(body.change, news)
    note(editor, body.change)
    if (body.change) editor[way === 'undo' ? 'redo' : 'undo'].push(body.change.number)
  }

  return {
    /** All is mapped, and both have seen it. */
    async begin(): Promise<void> {
      const [first, second] = editors
      if (!first || !second) return
      await map(first, IDS)
      await look(first)
      await look(second)
    },
    async take(next: Step): Promise<void> {
      const editor = editors[next.who]
      if (!editor) return
      const known = next.ids.filter((id) => editor.known.has(id))
      switch (next.what) {
        case 'look':
          return look(editor)
        case 'map':
          return map(editor, next.ids)
        case 'unmap':
          return known.length === 0 ? undefined : unmap(editor, known)
        case 'edit':
          return known.length === 0 ? undefined : edit(editor, known, next)
        case 'act':
          return known.length === 0 ? undefined : act(editor, known, next)
        case 'undo':
        case 'redo':
          return takeBack(editor, next.what)
      }
    },
    /** Every cell is as it was last acknowledged. */
    async expectNothingLost(): Promise<void> {
      const id = Number(test.at.split('/').at(-1))
      const stored = await test.app.store.read((tx) => tx.mappings(id, IDS))
      expect(new Map(stored.map((each) => [each.segmentId, cellsOf(each)]))).toEqual(truth.rows)
    },
  }
}

/** How many of the runs share an app, each with a destination of its own. */
const RUNS_AN_APP = 50

it('never lose what the other has done: 1,000 interleavings of two people', async () => {
  expect.hasAssertions()
  let app = await createMappingApp(IDS.length)
  let runs = 0
  await assert(
    asyncProperty(array(step, { minLength: 10, maxLength: 24, size: 'max' }), async (steps) => {
      app = runs % RUNS_AN_APP === 0 ? await createMappingApp(IDS.length) : await app.another()
      runs += 1
      const session = createSession(app)
      await session.begin()
      for (const next of steps) {
        // oxlint-disable no-await-in-loop -- one after the other: the order is what is tried
        await session.take(next)
        await session.expectNothingLost()
        // oxlint-enable no-await-in-loop
      }
    }),
    { numRuns: 1000 },
  )
})
