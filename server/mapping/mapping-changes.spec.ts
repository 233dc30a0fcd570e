import { beforeEach, describe, expect, it } from 'vitest'
import { ID_MAX } from '../../src/contract/common.ts'
import { MappingWithSegment } from '../../src/contract/mapping.ts'
import type { ProblemSlug } from '../../src/contract/problem.ts'
import { createMappingApp, type MappingApp } from '../testing/mapping-app.ts'
import type { Answer } from '../testing/test-app.ts'

let test: MappingApp
beforeEach(async () => {
  test = await createMappingApp(12, {
    segment: (id) => ({
      folder: id > 6 ? ['Travel'] : [],
      integrationCode: id === 5 ? null : `crm-${id}`,
      peopleCount: id * 100,
    }),
  })
})

function expectProblem({ status, body }: Answer, code: number, slug: ProblemSlug): Answer['body'] {
  expect({ status, type: body.type }).toEqual({ status: code, type: `/problems/${slug}` })
  return body
}

async function rows(query = 'sort=id'): Promise<Answer['body'][]> {
  return (await test.get(`mappings?${query}`)).body.items
}

async function values(): Promise<Record<number, string | null>> {
  return Object.fromEntries((await rows()).map(({ segmentId, value }) => [segmentId, value]))
}

async function edit(segmentId: number, set: object, kind?: string): Promise<Answer> {
  const row = (await rows()).find((each) => each.segmentId === segmentId)
  return test.post('mappings/bulk-update', {
    changes: [{ segmentId, revision: row.revision, set }],
    ...(kind !== undefined && { kind }),
  })
}

async function log(since = 0): Promise<Answer['body']> {
  return (await test.get(`mapping-changes?since=${since}`)).body
}

const SET_END = { action: 'set', fields: { endDate: '2026-12-31' } }

/** A serialized URL destination that delivers, with segments 1 and 2. */
async function activate(): Promise<void> {
  const { app, at } = test
  const basic = { name: 'Fare alerts', description: '', environment: 'ALL', autoFill: 'segment-id' }
  await app.send('PUT', `${at}/basic-information`, { ifMatch: 1, body: basic })
  await app.send('PUT', `${at}/export-labels`, { ifMatch: 2, body: { exportLabels: [] } })
  const configuration = {
    type: 'url',
    serialized: true,
    baseUrl: 'http://ads.example/?s=%ALIAS%',
    secureUrl: 'https://ads.example/?s=%ALIAS%',
    delimiter: ',',
    calledAs: 'img',
  }
  await app.send('PUT', `${at}/configuration`, { ifMatch: 3, body: configuration })
  await test.map(1, 2)
  const { status } = await app.send('POST', `${at}/activate`, { ifMatch: 4 })
  expect(status).toBe(200)
}

describe('every change', () => {
  it('has a number and a name', async () => {
    await test.map(1, 2, 3)
    await test.map(4)
    await edit(1, { value: 'new' })
    await edit(1, { value: null }, 'clear')
    await test.act({ segmentIds: [1, 2, 3] }, SET_END)
    await test.act({ segmentIds: [1, 2] }, { action: 'automatic-value' })
    await test.post('mappings/bulk-delete', { select: { segmentIds: [4] } })
    await test.post('mappings/bulk-delete', { select: {} })
    const { last, items } = await log()
    expect(last).toBe(8)
    expect(
      items.map(({ number, name }: { number: number; name: string }) => [number, name]),
    ).toEqual([
      [1, 'map 3 segments'],
      [2, 'map Segment 4'],
      [3, 'change value of Segment 1'],
      [4, 'clear value of Segment 1'],
      [5, 'set end date of 3'],
      [6, 'set automatic value of Segment 1'],
      [7, 'unmap Segment 4'],
      [8, 'unmap 3 segments'],
    ])
    expect(items[4]).toMatchObject({ segments: 3, undoes: null, at: '2026-11-23T10:00:00.000Z' })
    expect((await log(6)).items.map(({ number }: { number: number }) => number)).toEqual([7, 8])
  })

  it('that changes nothing is none', async () => {
    await test.map(1)
    expect((await test.map(1)).body).toMatchObject({ created: 0, alreadyMapped: 1, change: null })
    expect((await edit(1, { value: '1' })).body).toMatchObject({
      change: null,
      conflicts: [],
      updated: [{ segmentId: 1, revision: 1, valueOrigin: 'segment-id' }],
    })
    const gone = await test.post('mappings/bulk-delete', { select: { segmentIds: [9] } })
    expect(gone.body).toEqual({ segmentIds: [], conflicts: [], change: null })
    expect((await log()).last).toBe(1)
  })

  it('is counted', async () => {
    await test.map(1, 7, 8)
    await edit(8, { value: '7' })
    const folder = encodeURIComponent('["Travel"]')
    const { body } = await test.get(`mapping-counts?folder=${folder}`)
    expect(body).toMatchObject({ available: 4, mapped: 2, attention: 2, states: { duplicate: 2 } })
  })

  it('is told with the list, and with the ids', async () => {
    await test.map(1, 2)
    expect((await test.get('mappings')).body.change).toBe(1)
    expect((await test.get('mapping-ids?sort=id&direction=desc')).body).toEqual({
      segmentIds: [2, 1],
      change: 1,
    })
  })

  it('of a row that was unmapped meanwhile cannot hit the row that was mapped anew', async () => {
    await test.map(1)
    const [stale] = await rows()
    await edit(1, { value: 'second' })
    await test.post('mappings/bulk-delete', { select: { segmentIds: [1] } })
    await test.map(1)
    const { body } = await test.post('mappings/bulk-update', {
      changes: [{ segmentId: 1, revision: stale.revision, set: { value: 'stale' } }],
    })
    expect(body).toMatchObject({ updated: [], change: null, conflicts: [{ segmentId: 1 }] })
  })
})

describe('undo', () => {
  it('takes back a bulk edit, and redo does it again', async () => {
    await test.map(1, 2, 3)
    await edit(3, { endDate: '2027-06-30' })
    const { body } = await test.act({ segmentIds: [1, 2, 3] }, SET_END)
    const ends = async () => (await rows()).map(({ endDate }) => endDate)
    const undone = await test.undo(body.change.number)
    expect(undone.status).toBe(201)
    expect(undone.body).toMatchObject({
      conflicts: [],
      change: { number: 4, name: 'set end date of 3', undoes: 3, segments: 3 },
    })
    expect(await ends()).toEqual([null, null, '2027-06-30'])
    const redone = await test.undo(undone.body.change.number)
    expect(redone.body.change).toMatchObject({ number: 5, name: 'set end date of 3', undoes: 4 })
    expect(await ends()).toEqual(['2026-12-31', '2026-12-31', '2026-12-31'])
  })

  it('gives back what was unmapped, with all that was set', async () => {
    await test.map(1, 2)
    await edit(1, { value: 'mine', priority: 7 })
    const before = await rows()
    const { body } = await test.post('mappings/bulk-delete', { select: {} })
    expect(await rows()).toEqual([])
    await test.undo(body.change.number)
    const plain = ({ revision: _revision, updatedAt: _at, ...row }: Answer['body']) => row
    expect((await rows()).map(plain)).toEqual(before.map(plain))
  })

  it('of a creation leaves what somebody has edited since', async () => {
    await test.map(1, 2, 3)
    await edit(2, { value: 'theirs' })
    const { body } = await test.undo(1)
    expect(body).toMatchObject({
      change: { segments: 2, name: 'map 3 segments', undoes: 1 },
      conflicts: [{ segmentId: 2, current: { value: 'theirs' } }],
    })
    expect(await values()).toEqual({ 2: 'theirs' })
  })

  it('keeps what others did in other fields since', async () => {
    await test.map(1, 2)
    await test.act({}, SET_END)
    await edit(1, { value: 'theirs' })
    expect((await test.undo(2)).body.conflicts).toEqual([])
    expect(await rows()).toMatchObject([{ value: 'theirs', endDate: null }, { endDate: null }])
  })

  it('does nothing a second time, and says so', async () => {
    await test.map(1)
    await test.undo(1)
    expect((await test.undo(1)).body).toEqual({ change: null, conflicts: [] })
  })

  it('dates are shifted once, however often the same request is sent', async () => {
    await test.map(1)
    const request = {
      select: { segmentIds: [1] },
      do: { action: 'shift-dates', fields: ['startDate'], days: 7 },
    }
    const first = await test.post('mapping-actions', request, 'key-of-the-shift')
    const repeated = await test.post('mapping-actions', request, 'key-of-the-shift')
    expect(repeated.body).toEqual(first.body)
    expect((await rows())[0].startDate).toBe('2026-11-30')
  })

  it('is done once however often the request is repeated', async () => {
    await test.map(1)
    const [first, second] = [await test.undo(1, 'key-1'), await test.undo(1, 'key-1')]
    expect(second.body).toEqual(first.body)
    expect((await log()).last).toBe(2)
  })

  it('of a change that is not known says so', async () => {
    const { detail } = expectProblem(await test.undo(7), 404, 'not-found')
    expect(detail).toContain('Change 7')
  })

  it('of a number that no change can have says so', async () => {
    expectProblem(await test.undo(ID_MAX + 1), 404, 'not-found')
    const { body } = await test.get(`mapping-changes?since=${ID_MAX + 1}`)
    expect(body.errors).toEqual([{ path: 'since', message: expect.stringContaining('numbered') }])
  })

  it('does not bring back what the configuration forbids by now', async () => {
    await test.map(1, 2)
    await edit(1, { value: 'a|b' })
    const { body } = await test.post('mappings/bulk-delete', { select: {} })
    const configuration = {
      type: 'url',
      serialized: true,
      baseUrl: null,
      secureUrl: null,
      delimiter: '|',
      calledAs: 'img',
    }
    const { status } = await test.app.send('PUT', `${test.at}/configuration`, {
      ifMatch: 1,
      body: configuration,
    })
    expect(status).toBe(200)
    expect((await test.undo(body.change.number)).body).toMatchObject({
      change: { segments: 1 },
      conflicts: [{ segmentId: 1, current: null }],
    })
    expect(await values()).toEqual({ 2: '2' })
  })

  it('does not bring back what export controls forbid by now', async () => {
    await test.map(1, 2)
    const { app, at } = test
    await app.send('PUT', `${at}/export-labels`, { ifMatch: 1, body: { exportLabels: ['pii'] } })
    const { body } = await test.post('mappings/bulk-delete', { select: {} })
    await app.store.transaction((tx) =>
      tx.saveRestrictions([{ segmentId: 1, before: [], after: ['pii'] }]),
    )
    expect((await test.undo(body.change.number)).body).toMatchObject({
      change: { segments: 1 },
      conflicts: [{ segmentId: 1, current: null }],
    })
    expect(await values()).toEqual({ 2: '2' })
  })

  it('of unmapping is refused where there is no room any more', async () => {
    test = await createMappingApp(4, { limits: { mappings: 2 } })
    await test.map(1, 2)
    await test.post('mappings/bulk-delete', { select: {} })
    await test.map(3)
    expectProblem(await test.undo(2), 409, 'limit-reached')
    expect(await values()).toEqual({ 3: '3' })
  })

  it('knows the latest 200 changes', async () => {
    await test.map(1)
    for (let at = 0; at < 200; at += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one change after the other
      await test.act({}, { action: 'set', fields: { priority: at + 1 } })
    }
    expectProblem(await test.undo(1), 404, 'not-found')
    expect((await test.undo(201)).body.change).toMatchObject({ number: 202 })
  })
})

describe('two people', () => {
  it('edit different rows: an action leaves those that were changed after it was seen', async () => {
    await test.map(1, 2, 3)
    const { change: seen } = (await test.get('mappings')).body
    await edit(2, { endDate: '2027-01-31' })
    await edit(3, { value: 'theirs' })
    const { body } = await test.act({ segmentIds: [1, 2, 3] }, SET_END, { asOf: seen })
    expect(body).toMatchObject({
      changed: 2,
      conflicts: [{ segmentId: 2, current: { endDate: '2027-01-31' } }],
      change: { name: 'set end date of 2' },
    })
    expect((await rows()).map(({ endDate }) => endDate)).toEqual([
      '2026-12-31',
      '2027-01-31',
      '2026-12-31',
    ])
  })

  it('may overwrite each other when they do not care', async () => {
    await test.map(1)
    await edit(1, { endDate: '2027-01-31' })
    expect((await test.act({}, SET_END)).body).toMatchObject({ changed: 1, conflicts: [] })
  })

  it('do not unmap what the other has changed since', async () => {
    await test.map(1, 2)
    await edit(2, { priority: 3 })
    const { body } = await test.post('mappings/bulk-delete', { select: {}, asOf: 1 })
    expect(body).toMatchObject({ segmentIds: [1], conflicts: [{ segmentId: 2 }] })
    expect(await values()).toEqual({ 2: '2' })
  })

  it('are told of rows that are not mapped any more', async () => {
    await test.map(1, 2)
    await test.post('mappings/bulk-delete', { select: { segmentIds: [2] } })
    const { body } = await test.act({ segmentIds: [1, 2] }, SET_END, { asOf: 1 })
    expect(body).toMatchObject({ changed: 1, conflicts: [{ segmentId: 2, current: null }] })
  })

  it('take what is forgotten as changed', async () => {
    await test.map(1, 2)
    for (let at = 0; at < 201; at += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one change after the other
      await test.act({ segmentIds: [2] }, { action: 'set', fields: { priority: at + 1 } })
    }
    const { body } = await test.act({}, SET_END, { asOf: 1 })
    expect(body).toMatchObject({ changed: 1, conflicts: [{ segmentId: 2 }] })
  })
})

describe('an action', () => {
  it('changes those that match, and only them', async () => {
    await test.map(...Array.from({ length: 12 }, (_, at) => at + 1))
    const { body } = await test.act({ folder: ['Travel'], peopleMin: 800 }, SET_END)
    expect(body).toMatchObject({ changed: 5, unchanged: 0, rejected: 0 })
    expect(
      (await rows()).filter(({ endDate }) => endDate).map(({ segmentId }) => segmentId),
    ).toEqual([8, 9, 10, 11, 12])
  })

  it('is told before it is done', async () => {
    await test.map(4, 5, 6)
    const action = { action: 'template', field: 'value', template: 'nw-{integrationCode}' }
    const { body } = await test.post('mapping-actions/preview', { select: {}, do: action })
    expect(body).toEqual({
      selected: 3,
      changed: 2,
      unchanged: 0,
      rejected: 1,
      problems: [
        {
          segmentId: 5,
          name: 'Segment 5',
          message: 'The segment has no integration code for the template.',
        },
      ],
      examples: [
        {
          segmentId: 4,
          name: 'Segment 4',
          changes: [{ field: 'Value', from: '4', to: 'nw-crm-4' }],
        },
        {
          segmentId: 6,
          name: 'Segment 6',
          changes: [{ field: 'Value', from: '6', to: 'nw-crm-6' }],
        },
      ],
    })
    expect((await log()).last).toBe(1)
  })

  it('is refused as a whole, or done without the rows that it would break', async () => {
    await test.map(4, 5, 6)
    const action = { action: 'template', field: 'value', template: 'nw-{integrationCode}' }
    const { errors } = expectProblem(await test.act({}, action), 422, 'validation-failed')
    expect(errors).toEqual([
      {
        path: 'rows.5',
        message: 'Segment 5: The segment has no integration code for the template.',
      },
    ])
    expect(await values()).toEqual({ 4: '4', 5: '5', 6: '6' })
    expect((await test.act({}, action, { onProblem: 'skip' })).body).toMatchObject({
      changed: 2,
      rejected: 1,
      change: { name: 'set value from template of 2' },
    })
    expect(await values()).toEqual({ 4: 'nw-crm-4', 5: '5', 6: 'nw-crm-6' })
  })

  it('with a placeholder that nobody knows suggests the one that was meant', async () => {
    await test.map(1)
    const action = { action: 'template', field: 'value', template: '{Name}' }
    const { errors } = expectProblem(await test.act({}, action), 422, 'validation-failed')
    expect(errors).toEqual([
      { path: 'do.template', message: '{Name} is not known here. Did you mean {name}?' },
    ])
  })

  it('moves mappings before another, and names what was moved', async () => {
    test = await createMappingApp(4, { type: 'cookie' })
    await test.map(1, 2, 3, 4)
    await test.act({ segmentIds: [1] }, { action: 'set', fields: { priority: 1 } })
    const { body } = await test.act({ segmentIds: [3, 4] }, { action: 'move-before', segmentId: 1 })
    expect(body).toMatchObject({ changed: 2, change: { name: 'move 2 segments' } })
    expect((await rows('sort=id')).map(({ segmentId, priority }) => [segmentId, priority])).toEqual(
      [
        [1, 1],
        [2, 0],
        [3, 2],
        [4, 2],
      ],
    )
    const away = await test.act({ segmentIds: [2] }, { action: 'move-before', segmentId: 9 })
    expect(expectProblem(away, 422, 'validation-failed').errors).toEqual([
      { path: 'rows.2', message: 'Segment 2: Segment 9 is not mapped any more.' },
    ])
  })

  it('is named after what was moved, also where only others had to make room', async () => {
    test = await createMappingApp(4, { type: 'cookie' })
    await test.map(1, 2, 3)
    const { body } = await test.act({ segmentIds: [1] }, { action: 'move-before', segmentId: 3 })
    expect(body).toMatchObject({ changed: 1, change: { name: 'move Segment 1' } })
    expect((await rows('sort=priority&direction=desc')).map((row) => row.segmentId)).toEqual([
      2, 1, 3,
    ])
  })

  it('finds the mappings that the cookie has no room for', async () => {
    test = await createMappingApp(4, { type: 'cookie' })
    const { body: destination } = await test.app.get(test.at)
    const { status } = await test.app.send('PUT', `${test.at}/configuration`, {
      ifMatch: 1,
      body: {
        ...destination.configuration,
        cookieName: 'seg',
        format: 'single-key',
        key: 'x',
        keySeparator: '=',
        delimiter: '&',
        maxSize: 7,
      },
    })
    expect(status).toBe(200)
    await test.map(1, 2, 3, 4)
    await test.act({}, { action: 'template', field: 'value', template: '{id}' })
    expect(await rows('states=over-size&sort=id')).toMatchObject([
      { segmentId: 3 },
      { segmentId: 4 },
    ])
    await test.act({ segmentIds: [4] }, { action: 'set', fields: { priority: 1 } })
    expect(await rows('states=over-size&sort=id')).toMatchObject([
      { segmentId: 2 },
      { segmentId: 3 },
    ])
    expect((await test.act({ states: ['over-size'] }, SET_END)).body.changed).toBe(2)
  })
})

describe('an integration code of 255 characters', () => {
  it('is a value that can be read and edited, however the characters are stored', async () => {
    const code = '🧳'.repeat(255)
    test = await createMappingApp(1, { segment: () => ({ integrationCode: code }) })
    const basic = { name: null, description: '', environment: 'ALL', autoFill: 'integration-code' }
    await test.app.send('PUT', `${test.at}/basic-information`, { ifMatch: 1, body: basic })
    await test.map(1)
    const [row] = await rows()
    expect(MappingWithSegment.parse(row).value).toBe(code)
    const { body } = await edit(1, { value: `${code.slice(2)}x` })
    expect(body.updated).toHaveLength(1)
  })
})

describe('a destination', () => {
  it('that was activated stays complete', async () => {
    await activate()
    const cleared = await test.act({ segmentIds: [1] }, { action: 'set', fields: { value: null } })
    expectProblem(cleared, 409, 'not-ready')
    const unmapped = await test.post('mappings/bulk-delete', { select: {} })
    expectProblem(unmapped, 409, 'not-ready')
    // Taking back the first mapping would leave nothing to send.
    expectProblem(await test.undo(1), 409, 'not-ready')
    expect(await values()).toEqual({ 1: '1', 2: '2' })
    expect((await log()).last).toBe(1)
  })

  it('in the trash is not changed', async () => {
    await test.map(1)
    await test.app.send('DELETE', test.at, { ifMatch: 1 })
    expectProblem(await test.undo(1), 409, 'wrong-state')
    expectProblem(await test.act({}, SET_END), 409, 'wrong-state')
    expect((await test.get('mapping-changes?since=0')).body.last).toBe(1)
  })

  it('takes no mapping more than the limit, and none of those beyond it', async () => {
    test = await createMappingApp(6, { limits: { mappings: 4 } })
    await test.map(1, 2)
    const { limit, detail } = expectProblem(await test.map(3, 4, 5), 409, 'limit-reached')
    expect(limit).toEqual({ name: 'mappings', max: 4 })
    expect(detail).toBe('The destination may have 4 mappings; there is room for 2 more.')
    expect(await values()).toEqual({ 1: '1', 2: '2' })
    // Those that are mapped already need no room.
    expect((await test.map(1, 2, 3, 4)).body).toMatchObject({ created: 2, alreadyMapped: 2 })
    expectProblem(await test.map(5), 409, 'limit-reached')
  })

  it('takes the 20,000th mapping, and not the 20,001st', async () => {
    test = await createMappingApp(20_001, { limits: { segments: 100_000 } })
    const all = { select: {}, startDate: '2026-11-23', endDate: null }
    const refused = expectProblem(
      await test.post('mappings/bulk-create', all),
      409,
      'limit-reached',
    )
    expect(refused.limit).toEqual({ name: 'mappings', max: 20_000 })
    const segmentIds = Array.from({ length: 20_000 }, (_, at) => at + 1)
    expect((await test.map(...segmentIds)).body.created).toBe(20_000)
    expectProblem(await test.map(20_001), 409, 'limit-reached')
  })
})
