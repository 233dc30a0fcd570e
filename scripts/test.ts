import { spawn } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'

/*
 * `npm test`: every check of the project, quick ones first, the whole output of those that fail, and as
 * the last line `N passed, N failed`. `npm test -- unit types` runs only those named.
 */

type Outcome = { passed: number; failed: number }

type Check = {
  name: string
  command: string[]
  /** Where the tool writes its results as JSON, and how they are counted; none: the check counts as one. */
  results?: { file: string; variable?: string; count: (json: unknown) => Outcome }
}

const OUTPUT = 'test-results/counts'
const UNIT = `${OUTPUT}/unit.json`
const E2E = `${OUTPUT}/e2e.json`

function field(json: unknown, ...path: string[]): number {
  const value = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    json,
  )
  return typeof value === 'number' ? value : 0
}

const CHECKS: Check[][] = [
  [
    { name: 'types', command: ['tsc'] },
    { name: 'format', command: ['oxfmt', '--check'] },
    { name: 'unused', command: ['knip'] },
  ],
  [{ name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] }],
  [
    { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
    { name: 'build:demo', command: ['vite', 'build', '--mode', 'demo', '--logLevel', 'warn'] },
  ],
  [
    {
      name: 'unit',
      command: [
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${UNIT}`,
      ],
      results: {
        file: UNIT,
        count: (json) => ({
          passed: field(json, 'numPassedTests'),
          failed: field(json, 'numFailedTests') + field(json, 'numFailedTestSuites'),
        }),
      },
    },
  ],
  [
    {
      name: 'e2e',
      command: ['playwright', 'test'],
      results: {
        file: E2E,
        variable: 'PLAYWRIGHT_JSON_OUTPUT_NAME',
        count: (json) => ({
          passed: field(json, 'stats', 'expected'),
          failed: field(json, 'stats', 'unexpected') + field(json, 'stats', 'flaky'),
        }),
      },
    },
  ],
]

function run({ command, results }: Check): Promise<{ code: number; output: string }> {
  const [tool = '', ...args] = command
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${tool}`, args, {
      env: { ...process.env, ...(results?.variable ? { [results.variable]: results.file } : {}) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (output += text.toString()))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** What a check found; one that broke off without a failed test has failed all the same. */
async function outcomeOf(check: Check, code: number): Promise<Outcome> {
  const { results } = check
  if (!results) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const json: unknown = await readFile(results.file, 'utf8').then(JSON.parse, () => null)
  const counted = results.count(json)
  const isHollow = counted.passed + counted.failed === 0
  return (code !== 0 || isHollow) && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

async function perform(check: Check): Promise<Outcome> {
  const start = performance.now()
  const { code, output } = await run(check)
  const outcome = await outcomeOf(check, code)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (outcome.failed > 0) process.stdout.write(`${output}\n`)
  process.stdout.write(
    `${outcome.failed > 0 ? 'FAILED' : 'ok    '} ${check.name.padEnd(12)} ${seconds.padStart(6)} s  ${outcome.passed} passed, ${outcome.failed} failed\n`,
  )
  return outcome
}

const wanted = new Set(process.argv.slice(2))
await mkdir(OUTPUT, { recursive: true })
const total: Outcome = { passed: 0, failed: 0 }
for (const group of CHECKS) {
  const checks = group.filter(({ name }) => wanted.size === 0 || wanted.has(name))
  // oxlint-disable-next-line no-await-in-loop -- groups share the machine's cores
  for (const { passed, failed } of await Promise.all(checks.map((check) => perform(check)))) {
    total.passed += passed
    total.failed += failed
  }
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
