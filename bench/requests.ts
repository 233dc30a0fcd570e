import { createServer, type Server } from 'node:http'
import autocannon from 'autocannon'
import { Pool } from 'pg'
import type { Figure } from './table.ts'

const CONNECTIONS = 10
const SECONDS = 8

type Load = { perSecond: number; p99: number }

/** Many requests to one address for a while. */
async function load(url: string): Promise<Load> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers of ${url} were no success`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}

/** What the product asks the database for these two, without anything around it. */
const VIEW = `select to_jsonb(d) as destination from destination d where id = $1`
const LIST = `
  select to_jsonb(d) as destination from destination d where status <> 'deleted'
  order by updated_at desc, id desc limit 101`
const COUNTS = `
  select type, count(*)::int as count from destination where status <> 'deleted' group by type`

/** A Node server that runs the same kind of query and writes JSON: what nothing can be faster than. */
async function bareServer(database: string): Promise<{ server: Server; url: string }> {
  const pool = new Pool({ connectionString: database, max: 10 })
  const server = createServer((request, response) => {
    const id = /\/(\d+)$/.exec(request.url ?? '')?.[1]
    const answer = id
      ? pool.query(VIEW, [Number(id)]).then(({ rows }) => rows[0]?.destination)
      : Promise.all([pool.query(LIST), pool.query(COUNTS)]).then(([items, counts]) => ({
          items: items.rows.map((row) => row.destination),
          counts: counts.rows,
        }))
    answer.then(
      (body) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(500).end(),
    )
  })
  server.once('close', () => void pool.end())
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { server, url: `http://127.0.0.1:${port}` }
}

/**
 * Requests per second and the slowest hundredth, each with ten requests under way at once.
 *
 * @param servers the product over each store; `database` is that of the one on PostgreSQL, which the bare
 *   server shares.
 */
export async function measureRequests(
  servers: { store: string; url: string }[],
  database: string,
  destinationId: number,
): Promise<Figure[]> {
  const endpoints = [
    { name: 'destinationView', path: `/api/destinations/${destinationId}` },
    { name: 'destinationList', path: '/api/destinations' },
  ]
  const bare = await bareServer(database)
  const figures: Figure[] = []
  for (const { name, path } of endpoints) {
    const floor = await load(`${bare.url}${path}`)
    figures.push({
      name: `${name}, bare Node on PostgreSQL`,
      value: floor.perSecond,
      unit: '/s',
      budget: null,
    })
    for (const { store, url } of servers) {
      const { perSecond, p99 } = await load(`${url}${path}`)
      const isFair = store === 'PostgreSQL'
      figures.push(
        { name: `${name}, ${store}`, value: perSecond, unit: '/s', budget: null },
        {
          name: `${name}, ${store}: share of bare Node`,
          value: perSecond / floor.perSecond,
          unit: '',
          budget: isFair ? 0.8 : null,
          atLeast: true,
        },
        { name: `${name}, ${store}: p99`, value: p99, unit: 'ms', budget: 25 },
      )
    }
  }
  bare.server.closeAllConnections()
  bare.server.close()
  return figures
}
