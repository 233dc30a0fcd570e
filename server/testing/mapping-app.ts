import type { Limits } from '../../src/domain/limits.ts'
import { type Answer, createTestApp, type TestApp } from './test-app.ts'

type SegmentGiven = {
  folder?: string[]
  integrationCode?: string | null
  peopleCount?: number | null
}

/** An app with segments and one destination, whose mappings specs change. */
export type MappingApp = {
  app: TestApp
  /** The address of the destination. */
  at: string
  /** Sends a change to an address below the destination's. */
  post(path: string, body: object, key?: string): Promise<Answer>
  get(path: string): Promise<Answer>
  map(...segmentIds: number[]): Promise<Answer>
  act(select: object, action: object, given?: object): Promise<Answer>
  undo(number: number, key?: string): Promise<Answer>
  /** The same app with a new destination beside the others: quicker than a new app. */
  another(): Promise<MappingApp>
}

/**
 * @param count segments 1 to so many, `Segment 1` and so on.
 * @param segment what else is known of each.
 */
export async function createMappingApp(
  count: number,
  given: {
    limits?: Partial<Limits>
    type?: 'url' | 'cookie'
    segment?: (id: number) => SegmentGiven
  } = {},
): Promise<MappingApp> {
  const app = await createTestApp(given.limits ? { limits: given.limits } : {})
  const rows = Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    id: index + 1,
    name: `Segment ${index + 1}`,
    folder: [],
    description: '',
    integrationCode: null,
    peopleCount: null,
    ...given.segment?.(index + 1),
  }))
  await app.send('POST', '/api/segment-imports', { body: { rows } })
  return openDestination(app, given.type ?? 'url')
}

async function openDestination(app: TestApp, type: 'url' | 'cookie'): Promise<MappingApp> {
  const { body } = await app.send('POST', '/api/destinations', { body: { type } })
  const at = `/api/destinations/${body.id}`

  function post(path: string, sent: object, key?: string): Promise<Answer> {
    return app.send('POST', `${at}/${path}`, { body: sent, ...(key !== undefined && { key }) })
  }

  return {
    app,
    at,
    post,
    get: (path) => app.get(`${at}/${path}`),
    map: (...segmentIds) =>
      post('mappings/bulk-create', {
        select: { segmentIds },
        startDate: '2026-11-23',
        endDate: null,
      }),
    act: (select, action, more = {}) => post('mapping-actions', { select, do: action, ...more }),
    another: () => openDestination(app, type),
    undo: (number, key) => post(`mapping-changes/${number}/undo`, {}, key),
  }
}
