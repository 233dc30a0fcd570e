// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ErrorBoundary } from './error-boundary.tsx'

beforeEach(() => {
  // React tells every caught error on the console.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function Divided({ by }: { by: number }) {
  if (by === 0) throw new RangeError('By nothing')
  return <p>{12 / by}</p>
}

function Page({ by }: { by: number }) {
  return (
    <>
      <h1>Shares</h1>
      <ErrorBoundary fallback={<p>No share</p>} resetKey={by}>
        <Divided by={by} />
      </ErrorBoundary>
    </>
  )
}

it('leaves the rest of the page as it is, and tries again with the next value', () => {
  const { rerender } = render(<Page by={3} />)
  expect(screen.getByText('4')).toBeTruthy()
  rerender(<Page by={0} />)
  expect(screen.getByRole('heading', { name: 'Shares' })).toBeTruthy()
  expect(screen.getByText('No share')).toBeTruthy()
  rerender(<Page by={0} />)
  expect(screen.getByText('No share')).toBeTruthy()
  rerender(<Page by={6} />)
  expect(screen.getByText('2')).toBeTruthy()
})
