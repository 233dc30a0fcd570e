// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Button } from './button.tsx'

afterEach(cleanup)

describe('a disabled button', () => {
  it('can be reached by keyboard, tells its reason and does nothing', async () => {
    const act = vi.fn<() => void>()
    render(
      <Button disabledReason="Only an administrator may do this." onClick={act}>
        Delete
      </Button>,
    )
    const user = userEvent.setup()

    await user.tab()
    await user.keyboard('{Enter}')
    await user.click(screen.getByRole('button', { name: 'Delete' }))

    const button = screen.getByRole('button', {
      name: 'Delete',
      description: 'Only an administrator may do this.',
    })
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(act).not.toHaveBeenCalled()
  })

  it('submits no form', async () => {
    const submit = vi.fn<() => void>()
    render(
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Button type="submit" disabledReason="Enter a name first.">
          Save
        </Button>
      </form>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(submit).not.toHaveBeenCalled()
  })
})

describe('a pending button', () => {
  it('keeps the focus it had when it was pressed, says what it does, and ignores presses', async () => {
    const act = vi.fn<() => void>()
    const { rerender } = render(<Button onClick={act}>Save</Button>)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Save' }))

    rerender(
      <Button onClick={act} isPending pendingLabel="Saving…">
        Save
      </Button>,
    )
    await user.click(screen.getByRole('button', { name: 'Saving…' }))

    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Saving…' }))
    expect(act).toHaveBeenCalledTimes(1)
  })
})
