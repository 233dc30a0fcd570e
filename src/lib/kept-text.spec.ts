// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { forgetText, keepText, keptText } from './kept-text.ts'

afterEach(() => {
  forgetText('rows')
  vi.restoreAllMocks()
})

describe('a kept text', () => {
  it('survives a reload until it is forgotten', () => {
    expect(keepText('rows', 'a\tb')).toBe(true)
    expect(sessionStorage.getItem('rows')).toBe('a\tb')
    expect(keptText('rows')).toBe('a\tb')
    forgetText('rows')
    expect(keptText('rows')).toBeNull()
  })

  it('that is too large for the storage lives until the page is left, and says so', () => {
    keepText('rows', 'earlier')
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(keepText('rows', 'large')).toBe(false)
    expect(keptText('rows')).toBe('large')
    // What was there before must not come back after a reload.
    expect(sessionStorage.getItem('rows')).toBeNull()
  })
})
