// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SEARCH_DELAY, SearchField } from './search-field.tsx'

const searched = vi.fn<(text: string) => void>()

function Example() {
  const [value, setValue] = useState('pixel')
  return (
    <>
      <SearchField
        label="Search destinations"
        value={value}
        onSearch={(text) => {
          searched(text)
          setValue(text)
        }}
      />
      <button type="button" onClick={() => setValue('from a link')}>
        Link
      </button>
    </>
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  searched.mockClear()
  render(<Example />)
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function field(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search destinations' })
}

function type(text: string): void {
  fireEvent.change(field(), { target: { value: text } })
}

function rest(): void {
  act(() => {
    vi.advanceTimersByTime(SEARCH_DELAY)
  })
}

it('a search starts once, after a rest in typing', () => {
  type('co')
  act(() => {
    vi.advanceTimersByTime(SEARCH_DELAY - 1)
  })
  type('cookie ')
  expect(searched).not.toHaveBeenCalled()
  rest()
  expect(searched.mock.calls).toEqual([['cookie']])
  expect(field().value).toBe('cookie ')
})

it('Enter searches at once, and not again after the rest', () => {
  type('cookie')
  fireEvent.keyDown(field(), { key: 'Enter' })
  expect(searched.mock.calls).toEqual([['cookie']])
  rest()
  expect(searched).toHaveBeenCalledTimes(1)
})

it('Escape and the button clear it at once', () => {
  fireEvent.keyDown(field(), { key: 'Escape' })
  expect(searched.mock.calls).toEqual([['']])
  expect(field().value).toBe('')

  type('x')
  fireEvent.click(screen.getByRole('button', { name: 'Clear: Search destinations' }))
  rest()
  expect(field().value).toBe('')
  expect(document.activeElement).toBe(field())
})

it('a search that comes from the address replaces what was typed', () => {
  type('cookie')
  fireEvent.click(screen.getByRole('button', { name: 'Link' }))
  rest()
  expect(field().value).toBe('from a link')
  expect(searched).not.toHaveBeenCalled()
})

it('a field that left the page searches nothing more', () => {
  type('cookie')
  cleanup()
  rest()
  expect(searched).not.toHaveBeenCalled()
})
