import { describe, expect, it } from 'vitest'
import { ApiError, describeError, errorFromResponse, parseRetryAfter } from './api-error.ts'

const NOW = Date.parse('2026-11-23T10:00:00Z')

describe('parseRetryAfter', () => {
  it.each([
    [null, null],
    ['', null],
    ['30', 30],
    ['Mon, 23 Nov 2026 10:00:12 GMT', 12],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['soon', null],
  ])('reads %j as %j seconds', (header, seconds) => {
    expect(parseRetryAfter(header, NOW)).toBe(seconds)
  })
})

describe('errorFromResponse', () => {
  it('keeps what a problem says', () => {
    const body = JSON.stringify({
      type: '/problems/limit-reached',
      title: 'A limit is reached',
      status: 409,
      detail: 'At most 1,000 destinations.',
    })
    const error = errorFromResponse(
      new Response(null, { status: 409, headers: { 'x-request-id': 'r-1' } }),
      body,
      NOW,
    )
    expect(error).toMatchObject({ kind: 'problem', slug: 'limit-reached', requestId: 'r-1' })
    expect(describeError(error).detail).toBe('At most 1,000 destinations.')
  })

  it.each([
    ['a page of a proxy', '<html>Bad gateway</html>'],
    ['an empty object', '{}'],
    ['a truncated body', '{"type":"/problems/int'],
    ['nothing', ''],
  ])('names the status when the body is %s', (_, body) => {
    const error = errorFromResponse(new Response(null, { status: 502 }), body, NOW)
    expect(error.kind).toBe('status')
    expect(describeError(error).detail).toContain('502')
  })

  it('does not take an unknown problem type for one of ours', () => {
    const body = JSON.stringify({ type: 'about:blank', title: 'T', status: 400, detail: 'D' })
    expect(errorFromResponse(new Response(null, { status: 400 }), body, NOW).slug).toBeNull()
  })
})

describe('describeError', () => {
  it.each([
    ['offline', 'You are offline'],
    ['network', 'The server could not be reached'],
    ['timeout', 'The server takes too long to answer'],
    ['malformed', 'The server’s answer could not be read'],
  ] as const)('names %s', (kind, title) => {
    expect(describeError(new ApiError(kind, 'x')).title).toBe(title)
  })

  it('shows nothing of the inside of an unexpected error', () => {
    const words = describeError(new TypeError('Cannot read properties of undefined'))
    expect(JSON.stringify(words)).not.toContain('undefined')
  })
})
