import { beforeEach, describe, expect, it } from 'vitest'
import type { ExportLabel } from '../../src/contract/common.ts'
import type { Problem, ProblemSlug } from '../../src/contract/problem.ts'
import type { AutoFill } from '../../src/contract/destination/destination.ts'
import { seededRandom } from '../../src/lib/seeded-random.ts'
import { type Answer, createTestApp, type TestApp } from '../testing/test-app.ts'

const TRAVEL = ['Interest', 'Travel']
const CAMPING = [...TRAVEL, 'Camping']

let app: TestApp

beforeEach(async () => {
  app = await createTestApp()
})

function expectProblem({ status, body }: Answer, code: number, slug: ProblemSlug): Problem {
  expect({ status, type: body.type }).toEqual({ status: code, type: `/problems/${slug}` })
  return body
}

type Row = { id: number; folder: string[]; integrationCode?: string | null; name?: string }

function importRows(given: readonly Row[]) {
  return given.map((row, at) => ({
    line: at + 1,
    name: `Segment ${row.id}`,
    description: '',
    integrationCode: null,
    peopleCount: null,
    ...row,
  }))
}

async function importSegments(...given: Row[]): Promise<Answer['body']> {
  const body = { rows: importRows(given) }
  const { body: preview } = await app.send('POST', '/api/segment-imports/preview', { body })
  const applied = await app.send('POST', '/api/segment-imports', { body })
  expect(applied.status).toBe(201)
  // What was promised is what happens.
  expect(applied.body).toEqual(preview)
  return applied.body
}

/** A draft that lacks nothing but mappings: URL, one call for all. */
async function create(given: {
  name?: string
  autoFill?: AutoFill
  exportLabels?: ExportLabel[]
}): Promise<{ id: number; at: string }> {
  const { name = 'Fare alerts', autoFill = 'segment-id', exportLabels = [] } = given
  const { body } = await app.send('POST', '/api/destinations', { body: { type: 'url' } })
  const at = `/api/destinations/${body.id}`
  const basic = { name, description: '', environment: 'ALL', autoFill }
  await app.send('PUT', `${at}/basic-information`, { ifMatch: 1, body: basic })
  const configuration = {
    type: 'url',
    serialized: true,
    baseUrl: 'http://ads.example/?s=%ALIAS%',
    secureUrl: 'https://ads.example/?s=%ALIAS%',
    delimiter: ',',
    calledAs: 'img',
  }
  await app.send('PUT', `${at}/configuration`, { ifMatch: 2, body: configuration })
  await setLabels(at, exportLabels)
  return { id: body.id, at }
}

async function setLabels(at: string, exportLabels: ExportLabel[]): Promise<Answer> {
  const { body } = await app.get(at)
  const answer = await app.send('PUT', `${at}/export-labels`, {
    ifMatch: body.revision,
    body: { exportLabels, confirmed: true },
  })
  expect(answer.status).toBe(200)
  return answer
}

async function act(at: string, action: string): Promise<Answer> {
  const { body } = await app.get(at)
  return app.send('POST', `${at}/${action}`, { ifMatch: body.revision })
}

function addRule(at: string, folder: string[]): Promise<Answer> {
  return app.send('POST', `${at}/mapping-rules`, { body: { folder } })
}

async function rules(at: string): Promise<Answer['body']> {
  return (await app.get(`${at}/mapping-rules`)).body.items
}

async function exclusions(at: string, ruleId: number): Promise<[number, string][]> {
  const { body } = await app.get(`${at}/mapping-rules/${ruleId}/exclusions`)
  expect(body.total).toBe(body.items.length)
  return body.items.map((each: { segmentId: number; reason: string }) => [
    each.segmentId,
    each.reason,
  ])
}

async function mapped(at: string): Promise<number[]> {
  const { body } = await app.get(`${at}/delivery-mappings`)
  return body.items.map(({ segmentId }: { segmentId: number }) => segmentId)
}

function unmap(at: string, ...segmentIds: number[]): Promise<Answer> {
  return app.send('POST', `${at}/mappings/bulk-delete`, { body: { select: { segmentIds } } })
}

function map(at: string, ...segmentIds: number[]): Promise<Answer> {
  return app.send('POST', `${at}/mappings/bulk-create`, {
    body: { select: { segmentIds }, startDate: '2026-11-23', endDate: null },
  })
}

/** Makes a source restrict segments. */
async function restrict(controls: ExportLabel[], ...segmentIds: number[]): Promise<void> {
  const { status } = await app.send('POST', '/api/audience-model-imports', {
    body: {
      dataSources: [{ line: 1, id: 1, name: 'Skyline', kind: 'third-party', controls }],
      traits: [{ line: 1, id: 11, name: 'Compares flights', dataSourceId: 1 }],
      mergeRules: [],
      segmentRules: segmentIds.map((segmentId) => ({
        line: segmentId,
        segmentId,
        dataSourceId: null,
        traitIds: [11],
        includedSegmentIds: [],
        mergeRuleId: null,
      })),
      confirmed: true,
    },
  })
  expect(status).toBe(201)
}

async function setControls(controls: ExportLabel[]): Promise<void> {
  const { body } = await app.get('/api/data-sources')
  const { status } = await app.send('PUT', '/api/data-sources/1/controls', {
    ifMatch: body.items[0].revision,
    body: { controls, confirmed: true },
  })
  expect(status).toBe(200)
}

describe('a rule for a folder', () => {
  it('maps what is there at once, also below it, and says how many', async () => {
    await importSegments(
      { id: 1, folder: TRAVEL },
      { id: 2, folder: CAMPING },
      { id: 3, folder: ['Interest', 'Travelling'] },
      { id: 4, folder: [] },
    )
    const { at, id } = await create({})
    await map(at, 1)
    const address = `${at}/mapping-rule-preview?folder=${encodeURIComponent(JSON.stringify(TRAVEL))}`
    expect((await app.get(address)).body).toEqual({
      matching: 2,
      mapped: 1,
      blocked: 0,
      unmapped: 0,
      incomplete: 0,
      limit: 0,
      add: 1,
    })
    const { status, body } = await addRule(at, TRAVEL)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      created: 1,
      change: { name: 'map 1 segment by a rule', segments: 1 },
      rule: { destinationId: id, folder: TRAVEL, matching: 2, mapped: 2 },
    })
    expect(await mapped(at)).toEqual([1, 2])
    expect(await rules(at)).toEqual([body.rule])
    const { body: list } = await app.get(`${at}/mappings?sort=id`)
    expect(list.items).toMatchObject([
      { segmentId: 1, ruleId: null },
      {
        segmentId: 2,
        ruleId: body.rule.id,
        value: '2',
        valueOrigin: 'segment-id',
        startDate: '2026-11-23',
        endDate: null,
      },
    ])
  })

  it('maps segments that are imported into it later, and the import says so', async () => {
    const { at, id } = await create({})
    expect((await addRule(at, TRAVEL)).body).toMatchObject({ created: 0, change: null })
    const result = await importSegments(
      { id: 1, folder: CAMPING },
      { id: 2, folder: ['Food'] },
      { id: 3, folder: TRAVEL },
    )
    expect(result.mappedByRule).toEqual([
      { destinationId: id, name: 'Fare alerts', folder: TRAVEL, count: 2 },
    ])
    expect(await mapped(at)).toEqual([1, 3])
    expect((await app.get(at)).body.mappings.total).toBe(2)
  })

  it('maps a segment that is moved into it, and keeps one that is moved out', async () => {
    await importSegments({ id: 1, folder: TRAVEL }, { id: 2, folder: ['Food'] })
    const { at, id } = await create({})
    await addRule(at, TRAVEL)
    const result = await importSegments({ id: 1, folder: ['Food'] }, { id: 2, folder: TRAVEL })
    expect(result.mappedByRule).toEqual([
      { destinationId: id, name: 'Fare alerts', folder: TRAVEL, count: 1 },
    ])
    expect(await mapped(at)).toEqual([1, 2])
    expect(await rules(at)).toMatchObject([{ matching: 1, mapped: 1 }])
  })

  it('maps all segments of the account when it is for no folder', async () => {
    await importSegments({ id: 1, folder: TRAVEL }, { id: 2, folder: [] })
    const { at } = await create({})
    expect((await addRule(at, [])).body.created).toBe(2)
    await importSegments({ id: 3, folder: ['Food'] })
    expect(await mapped(at)).toEqual([1, 2, 3])
  })

  it('maps nothing when an import changes nothing', async () => {
    const { at } = await create({})
    await addRule(at, TRAVEL)
    await importSegments({ id: 1, folder: TRAVEL })
    expect((await importSegments({ id: 1, folder: TRAVEL })).mappedByRule).toEqual([])
  })

  it('serves each destination that has one, and counts a segment for the first rule', async () => {
    const one = await create({ name: 'One' })
    const two = await create({ name: 'Two' })
    await addRule(two.at, CAMPING)
    await addRule(two.at, TRAVEL)
    await addRule(one.at, [])
    const result = await importSegments({ id: 1, folder: CAMPING }, { id: 2, folder: TRAVEL })
    expect(result.mappedByRule).toEqual([
      { destinationId: one.id, name: 'One', folder: [], count: 2 },
      { destinationId: two.id, name: 'Two', folder: CAMPING, count: 1 },
      { destinationId: two.id, name: 'Two', folder: TRAVEL, count: 1 },
    ])
  })

  it('is not added twice for a folder, nor for a destination in the trash', async () => {
    const { at } = await create({})
    await addRule(at, TRAVEL)
    const problem = expectProblem(await addRule(at, TRAVEL), 409, 'wrong-state')
    expect(problem.detail).toBe(
      'There is a rule for Interest › Travel already. It maps what comes into the folder.',
    )
    const { body } = await app.get(at)
    await app.send('DELETE', at, { ifMatch: body.revision })
    expectProblem(await addRule(at, []), 409, 'wrong-state')
    expectProblem(await addRule('/api/destinations/99', []), 404, 'not-found')
  })

  it('is one of fifty at most', async () => {
    const { at } = await create({})
    const folders = Array.from({ length: 51 }, (_, number) => [`Folder ${number}`])
    const answers = await Promise.all(folders.map((folder) => addRule(at, folder)))
    const refused = answers.filter(({ status }) => status !== 201)
    expect(refused).toHaveLength(1)
    for (const answer of refused) {
      const limit = { name: 'mapping-rules', max: 50 }
      expect(expectProblem(answer, 409, 'limit-reached').limit).toEqual(limit)
    }
  })

  it('ends when it is removed, and what it mapped stays', async () => {
    await importSegments({ id: 1, folder: TRAVEL })
    const { at } = await create({})
    const { rule } = (await addRule(at, TRAVEL)).body
    const address = `${at}/mapping-rules/${rule.id}`
    expect((await app.send('DELETE', address)).status).toBe(204)
    expectProblem(await app.send('DELETE', address), 404, 'not-found')
    expectProblem(await app.get(`${address}/exclusions`), 404, 'not-found')
    expect((await importSegments({ id: 2, folder: TRAVEL })).mappedByRule).toEqual([])
    expect(await mapped(at)).toEqual([1])
    expect(await rules(at)).toEqual([])
  })

  it('is not copied with its destination', async () => {
    await importSegments({ id: 1, folder: TRAVEL })
    const { at } = await create({})
    await addRule(at, TRAVEL)
    const { body } = await app.send('POST', `${at}/clone`, { body: {} })
    const clone = `/api/destinations/${body.id}`
    expect(await rules(clone)).toEqual([])
    const { body: list } = await app.get(`${clone}/mappings`)
    expect(list.items).toMatchObject([{ segmentId: 1, ruleId: null }])
  })

  it('waits while its destination is in the trash, and catches up when it is restored', async () => {
    const { at } = await create({})
    await addRule(at, TRAVEL)
    const { body } = await app.get(at)
    await app.send('DELETE', at, { ifMatch: body.revision })
    expect((await importSegments({ id: 1, folder: TRAVEL })).mappedByRule).toEqual([])
    const restored = await act(at, 'restore')
    expect(restored.body.mappings.total).toBe(1)
    expect(await mapped(at)).toEqual([1])
  })
})

describe('what export controls forbid', () => {
  it('is listed, and mapped when the control is lifted', async () => {
    await importSegments({ id: 1, folder: TRAVEL }, { id: 2, folder: TRAVEL })
    await restrict(['pii'], 2)
    const { at } = await create({ exportLabels: ['pii'] })
    const { rule, created } = (await addRule(at, TRAVEL)).body
    expect({ created, blocked: rule.blocked }).toEqual({ created: 1, blocked: 1 })
    expect(await exclusions(at, rule.id)).toEqual([[2, 'blocked']])
    await setControls([])
    expect(await exclusions(at, rule.id)).toEqual([])
    expect(await mapped(at)).toEqual([1, 2])
  })

  it('is mapped when the destination’s labels allow it', async () => {
    await importSegments({ id: 1, folder: TRAVEL }, { id: 2, folder: TRAVEL })
    await restrict(['pii'], 2)
    const { at } = await create({ exportLabels: ['pii'] })
    await addRule(at, TRAVEL)
    const { body } = await setLabels(at, ['on-site-ads'])
    expect(body.mappings).toMatchObject({ total: 2, blocked: 0 })
    expect(await mapped(at)).toEqual([1, 2])
  })

  it('is left out when a restricted segment is moved into the folder', async () => {
    await importSegments({ id: 1, folder: ['Food'] })
    await restrict(['pii'], 1)
    const { at } = await create({ exportLabels: ['pii'] })
    const { rule } = (await addRule(at, TRAVEL)).body
    expect((await importSegments({ id: 1, folder: TRAVEL })).mappedByRule).toEqual([])
    expect(await exclusions(at, rule.id)).toEqual([[1, 'blocked']])
  })
})

describe('what a person unmaps', () => {
  it('stays out, also when it is changed later, until it is mapped by hand', async () => {
    await importSegments({ id: 1, folder: TRAVEL }, { id: 2, folder: TRAVEL })
    const { at } = await create({})
    const { rule } = (await addRule(at, TRAVEL)).body
    await unmap(at, 2)
    expect(await exclusions(at, rule.id)).toEqual([[2, 'unmapped']])
    expect(await rules(at)).toMatchObject([{ matching: 2, mapped: 1, unmapped: 1 }])
    const renamed = { id: 2, folder: TRAVEL, name: 'Islands' }
    expect((await importSegments(renamed)).mappedByRule).toEqual([])
    await setLabels(at, ['pii'])
    expect(await mapped(at)).toEqual([1])
    await map(at, 2)
    expect(await exclusions(at, rule.id)).toEqual([])
  })

  it('stays out whoever had mapped it', async () => {
    await importSegments({ id: 1, folder: TRAVEL })
    const { at } = await create({})
    await map(at, 1)
    const { rule } = (await addRule(at, TRAVEL)).body
    await unmap(at, 1)
    await setLabels(at, ['pii'])
    expect(await exclusions(at, rule.id)).toEqual([[1, 'unmapped']])
  })

  it('stays out when the rule’s change is undone, and comes back when that is', async () => {
    await importSegments({ id: 1, folder: TRAVEL }, { id: 2, folder: TRAVEL })
    const { at } = await create({})
    const { rule, change } = (await addRule(at, TRAVEL)).body
    const undo = (number: number) =>
      app.send('POST', `${at}/mapping-changes/${number}/undo`, { body: {} })
    const undone = await undo(change.number)
    expect(undone.status).toBe(201)
    expect(await exclusions(at, rule.id)).toEqual([
      [1, 'unmapped'],
      [2, 'unmapped'],
    ])
    await undo(undone.body.change.number)
    expect(await mapped(at)).toEqual([1, 2])
    expect(await rules(at)).toMatchObject([{ mapped: 2, unmapped: 0 }])
  })
})

describe('a live destination', () => {
  async function live(autoFill: AutoFill): Promise<string> {
    await importSegments({ id: 1, folder: ['Food'], integrationCode: 'FOOD' })
    const { at } = await create({ autoFill })
    await map(at, 1)
    expect((await act(at, 'activate')).status).toBe(200)
    return at
  }

  it('gets what auto-fill completes; the rest is listed and breaks no import', async () => {
    const at = await live('integration-code')
    const { rule } = (await addRule(at, TRAVEL)).body
    const result = await importSegments(
      { id: 2, folder: TRAVEL },
      { id: 3, folder: TRAVEL, integrationCode: 'SEA' },
      { id: 4, folder: TRAVEL, integrationCode: 'A,B' },
    )
    expect(result.mappedByRule).toMatchObject([{ count: 1 }])
    expect(await mapped(at)).toEqual([1, 3])
    expect(await exclusions(at, rule.id)).toEqual([
      [2, 'incomplete'],
      [4, 'incomplete'],
    ])
    await importSegments({ id: 2, folder: TRAVEL, integrationCode: 'ISLE' })
    expect(await exclusions(at, rule.id)).toEqual([[4, 'incomplete']])
  })

  it('gets the rest when another auto-fill completes it', async () => {
    const at = await live('integration-code')
    await importSegments({ id: 2, folder: TRAVEL })
    const { rule } = (await addRule(at, TRAVEL)).body
    expect(await exclusions(at, rule.id)).toEqual([[2, 'incomplete']])
    const { body } = await app.get(at)
    const saved = await app.send('PUT', `${at}/basic-information`, {
      ifMatch: body.revision,
      body: { name: 'Fare alerts', description: '', environment: 'ALL', autoFill: 'segment-id' },
    })
    expect(saved.body.mappings.total).toBe(2)
    expect(await exclusions(at, rule.id)).toEqual([])
  })

  it('unlike a draft, which gets mappings that are to be completed', async () => {
    const { at } = await create({ autoFill: 'off' })
    await addRule(at, TRAVEL)
    await importSegments({ id: 1, folder: TRAVEL })
    expect((await app.get(at)).body.mappings).toMatchObject({ total: 1, incomplete: 1 })
  })
})

describe('the limit of mappings', () => {
  it('leaves out what has no room, by id, and lists it', async () => {
    app = await createTestApp({ limits: { mappings: 3 } })
    const { at } = await create({})
    const { rule } = (await addRule(at, TRAVEL)).body
    await addRule(at, ['Food'])
    const result = await importSegments(
      { id: 4, folder: TRAVEL },
      { id: 2, folder: TRAVEL },
      { id: 1, folder: ['Food'] },
      { id: 3, folder: TRAVEL },
      { id: 5, folder: TRAVEL },
    )
    expect(result.mappedByRule).toMatchObject([{ folder: TRAVEL, count: 3 }])
    expect(await mapped(at)).toEqual([2, 3, 4])
    expect(await exclusions(at, rule.id)).toEqual([[5, 'limit']])
    expect(await rules(at)).toMatchObject([
      { matching: 4, mapped: 3, limit: 1 },
      { matching: 1, mapped: 0, limit: 1 },
    ])
  })

  it('is told before the rule is made, and its list can be asked for by reason', async () => {
    app = await createTestApp({ limits: { mappings: 1 } })
    await importSegments({ id: 1, folder: [] }, { id: 2, folder: [] }, { id: 3, folder: [] })
    await restrict(['pii'], 1)
    const { at } = await create({ exportLabels: ['pii'] })
    const { body } = await app.get(`${at}/mapping-rule-preview?folder=[]`)
    expect(body).toMatchObject({ matching: 3, mapped: 0, blocked: 1, limit: 1, add: 1 })
    const { rule } = (await addRule(at, [])).body
    const limit = await app.get(`${at}/mapping-rules/${rule.id}/exclusions?reason=limit`)
    expect(limit.body).toEqual({
      items: [{ segmentId: 3, name: 'Segment 3', reason: 'limit' }],
      total: 1,
    })
  })
})

describe('after any imports and changes', () => {
  it.each([1, 2, 3, 4])(
    'every segment in a rule’s folder is mapped or listed with a reason (seed %i)',
    async (seed) => {
      app = await createTestApp({ limits: { mappings: 25 } })
      const random = seededRandom(seed)
      const below = (max: number) => Math.floor(random() * max)
      const folders = [[], ['Food'], TRAVEL, CAMPING]
      const folder = () => folders[below(folders.length)] ?? []
      await importSegments({ id: 1, folder: ['Food'], integrationCode: 'ONE' })
      const places = [
        await create({ autoFill: 'segment-id', exportLabels: ['pii'] }),
        await create({ autoFill: 'integration-code', exportLabels: ['pii', 'on-site-ads'] }),
        await create({ autoFill: 'off' }),
      ]
      const [, second] = places
      const wasFull = new Set<string>()
      await map(second?.at ?? '', 1)
      await act(second?.at ?? '', 'activate')
      for (let step = 0; step < 40; step++) {
        // oxlint-disable no-await-in-loop -- each step goes on from the one before
        const { at } = places[below(places.length)] ?? { at: '' }
        const id = 1 + below(40)
        switch (below(6)) {
          case 0:
            await addRule(at, folder())
            break
          case 1:
            await unmap(at, id, 1 + below(40))
            break
          case 2:
            await map(at, id)
            break
          case 3:
            await restrict(below(2) === 0 ? ['pii'] : ['on-site-ads'], id)
            break
          default:
            await importSegments(
              ...Array.from(new Set([id, 1 + below(40), 1 + below(40)]), (each) => ({
                id: each,
                folder: folder(),
                integrationCode: below(2) === 0 ? `C${each}` : null,
              })),
            )
        }
        await expectNothingForgotten(
          places.map((place) => place.at),
          wasFull,
        )
        // oxlint-enable no-await-in-loop
      }
      expect(app.errors).toEqual([])
    },
  )

  /** @param wasFull those that have had no room at some time. */
  async function expectNothingForgotten(
    places: readonly string[],
    wasFull: Set<string>,
  ): Promise<void> {
    const { body } = await app.get('/api/segments?limit=1000')
    for (const at of places) {
      // oxlint-disable no-await-in-loop -- one after the other
      const isMapped = new Set(await mapped(at))
      expect(isMapped.size).toBeLessThanOrEqual(25)
      for (const rule of await rules(at)) {
        const listed = new Map(await exclusions(at, rule.id))
        const found: number[] = body.items
          .filter((each: Row) =>
            rule.folder.every((name: string, d: number) => each.folder[d] === name),
          )
          .map((each: Row) => each.id)
        expect(found.filter((id) => isMapped.has(id) === listed.has(id))).toEqual([])
        expect(rule.matching).toBe(found.length)
        expect(rule.mapped).toBe(found.length - listed.size)
        expect([...listed.keys()].filter((id) => !found.includes(id))).toEqual([])
        if (isMapped.size === 25) wasFull.add(at)
        const hasNoRoom = [...listed.values()].includes('limit')
        expect(hasNoRoom && !wasFull.has(at)).toBe(false)
      }
      // oxlint-enable no-await-in-loop
    }
  }
})
