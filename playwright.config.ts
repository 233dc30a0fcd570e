import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from './scripts/chromium.ts'

const { executablePath, args, env } = await chromiumLaunch()
// Two runs at a time need two ports.
const PORT = process.env.DEMO_PORT ?? '4173'
const DEMO = `http://127.0.0.1:${PORT}/demo/`

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  // A test that passes only when it is tried again has found something.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : [['line']],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: { ...(executablePath ? { executablePath } : {}), args, env },
  },
  projects: [
    { name: 'mock', testDir: 'e2e/mock', use: { baseURL: DEMO } },
    { name: 'server', testDir: 'e2e/server' },
    // Predictions against what Chromium does, thousands of times: a trace of it would be huge.
    { name: 'differential', testDir: 'e2e/differential', use: { trace: 'off' } },
  ],
  webServer: {
    command: `node scripts/serve-static.ts dist-demo /demo/ ${PORT}`,
    url: DEMO,
    reuseExistingServer: false,
  },
})
