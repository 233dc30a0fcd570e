import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test as base } from '@playwright/test'
import { startPostgres, type TestPostgres } from '../server/testing/postgres.ts'

/** A server of the product on a port and a data folder of its own. */
export type RunningServer = {
  url: string
  /** As an operator stops it: requests are finished. */
  stop(): Promise<void>
  /** As a crash does. */
  kill(): Promise<void>
  /** Starts it again on the same data. */
  restart(): Promise<void>
}

type Fixtures = {
  /** Messages of the console that a test expects; any other error or warning fails it. */
  expectConsole: (pattern: RegExp) => void
  startServer: (store?: 'pglite' | 'postgresql') => Promise<RunningServer>
}

export const test = base.extend<Fixtures, { postgres: TestPostgres }>({
  postgres: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const postgres = await startPostgres({ durable: true })
      await use(postgres)
      await postgres.stop()
    },
    { scope: 'worker' },
  ],

  expectConsole: [
    async ({ context }, use) => {
      const expected: RegExp[] = []
      const seen: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') seen.push(message.text())
      })
      context.on('weberror', (error) => seen.push(error.error().message))
      await use((pattern) => expected.push(pattern))
      expect(seen.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([])
    },
    { auto: true },
  ],

  // oxlint-disable-next-line no-empty-pattern -- as above
  startServer: async ({ postgres }, use) => {
    const running: { stop(): Promise<void> }[] = []
    await use(async (store = 'pglite') => {
      const folder = await mkdtemp(join(tmpdir(), 'destination-builder-'))
      const port = await freePort()
      const environment = {
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...(store === 'pglite'
          ? { DATA_DIR: join(folder, 'data') }
          : { DATABASE_URL: await postgres.createDatabase() }),
      }
      const url = `http://127.0.0.1:${port}`
      let child = await launch(url, environment)
      const server: RunningServer = {
        url,
        stop: () => end(child, 'SIGTERM'),
        kill: () => end(child, 'SIGKILL'),
        async restart() {
          child = await launch(url, environment)
        },
      }
      running.push({
        async stop() {
          await end(child, 'SIGKILL')
          await rm(folder, { recursive: true, force: true })
        },
      })
      return server
    })
    for (const server of running) await server.stop()
  },
})

export { expect } from '@playwright/test'

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Starts the server and waits until it answers. */
async function launch(url: string, environment: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  await expect
    .poll(
      async () => {
        if (child.exitCode !== null) throw new Error(`The server ended: ${said}`)
        return fetch(`${url}/api/health`).then(
          (response) => response.status,
          () => 0,
        )
      },
      { timeout: 60_000 },
    )
    .toBe(200)
  return child
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

/** No violation of WCAG 2.2 A and AA, nor of axe's best practices, as the page is now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes
      .slice(0, 3)
      .map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  }))
  expect(told).toEqual([])
}

/** The theme as the system's setting; the product follows it unless told otherwise. */
export async function inBothThemes(page: Page, check: () => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await check()
  }
}
