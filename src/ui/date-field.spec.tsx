// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { DateField } from './date-field.tsx'

afterEach(cleanup)

function Example({ initial }: { initial: string | null }) {
  const [value, setValue] = useState(initial)
  return (
    <>
      <DateField label="End date" value={value} onChange={setValue} clearLabel="Never expires" />
      <output>{value ?? 'none'}</output>
    </>
  )
}

function stored(): string | null {
  return screen.getByRole('status').textContent
}

it('a date is typed as day, month and year, and given as YYYY-MM-DD', async () => {
  render(<Example initial={null} />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('spinbutton', { name: /^day/ }))
  await user.keyboard('28022027')
  expect(stored()).toBe('2027-02-28')
})

it('a stored date is shown in parts', () => {
  render(<Example initial="2026-12-01" />)
  expect(screen.getAllByRole('spinbutton').map((part) => part.textContent)).toEqual([
    '01',
    '12',
    '2026',
  ])
})

it('a date can be taken away', async () => {
  render(<Example initial="2026-12-01" />)
  await userEvent.click(screen.getByRole('button', { name: 'Never expires: End date' }))
  expect(stored()).toBe('none')
})
