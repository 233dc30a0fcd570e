import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test as base } from '@playwright/test'
import { startPostgres, type TestPostgres } from '../server/testing/postgres.ts'

export { expect } from '@playwright/test'

type ServerOptions = {
  store: 'pglite' | 'postgresql'
  /** PGlite's folder; without it, an empty one that is removed after the test. */
  dataDir?: string
  /** Without it, any free one. */
  port?: number
}

/** A server of the product, with data of its own. */
export type RunningServer = {
  /** Without a slash at its end. */
  url: string
  dataDir: string
  /** As an operator stops it: requests under way are answered. */
  stop(): Promise<void>
  /** As a crash or the kernel ends it: nothing gets time to finish. */
  kill9(): Promise<void>
  /** Starts it again, after either, on the same port and data. */
  restart(): Promise<void>
}

type Fixtures = {
  /**
   * Messages of the console that the test expects. Any other error or warning there fails the test,
   * and so does an error that nobody caught or a breach of the content security policy.
   */
  expectConsole: (pattern: RegExp) => void
  /** Servers end with the test. */
  startServer: (options: ServerOptions) => Promise<RunningServer>
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
        const type = message.type()
        if (type !== 'error' && type !== 'warning') return
        // A failed request says only "404"; its address is in the location.
        seen.push(`${type}: ${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => seen.push(`uncaught: ${error.error().message}`))
      await use((pattern) => expected.push(pattern))
      const unexpected = seen.filter((text) => !expected.some((pattern) => pattern.test(text)))
      expect(unexpected, 'The console has messages that the test does not expect.').toEqual([])
    },
    { auto: true },
  ],

  startServer: async ({ postgres }, use) => {
    const running: { end(): Promise<void> }[] = []
    await use(async ({ store, dataDir, port = 0 }) => {
      const folder = await mkdtemp(join(tmpdir(), 'destination-builder-e2e-'))
      const data = dataDir ?? join(folder, 'data')
      const settings: Record<string, string> =
        store === 'pglite'
          ? { DATA_DIR: data, DATABASE_URL: '' }
          : { DATABASE_URL: await postgres.createDatabase() }
      let { child, url } = await launch({ ...settings, PORT: String(port) })
      running.push({
        async end() {
          await end(child, 'SIGKILL')
          await rm(folder, { recursive: true, force: true })
        },
      })
      return {
        url,
        dataDir: data,
        stop: () => end(child, 'SIGTERM'),
        kill9: () => end(child, 'SIGKILL'),
        async restart() {
          const again = await launch({ ...settings, PORT: new URL(url).port })
          child = again.child
        },
      }
    })
    await Promise.all(running.map((server) => server.end()))
  },
})

/** Starts the server; resolves when it says that it is ready, fails with what it said when it ends. */
function launch(settings: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (text: Buffer) => {
      said += text.toString()
      const port = /ready on http:\/\/[^\s:]+:(\d+)\s/.exec(said)?.[1]
      if (port) resolve({ child, url: `http://127.0.0.1:${port}` })
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', () => reject(new Error(`The server did not start: ${said}`)))
  })
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

const A11Y_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No breach of WCAG 2.2 A and AA nor of axe's best practices, in the page as it is now. */
export async function checkA11y(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(A11Y_TAGS).analyze()
  const told = violations.map(({ id, help, nodes }) =>
    [
      `${id}: ${help}, ${nodes.length} times`,
      ...nodes
        .slice(0, 5)
        .map(
          (node) => `  ${node.target.join(' ')}: ${node.html}\n    ${node.failureSummary ?? ''}`,
        ),
    ].join('\n'),
  )
  expect(told.join('\n\n'), 'The page is not accessible.').toBe('')
}

const THEMES = ['light', 'dark'] as const

/** What the device asks for, which the product follows until a person chooses; nothing moves. */
export async function useTheme(page: Page, colorScheme: (typeof THEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  // Colours on their way from one theme to the other belong to neither.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })
}

/** Runs a check in the light theme, then in the dark one. */
export async function inBothThemes(
  page: Page,
  check: (theme: (typeof THEMES)[number]) => Promise<void>,
): Promise<void> {
  for (const theme of THEMES) {
    // oxlint-disable-next-line no-await-in-loop -- one page shows one theme at a time
    await useTheme(page, theme)
    // oxlint-disable-next-line no-await-in-loop -- as above
    await check(theme)
  }
}

const SCREENS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

/**
 * Pictures of the page as it is now, to look at: desktop and phone, light and dark, in
 * `test-results/screens/<name>-<width>-<theme>.png`. The size is put back.
 */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()
  for (const screen of SCREENS) {
    // oxlint-disable-next-line no-await-in-loop -- one page has one size at a time
    await page.setViewportSize(screen)
    // oxlint-disable-next-line no-await-in-loop -- as above
    await inBothThemes(page, async (theme) => {
      await page.screenshot({
        path: `test-results/screens/${name}-${screen.width}-${theme}.png`,
        animations: 'disabled',
      })
    })
  }
  await page.setViewportSize(before ?? { width: 1440, height: 900 })
}
