import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'

/** How Playwright starts a Chromium that exists on this machine. */
export type ChromiumLaunch = {
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

/** Playwright's own browser when it is there, else an installed one, else the one that an npm package carries. */
export async function chromiumLaunch(): Promise<ChromiumLaunch> {
  if (existsSync(chromium.executablePath())) return { args: args(), env: environment() }
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed) return { executablePath: installed, args: args(), env: environment() }
  const folder = await unpackedChromium()
  return {
    executablePath: join(folder, 'chromium'),
    args: [...args(), '--headless', '--no-zygote', '--font-render-hinting=none'],
    env: environment({
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    }),
  }
}

const run = promisify(execFile)

/** Unpacks the package's browser once, beside the other caches of node_modules. */
async function unpackedChromium(): Promise<string> {
  const require = createRequire(import.meta.url)
  const root = dirname(dirname(require.resolve('@sparticuz/chromium')))
  const { version } = require(join(root, 'package.json')) as { version: string }
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
  // Another process may have been faster; both made the same.
  await rename(making, folder).catch(() => rm(making, { recursive: true }))
  return folder
}

async function unbrotli(from: string, to: string, mode = 0o644): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(await chromiumLaunch(), ['executablePath', 'args'], 2)}\n`)
}
