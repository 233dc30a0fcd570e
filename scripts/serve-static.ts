import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

/*
 * A static host without any intelligence, as object stores are: a folder under a sub-path, no
 * fallbacks. For tests of the demo build.
 *
 * node scripts/serve-static.ts <folder> <sub-path> <port>
 */

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

const [folder = 'dist-demo', base = '/demo/', port = '4173'] = process.argv.slice(2)

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const wanted = pathname.startsWith(base) ? pathname.slice(base.length) : null
  const path = wanted === null ? '' : join(folder, normalize(wanted || 'index.html'))
  if (!path || path.includes('..') || !existsSync(path) || !statSync(path).isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
    return
  }
  response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
  createReadStream(path).pipe(response)
}).listen(Number(port), '127.0.0.1')
