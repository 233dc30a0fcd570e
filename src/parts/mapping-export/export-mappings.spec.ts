import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CallInput } from '../../api/client.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { exportFileName, exportMappings } from './export-mappings.ts'

const call = vi.hoisted(() =>
  vi.fn<(name: string, input: CallInput<'mappingList'>) => Promise<unknown>>(),
)
vi.mock('../../api/client.ts', () => ({ call }))

function mapped(segmentId: number): MappingWithSegment {
  return {
    segmentId,
    revision: 1,
    value: `v${segmentId}`,
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-01-01',
    endDate: null,
    priority: 0,
    valueOrigin: 'manual',
    ruleId: null,
    updatedAt: '2026-11-01T08:00:00.000Z',
    segment: {
      id: segmentId,
      name: `Segment ${segmentId}`,
      folder: [],
      status: 'active',
      restrictedLabels: [],
      integrationCode: null,
      peopleCount: null,
    },
    duplicateOf: null,
    isOverSize: false,
  }
}

afterEach(() => call.mockReset())

describe('exportMappings', () => {
  it('reads all pages of the view, tells how far it is, and takes no row twice', async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => mapped(at + 1))
    call.mockImplementation(async (_name, { query }: CallInput<'mappingList'>) => {
      const at = Number(query.cursor ?? 0)
      const next = at + 1000
      return {
        // The last row of the page before comes again: it was changed meanwhile.
        items: rows.slice(Math.max(0, at - 1), next),
        total: rows.length,
        nextCursor: next < rows.length ? String(next) : null,
      }
    })
    const shares: number[] = []
    const csv = await exportMappings(
      aDestination(),
      { q: 'ski', sort: 'id' },
      (share) => shares.push(share),
      new AbortController().signal,
    )
    const lines = csv.trim().split('\r\n')
    expect(lines).toHaveLength(2501)
    expect(lines[2500]).toBe('"374","2500","SEGMENT","2026-01-01","v2500","Segment 2500","never"')
    expect(shares).toEqual([0.4, 0.8, 1])
    expect(call.mock.calls.map(([, { query }]) => query)).toMatchObject(
      [undefined, '1000', '2000'].map((cursor) => ({ q: 'ski', sort: 'id', limit: 1000, cursor })),
    )
  })

  it('names the file after the destination', () => {
    expect(exportFileName(aDestination({ name: 'Cafés: “Tickets” & more' }), '2026-11-23')).toBe(
      'mappings-374-cafes-tickets-more-2026-11-23.csv',
    )
    expect(exportFileName(aDestination({ name: null }), '2026-11-23')).toBe(
      'mappings-374-2026-11-23.csv',
    )
  })
})
