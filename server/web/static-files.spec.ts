import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readStaticFiles, type StaticFiles, staticResponse } from './static-files.ts'

let folder = ''
let files: StaticFiles | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'destination-builder-'))
  await mkdir(join(folder, 'dist/assets'), { recursive: true })
  await mkdir(join(folder, 'dist/.vite'))
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'dist/index.html'), '<!doctype html><title>App</title>')
  await writeFile(join(folder, 'dist/assets/main-abc.js'), 'export {}'.repeat(500))
  await writeFile(join(folder, 'dist/assets/inter.woff2'), 'font')
  await writeFile(join(folder, 'dist/.vite/manifest.json'), '{}')
  files = await readStaticFiles(join(folder, 'dist'))
})
afterAll(() => rm(folder, { recursive: true }))

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Response {
  return staticResponse(files, new Request(`http://localhost${path}`, { method, headers }))
}

const PAGE = { accept: 'text/html,*/*;q=0.8' }

it('serves hashed files for good and the page anew each time', () => {
  const script = get('/assets/main-abc.js')
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(get('/').headers.get('cache-control')).toBe('no-cache')
})

it('serves the app at the address of any of its pages', async () => {
  const page = get('/destinations/7/builder/review', PAGE)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('<title>App</title>')
})

it.each([
  ['/assets/gone-123.js', PAGE],
  ['/favicon.ico', { accept: 'image/*' }],
  ['/.vite/manifest.json', {}],
  ['/../secret.txt', {}],
  ['/%2e%2e/secret.txt', {}],
  ['/..%2fsecret.txt', {}],
])('has nothing at %s', (path, headers) => {
  expect(get(path, headers).status).toBe(404)
})

it('sends text compressed to those who take it, fonts as they are', () => {
  const gzip = { 'accept-encoding': 'br;q=0, gzip' }
  const script = get('/assets/main-abc.js', gzip)
  expect(script.headers.get('content-encoding')).toBe('gzip')
  const brotli = get('/assets/main-abc.js', { 'accept-encoding': 'gzip, deflate, br, zstd' })
  expect(brotli.headers.get('content-encoding')).toBe('br')
  expect(Number(script.headers.get('content-length'))).toBeLessThan(500)
  expect(get('/assets/main-abc.js').headers.get('content-encoding')).toBeNull()
  expect(get('/assets/inter.woff2', gzip).headers.get('content-encoding')).toBeNull()
})

it('sends nothing again that the browser has', () => {
  const etag = get('/').headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[\w-]{22}"$/)
  expect(get('/', { 'if-none-match': etag }).status).toBe(304)
})

it('answers HEAD without a body, and no other method', async () => {
  const head = get('/', {}, 'HEAD')
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
  expect(get('/', PAGE, 'POST').status).toBe(405)
})

it('says how to build the app when it is not built', async () => {
  expect(await readStaticFiles(join(folder, 'nowhere'))).toBeNull()
  const response = staticResponse(null, new Request('http://localhost/', { headers: PAGE }))
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm run build')
})
