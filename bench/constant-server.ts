import { createServer } from 'node:http'

/*
 * What no edge can be faster than: a Node server that answers the same JSON whatever it is asked.
 * `node bench/constant-server.ts <characters>`.
 */

const body = JSON.stringify({ filler: 'x'.repeat(Number(process.argv[2] ?? 1000)) })
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(body)
})
process.once('SIGTERM', () => process.exit())
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  process.stdout.write(`ready on http://127.0.0.1:${port}\n`)
})
