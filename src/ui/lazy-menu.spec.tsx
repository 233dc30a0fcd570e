// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { Button } from './button.tsx'
import { LazyMenu } from './lazy-menu.tsx'

afterEach(cleanup)

function renderMenu() {
  const pause = vi.fn<() => void>()
  const remove = vi.fn<() => void>()
  render(
    <MemoryRouter>
      <Routes>
        <Route
          path="/"
          element={
            <LazyMenu
              label="Actions for Pixel"
              items={[
                { id: 'pause', label: 'Pause', onAct: pause },
                { kind: 'link', id: 'edit', label: 'Edit', to: '/edit' },
                { id: 'delete', label: 'Delete', disabledReason: 'It is in use.', onAct: remove },
              ]}
              trigger={(props) => <Button {...props}>Actions</Button>}
            />
          }
        />
        <Route path="/edit" element={<h1>Editing</h1>} />
      </Routes>
    </MemoryRouter>,
  )
  return { pause, remove, trigger: () => screen.getByRole('button', { name: 'Actions' }) }
}

it('the first press opens the menu as soon as it is loaded', async () => {
  const { pause, trigger } = renderMenu()
  const user = userEvent.setup()
  await user.click(trigger())
  await user.click(await screen.findByRole('menuitem', { name: 'Pause' }))
  expect(pause).toHaveBeenCalledTimes(1)
  expect(screen.queryByRole('menu')).toBeNull()
})

it('a keyboard user opens it, comes to the last entry, and returns to the button', async () => {
  const { trigger } = renderMenu()
  const user = userEvent.setup()
  await user.tab()
  await user.keyboard('{ArrowDown}')
  await screen.findByRole('menu', { name: 'Actions for Pixel' })
  expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Pause' }))
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('menu')).toBeNull()
  await vi.waitFor(() => expect(document.activeElement).toBe(trigger()))
})

it('an entry can lead to a page', async () => {
  const { trigger } = renderMenu()
  const user = userEvent.setup()
  await user.click(trigger())
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }))
  expect(screen.getByRole('heading', { name: 'Editing' })).toBeDefined()
})

it('an entry that cannot be used says why and does nothing', async () => {
  const { remove, trigger } = renderMenu()
  const user = userEvent.setup()
  await user.click(trigger())
  const entry = await screen.findByRole('menuitem', {
    name: 'Delete',
    description: 'It is in use.',
  })
  await user.click(entry)
  expect(entry.getAttribute('aria-disabled')).toBe('true')
  expect(remove).not.toHaveBeenCalled()
})
