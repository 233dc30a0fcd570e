import { expect, it } from 'vitest'
import type { MappingAction } from '../contract/mapping-action.ts'
import { type ChangeKind, changeName, mappingFieldsOf } from './mapping-change-names.ts'

const act = (action: MappingAction): ChangeKind => ({ kind: 'action', action })

it.each<[ChangeKind, number, string | null, string]>([
  [{ kind: 'map' }, 1200, null, 'map 1,200 segments'],
  [{ kind: 'map' }, 1, 'Adventure travel', 'map Adventure travel'],
  [{ kind: 'unmap' }, 1, null, 'unmap 1 segment'],
  [{ kind: 'unmap' }, 12, null, 'unmap 12 segments'],
  [{ kind: 'edit', fields: ['value'] }, 1, 'Adventure travel', 'change value of Adventure travel'],
  [
    { kind: 'edit', fields: ['url', 'secureUrl'] },
    1,
    'Adventure travel',
    'change URL and secure URL of Adventure travel',
  ],
  [
    { kind: 'edit', fields: ['value', 'endDate', 'priority'] },
    12,
    null,
    'change value, end date and priority of 12',
  ],
  [{ kind: 'paste', fields: ['value'] }, 12, null, 'paste 12 rows'],
  [{ kind: 'paste', fields: ['value'] }, 1, 'Adventure travel', 'paste 1 row'],
  [{ kind: 'fill', fields: ['value'] }, 12, null, 'fill down value of 12'],
  [{ kind: 'clear', fields: ['endDate'] }, 3, null, 'clear end date of 3'],
  [{ kind: 'import' }, 1970, null, 'import 1,970 rows'],
  [act({ action: 'set', fields: { endDate: '2026-12-31' } }), 796, null, 'set end date of 796'],
  [act({ action: 'set', fields: { endDate: null } }), 3, null, 'clear end date of 3'],
  [
    act({ action: 'set', fields: { priority: 3, startDate: '2026-12-01', endDate: null } }),
    20_000,
    null,
    'set start date, end date and priority of 20,000',
  ],
  [
    act({ action: 'shift-dates', fields: ['startDate', 'endDate'], days: 7 }),
    796,
    null,
    'shift dates of 796',
  ],
  [
    act({ action: 'shift-dates', fields: ['endDate'], days: 7 }),
    796,
    null,
    'shift end date of 796',
  ],
  [
    act({ action: 'find-replace', field: 'url', find: 'a', replace: 'b', matchCase: false }),
    9,
    null,
    'find and replace in URL of 9',
  ],
  [
    act({ action: 'template', field: 'key', template: '{id}' }),
    2,
    null,
    'set key from template of 2',
  ],
  [act({ action: 'automatic-value' }), 2, null, 'set automatic value of 2'],
  [act({ action: 'priority-by-people' }), 4, null, 'set priority by people count of 4'],
  [act({ action: 'move-before', segmentId: 3 }), 4, null, 'move 4 segments'],
  [act({ action: 'move-before', segmentId: null }), 1, 'Adventure travel', 'move Adventure travel'],
])('calls %j of %i mappings (%s) %j', (what, count, only, name) => {
  expect(changeName(what, count, only)).toBe(name)
})

it('tells the fields of a mapping in the order of the grid, and nothing else', () => {
  expect(mappingFieldsOf(['priority', 'valueOrigin', 'value', 'nonsense'])).toEqual([
    'value',
    'priority',
  ])
})
