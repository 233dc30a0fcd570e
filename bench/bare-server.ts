import { createServer } from 'node:http'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { Pool } from 'pg'

/*
 * What nothing can be faster than: a Node server that asks the database the same and writes JSON.
 * `node bench/bare-server.ts postgres://…` or `node bench/bare-server.ts <folder of PGlite>`.
 */

const VIEW = `select to_jsonb(d) as destination from destination d where id = $1`
const LIST = `
  select to_jsonb(d) as destination from destination d where status <> 'deleted'
  order by updated_at desc, id desc limit 101`
const COUNTS = `
  select type, count(*)::int as count from destination where status <> 'deleted' group by type`

type Row = { destination?: unknown }
type Query = (text: string, values?: unknown[]) => Promise<{ rows: Row[] }>

async function connect(database: string): Promise<Query> {
  if (database.startsWith('postgres')) {
    const pool = new Pool({ connectionString: database, max: 10 })
    return (text, values) => pool.query<Row>(text, values)
  }
  const pglite = await PGlite.create({ dataDir: database, extensions: { pg_trgm } })
  return (text, values) => pglite.query<Row>(text, values)
}

const query = await connect(process.argv[2] ?? '')
const server = createServer((request, response) => {
  const id = /\/(\d+)$/.exec(request.url ?? '')?.[1]
  const answer = id
    ? query(VIEW, [Number(id)]).then(({ rows }) => rows[0]?.destination)
    : Promise.all([query(LIST), query(COUNTS)]).then(([items, counts]) => ({
        items: items.rows.map((row) => row.destination),
        counts: counts.rows,
      }))
  answer.then(
    (body) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    () => response.writeHead(500).end(),
  )
})
process.once('SIGTERM', () => process.exit())
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  process.stdout.write(`ready on http://127.0.0.1:${port}\n`)
})
