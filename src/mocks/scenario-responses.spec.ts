import { describe, expect, it } from 'vitest'
import { createScenarioResponses, delayOf } from './scenario-responses.ts'

const read = () => new Request('http://demo.example/api/destinations')
const save = () => new Request('http://demo.example/api/destinations', { method: 'POST' })

describe('scenarios', () => {
  it('a normal day answers nothing in place of the backend', () => {
    const respond = createScenarioResponses('normal')
    expect([respond(read()), respond(save())]).toEqual([null, null])
  })

  it('with server errors each request fails once and works when retried', () => {
    const respond = createScenarioResponses('errors')
    expect(respond(read())?.status).toBe(500)
    expect(respond(read())).toBeNull()
    expect(respond(save())?.headers.get('retry-after')).toBe('1')
    expect(respond(save())).toBeNull()
    expect(respond(read())?.status).toBe(500)
  })

  it('an ended session still shows what was loaded, and refuses changes', () => {
    const respond = createScenarioResponses('session-ended')
    expect(respond(read())).toBeNull()
    expect(respond(save())?.status).toBe(401)
  })

  it('only the slow network holds answers back', () => {
    expect([delayOf('slow'), delayOf('normal')]).toEqual([2000, 0])
  })
})
