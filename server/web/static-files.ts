import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { accepts } from './compression.ts'
import { createPreloads } from './preloads.ts'

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

/** Of 0 to 11; the last one takes twice as long at the start for 2 % less. */
const BROTLI_QUALITY = 10

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** Kinds of files that are compressed by their own format. */
const COMPRESSED = new Set(['.ico', '.png', '.woff2'])

type StaticFile = {
  bytes: Uint8Array<ArrayBuffer>
  /** The same compressed, smallest first; none where it would not get smaller. */
  encoded: { coding: 'br' | 'gzip'; bytes: Uint8Array<ArrayBuffer> }[]
  type: string
  etag: string
  cacheControl: string
}

/** The built app. */
export type StaticFiles = {
  /** By path from the root: `/index.html`. */
  byPath: ReadonlyMap<string, StaticFile>
  /** The `Link` header of a page at an address; see `createPreloads`. */
  preloads: (pathname: string, search: string) => string | null
}

/**
 * Reads the built app into memory, compressed once. What is not in it cannot be asked for, whatever
 * path somebody thinks up.
 *
 * @returns null when nothing was built.
 */
export async function readStaticFiles(folder: string): Promise<StaticFiles | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((part) => part.startsWith('.')))
  const files = await Promise.all(
    paths.map(async (path) => [urlOf(path), await read(folder, path)] as const),
  )
  const byPath = new Map(files)
  if (!byPath.has('/index.html')) return null
  const manifest = await readFile(join(folder, '.vite/manifest.json'), 'utf8').catch(() => null)
  return { byPath, preloads: createPreloads(manifest) }
}

function urlOf(path: string): string {
  return `/${path.split(sep).join('/')}`
}

async function read(folder: string, path: string): Promise<StaticFile> {
  const bytes = new Uint8Array(await readFile(join(folder, path)))
  const kind = extname(path)
  return {
    bytes,
    encoded: COMPRESSED.has(kind) ? [] : await encode(bytes),
    type: TYPES[kind] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    // The build names everything in assets/ by its content.
    cacheControl: urlOf(path).startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
  }
}

async function encode(bytes: Uint8Array): Promise<StaticFile['encoded']> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
  }
  const [br, gz] = await Promise.all([toBrotli(bytes, { params }), toGzip(bytes, { level: 9 })])
  return [
    { coding: 'br', bytes: new Uint8Array(br) },
    { coding: 'gzip', bytes: new Uint8Array(gz) },
  ]
}

/** A file of the app, or the app itself for any address that is one of its pages. */
export function staticResponse(files: StaticFiles | null, request: Request): Response {
  const { pathname, search } = new URL(request.url)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Only GET and HEAD are known here.\n', {
      status: 405,
      headers: { allow: 'GET, HEAD' },
    })
  }
  const wantsPage = request.headers.get('accept')?.includes('text/html') ?? false
  if (!files) {
    return new Response('The app is not built yet. Run: npm run build\n', { status: 503 })
  }
  const isPage = wantsPage && !pathname.startsWith('/assets/')
  const named = files.byPath.get(pathname)
  if (named) return fileResponse(named, request)
  const page = pathname === '/' || isPage ? files.byPath.get('/index.html') : undefined
  if (!page) return new Response('Not found.\n', { status: 404 })
  const response = fileResponse(page, request)
  const link = files.preloads(pathname, search)
  if (link !== null) response.headers.set('link', link)
  return response
}

function fileResponse(file: StaticFile, { method, headers: asked }: Request): Response {
  const headers = new Headers({
    'content-type': file.type,
    'cache-control': file.cacheControl,
    etag: file.etag,
    vary: 'accept-encoding',
  })
  if (asked.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  const encoded = file.encoded.find(({ coding }) => accepts(asked, coding))
  if (encoded) headers.set('content-encoding', encoded.coding)
  const body = encoded?.bytes ?? file.bytes
  headers.set('content-length', String(body.byteLength))
  return new Response(method === 'HEAD' ? null : body, { headers })
}
