import { DEFAULT_LIMITS, type Limits } from '../../src/domain/limits.ts'
import { createApp } from '../app.ts'
import { createEdge } from '../edge/edge.ts'
import { travelCompany } from '../seed/travel-company.ts'
import { createMemoryStore } from '../store/memory/memory-store.ts'
import type { Store } from '../store/store.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- specs look into answers of every shape
export type Answer = { status: number; headers: Headers; body: any }

type Sent = {
  body?: unknown
  /** Sent as it is, in place of `body`. */
  raw?: BodyInit
  headers?: Record<string, string>
  ifMatch?: number
  key?: string
}

/** The backend as a client meets it, with a clock that specs set. */
export type TestApp = {
  store: Store
  errors: unknown[]
  setTime(at: string): void
  send(method: string, path: string, sent?: Sent): Promise<Answer>
  get(path: string): Promise<Answer>
}

export async function createTestApp(
  given: { store?: Store; limits?: Partial<Limits> } = {},
): Promise<TestApp> {
  const store = given.store ?? (await createMemoryStore())
  let now = new Date('2026-11-23T10:00:00.000Z')
  let requests = 0
  const errors: unknown[] = []
  const clock = () => now
  const app = createApp({
    store,
    edge: createEdge({ store, clock }),
    clock,
    requestId: () => `request-${++requests}`,
    version: '1.2.3',
    storeName: 'memory',
    limits: { ...DEFAULT_LIMITS, ...given.limits },
    sampleData: async (at) => travelCompany(at),
    onError: (error) => errors.push(error),
  })

  async function send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const { body, raw, headers, ifMatch, key } = sent
    const request = new Request(`http://localhost${path}`, {
      method,
      headers: {
        ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...headers,
      },
      ...(raw === undefined
        ? body !== undefined && { body: JSON.stringify(body) }
        : { body: raw, duplex: 'half' as const }),
    })
    const response = await app.fetch(request)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    }
  }

  return {
    store,
    errors,
    setTime(at) {
      now = new Date(at)
    },
    send,
    get: (path) => send('GET', path),
  }
}
