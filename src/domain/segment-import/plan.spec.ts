import { describe, expect, it } from 'vitest'
import type { Segment, SegmentImportRow } from '../../contract/segment.ts'
import { type ExistingSegments, placeKey, planSegmentImport } from './plan.ts'

const AT = '2026-11-23T10:00:00.000Z'

function row(changes: Partial<SegmentImportRow>): SegmentImportRow {
  return {
    line: 2,
    id: 1,
    name: 'Ski',
    folder: ['Interest'],
    description: '',
    integrationCode: null,
    peopleCount: null,
    ...changes,
  }
}

function existing(...rows: SegmentImportRow[]): ExistingSegments {
  const segments = rows.map(
    ({ id, name, folder, description, integrationCode, peopleCount }): Segment => ({
      id: id ?? 0,
      name,
      folder,
      description,
      integrationCode,
      peopleCount,
      status: 'active',
      restrictedLabels: [],
      createdAt: AT,
      updatedAt: AT,
    }),
  )
  return {
    byId: new Map(segments.map((segment) => [segment.id, segment])),
    byIntegrationCode: new Map(
      segments.flatMap((segment) =>
        segment.integrationCode ? [[segment.integrationCode, segment]] : [],
      ),
    ),
    byPlace: new Map(segments.map((segment) => [placeKey(segment), segment])),
    count: segments.length,
  }
}

const plan = (rows: SegmentImportRow[], known: ExistingSegments, max = 20_000) =>
  planSegmentImport(rows, known, max, 100)

describe('planSegmentImport', () => {
  it('creates what is new, changes what differs and leaves the rest', () => {
    const { result } = plan(
      [row({ id: 1 }), row({ id: 2, name: 'Surf' }), row({ id: 3, name: 'Sail' })],
      existing(row({ id: 1 }), row({ id: 2, name: 'Old' })),
    )
    expect(result).toMatchObject({ created: 1, changed: 1, unchanged: 1, rejected: [] })
    expect(result.changedSample).toEqual([
      { id: 2, name: 'Surf', changes: [{ field: 'Name', from: 'Old', to: 'Surf' }] },
    ])
  })

  it('changes nothing when the same rows come again', () => {
    const rows = [row({ id: 1 }), row({ id: 2, name: 'Surf', folder: [], peopleCount: 7 })]
    expect(plan(rows, existing(...rows)).result).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 2,
    })
  })

  it('finds rows without an id by integration code, then by folder and name', () => {
    const known = existing(row({ id: 5, integrationCode: 'A1', name: 'Old name' }), row({ id: 6 }))
    const { change, create, result } = plan(
      [
        row({ id: null, integrationCode: 'A1', name: 'New name' }),
        row({ id: null }),
        row({ id: null, name: 'Fresh' }),
      ],
      known,
    )
    expect(change.map((segment) => segment.id)).toEqual([5])
    expect(create.map((segment) => segment.id)).toEqual([100])
    expect(result.unchanged).toBe(1)
  })

  it('gives no id that exists or stands in the file', () => {
    const { create } = plan(
      [row({ id: null, name: 'A' }), row({ id: 101, name: 'B' })],
      existing(row({ id: 100 })),
    )
    expect(create.map((segment) => segment.id).toSorted((a, b) => a - b)).toEqual([101, 102])
  })

  it('rejects the second line of an id and names the first', () => {
    const { result } = plan([row({ line: 2 }), row({ line: 9 })], existing())
    expect(result.created).toBe(1)
    expect(result.rejected).toEqual([
      {
        line: 9,
        label: 'Ski',
        reason: 'The same segment is on line 2 already. Keep one of the two lines.',
      },
    ])
  })

  it('rejects the 20,001st segment by the name of the limit, and takes the others', () => {
    const { result } = plan([row({ id: 7 }), row({ id: 8, line: 3 })], {
      ...existing(),
      count: 19_999,
    })
    expect(result.created).toBe(1)
    expect(result.rejected[0]).toMatchObject({
      line: 3,
      reason: expect.stringContaining('20,000 segments'),
    })
  })
})
