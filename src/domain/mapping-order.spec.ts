import {
  assert,
  constantFrom,
  integer,
  option,
  property,
  record,
  subarray,
  tuple,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRanks, prioritiesToMove } from './mapping-order.ts'

type Rank = { segmentId: number; priority: number }
const ranks = (priorities: Record<number, number>): Rank[] =>
  Object.entries(priorities).map(([id, priority]) => ({ segmentId: Number(id), priority }))

function move(all: Record<number, number>, ids: number[], before: number | null) {
  const result = prioritiesToMove(ranks(all), new Set(ids), before)
  return 'problem' in result ? result.problem : Object.fromEntries(result.priorities)
}

describe('moving mappings before another', () => {
  it.each([
    ['takes the gap', { 1: 90, 2: 50, 3: 10 }, [3], 2, { 3: 51 }],
    ['needs no gap where ids decide', { 1: 90, 2: 50, 3: 10 }, [1], 2, {}],
    ['keeps what is in order already', { 1: 90, 2: 50, 3: 10 }, [1, 2], 3, {}],
    ['raises the one above only as far as it must', { 1: 11, 2: 10, 3: 5 }, [3], 2, { 3: 11 }],
    ['raises those above where there is no gap', { 4: 11, 2: 10, 3: 5 }, [3], 2, { 3: 11, 4: 12 }],
    [
      'raises no more of them than it must',
      { 9: 50, 4: 11, 2: 10, 3: 5 },
      [3],
      2,
      { 3: 11, 4: 12 },
    ],
    ['moves several in their order', { 1: 90, 2: 50, 3: 10, 4: 9 }, [4, 3], 2, { 3: 51, 4: 51 }],
    ['behind all others', { 1: 90, 2: 50, 3: 10 }, [1], null, { 1: 0 }],
    ['behind all, where the last one has no priority', { 1: 0, 2: 0 }, [1], null, { 1: 0, 2: 1 }],
    ['before one that moves too', { 1: 90, 2: 50, 3: 10 }, [2], 2, {}],
  ])('%s', (_, all, ids, before, expected) => {
    const changed = move(all, ids, before)
    const same = Object.fromEntries(
      Object.entries(expected).filter(([id, priority]) => Reflect.get(all, id) !== priority),
    )
    expect(changed).toEqual(same)
  })

  it('says when there is no priority left above', () => {
    expect(move({ 2: 9999, 3: 5 }, [3], 2)).toContain('the highest is 9999')
    // The lower id comes first with the same priority.
    expect(move({ 2: 9999, 1: 5 }, [1], 2)).toEqual({ 1: 9999 })
  })

  it('says when the other one is not mapped', () => {
    expect(move({ 2: 10, 3: 5 }, [3], 7)).toBe('Segment 7 is not mapped any more.')
  })

  it('puts them there, in their order, and lets the others be', () => {
    const IDS = [1, 2, 3, 4, 5, 6, 7, 8]
    assert(
      property(
        record({
          priorities: tuple(...IDS.map(() => integer({ min: 0, max: 6 }))),
          moved: subarray(IDS, { minLength: 1 }),
          before: option(constantFrom(...IDS)),
        }),
        ({ priorities, moved, before }) => {
          const all = IDS.map((segmentId, at) => ({ segmentId, priority: priorities[at] ?? 0 }))
          const result = prioritiesToMove(all, new Set(moved), before)
          if ('problem' in result) throw new Error(result.problem)
          const ordered = all.toSorted(compareRanks).map(({ segmentId }) => segmentId)
          const from = before === null ? [] : ordered.slice(ordered.indexOf(before))
          const target = from.find((id) => !moved.includes(id))
          const others = ordered.filter((id) => !moved.includes(id))
          const place = target === undefined ? others.length : others.indexOf(target)
          const wanted = [
            ...others.slice(0, place),
            ...ordered.filter((id) => moved.includes(id)),
            ...others.slice(place),
          ]
          const after = all.map((each) => ({
            ...each,
            priority: result.priorities.get(each.segmentId) ?? each.priority,
          }))
          expect(after.toSorted(compareRanks).map(({ segmentId }) => segmentId)).toEqual(wanted)
          for (const id of others.slice(place)) expect(result.priorities.has(id)).toBe(false)
          for (const { segmentId, priority } of all) {
            if (moved.includes(segmentId)) continue
            expect(result.priorities.get(segmentId) ?? priority).toBeGreaterThanOrEqual(priority)
          }
          const isSame = wanted.join() === ordered.join()
          expect(isSame && result.priorities.size > 0).toBe(false)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
