import {
  array,
  assert,
  constantFrom,
  integer,
  option,
  property,
  record,
  subarray,
  tuple,
  uniqueArray,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mapping } from '../contract/mapping.ts'
import {
  describeRows,
  isSameRow,
  type MappingRow,
  type RowChanges,
  segmentIdsOf,
  type StoredRows,
  touchedRows,
  undoOf,
} from './mapping-changes.ts'
import { aMapping } from './test-mapping.ts'

const fields = record({
  value: option(constantFrom('a', 'b')),
  key: option(constantFrom('k')),
  startDate: constantFrom('2026-11-01', '2026-12-01'),
  endDate: option(constantFrom('2026-12-31')),
  priority: integer({ min: 0, max: 2 }),
  valueOrigin: constantFrom<Mapping['valueOrigin']>('manual', 'segment-id'),
  ruleId: option(constantFrom(1)),
})

const row = (segmentId: number) => fields.map((given) => aMapping(segmentId, given))
const IDS = [1, 2, 3, 4, 5, 6]

/** Some rows and a change of them. */
const situation = uniqueArray(constantFrom(...IDS)).chain((mapped) =>
  record({
    rows: tuple(...mapped.map(row)),
    add: subarray(IDS.filter((id) => !mapped.includes(id))).chain((ids) => tuple(...ids.map(row))),
    touched: subarray(mapped).chain((ids) =>
      tuple(...ids.map((id) => tuple(row(id), constantFrom(...(['save', 'remove'] as const))))),
    ),
  }).map(({ rows, add, touched }) => {
    const before = new Map(rows.map((each) => [each.segmentId, each]))
    const of = (id: number): Mapping => before.get(id) ?? aMapping(id)
    const changes: RowChanges = {
      add,
      save: touched
        .filter(([after, kind]) => kind === 'save' && !isSameRow(after, of(after.segmentId)))
        .map(([after]) => ({ before: of(after.segmentId), after })),
      remove: touched
        .filter(([, kind]) => kind === 'remove')
        .map(([{ segmentId }]) => of(segmentId)),
    }
    return { rows, changes }
  }),
)

function applied(rows: readonly Mapping[], { add, save, remove }: RowChanges): Mapping[] {
  const now = new Map(rows.map((each) => [each.segmentId, each]))
  for (const { segmentId } of remove) now.delete(segmentId)
  for (const { before, after } of save) now.set(after.segmentId, { ...before, ...after })
  for (const added of add) now.set(added.segmentId, aMapping(added.segmentId, added))
  return [...now.values()].toSorted((a, b) => a.segmentId - b.segmentId)
}

/** As it is kept and read again. */
function stored(changes: RowChanges): { rows: StoredRows } {
  return JSON.parse(JSON.stringify({ rows: describeRows(changes) }))
}

const sorted = (rows: readonly Mapping[]) => rows.toSorted((a, b) => a.segmentId - b.segmentId)

describe('taking a change back', () => {
  it('gives back the same rows, and taking that back gives the change again', () => {
    assert(
      property(situation, ({ rows, changes }) => {
        const after = applied(rows, changes)
        const undo = undoOf(stored(changes), after)
        expect(undo.conflicts).toEqual([])
        const back = applied(after, undo)
        expect(back).toEqual(sorted(rows))
        const redo = undoOf(stored(undo), back)
        expect(redo.conflicts).toEqual([])
        expect(applied(back, redo)).toEqual(after)
        expect(stored(redo)).toEqual(stored(undoOf(stored(undo), back)))
      }),
    )
  })

  it('leaves and reports the rows that were changed again since, and no others', () => {
    assert(
      property(
        situation,
        array(tuple(constantFrom(...IDS), option(fields)), { maxLength: 4 }),
        ({ rows, changes }, later) => {
          const between = applied(rows, changes)
          const now = new Map(between.map((each) => [each.segmentId, each]))
          for (const [id, given] of later) {
            if (given === null) now.delete(id)
            else now.set(id, aMapping(id, given))
          }
          const undo = undoOf(stored(changes), now.values())
          const after = new Map(
            applied([...now.values()], undo).map((each) => [each.segmentId, each]),
          )
          const conflicts = new Set(undo.conflicts.map(({ segmentId }) => segmentId))
          for (const { segmentId, current } of undo.conflicts) {
            expect(current).toEqual(now.get(segmentId) ?? null)
            expect(after.get(segmentId)).toEqual(now.get(segmentId))
          }
          const before = new Map(rows.map((each) => [each.segmentId, each]))
          const left = new Map(between.map((each) => [each.segmentId, each]))
          const ids = new Set(segmentIdsOf(describeRows(changes)))
          const state = (of: Map<number, Mapping>, id: number) => JSON.stringify(of.get(id))
          const isLeft = (id: number) => state(now, id) === state(left, id)
          const untouched = IDS.filter((id) => ids.has(id) && isLeft(id))
          expect(untouched.filter((id) => conflicts.has(id))).toEqual([])
          expect(untouched.map((id) => after.get(id))).toEqual(
            untouched.map((id) => before.get(id)),
          )
          const others = IDS.filter((id) => !ids.has(id))
          expect(others.map((id) => after.get(id))).toEqual(others.map((id) => now.get(id)))
        },
      ),
    )
  })

  it('keeps what others changed in other fields of the row', () => {
    const before = aMapping(1)
    const change = stored({
      add: [],
      save: [{ before, after: { ...before, endDate: '2026-12-31' } }],
      remove: [],
    })
    const now = aMapping(1, { endDate: '2026-12-31', value: 'theirs', revision: 9 })
    expect(undoOf(change, [now])).toEqual({
      add: [],
      remove: [],
      conflicts: [],
      save: [{ before: now, after: { ...now, endDate: null } }],
    })
  })

  it('of a mapping that somebody edited since leaves it mapped', () => {
    const change = stored({ add: [aMapping(1), aMapping(2)], save: [], remove: [] })
    const edited = aMapping(1, { value: 'theirs' })
    expect(undoOf(change, [edited, aMapping(2)])).toMatchObject({
      conflicts: [{ segmentId: 1, current: edited }],
      remove: [aMapping(2)],
    })
  })

  it('does nothing twice', () => {
    const change = stored({ add: [aMapping(1)], save: [], remove: [aMapping(2)] })
    expect(undoOf(change, [aMapping(2)])).toEqual({ add: [], save: [], remove: [], conflicts: [] })
  })
})

describe('what is kept', () => {
  it('is one value for a field that is the same in all rows', () => {
    const save = Array.from({ length: 20_000 }, (_, at) => {
      const before = aMapping(at + 1)
      return { before, after: { ...before, endDate: '2026-12-31' } }
    })
    expect(describeRows({ add: [], save, remove: [] }).updated).toMatchObject({
      before: { endDate: { all: null } },
      after: { endDate: { all: '2026-12-31' } },
    })
  })

  it('tells which rows a change touched in a field', () => {
    const [first, second] = [aMapping(1), aMapping(2)]
    const save: { before: Mapping; after: MappingRow }[] = [
      { before: first, after: { ...first, value: 'new' } },
      { before: second, after: { ...second, priority: 7 } },
    ]
    const rows = describeRows({ add: [aMapping(3)], save, remove: [aMapping(4)] })
    expect([...touchedRows(rows, ['value'])].toSorted((a, b) => a - b)).toEqual([1, 3, 4])
    expect([...touchedRows(rows, ['endDate'])].toSorted((a, b) => a - b)).toEqual([3, 4])
    expect([...touchedRows(rows, 'any')].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
  })
})
