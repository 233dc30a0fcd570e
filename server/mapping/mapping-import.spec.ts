import { beforeEach, describe, expect, it } from 'vitest'
import type { Problem, ProblemSlug } from '../../src/contract/problem.ts'
import { type Answer, createTestApp, type TestApp } from '../testing/test-app.ts'

/*
 * Segments 1 to 8 may go everywhere; 9 has a trait of a source that may not be used for off-site ads.
 * The destination has the label for these, and segments 1 to 3 mapped with their ids as values.
 */
const BLOCKED = 9

let app: TestApp
let at: string

async function setUp(given: Parameters<typeof createTestApp>[0] = {}): Promise<void> {
  app = await createTestApp(given)
  const empty = { folder: [], description: '', integrationCode: null, peopleCount: null }
  const rows = Array.from({ length: 9 }, (_, index) => ({
    line: index + 1,
    id: index + 1,
    name: `Segment ${index + 1}`,
    ...empty,
  }))
  await app.send('POST', '/api/segment-imports', { body: { rows } })
  const model = await app.send('POST', '/api/audience-model-imports', {
    body: {
      dataSources: [
        { line: 1, id: 2, name: 'Skyline', kind: 'third-party', controls: ['off-site-ads'] },
      ],
      traits: [{ line: 1, id: 12, name: 'Compares flights', dataSourceId: 2 }],
      segmentRules: [
        {
          line: 1,
          segmentId: BLOCKED,
          dataSourceId: null,
          traitIds: [12],
          includedSegmentIds: [],
          mergeRuleId: null,
        },
      ],
    },
  })
  expect(model.status).toBe(201)
  const { body } = await app.send('POST', '/api/destinations', { body: { type: 'url' } })
  at = `/api/destinations/${body.id}`
  const basic = { name: 'Fares', description: '', environment: 'ALL', autoFill: 'segment-id' }
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
  const labels = { exportLabels: ['off-site-ads'] }
  await app.send('PUT', `${at}/export-labels`, { ifMatch: 3, body: labels })
  await app.send('POST', `${at}/mappings/bulk-create`, {
    body: { select: { segmentIds: [1, 2, 3] }, startDate: '2026-11-01', endDate: null },
  })
}

beforeEach(() => setUp())

function expectProblem({ status, body }: Answer, code: number, slug: ProblemSlug): Problem {
  expect({ status, type: body.type }).toEqual({ status: code, type: `/problems/${slug}` })
  return body
}

const ROWS = [
  { line: 2, segmentId: 1, value: 'ski' },
  { line: 3, segmentId: 2, value: '2' },
  { line: 4, segmentId: 4 },
  { line: 5, segmentId: 5, value: 'sail', startDate: '2026-12-01', endDate: '2026-12-31' },
]
const FAULTY = [
  ...ROWS,
  { line: 6, segmentId: 77 },
  { line: 7, segmentId: 4 },
  { line: 8, segmentId: BLOCKED },
  { line: 9, segmentId: 3, value: 'a,b' },
]

const preview = (rows: object[]) =>
  app.send('POST', `${at}/mapping-imports/preview`, { body: { rows } })
const apply = (rows: object[], given: object = {}, key?: string) =>
  app.send('POST', `${at}/mapping-imports`, {
    body: { rows, ...given },
    ...(key === undefined ? {} : { key }),
  })

async function stored(): Promise<Record<number, string | null>> {
  const { body } = await app.get(`${at}/mappings?sort=id`)
  return Object.fromEntries(
    body.items.map((mapping: { segmentId: number; value: string | null }) => [
      mapping.segmentId,
      mapping.value,
    ]),
  )
}

async function changes(): Promise<Answer['body']> {
  return (await app.get(`${at}/mapping-changes?since=0`)).body
}

const BEFORE = { 1: '1', 2: '2', 3: '3' }
const AFTER = { 1: 'ski', 2: '2', 3: '3', 4: '4', 5: 'sail' }

describe('an import of mappings', () => {
  it('tells what would happen to each row, and writes nothing', async () => {
    const { status, body } = await preview(FAULTY)
    expect(status).toBe(200)
    expect(body).toMatchObject({ change: 1, added: 2, changed: 1, unchanged: 1 })
    expect(body.diff).toMatchObject([
      { line: 2, kind: 'change', from: { value: '1' }, to: { value: 'ski' } },
      { line: 4, kind: 'add', name: 'Segment 4' },
      { line: 5, kind: 'add' },
    ])
    expect(body.rejected).toEqual([
      {
        line: 6,
        label: '77',
        reason: 'There is no segment 77. Correct the id, or import the segment first.',
      },
      {
        line: 7,
        label: 'Segment 4',
        reason: 'Segment 4 is on line 4 already. Keep one of the two lines.',
      },
      {
        line: 8,
        label: 'Segment 9',
        reason: expect.stringMatching(
          /‘Segment 9’ is built from the trait ‘Compares flights’, whose data source ‘Skyline’/,
        ),
      },
      { line: 9, label: 'Segment 3', reason: expect.stringContaining('the delimiter “,”') },
    ])
    expect(await stored()).toEqual(BEFORE)
    expect((await changes()).last).toBe(1)
  })

  it('is one change in the log, that can be taken back and done again', async () => {
    const { status, body } = await apply(ROWS)
    expect(status).toBe(201)
    expect(body).toMatchObject({ added: 2, changed: 1, unchanged: 1, rejected: [] })
    expect(body.change).toMatchObject({ number: 2, name: 'import 3 rows', segments: 3 })
    expect(await stored()).toEqual(AFTER)
    expect((await app.get(at)).body.mappings.total).toBe(5)
    const undone = await app.send('POST', `${at}/mapping-changes/2/undo`, { body: {} })
    expect(undone.body).toMatchObject({ change: { number: 3, undoes: 2 }, conflicts: [] })
    expect(await stored()).toEqual(BEFORE)
    await app.send('POST', `${at}/mapping-changes/3/undo`, { body: {} })
    expect(await stored()).toEqual(AFTER)
  })

  it('of pasted rows is called so', async () => {
    const { body } = await apply([{ line: 1, segmentId: 4 }], { from: 'paste' })
    expect(body.change.name).toBe('paste 1 row')
  })

  it('of everything is refused as a whole when a row is rejected, and lists the rows', async () => {
    const { errors, detail } = expectProblem(await apply(FAULTY), 422, 'validation-failed')
    expect(detail).toContain('4 of 8 rows')
    expect(errors?.map(({ path }) => path)).toEqual(['rows.4', 'rows.5', 'rows.6', 'rows.7'])
    expect(errors?.[0]?.message).toContain('Line 6: There is no segment 77.')
    expect(await stored()).toEqual(BEFORE)
  })

  it('of the good rows leaves the others out', async () => {
    const { status, body } = await apply(FAULTY, { apply: 'good' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ added: 2, changed: 1, unchanged: 1 })
    expect(body.rejected).toHaveLength(4)
    expect(await stored()).toEqual(AFTER)
  })

  it('changes nothing the second time, and makes no change of it', async () => {
    await apply(ROWS)
    const { body } = await apply(ROWS)
    expect(body).toEqual({ change: null, added: 0, changed: 0, unchanged: 4, rejected: [] })
    expect((await changes()).last).toBe(2)
  })

  it('that is tried again after a lost answer happens once', async () => {
    const [first, again] = [await apply(ROWS, {}, 'k1'), await apply(ROWS, {}, 'k1')]
    expect(again.body).toEqual(first.body)
    expect((await changes()).last).toBe(2)
  })

  it('rejects rows that somebody changed after they were looked at, and no others', async () => {
    const { body: seen } = await preview(ROWS)
    await app.send('POST', `${at}/mappings/bulk-delete`, {
      body: { select: { segmentIds: [1] } },
    })
    await app.send('POST', `${at}/mappings/bulk-create`, {
      body: { select: { segmentIds: [5] }, startDate: '2026-11-01', endDate: null },
    })
    expectProblem(await apply(ROWS, { asOf: seen.change }), 422, 'validation-failed')
    const { body } = await apply(ROWS, { asOf: seen.change, apply: 'good' })
    expect(body.rejected).toEqual([
      {
        line: 2,
        label: 'Segment 1',
        reason: 'Its mapping was changed meanwhile. Check the rows again.',
      },
      {
        line: 5,
        label: 'Segment 5',
        reason: 'Its mapping was changed meanwhile. Check the rows again.',
      },
    ])
    expect(await stored()).toEqual({ 2: '2', 3: '3', 4: '4', 5: '5' })
  })

  it('rejects mappings beyond the limit of a destination', async () => {
    await setUp({ limits: { mappings: 4 } })
    const { body } = await apply(ROWS, { apply: 'good' })
    expect(body).toMatchObject({ added: 1, changed: 1 })
    expect(body.rejected).toEqual([
      { line: 5, label: 'Segment 5', reason: expect.stringContaining('can have 4 mappings') },
    ])
  })

  it('keeps an active destination complete', async () => {
    const { body } = await app.get(at)
    expect((await app.send('POST', `${at}/activate`, { ifMatch: body.revision })).status).toBe(200)
    expectProblem(await apply([{ line: 1, segmentId: 1, value: null }]), 409, 'not-ready')
    expect(await stored()).toEqual(BEFORE)
  })

  it('is refused for a destination in the trash and for one that does not exist', async () => {
    const { body } = await app.get(at)
    const bin = await app.send('DELETE', at, { ifMatch: body.revision })
    expect(bin.status).toBeLessThan(300)
    expectProblem(await apply(ROWS), 409, 'wrong-state')
    at = '/api/destinations/999'
    expectProblem(await preview(ROWS), 404, 'not-found')
  })
})
