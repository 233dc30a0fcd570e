import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  subarray,
} from 'fast-check'
import { expect, it } from 'vitest'
import type { MappingAction } from '../../src/contract/mapping-action.ts'
import { createMappingApp, type MappingApp } from '../testing/mapping-app.ts'

/* A plain model of a serialized URL destination's mappings: arrays, and rules written anew in few words. */

const TODAY = '2026-11-23'
const FOLDERS = [[], ['Travel'], ['Travel', 'Beach']]

type ModelSegment = {
  id: number
  name: string
  folder: string[]
  integrationCode: string | null
  peopleCount: number | null
}

const SEGMENTS: ModelSegment[] = Array.from({ length: 9 }, (_, at) => ({
  id: at + 1,
  name: `Segment ${at + 1}`,
  folder: FOLDERS[at % 3] ?? [],
  integrationCode: at % 4 === 0 ? null : `crm-${at + 1}`,
  peopleCount: at % 5 === 0 ? null : at * 100,
}))
const IDS = SEGMENTS.map(({ id }) => id)

type ModelRow = {
  id: number
  value: string | null
  isAutomatic: boolean
  startDate: string
  endDate: string | null
  priority: number
}

/** Restricts rows, for the API and for the model. */
type Filter = {
  q?: string
  folder?: string[]
  peopleMin?: number
  value?: 'automatic' | 'changed' | 'empty'
  states?: State[]
  endsWithin?: number
}
type State = 'duplicate' | 'missing-value' | 'ended' | 'not-started' | 'ready'

function folderHolds(above: readonly string[], folder: readonly string[]): boolean {
  return above.every((name, depth) => folder[depth] === name)
}

function segmentOf(id: number): ModelSegment {
  const segment = SEGMENTS[id - 1]
  if (!segment) throw new Error(`There is no segment ${id}.`)
  return segment
}

function isState(state: State, row: ModelRow, rows: readonly ModelRow[]): boolean {
  switch (state) {
    case 'missing-value':
      return row.value === null
    case 'duplicate':
      return rows.some(({ id, value }) => id !== row.id && value !== null && value === row.value)
    case 'ended':
      return row.endDate !== null && row.endDate < TODAY
    case 'not-started':
      return row.startDate > TODAY
    case 'ready':
      return (['missing-value', 'duplicate', 'ended', 'not-started'] as const).every(
        (other) => !isState(other, row, rows),
      )
  }
}

function daysFromToday(days: number): string {
  return new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10)
}

function matches(filter: Filter, row: ModelRow, rows: readonly ModelRow[]): boolean {
  const { name, folder, integrationCode, peopleCount } = segmentOf(row.id)
  const { q, peopleMin, value, states, endsWithin } = filter
  const texts = [name, integrationCode, String(row.id), row.value]
  const kind = row.value === null ? 'empty' : row.isAutomatic ? 'automatic' : 'changed'
  return (
    (q === undefined || texts.some((text) => text?.toLowerCase().includes(q) === true)) &&
    folderHolds(filter.folder ?? [], folder) &&
    (peopleMin === undefined || (peopleCount !== null && peopleCount >= peopleMin)) &&
    (value === undefined || kind === value) &&
    (states === undefined || states.some((state) => isState(state, row, rows))) &&
    (endsWithin === undefined ||
      (row.endDate !== null && row.endDate >= TODAY && row.endDate <= daysFromToday(endsWithin)))
  )
}

const filters: Arbitrary<Filter> = record(
  {
    q: constantFrom('segment', 'crm-', '3', 'nw', 'x'),
    folder: constantFrom(['Travel'], ['Travel', 'Beach']),
    peopleMin: constantFrom(0, 300, 700),
    value: constantFrom<Filter['value'] & string>('automatic', 'changed', 'empty'),
    states: subarray<State>(['duplicate', 'missing-value', 'ended', 'not-started', 'ready'], {
      minLength: 1,
    }),
    endsWithin: constantFrom(0, 30),
  },
  { requiredKeys: [] },
)

const DAYS = ['2026-10-01', '2026-11-22', TODAY, '2026-12-01', '2026-12-31']
const values = constantFrom('a', 'b', 'nw-1', 'nw-2')

/** What rows are set to. */
type Setting = Partial<Pick<ModelRow, 'value' | 'startDate' | 'endDate' | 'priority'>>
const settings: Arbitrary<Setting> = record(
  {
    value: option(values),
    startDate: constantFrom(...DAYS),
    endDate: option(constantFrom(...DAYS)),
    priority: integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
).filter((setting) => Object.keys(setting).length > 0)

const actions: Arbitrary<MappingAction> = oneof(
  settings.map((fields) => ({ action: 'set' as const, fields })),
  record({
    action: constantFrom('shift-dates' as const),
    fields: constantFrom<('startDate' | 'endDate')[]>(['endDate'], ['startDate', 'endDate']),
    days: integer({ min: -40, max: 40 }),
  }),
  record({
    action: constantFrom('find-replace' as const),
    field: constantFrom('value' as const),
    find: constantFrom('n', 'a', '1'),
    replace: constantFrom('', 'z', 'A'),
    matchCase: constantFrom(true),
  }),
  constantFrom<MappingAction>(
    { action: 'template', field: 'value', template: 'nw-{integrationCode}' },
    { action: 'automatic-value' },
    { action: 'priority-by-people' },
  ),
)

const commands = oneof(
  { weight: 2, arbitrary: record({ do: constantFrom('map' as const), ids: subarray(IDS) }) },
  { weight: 1, arbitrary: record({ do: constantFrom('unmap' as const), filter: filters }) },
  {
    weight: 3,
    arbitrary: record({
      do: constantFrom('edit' as const),
      ids: subarray(IDS, { minLength: 1, maxLength: 3 }),
      set: settings,
    }),
  },
  {
    weight: 4,
    arbitrary: record({ do: constantFrom('act' as const), filter: filters, action: actions }),
  },
  { weight: 3, arbitrary: constantFrom({ do: 'undo' as const }, { do: 'redo' as const }) },
)
type Command = typeof commands extends Arbitrary<infer T> ? T : never

/** A command, by whom, and what is looked at afterwards. */
const steps = record({
  command: commands,
  isRemote: boolean(),
  look: filters,
  sort: constantFrom(...(['id', 'value', 'start', 'end', 'priority', 'people'] as const)),
  direction: constantFrom(...(['asc', 'desc'] as const)),
  offset: integer({ min: 0, max: 4 }),
})
type Step = typeof steps extends Arbitrary<infer T> ? T : never

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** What an action makes of a row; null: it is rejected. */
function acted(
  action: MappingAction,
  row: ModelRow,
  selected: readonly ModelRow[],
): ModelRow | null {
  const byHand = (value: string | null): ModelRow =>
    value === row.value ? row : { ...row, value, isAutomatic: false }
  switch (action.action) {
    case 'set':
      return set(row, action.fields)
    case 'shift-dates': {
      const { days, fields } = action
      const after = { ...row }
      if (fields.includes('startDate')) after.startDate = shifted(row.startDate, days)
      if (row.endDate !== null) after.endDate = shifted(row.endDate, days)
      return isInOrder(after) ? after : null
    }
    case 'find-replace': {
      const text = row.value?.split(action.find).join(action.replace)
      return text === undefined ? row : byHand(text === '' ? null : text)
    }
    case 'template': {
      const code = segmentOf(row.id).integrationCode
      return code === null ? null : byHand(`nw-${code}`)
    }
    case 'automatic-value':
      return { ...row, value: String(row.id), isAutomatic: true }
    case 'priority-by-people': {
      const people = (id: number) => segmentOf(id).peopleCount ?? -1
      const ahead = selected.filter(({ id }) => people(id) > people(row.id)).length
      return { ...row, priority: selected.length - ahead }
    }
    case 'move-before':
      return row
  }
}

function isInOrder({ startDate, endDate }: ModelRow): boolean {
  return endDate === null || endDate >= startDate
}

/** A row with other cells; null: it would end before it starts. */
function set(row: ModelRow, setting: Setting): ModelRow | null {
  const after = { ...row, ...setting }
  if (after.value !== row.value) after.isAutomatic = false
  return isInOrder(after) ? after : null
}

const CELLS = ['value', 'isAutomatic', 'startDate', 'endDate', 'priority'] as const
type Undoable = { before: ModelRow | null; after: ModelRow | null }

/** The mappings, the changes and what one person can take back, without any rule of the product. */
function createModel() {
  let rows: ModelRow[] = []
  const changes: Undoable[][] = []
  const stacks: { undo: number[]; redo: number[] } = { undo: [], redo: [] }

  const rowOf = (id: number) => rows.find((row) => row.id === id) ?? null

  /** @returns the number of the change; null: nothing differs. */
  function become(news: readonly { id: number; row: ModelRow | null }[]): number | null {
    const undoable = news
      .map(({ id, row }) => ({ before: rowOf(id), after: row }))
      .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    if (undoable.length === 0) return null
    for (const { before, after } of undoable) {
      rows = rows.filter(({ id }) => id !== before?.id)
      if (after) rows = [...rows, after]
    }
    rows = rows.toSorted((a, b) => a.id - b.id)
    changes.push(undoable)
    return changes.length
  }

  function takenBack({ before, after }: Undoable): { id: number; row: ModelRow | null }[] {
    const id = (before ?? after)?.id ?? 0
    const now = rowOf(id)
    if (before && after && now) {
      const touched = CELLS.filter((cell) => before[cell] !== after[cell])
      if (!touched.every((cell) => now[cell] === after[cell])) return []
      return [
        { id, row: { ...now, ...Object.fromEntries(touched.map((cell) => [cell, before[cell]])) } },
      ]
    }
    return JSON.stringify(now) === JSON.stringify(after) ? [{ id, row: before }] : []
  }

  return {
    rows: () => rows,
    rowOf,
    stacks,
    become,
    takeBack(number: number): number | null {
      return become((changes[number - 1] ?? []).flatMap(takenBack))
    },
    last: () => changes.length,
    found: (filter: Filter) => rows.filter((row) => matches(filter, row, rows)),
  }
}
type Model = ReturnType<typeof createModel>

/** The number of the change that the API tells of, and of the model's; null: there is none. */
type Outcome = { told: number | null; expected: number | null }

async function edit(
  ids: readonly number[],
  setting: Setting,
  test: MappingApp,
  model: Model,
): Promise<Outcome> {
  const { body: list } = await test.get('mappings')
  const mapped = ids.filter((id) => model.rowOf(id))
  if (mapped.length === 0) return { told: null, expected: null }
  const changes = mapped.map((segmentId) => ({
    segmentId,
    revision: list.items.find((item: { segmentId: number }) => item.segmentId === segmentId)
      ?.revision,
    set: setting,
  }))
  const { status, body } = await test.post('mappings/bulk-update', { changes })
  const news = mapped.map((id) => {
    const row = model.rowOf(id)
    return { id, row: row && set(row, setting) }
  })
  // One row that breaks a rule: none of them is changed.
  const isRefused = news.some(({ row }) => row === null)
  expect(status).toBe(isRefused ? 422 : 200)
  if (isRefused) return { told: null, expected: null }
  return { told: body.change?.number ?? null, expected: model.become(news) }
}

async function act(
  filter: Filter,
  action: MappingAction,
  test: MappingApp,
  model: Model,
): Promise<Outcome> {
  const { status, body } = await test.act(filter, action, { onProblem: 'skip' })
  expect(status).toBe(200)
  const selected = model.found(filter)
  const news = selected.map((row) => ({ id: row.id, row: acted(action, row, selected) }))
  expect(body.rejected).toBe(news.filter(({ row }) => row === null).length)
  expect(body.changed + body.unchanged + body.rejected).toBe(selected.length)
  return {
    told: body.change?.number ?? null,
    expected: model.become(news.filter(({ row }) => row !== null)),
  }
}

/** Does the same to the API and to the model. */
async function run(command: Command, test: MappingApp, model: Model): Promise<Outcome> {
  switch (command.do) {
    case 'map': {
      if (command.ids.length === 0) return { told: null, expected: null }
      const { body } = await test.map(...command.ids)
      const fresh = command.ids.filter((id) => !model.rowOf(id))
      const expected = model.become(
        fresh.map((id) => ({
          id,
          row: {
            id,
            value: String(id),
            isAutomatic: true,
            startDate: TODAY,
            endDate: null,
            priority: 0,
          },
        })),
      )
      return { told: body.change?.number ?? null, expected }
    }
    case 'unmap': {
      const { body } = await test.post('mappings/bulk-delete', { select: command.filter })
      const expected = model.become(
        model.found(command.filter).map(({ id }) => ({ id, row: null })),
      )
      return { told: body.change?.number ?? null, expected }
    }
    case 'edit':
      return edit(command.ids, command.set, test, model)
    case 'act':
      return act(command.filter, command.action, test, model)
    case 'undo':
    case 'redo': {
      const number = model.stacks[command.do].pop()
      if (number === undefined) return { told: null, expected: null }
      const { body } = await test.undo(number)
      return { told: body.change?.number ?? null, expected: model.takeBack(number) }
    }
  }
}

function remember({ command, isRemote }: Step, number: number | null, { stacks }: Model): void {
  if (number === null) return
  if (command.do === 'undo') stacks.redo.push(number)
  else if (command.do === 'redo') stacks.undo.push(number)
  else if (!isRemote) {
    stacks.undo.push(number)
    stacks.redo.length = 0
  }
}

const NEVER = '9999-12-31'

function sortKey(sort: Step['sort'], row: ModelRow): string | number {
  switch (sort) {
    case 'id':
      return row.id
    case 'value':
      return (row.value ?? '').toLowerCase()
    case 'start':
      return row.startDate
    case 'end':
      return row.endDate ?? NEVER
    case 'priority':
      // Of those with one priority, the lower id is kept longer in a full cookie.
      return row.priority * 1000 - row.id
    case 'people':
      return segmentOf(row.id).peopleCount ?? -1
  }
}

function inOrder(rows: readonly ModelRow[], { sort, direction }: Step): ModelRow[] {
  const ascending = rows.toSorted((a, b) => {
    const [one, other] = [sortKey(sort, a), sortKey(sort, b)]
    return one < other ? -1 : one > other ? 1 : a.id - b.id
  })
  return direction === 'asc' ? ascending : ascending.toReversed()
}

function queryOf({ folder, states, ...filter }: Filter): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])),
    ...(folder && { folder: JSON.stringify(folder) }),
    ...(states && { states: states.join(',') }),
  }
}

/** The list, the ids and the counts are the model's. */
async function expectSame(step: Step, test: MappingApp, model: Model): Promise<void> {
  const { look, sort, direction, offset } = step
  const query = new URLSearchParams({ ...queryOf(look), sort, direction })
  const wanted = inOrder(model.found(look), step)
  const ids = await test.get(`mapping-ids?${query}`)
  expect(ids.body).toEqual({ segmentIds: wanted.map(({ id }) => id), change: model.last() })
  const list = await test.get(`mappings?${query}&offset=${offset}&limit=4`)
  expect(list.body.total).toBe(wanted.length)
  const shown = list.body.items.map(
    ({
      segmentId: id,
      value,
      valueOrigin,
      startDate,
      endDate,
      priority,
    }: Record<string, string>) => ({
      id,
      value,
      isAutomatic: valueOrigin !== 'manual',
      startDate,
      endDate,
      priority,
    }),
  )
  expect(shown).toEqual(wanted.slice(offset, offset + 4))

  const { q, folder } = look
  const search = { ...(q !== undefined && { q }), ...(folder && { folder }) }
  const counts = await test.get(`mapping-counts?${new URLSearchParams(queryOf(search))}`)
  const count = (filter: Filter) => model.found({ ...search, ...filter }).length
  const available = SEGMENTS.filter(
    (segment) =>
      !model.rowOf(segment.id) &&
      folderHolds(folder ?? [], segment.folder) &&
      [segment.name, segment.integrationCode, String(segment.id)].some(
        (text) => text?.toLowerCase().includes(q ?? '') === true,
      ),
  )
  expect(counts.body).toMatchObject({
    available: available.length,
    mapped: count({}),
    attention: count({ states: ['duplicate', 'missing-value', 'ended'] }),
    states: {
      duplicate: count({ states: ['duplicate'] }),
      'missing-value': count({ states: ['missing-value'] }),
      ended: count({ states: ['ended'] }),
      'not-started': count({ states: ['not-started'] }),
      ready: count({ states: ['ready'] }),
    },
    values: {
      automatic: count({ value: 'automatic' }),
      changed: count({ value: 'changed' }),
      empty: count({ value: 'empty' }),
    },
    endsWithin30: count({ endsWithin: 30 }),
  })
}

it('is what a plain model says, whatever is edited, undone, filtered and done by others', async () => {
  expect.hasAssertions()
  await assert(
    asyncProperty(array(steps, { minLength: 10, maxLength: 30, size: 'max' }), async (sequence) => {
      const test = await createMappingApp(SEGMENTS.length, { segment: segmentOf })
      const model = createModel()
      await run({ do: 'map', ids: IDS.slice(2) }, test, model)
      for (const step of sequence) {
        // oxlint-disable no-await-in-loop -- one after the other
        const { told, expected } = await run(step.command, test, model)
        expect(told).toBe(expected)
        remember(step, told, model)
        await expectSame(step, test, model)
        // oxlint-enable no-await-in-loop
      }
    }),
    { numRuns: 80 },
  )
})
