import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { drizzle } from 'drizzle-orm/pglite'
import { expect, it } from 'vitest'
import { Visitor } from '../../../src/contract/visitor.ts'
import { createSqlStore } from './sql-store.ts'

const FIRST = '0001-initial.sql'

/** A database as the first version left it. */
async function firstVersion(): Promise<PGlite> {
  const client = await PGlite.create({ extensions: { pg_trgm } })
  await client.exec(await readFile(new URL(`migrations/${FIRST}`, import.meta.url), 'utf8'))
  await client.exec(
    `CREATE TABLE migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
    INSERT INTO migration (name) VALUES ('${FIRST}');`,
  )
  return client
}

it('keeps what the first version stored: visitors, destinations, segments and mappings', async () => {
  const client = await firstVersion()
  const mia = {
    id: 1,
    name: 'Mia',
    did: '59767559181262060060278870901087098252',
    mcid: null,
    partnerIds: { '903': 'n-17' },
    region: 6,
    gdprApplies: true,
    consent: null,
  }
  for (const visitor of [
    { ...mia, segmentIds: [1031, 1026] },
    { ...mia, id: 2, segmentIds: [] },
  ]) {
    await client.query('INSERT INTO visitor VALUES ($1, $2)', [visitor.id, visitor])
  }
  await client.exec(
    `INSERT INTO segment (id, name, folder, description, status, created_at, updated_at, name_key, folder_key, search_text)
    VALUES (7, 'Ski', '[]', '', 'active', now(), now(), 'ski', '', 'ski');
    INSERT INTO destination (id, revision, status, description, environment, auto_fill, type, configuration, created_at, updated_at, name_key, search_text)
    VALUES (1, 1, 'draft', '', 'ALL', 'off', 'url', '{"type": "url", "serialized": false}', now(), now(), '', '');
    INSERT INTO mapping (destination_id, segment_id, revision, url, start_date, priority, value_origin, updated_at, value_key)
    VALUES (1, 7, 1, 'http://Ads.example/', '2026-11-01', 0, 'manual', now(), '');`,
  )
  const store = await createSqlStore(drizzle({ client }), () => client.close(), true)
  const [visitors, segments, destination, lastVisitorId] = await store.read(async (tx) => [
    await tx.listVisitors(),
    await tx.segments([7]),
    await tx.destination(1),
    await tx.lastVisitorId(),
  ])
  const at = '2026-11-24T00:00:00.000Z'
  expect(visitors).toEqual([
    {
      ...mia,
      revision: 1,
      qualifications: [
        { segmentId: 1031, at },
        { segmentId: 1026, at },
      ],
    },
    { ...mia, id: 2, revision: 1, qualifications: [] },
  ])
  expect(lastVisitorId).toBe(2)
  for (const visitor of visitors) Visitor.parse(visitor)
  expect(segments).toMatchObject([{ name: 'Ski', restrictedLabels: [] }])
  expect(destination?.mappings.blocked).toBe(0)
  const found = await store.read(
    async (tx) =>
      destination &&
      tx.listMappings(destination, {
        q: 'ads.EXAMPLE',
        sort: 'id',
        direction: 'asc',
        limit: 10,
        judged: { today: '2026-11-24', overSize: [] },
      }),
  )
  expect(found?.items).toMatchObject([{ segmentId: 7, url: 'http://Ads.example/', ruleId: null }])
  await store.close()
})
