import { createApp } from '../../server/app.ts'
import { createEdge } from '../../server/edge/edge.ts'
import { createMemoryStore } from '../../server/store/memory/memory-store.ts'
import { Account } from '../contract/account.ts'
import { DEFAULT_LIMITS } from '../domain/limits.ts'
import { openDemoPersistence } from './indexeddb-persistence.ts'
import type { Scenario } from './scenario.ts'

const LOCK = 'destination-builder.demo-backend'

/** The same backend as on a server, over a memory store that this browser keeps. */
export type DemoBackend = {
  fetch(request: Request): Promise<Response>
  /** Back to the data that the demo starts with. */
  reset(): Promise<void>
}

const clock = () => new Date()

async function sampleData(now: Date) {
  const { travelCompany } = await import('../../server/seed/travel-company.ts')
  return travelCompany(now)
}

export async function createDemoBackend(scenario: Scenario): Promise<DemoBackend> {
  const empty = scenario === 'empty'
  const persistence = await openDemoPersistence(
    empty ? 'destination-builder-empty' : 'destination-builder-demo',
  )
  const store = await createMemoryStore({ persistence })
  const app = createApp({
    store,
    edge: createEdge({ store, clock }),
    clock,
    requestId: () => crypto.randomUUID(),
    version: __APP_VERSION__,
    storeName: 'memory',
    limits: DEFAULT_LIMITS,
    sampleData,
  })

  async function answer(request: Request): Promise<Response> {
    return app.fetch(request)
  }

  async function seedUnlessSeeded(): Promise<void> {
    if (empty) return
    const account = await answer(new Request(`${location.origin}/api/account`))
    if (!Account.parse(await account.json()).empty) return
    await answer(
      new Request(`${location.origin}/api/account/sample-data`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: '{}',
      }),
    )
  }

  /** One tab at a time, each over the newest data: two tabs of the demo are two users of one backend. */
  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request(LOCK, async () => {
      if (await persistence.isStale()) await store.reload()
      return work()
    }) as Promise<T>
  }

  await exclusively(seedUnlessSeeded)
  return {
    fetch: (request) => exclusively(() => answer(request)),
    reset: () =>
      exclusively(async () => {
        await store.reset()
        await seedUnlessSeeded()
      }),
  }
}
