import { beforeEach, describe, expect, it } from 'vitest'
import type { ExportLabel } from '../../src/contract/common.ts'
import type { Problem, ProblemSlug } from '../../src/contract/problem.ts'
import { type Answer, createTestApp, type TestApp } from '../testing/test-app.ts'

/*
 * Six segments: 1 is free; 2 has a trait of a source that may not be used for off-site ads; 3 includes 2,
 * 4 includes 3, 5 includes 4; 6 has a merge rule that cannot be tied to PII.
 */
const SOURCES = [
  { line: 1, id: 1, name: 'Website', kind: 'first-party', controls: [] },
  { line: 2, id: 2, name: 'Skyline', kind: 'third-party', controls: ['off-site-ads'] },
]
const TRAITS = [
  { line: 1, id: 11, name: 'Visited', dataSourceId: 1 },
  { line: 2, id: 12, name: 'Compares flights', dataSourceId: 2 },
]
const MERGE_RULES = [{ line: 1, id: 5, name: 'Households', controls: ['pii'], dataSourceIds: [1] }]

function rule(segmentId: number, given: object) {
  const empty = { dataSourceId: null, traitIds: [], includedSegmentIds: [], mergeRuleId: null }
  return { line: segmentId, segmentId, ...empty, ...given }
}

const RULES = [
  rule(1, { dataSourceId: 2, traitIds: [11] }),
  rule(2, { traitIds: [11, 12] }),
  rule(3, { includedSegmentIds: [2] }),
  rule(4, { includedSegmentIds: [3] }),
  rule(5, { includedSegmentIds: [4] }),
  rule(6, { mergeRuleId: 5 }),
]

const NAMES = ['Visitors', 'Flyers', 'Planners', 'Dreamers', 'Everybody', 'Families']

let app: TestApp

function importModel(body: object): Promise<Answer> {
  return app.send('POST', '/api/audience-model-imports', { body })
}

beforeEach(async () => {
  app = await createTestApp()
  const empty = { folder: [], description: '', integrationCode: null, peopleCount: null }
  const rows = NAMES.map((name, at) => ({ line: at + 1, id: at + 1, name, ...empty }))
  await app.send('POST', '/api/segment-imports', { body: { rows } })
  const { status, body } = await importModel({
    dataSources: SOURCES,
    traits: TRAITS,
    mergeRules: MERGE_RULES,
    segmentRules: RULES,
  })
  if (status !== 201 || body.rejected.length > 0) throw new Error(JSON.stringify(body))
})

function expectProblem({ status, body }: Answer, code: number, slug: ProblemSlug): Problem {
  expect({ status, type: body.type }).toEqual({ status: code, type: `/problems/${slug}` })
  return body
}

function map(at: string, select: object): Promise<Answer> {
  return app.send('POST', `${at}/mappings/bulk-create`, {
    body: { select, startDate: '2026-11-23', endDate: null },
  })
}

async function setLabels(
  at: string,
  exportLabels: ExportLabel[] | null,
  given: object = {},
): Promise<Answer> {
  const { body } = await app.get(at)
  return app.send('PUT', `${at}/export-labels`, {
    ifMatch: body.revision,
    body: { exportLabels, ...given },
  })
}

async function setControls(id: number, controls: ExportLabel[], given: object = {}) {
  const { body } = await app.get('/api/data-sources')
  const { revision } = body.items.find((source: { id: number }) => source.id === id)
  return app.send('PUT', `/api/data-sources/${id}/controls`, {
    ifMatch: revision,
    body: { controls, ...given },
  })
}

/** A draft that lacks nothing but what a test adds: URL, one call, values by segment id. */
async function create(exportLabels: ExportLabel[] | null = []): Promise<string> {
  const { body } = await app.send('POST', '/api/destinations', { body: { type: 'url' } })
  const at = `/api/destinations/${body.id}`
  const basic = { name: 'Fare alerts', description: '', environment: 'ALL', autoFill: 'segment-id' }
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
  expect((await setLabels(at, exportLabels)).status).toBe(200)
  return at
}

async function activate(at: string): Promise<Answer> {
  const { body } = await app.get(at)
  return app.send('POST', `${at}/activate`, { ifMatch: body.revision })
}

/** An active destination with all segments mapped and no labels yet. */
async function createActive(): Promise<string> {
  const at = await create()
  await map(at, {})
  expect((await activate(at)).status).toBe(200)
  return at
}

async function restrictions(): Promise<Record<number, ExportLabel[]>> {
  const { body } = await app.get('/api/segments?sort=id')
  return Object.fromEntries(
    body.items.map((segment: { id: number; restrictedLabels: ExportLabel[] }) => [
      segment.id,
      segment.restrictedLabels,
    ]),
  )
}

async function blocked(at: string): Promise<number> {
  return (await app.get(at)).body.mappings.blocked
}

describe('what segments are made of', () => {
  it('is listed, data sources with their controls and what they reach', async () => {
    expect((await app.get('/api/data-sources')).body.items).toEqual([
      {
        id: 1,
        name: 'Website',
        kind: 'first-party',
        controls: [],
        revision: 1,
        traits: 1,
        // Through traits 1 to 5, through the merge rule 6.
        segments: 6,
      },
      {
        id: 2,
        name: 'Skyline',
        kind: 'third-party',
        controls: ['off-site-ads'],
        revision: 1,
        traits: 1,
        segments: 4,
      },
    ])
    const { line: _line, ...mergeRule } = { ...MERGE_RULES[0] }
    expect((await app.get('/api/merge-rules')).body.items).toEqual([mergeRule])
  })

  it('is searched and paged by trait', async () => {
    const first = await app.get('/api/traits?limit=1')
    expect(first.body).toMatchObject({ total: 2, items: [{ id: 11, name: 'Visited' }] })
    const next = await app.get(`/api/traits?limit=1&cursor=${first.body.nextCursor}`)
    expect(next.body).toMatchObject({ total: 2, items: [{ id: 12 }], nextCursor: null })
    for (const query of ['q=FLIGHTS', 'q=12', 'dataSourceId=2']) {
      expect((await app.get(`/api/traits?${query}`)).body).toMatchObject({
        total: 1,
        items: [{ id: 12, name: 'Compares flights', dataSourceId: 2 }],
      })
    }
  })

  it('restricts segments through traits, included segments three deep, and merge rules', async () => {
    expect(await restrictions()).toEqual({
      1: [],
      2: ['off-site-ads'],
      3: ['off-site-ads'],
      4: ['off-site-ads'],
      5: ['off-site-ads'],
      6: ['pii'],
    })
  })

  it('explains a restriction with the whole way', async () => {
    const { body } = await app.get('/api/segments/5/restrictions')
    expect(body).toEqual({
      segmentId: 5,
      name: 'Everybody',
      paths: [
        {
          label: 'off-site-ads',
          steps: [
            { kind: 'segment', id: 5, name: 'Everybody' },
            { kind: 'segment', id: 4, name: 'Dreamers' },
            { kind: 'segment', id: 3, name: 'Planners' },
            { kind: 'segment', id: 2, name: 'Flyers' },
            { kind: 'trait', id: 12, name: 'Compares flights' },
            { kind: 'data-source', id: 2, name: 'Skyline' },
          ],
        },
      ],
    })
    expect((await app.get('/api/segments/1/restrictions')).body.paths).toEqual([])
    expectProblem(await app.get('/api/segments/77/restrictions'), 404, 'not-found')
  })
})

describe('mapping a segment that is blocked', () => {
  it('is refused for each one named, with the segment, the label and the way', async () => {
    const at = await create(['off-site-ads'])
    const answer = await map(at, { segmentIds: [1, 3, 2] })
    expect(expectProblem(answer, 422, 'validation-failed').errors).toEqual([
      {
        path: 'select.segmentIds.1',
        message:
          '‘Planners’ includes ‘Flyers’, which is built from the trait ‘Compares flights’, whose data source ‘Skyline’ cannot be used for off-site ad targeting; this destination may be used for off-site ad targeting.',
      },
      {
        path: 'select.segmentIds.2',
        message:
          '‘Flyers’ is built from the trait ‘Compares flights’, whose data source ‘Skyline’ cannot be used for off-site ad targeting; this destination may be used for off-site ad targeting.',
      },
    ])
    expect((await app.get(at)).body.mappings.total).toBe(0)
  })

  it('is refused with rows that give everything', async () => {
    const at = await create(['pii'])
    const fields = { value: 'x', key: null, url: null, secureUrl: null, priority: 0 }
    const dates = { startDate: '2026-11-23', endDate: null }
    const rows = [1, 6].map((segmentId) => ({
      segmentId,
      ...fields,
      ...dates,
      valueOrigin: 'manual',
    }))
    const answer = await app.send('POST', `${at}/mappings/bulk-create`, { body: { rows } })
    expect(expectProblem(answer, 422, 'validation-failed').errors).toEqual([
      {
        path: 'rows.1.segmentId',
        message: expect.stringMatching(/^‘Families’ .*merge rule ‘Households’.*PII/),
      },
    ])
  })

  it('by search leaves it out and counts it', async () => {
    const at = await create(['off-site-ads'])
    expect((await map(at, {})).body).toMatchObject({
      created: 2,
      alreadyMapped: 0,
      blocked: 4,
      segmentIds: [1, 6],
    })
    expect(await blocked(at)).toBe(0)
  })

  it('changes nothing where it is mapped already', async () => {
    const at = await create()
    await map(at, { segmentIds: [2] })
    await setLabels(at, ['off-site-ads'])
    expect((await map(at, { segmentIds: [1, 2] })).body).toMatchObject({
      created: 1,
      alreadyMapped: 1,
      blocked: 0,
    })
  })

  it('is possible while no label was chosen, or another one', async () => {
    expect((await map(await create(null), { segmentIds: [2, 6] })).body.created).toBe(2)
    expect((await map(await create(['on-site-ads']), { segmentIds: [2, 6] })).body.created).toBe(2)
  })
})

describe('choosing labels', () => {
  it('is told before saving what they would block, by name', async () => {
    const at = await create()
    await map(at, {})
    expect((await app.get(`${at}/export-check?labels=off-site-ads,pii`)).body).toEqual({
      total: 6,
      blocked: 5,
      segments: [
        { id: 2, name: 'Flyers', labels: ['off-site-ads'] },
        { id: 3, name: 'Planners', labels: ['off-site-ads'] },
        { id: 4, name: 'Dreamers', labels: ['off-site-ads'] },
        { id: 5, name: 'Everybody', labels: ['off-site-ads'] },
        { id: 6, name: 'Families', labels: ['pii'] },
      ],
    })
    expect((await app.get(`${at}/export-check`)).body).toMatchObject({ total: 6, blocked: 0 })
    expectProblem(await app.get('/api/destinations/77/export-check'), 404, 'not-found')
  })

  it('of a draft needs no confirmation; activation then asks to unmap what is blocked', async () => {
    const at = await create()
    await map(at, { segmentIds: [1, 2, 3] })
    const { body } = await setLabels(at, ['off-site-ads'])
    expect(body.mappings).toMatchObject({ total: 3, blocked: 2 })
    const mapped = await app.get(`${at}/mappings?view=blocked`)
    expect(mapped.body.items.map(({ segmentId }: { segmentId: number }) => segmentId)).toEqual([
      2, 3,
    ])
    expect(mapped.body.items[0].segment.restrictedLabels).toEqual(['off-site-ads'])
    expect(expectProblem(await activate(at), 409, 'not-ready').missing).toEqual([
      {
        step: 'segment-mappings',
        field: null,
        message:
          '2 mapped segments are blocked by export controls: unmap them or change the labels',
      },
    ])
    const select = { segmentIds: [2, 3] }
    await app.send('POST', `${at}/mappings/bulk-delete`, { body: { select } })
    expect((await activate(at)).body).toMatchObject({ status: 'active', mappings: { blocked: 0 } })
  })

  it('of an active destination must be confirmed when it stops mappings, which stay', async () => {
    const at = await createActive()
    const { effects, detail } = expectProblem(
      await setLabels(at, ['pii']),
      409,
      'confirmation-required',
    )
    expect(effects).toEqual({
      blocks: [
        {
          destinationId: 1,
          name: 'Fare alerts',
          status: 'active',
          count: 1,
          segments: [{ id: 6, name: 'Families' }],
        },
      ],
      lifts: [],
    })
    expect(detail).toContain('1 mapping in 1 destination')
    expect((await app.get(at)).body).toMatchObject({ exportLabels: [], mappings: { blocked: 0 } })
    const confirmed = await setLabels(at, ['pii'], { confirmed: true })
    expect(confirmed.body).toMatchObject({
      status: 'active',
      exportLabels: ['pii'],
      mappings: { total: 6, blocked: 1 },
    })
    expect((await app.get('/api/destinations?attention=true')).body.total).toBe(1)
  })

  it('of a paused destination must be confirmed too', async () => {
    const at = await createActive()
    const { body } = await app.get(at)
    await app.send('POST', `${at}/pause`, { ifMatch: body.revision })
    expectProblem(await setLabels(at, ['off-site-ads']), 409, 'confirmation-required')
  })

  it('that stops nothing more needs no confirmation, and what is blocked may be edited', async () => {
    const at = await createActive()
    await setLabels(at, ['pii'], { confirmed: true })
    expect((await setLabels(at, ['pii', 'on-site-ads'])).status).toBe(200)
    const changes = [{ segmentId: 6, revision: 1, set: { endDate: '2026-12-31' } }]
    const edited = await app.send('POST', `${at}/mappings/bulk-update`, { body: { changes } })
    expect(edited.status).toBe(200)
    expect((await setLabels(at, [])).body.mappings.blocked).toBe(0)
  })

  it('by restoring a version is refused, and leads to the step', async () => {
    const at = await create()
    await setLabels(at, ['off-site-ads'])
    const { body: labelled } = await app.get(at)
    await map(at, { segmentIds: [1] })
    // Edits of a draft within ten minutes become one version.
    app.setTime('2026-11-23T11:00:00.000Z')
    await setLabels(at, [])
    await map(at, { segmentIds: [2] })
    const active = await activate(at)
    const restored = await app.send('POST', `${at}/versions/${labelled.revision}/restore`, {
      ifMatch: active.body.revision,
    })
    expect(expectProblem(restored, 409, 'wrong-state').detail).toMatch(
      /would block 1 mapping\. Change the labels in the step Export labels first\.$/,
    )
    expect(await blocked(at)).toBe(0)
  })
})

describe('the controls of a data source', () => {
  it('tell what they would stop and let through, while they are chosen', async () => {
    const at = await createActive()
    await setLabels(at, ['off-site-ads', 'on-site-ads'], { confirmed: true })
    expect(await blocked(at)).toBe(4)
    const { body } = await app.get('/api/data-sources/2/effects?controls=')
    expect(body).toMatchObject({ blocks: [], lifts: [{ destinationId: 1, count: 4 }] })
    const other = await app.get('/api/data-sources/1/effects?controls=on-site-ads')
    expect(other.body).toMatchObject({
      blocks: [
        {
          count: 2,
          segments: [
            { id: 1, name: 'Visitors' },
            { id: 6, name: 'Families' },
          ],
        },
      ],
      lifts: [],
    })
    expectProblem(await app.get('/api/data-sources/77/effects'), 404, 'not-found')
    expect(await blocked(at)).toBe(4)
  })

  it('must be confirmed when they stop mappings, which stay and count as blocked', async () => {
    const at = await createActive()
    await setLabels(at, ['on-site-ads'])
    const draft = await create(['on-site-ads'])
    await map(draft, { segmentIds: [1] })
    const refused = await setControls(1, ['on-site-ads'])
    const { effects } = expectProblem(refused, 409, 'confirmation-required')
    // A draft sends nothing that could be stopped.
    expect(effects?.blocks.map(({ destinationId, count }) => [destinationId, count])).toEqual([
      [1, 6],
    ])
    expect((await restrictions())[1]).toEqual([])
    const saved = await setControls(1, ['on-site-ads', 'on-site-ads'], { confirmed: true })
    expect(saved.body).toEqual({
      id: 1,
      name: 'Website',
      kind: 'first-party',
      controls: ['on-site-ads'],
      revision: 2,
    })
    expect(saved.headers.get('etag')).toBe('"2"')
    expect((await restrictions())[5]).toEqual(['on-site-ads', 'off-site-ads'])
    expect([await blocked(at), await blocked(draft)]).toEqual([6, 1])
    expect((await app.get(`${at}/mappings`)).body.total).toBe(6)
    expect((await setControls(1, [])).status).toBe(200)
    expect([await blocked(at), await blocked(draft)]).toEqual([0, 0])
  })

  it('pause a destination that comes back from the trash with more blocked than before', async () => {
    const at = await createActive()
    await setLabels(at, ['on-site-ads', 'off-site-ads'], { confirmed: true })
    const trash = async () => {
      const { body } = await app.get(at)
      return (await app.send('DELETE', at, { ifMatch: body.revision })).body.revision
    }
    const restore = async (ifMatch: number) =>
      (await app.send('POST', `${at}/restore`, { ifMatch })).body
    const before = await blocked(at)
    // What was blocked then is no news: it goes on as it was.
    expect(await restore(await trash())).toMatchObject({ status: 'active' })
    const revision = await trash()
    await setControls(2, [])
    expect((await setControls(1, ['on-site-ads'])).status).toBe(200)
    const back = await restore(revision)
    expect(back).toMatchObject({ status: 'paused', statusBeforeDelete: null, deletedAt: null })
    expect([before, back.mappings.blocked]).toEqual([4, 6])
    const resumed = await app.send('POST', `${at}/resume`, { ifMatch: back.revision })
    expect(resumed.body.status).toBe('active')
  })

  it('are changed from the revision that was read', async () => {
    const at = '/api/data-sources/1/controls'
    const body = { controls: ['pii'] }
    expectProblem(await app.send('PUT', at, { body }), 428, 'revision-required')
    await app.send('PUT', at, { ifMatch: 1, body })
    const late = await app.send('PUT', at, { ifMatch: 1, body })
    expect(expectProblem(late, 412, 'revision-conflict').current).toMatchObject({
      revision: 2,
      controls: ['pii'],
    })
    const unknown = await app.send('PUT', '/api/data-sources/77/controls', { ifMatch: 1, body })
    expectProblem(unknown, 404, 'not-found')
    const wrong = { controls: ['everything'] }
    const answer = await app.send('PUT', at, { ifMatch: 2, body: wrong })
    expect(expectProblem(answer, 422, 'validation-failed').errors?.[0]?.path).toBe('controls.0')
  })
})

describe('an import of what segments are made of', () => {
  it('rejects traits that name unknown sources, and takes the good rows', async () => {
    const traits = [
      { line: 2, id: 20, name: 'Lost', dataSourceId: 77 },
      { line: 3, id: 21, name: 'Found', dataSourceId: 1 },
    ]
    const { status, body } = await importModel({ traits })
    expect(status).toBe(201)
    expect(body.traits).toEqual({ created: 1, changed: 0, unchanged: 0 })
    expect(body.rejected).toEqual([
      {
        kind: 'traits',
        line: 2,
        label: 'Lost',
        reason:
          'There is no data source 77, neither in the account nor in a good row of this import. Add it, or name another.',
      },
    ])
    expect((await app.get('/api/traits')).body.total).toBe(3)
  })

  it('previews what it would do and writes nothing; again, it changes nothing', async () => {
    const body = {
      dataSources: [SOURCES[0], { ...SOURCES[1], controls: [] }],
      segmentRules: [...RULES.slice(0, 5), rule(6, { traitIds: [11] }), rule(99, {})],
    }
    const preview = await app.send('POST', '/api/audience-model-imports/preview', { body })
    expect(preview.body).toMatchObject({
      dataSources: { created: 0, changed: 1, unchanged: 1 },
      segmentRules: { created: 0, changed: 1, unchanged: 5 },
      rejected: [{ kind: 'segmentRules', line: 99, label: 'Segment 99' }],
    })
    expect((await restrictions())[6]).toEqual(['pii'])
    expect((await importModel(body)).body).toEqual(preview.body)
    expect(await restrictions()).toEqual({ 1: [], 2: [], 3: [], 4: [], 5: [], 6: [] })
    expect((await importModel(body)).body).toMatchObject({
      dataSources: { changed: 0, unchanged: 2 },
      segmentRules: { changed: 0, unchanged: 6 },
    })
  })

  it('must be confirmed when it stops mappings', async () => {
    const at = await createActive()
    await setLabels(at, ['on-site-personalization'])
    const mergeRules = [{ ...MERGE_RULES[0], controls: ['on-site-personalization'] }]
    const { effects } = expectProblem(
      await importModel({ mergeRules }),
      409,
      'confirmation-required',
    )
    expect(effects?.blocks).toMatchObject([{ count: 1, segments: [{ id: 6, name: 'Families' }] }])
    expect((await importModel({ mergeRules, confirmed: true })).status).toBe(201)
    expect(await blocked(at)).toBe(1)
  })

  it('of segments leaves what restricts them as it is', async () => {
    const empty = { folder: [], description: '', integrationCode: null, peopleCount: null }
    const rows = [{ line: 1, id: 2, name: 'Frequent flyers', ...empty }]
    await app.send('POST', '/api/segment-imports', { body: { rows } })
    expect((await restrictions())[2]).toEqual(['off-site-ads'])
  })
})

describe('delivery', () => {
  it('gets all mappings of a destination at once, with what restricts their segments', async () => {
    const at = await create()
    await map(at, { segmentIds: [6, 1] })
    const { body } = await app.get(`${at}/delivery-mappings`)
    const fields = {
      key: null,
      url: null,
      secureUrl: null,
      startDate: '2026-11-23',
      endDate: null,
      priority: 0,
      paused: false,
    }
    expect(body.items).toEqual([
      { segmentId: 1, name: 'Visitors', value: '1', ...fields, restrictedLabels: [] },
      { segmentId: 6, name: 'Families', value: '6', ...fields, restrictedLabels: ['pii'] },
    ])
    expectProblem(await app.get('/api/destinations/77/delivery-mappings'), 404, 'not-found')
  })

  it('of a copy starts with what is blocked counted', async () => {
    const at = await createActive()
    await setLabels(at, ['pii'], { confirmed: true })
    const { body } = await app.send('POST', `${at}/clone`, { body: {} })
    expect(body).toMatchObject({ status: 'draft', mappings: { total: 6, blocked: 1 } })
  })
})

describe('the account', () => {
  it('with data sources alone is not empty, and takes no sample data', async () => {
    app = await createTestApp()
    await importModel({ dataSources: SOURCES })
    expect((await app.get('/api/account')).body.empty).toBe(false)
    const answer = await app.send('POST', '/api/account/sample-data', { body: {} })
    expectProblem(answer, 409, 'wrong-state')
  })

  it('with sample data shows the design’s destination with 3 of 48 mapped segments blocked', async () => {
    app = await createTestApp()
    await app.send('POST', '/api/account/sample-data', { body: {} })
    const at = '/api/destinations/374'
    expect((await app.get(at)).body.mappings).toMatchObject({ total: 48, blocked: 3 })
    const check = await app.get(`${at}/export-check?labels=off-site-ads`)
    expect(check.body).toMatchObject({ total: 48, blocked: 3 })
    const lengths: number[] = []
    for (const { id } of check.body.segments) {
      const { body } = await app.get(`/api/segments/${id}/restrictions`)
      lengths.push(body.paths.at(-1).steps.length)
    }
    // One through a trait, one through a merge rule, and one through an included segment.
    expect(lengths).toEqual([3, 3, 4])
  })
})

it('the API document names the confirmation', async () => {
  const { body } = await app.get('/api/openapi.json')
  for (const path of [
    '/api/destinations/{destinationId}/export-labels',
    '/api/data-sources/{dataSourceId}/controls',
  ]) {
    expect(body.paths[path].put.responses['409'].description).toContain(
      'This would stop what is being sent',
    )
  }
  expect(body.components.schemas.Problem.properties.effects).toBeDefined()
})
