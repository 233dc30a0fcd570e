import { beforeEach, expect, it } from 'vitest'
import { type Answer, createTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeEach(async () => {
  app = await createTestApp()
})

function save(name: string, search = 'view=blocked'): Promise<Answer> {
  return app.send('POST', '/api/mapping-views', { body: { name, search } })
}

async function names(): Promise<string[]> {
  const { body } = await app.get('/api/mapping-views')
  return body.items.map(({ name }: { name: string }) => name)
}

it('a view is saved, listed by name, and replaced under its name', async () => {
  const { status, body } = await save(' ending soon ', 'endsWithin=30')
  expect({ status, body }).toEqual({
    status: 201,
    body: {
      id: 1,
      name: 'ending soon',
      search: 'endsWithin=30',
      createdAt: '2026-11-23T10:00:00.000Z',
    },
  })
  await save('Blocked')
  const replaced = await save('Ending soon', 'endsWithin=7')
  expect(replaced.body).toMatchObject({ id: 1, search: 'endsWithin=7' })
  expect(await names()).toEqual(['Blocked', 'Ending soon'])
})

it('a view is removed once', async () => {
  const { body } = await save('Blocked')
  const address = `/api/mapping-views/${body.id}`
  const removed = await app.send('DELETE', address)
  expect({ status: removed.status, body: removed.body }).toEqual({ status: 204, body: '' })
  expect(await names()).toEqual([])
  expect((await app.send('DELETE', address)).body.type).toBe('/problems/not-found')
})

it('a view needs a name of one line', async () => {
  for (const name of ['', '  ', 'a\nb', 'x'.repeat(256)]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { status, body } = await save(name)
    expect({ status, path: body.errors[0].path }).toEqual({ status: 422, path: 'name' })
  }
})

it('the 101st view is refused, a hundred can still be replaced', async () => {
  const answers = await Promise.all(
    Array.from({ length: 101 }, (_, number) => save(`View ${number}`)),
  )
  const refused = answers.filter(({ status }) => status !== 201)
  expect(refused.map(({ body }) => body.limit)).toEqual([{ name: 'mapping-views', max: 100 }])
  expect((await save('View 7')).status).toBe(201)
})
