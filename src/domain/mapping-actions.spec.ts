import { describe, expect, it } from 'vitest'
import type { DestinationConfiguration } from '../contract/destination/destination.ts'
import type { Mapping } from '../contract/mapping.ts'
import type { MappingAction } from '../contract/mapping-action.ts'
import { type ActionRow, applyAction, fieldsOf, withValues } from './mapping-actions.ts'
import { aDestination } from './test-destination.ts'
import { aMapping } from './test-mapping.ts'

const COOKIE: DestinationConfiguration = {
  type: 'cookie',
  cookieName: 'seg',
  cookieDomain: null,
  expiryDays: 30,
  maxSize: 2048,
  publishTo: { mode: 'all', domains: [] },
  format: 'multi-key',
  key: null,
  keySeparator: '=',
  delimiter: '&',
  serialized: false,
  serialSeparator: null,
}

const URLS: DestinationConfiguration = {
  type: 'url',
  serialized: false,
  baseUrl: null,
  secureUrl: null,
  delimiter: null,
  calledAs: 'img',
}

function aRow(
  id: number,
  given: Partial<Mapping> = {},
  segment: Partial<ActionRow['segment']> = {},
): ActionRow {
  return {
    mapping: aMapping(id, given),
    segment: { id, name: `Segment ${id}`, integrationCode: null, peopleCount: null, ...segment },
  }
}

function act(
  action: MappingAction,
  rows: readonly ActionRow[],
  given: {
    configuration?: DestinationConfiguration
    autoFill?: 'segment-id' | 'integration-code'
  } = {},
) {
  return applyAction(
    { ...aDestination(), ...given },
    rows,
    action,
    rows.map(({ mapping }) => mapping),
  )
}

/** What a single row becomes. */
function one(
  action: MappingAction,
  row: ActionRow,
  given: Parameters<typeof act>[2] = {},
): Partial<Mapping> | string {
  const { changed, rejected, unchanged } = act(action, [row], given)
  expect(changed.length + rejected.length + unchanged).toBe(1)
  return changed[0]?.after ?? rejected[0]?.message ?? 'unchanged'
}

describe('setting', () => {
  it.each([
    [{ endDate: '2026-12-31' }, { endDate: '2026-12-31' }],
    [{ value: 'new' }, { value: 'new', valueOrigin: 'manual' }],
    [{ value: null }, { value: null, valueOrigin: 'manual' }],
    [
      { priority: 7, startDate: '2026-10-01' },
      { priority: 7, startDate: '2026-10-01' },
    ],
  ] as const)('%j', (fields, expected) => {
    const row = aRow(1, { value: '1', valueOrigin: 'segment-id', endDate: '2027-01-01' })
    expect(one({ action: 'set', fields }, row)).toMatchObject(expected)
  })

  it('changes nothing in rows that are so already, and keeps a value automatic', () => {
    const row = aRow(1, { value: '1', valueOrigin: 'segment-id' })
    expect(one({ action: 'set', fields: { value: '1', endDate: null } }, row)).toBe('unchanged')
  })

  it.each([
    [{ endDate: '2026-10-31' }, 'Ends before it starts'],
    [{ startDate: '2027-01-02' }, 'Ends before it starts'],
    [{ value: 'a,b' }, 'contains the delimiter'],
  ])('rejects %j in rows where a rule is broken', (fields, words) => {
    expect(one({ action: 'set', fields }, aRow(1, { endDate: '2027-01-01' }))).toContain(words)
  })
})

describe('shifting dates', () => {
  it.each([
    [['endDate'], 7, expect.objectContaining({ startDate: '2026-11-01', endDate: '2027-01-07' })],
    [
      ['startDate', 'endDate'],
      -31,
      expect.objectContaining({ startDate: '2026-10-01', endDate: '2026-11-30' }),
    ],
    [['startDate'], 119, expect.stringContaining('Ends before it starts')],
    [['endDate'], 0, 'unchanged'],
  ] as const)('%j by %i days', (fields, days, expected) => {
    const action: MappingAction = { action: 'shift-dates', fields: [...fields], days }
    expect(one(action, aRow(1, { endDate: '2026-12-31' }))).toEqual(expected)
  })

  it('leaves an end that never comes', () => {
    const action: MappingAction = { action: 'shift-dates', fields: ['endDate'], days: 7 }
    expect(one(action, aRow(1))).toBe('unchanged')
  })

  it.each([
    ['9999-12-31', 1],
    ['0001-01-01', -1],
  ])('ends with the calendar: %s and %i', (startDate, days) => {
    const action: MappingAction = { action: 'shift-dates', fields: ['startDate'], days }
    expect(one(action, aRow(1, { startDate }))).toContain('years 1 to 9999')
  })

  it('knows leap years', () => {
    const action: MappingAction = { action: 'shift-dates', fields: ['startDate'], days: 1 }
    expect(one(action, aRow(1, { startDate: '2028-02-28' }))).toMatchObject({
      startDate: '2028-02-29',
    })
  })
})

describe('finding and replacing', () => {
  it.each([
    ['sum', 'win', false, 'Summer-SUM', 'winmer-win'],
    ['sum', 'win', true, 'Summer-sum', 'Summer-win'],
    ['.*', '$&', false, 'a.*b', 'a$&b'],
    ['É', 'e', false, 'été', 'ete'],
    ['x', 'y', false, 'abc', 'unchanged'],
    ['abc', '', false, 'abc', null],
    ['b', ' ', false, 'ab', 'a'],
    ['a', 'b,', false, 'a', expect.stringContaining('contains the delimiter')],
    ['a', 'x'.repeat(256), false, 'a', expect.stringContaining('Value would have 256 characters.')],
  ])('%j by %j (case: %s) makes of %j %j', (find, replace, matchCase, value, expected) => {
    const action: MappingAction = {
      action: 'find-replace',
      field: 'value',
      find,
      replace,
      matchCase,
    }
    const result = one(action, aRow(1, { value, valueOrigin: 'segment-id' }))
    expect(typeof result === 'string' ? result : result.value).toEqual(expected)
  })

  it('leaves what is empty', () => {
    const action: MappingAction = {
      action: 'find-replace',
      field: 'key',
      find: 'a',
      replace: 'b',
      matchCase: false,
    }
    expect(one(action, aRow(1))).toBe('unchanged')
  })
})

describe('a template', () => {
  const template = (text: string, field: 'value' | 'key' | 'url' = 'value'): MappingAction => ({
    action: 'template',
    field,
    template: text,
  })

  it('gives each row its text', () => {
    const row = aRow(7, {}, { name: 'Adventure travel', integrationCode: 'crm-7' })
    expect(one(template('nw-{id}-{name|slug}-{integrationCode}'), row)).toMatchObject({
      value: 'nw-7-adventure-travel-crm-7',
      valueOrigin: 'manual',
    })
    const configuration = URLS
    expect(one(template('http://a.example/?i={id}', 'url'), row, { configuration })).toMatchObject({
      url: 'http://a.example/?i=7',
      value: 'v7',
    })
  })

  it.each([
    ['{integrationCode}', 'no integration code'],
    ['{nam}', 'Did you mean {name}?'],
    [' ', 'leaves nothing'],
    ['{id},', 'contains the delimiter'],
    [`{id}${'x'.repeat(255)}`, 'Value would have 256 characters. Use at most 255'],
  ])('%j is rejected in words', (text, words) => {
    expect(one(template(text), aRow(7))).toContain(words)
  })

  it('of an address is checked as an address', () => {
    const configuration = URLS
    expect(one(template('ads/{id}', 'url'), aRow(7), { configuration })).toContain('http')
  })
})

describe('back to the automatic value', () => {
  const action: MappingAction = { action: 'automatic-value' }

  it.each([
    ['segment-id', null, { value: '7', valueOrigin: 'segment-id' }],
    ['integration-code', 'crm-7', { value: 'crm-7', valueOrigin: 'integration-code' }],
  ] as const)('by %s', (autoFill, integrationCode, expected) => {
    expect(one(action, aRow(7, {}, { integrationCode }), { autoFill })).toMatchObject(expected)
  })

  it('makes a value automatic that was typed as the same', () => {
    expect(one(action, aRow(7, { value: '7' }), { autoFill: 'segment-id' })).toMatchObject({
      valueOrigin: 'segment-id',
    })
  })

  it('is rejected where there is none', () => {
    expect(one(action, aRow(7), { autoFill: 'integration-code' })).toContain('no integration code')
    const coded = aRow(7, {}, { integrationCode: 'a,b' })
    expect(one(action, coded, { autoFill: 'integration-code' })).toContain('contains the delimiter')
    expect(one(action, aRow(7))).toContain('auto-fill is off')
  })
})

describe('priorities', () => {
  it('rise with the people; as many people, as high; unknown counts come last', () => {
    const counts = [10, null, 500, 10, null, 90]
    const rows = counts.map((peopleCount, at) => aRow(at + 1, { priority: 99 }, { peopleCount }))
    const { changed } = act({ action: 'priority-by-people' }, rows, { configuration: COOKIE })
    expect(changed.map(({ after }) => after.priority)).toEqual([4, 2, 6, 4, 2, 5])
  })

  it('stay within what a priority may be', () => {
    const rows = Array.from({ length: 12_000 }, (_, at) =>
      aRow(at + 1, { priority: 5 }, { peopleCount: at }),
    )
    const { changed, unchanged } = act({ action: 'priority-by-people' }, rows)
    expect(changed.length + unchanged).toBe(12_000)
    expect(changed.at(-1)?.after.priority).toBe(9999)
    expect(changed[0]?.after.priority).toBe(0)
  })

  it('of those moved go right above another, and raise others where there is no gap', () => {
    const rows = [aRow(1, { priority: 5 }), aRow(4, { priority: 11 }), aRow(2, { priority: 10 })]
    const { changed, unchanged, rejected } = applyAction(
      { ...aDestination(), configuration: COOKIE },
      rows.slice(0, 1),
      { action: 'move-before', segmentId: 4 },
      rows.map(({ mapping }) => mapping),
    )
    expect(changed.map(({ after }) => [after.segmentId, after.priority])).toEqual([[1, 11]])
    expect({ unchanged, rejected }).toEqual({ unchanged: 0, rejected: [] })
    const cascade = applyAction(
      aDestination(),
      [aRow(3, { priority: 5 })],
      { action: 'move-before', segmentId: 2 },
      [...rows.slice(1), aRow(3, { priority: 5 })].map(({ mapping }) => mapping),
    )
    expect(cascade.changed.map(({ after }) => [after.segmentId, after.priority])).toEqual([
      [3, 11],
      [4, 12],
    ])
  })

  it('above the highest are refused', () => {
    const rows = [aRow(2, { priority: 9999 }), aRow(3)]
    const { changed, rejected } = applyAction(
      aDestination(),
      rows.slice(1),
      { action: 'move-before', segmentId: 2 },
      rows.map(({ mapping }) => mapping),
    )
    expect(changed).toEqual([])
    expect(rejected).toEqual([
      { segmentId: 3, message: expect.stringContaining('There is no priority left above') },
    ])
  })
})

it.each<[MappingAction, string[]]>([
  [{ action: 'set', fields: { value: 'x', endDate: null } }, ['value', 'endDate', 'valueOrigin']],
  [{ action: 'shift-dates', fields: ['endDate'], days: 1 }, ['endDate']],
  [{ action: 'template', field: 'url', template: 'x' }, ['url']],
  [{ action: 'automatic-value' }, ['value', 'valueOrigin']],
  [{ action: 'move-before', segmentId: null }, ['priority']],
])('knows the fields of %j', (action, fields) => {
  expect(fieldsOf(action)).toEqual(fields)
})

it('keeps an origin that is given', () => {
  const mapping = aMapping(7, { value: null })
  expect(withValues(mapping, { value: '7', valueOrigin: 'segment-id' })).toMatchObject({
    value: '7',
    valueOrigin: 'segment-id',
  })
})

it('is quick for all that a destination can have', () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => aRow(at + 1))
  const { changed } = act({ action: 'set', fields: { endDate: '2027-12-31' } }, rows)
  expect(changed).toHaveLength(20_000)
})
