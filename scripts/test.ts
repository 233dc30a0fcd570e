import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { delimiter, dirname, resolve } from 'node:path'
import { z } from 'zod'

/*
 * `npm test`: every check of the project, quick ones first, the whole output of those that fail, and as
 * the last line `N passed, N failed`. `npm test unit types` runs only those named.
 */

type Outcome = { passed: number; failed: number }

/** A file in which a tool leaves its results as JSON, and how tests are counted in it. */
type Results = { file: string; count: (json: unknown) => Outcome }

type Check = {
  name: string
  command: string[]
  env?: Record<string, string>
  /** Without it, the check counts as one test. */
  results?: Results
}

const UNIT = 'test-results/counts/unit.json'
const E2E = 'test-results/counts/e2e.json'

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

function countVitest(json: unknown): Outcome {
  const { numPassedTests, numFailedTests, testResults } = VitestReport.parse(json)
  // A file that could not be loaded holds no test that could have failed.
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length }
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
})

function countPlaywright(json: unknown): Outcome {
  const { expected, unexpected, flaky } = PlaywrightReport.parse(json).stats
  return { passed: expected, failed: unexpected + flaky }
}

/** Those of a group run side by side, so that two cores are busy and no more. */
const GROUPS: Check[][] = [
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
      results: { file: UNIT, count: countVitest },
    },
  ],
  [
    {
      name: 'e2e',
      command: ['playwright', 'test'],
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: E2E },
      results: { file: E2E, count: countPlaywright },
    },
  ],
]

const BIN = resolve('node_modules/.bin')

function run({ command, env }: Check): Promise<{ code: number; output: string }> {
  const [tool = '', ...args] = command
  return new Promise((done) => {
    const child = spawn(`${BIN}/${tool}`, args, {
      // The tools start `node`, which must be the project's, also when npm did not start this.
      env: { ...process.env, ...env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (output += text.toString()))
    child.once('error', (error) => done({ code: 1, output: `${output}${error.message}` }))
    child.once('close', (code) => done({ code: code ?? 1, output }))
  })
}

async function countsIn({ file, count }: Results): Promise<Outcome> {
  try {
    return count(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    // The tool broke off before it wrote them.
    return { passed: 0, failed: 0 }
  }
}

/** What a check found; one that broke off or ran no test has failed all the same. */
async function outcomeOf({ results }: Check, code: number): Promise<Outcome> {
  if (!results) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const { passed, failed } = await countsIn(results)
  const isBroken = code !== 0 || passed === 0
  return { passed, failed: isBroken ? Math.max(failed, 1) : failed }
}

async function perform(check: Check): Promise<Outcome> {
  const start = performance.now()
  if (check.results) {
    await mkdir(dirname(check.results.file), { recursive: true })
    // Else those of an earlier run would be counted if this one breaks off.
    await rm(check.results.file, { force: true })
  }
  const { code, output } = await run(check)
  const outcome = await outcomeOf(check, code)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (outcome.failed > 0) process.stdout.write(`${output}\n`)
  const word = outcome.failed > 0 ? 'FAILED' : 'ok'
  process.stdout.write(
    `${word.padEnd(6)} ${check.name.padEnd(10)} ${seconds.padStart(6)} s  ${outcome.passed} passed, ${outcome.failed} failed\n`,
  )
  return outcome
}

const names = GROUPS.flat().map(({ name }) => name)
const wanted = new Set(process.argv.slice(2))
const total: Outcome = { passed: 0, failed: 0 }
for (const unknown of [...wanted].filter((name) => !names.includes(name))) {
  process.stdout.write(`There is no check "${unknown}". There are: ${names.join(', ')}.\n`)
  total.failed += 1
}
for (const group of GROUPS) {
  const checks = group.filter(({ name }) => wanted.size === 0 || wanted.has(name))
  // oxlint-disable-next-line no-await-in-loop -- groups share the machine's cores
  for (const { passed, failed } of await Promise.all(checks.map((check) => perform(check)))) {
    total.passed += passed
    total.failed += failed
  }
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
