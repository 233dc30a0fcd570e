import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { startPostgres } from './postgres.ts'

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

async function dataFolderOf(url: string): Promise<string | undefined> {
  const [row] = await ask(
    url,
    `select split_part(current_setting('data_directory'), '/', -2) as name`,
  )
  return row instanceof Object ? String(Reflect.get(row, 'name')) : undefined
}

describe('a PostgreSQL for tests', () => {
  it('has trigrams, and databases that know nothing of each other, whoever runs it', async () => {
    const server = await startPostgres()
    const [first, second] = [await server.createDatabase(), await server.createDatabase()]
    await ask(first, 'create extension pg_trgm')
    expect(await ask(first, `select similarity('segment', 'segments') > 0.5 as alike`)).toEqual([
      { alike: true },
    ])
    expect(await ask(second, `select 1 from pg_extension where extname = 'pg_trgm'`)).toEqual([])
    await server.stop()
  })

  it.each([
    { durable: true, fsync: 'on' },
    { durable: false, fsync: 'off' },
  ])('writes through to the disk when asked: durable $durable', async ({ durable, fsync }) => {
    const server = await startPostgres({ durable })
    expect(await ask(server.url, 'show fsync')).toEqual([{ fsync }])
    await server.stop()
  })

  it('leaves no data behind when it is stopped', async () => {
    const server = await startPostgres()
    const folder = await dataFolderOf(server.url)
    expect(readdirSync(tmpdir())).toContain(folder)
    await server.stop()
    expect(readdirSync(tmpdir())).not.toContain(folder)
  })

  it('ends, and leaves no data behind, when the tests that run it are killed', async () => {
    const module = fileURLToPath(new URL('postgres.ts', import.meta.url))
    const program = `
      const { startPostgres } = await import(${JSON.stringify(module)})
      process.stdout.write((await startPostgres()).url)
    `
    const tests = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const url = await new Promise<string>((resolve, reject) => {
      tests.stdout.once('data', (text: Buffer) => resolve(text.toString()))
      tests.once('exit', () => reject(new Error('It ended before PostgreSQL had started.')))
    })
    const folder = await dataFolderOf(url)
    expect(readdirSync(tmpdir())).toContain(folder)

    tests.kill('SIGKILL')

    await vi.waitFor(() => expect(readdirSync(tmpdir())).not.toContain(folder), 10_000)
    await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
  })
})
