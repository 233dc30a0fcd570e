import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { chromium } from '@playwright/test'
import { z } from 'zod'

/** How Playwright starts a Chromium that exists on this machine. */
export type ChromiumLaunch = {
  /** None: Playwright's own. */
  executablePath?: string
  args: string[]
  env: Record<string, string>
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

const run = promisify(execFile)

/** Playwright's own browser when it is there, else an installed one, else the one that an npm package carries. */
export async function chromiumLaunch(): Promise<ChromiumLaunch> {
  if (existsSync(chromium.executablePath())) return { args: args(), env: environment() }
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed) return { executablePath: installed, args: args(), env: environment() }
  const folder = await unpackedChromium()
  const executablePath = join(folder, 'chromium')
  return {
    executablePath,
    args: [...args(), '--headless', '--no-zygote', '--font-render-hinting=none'],
    env: environment({
      ...((await lacksLibraries(executablePath)) ? { LD_LIBRARY_PATH: join(folder, 'lib') } : {}),
      ...(existsSync('/etc/fonts/fonts.conf')
        ? {}
        : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }),
    }),
  }
}

/** Nothing that goes to the network by itself, and no sandbox for root, who cannot have one. */
function args(): string[] {
  return [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-gpu',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}

function environment(extra: Record<string, string> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return { ...Object.fromEntries(inherited), ...extra }
}

/** Whether the system's own libraries are not enough: small images lack those of NSS. */
async function lacksLibraries(executable: string): Promise<boolean> {
  const told = await run('ldd', [executable]).catch(() => null)
  return told === null || told.stdout.includes('not found')
}

/** Unpacks the package's browser once, beside the other caches of node_modules. */
async function unpackedChromium(): Promise<string> {
  const require = createRequire(import.meta.url)
  const root = dirname(dirname(require.resolve('@sparticuz/chromium')))
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
  const cache = join(dirname(dirname(root)), '.cache')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'chromium-'))
  const packed = (name: string) => join(root, 'bin', `${name}.br`)
  await unbrotli(packed('chromium'), join(making, 'chromium'), 0o755)
  for (const archive of ['al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
    // oxlint-disable-next-line no-await-in-loop -- brotli keeps a core busy by itself
    await unbrotli(packed(archive), join(making, archive))
    // oxlint-disable-next-line no-await-in-loop -- see above
    await run('tar', ['-xf', join(making, archive), '-C', making])
    // oxlint-disable-next-line no-await-in-loop -- see above
    await rm(join(making, archive))
  }
  await writeFile(join(making, 'fonts.conf'), fontSettings(folder))
  await chmod(making, 0o755)
  // Another process may have been faster; both made the same.
  await rename(making, folder).catch(() => rm(making, { recursive: true }))
  return folder
}

/** The package's own settings name folders of the service that it was made for. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}

async function unbrotli(from: string, to: string, mode = 0o644): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(await chromiumLaunch(), ['executablePath', 'args'], 2)}\n`)
}
