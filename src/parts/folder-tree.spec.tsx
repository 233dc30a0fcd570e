// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { FolderTree } from './folder-tree.tsx'

afterEach(cleanup)

const FOLDERS = [
  { path: ['Demographic'], count: 14 },
  { path: ['Interest'], count: 30 },
  { path: ['Interest', 'Travel'], count: 24 },
]

function tree() {
  const onSelect = vi.fn<(path: string[]) => void>()
  render(<FolderTree folders={FOLDERS} total={44} selected={[]} onSelect={onSelect} />)
  return onSelect
}

it('shows the first level with the counts, and what is below when it is opened', async () => {
  tree()
  expect(screen.getAllByRole('treeitem').map((item) => item.textContent)).toEqual([
    'All folders44',
    'Demographic14',
    'Interest30',
  ])
  await userEvent.tab()
  await userEvent.keyboard('{End}{ArrowRight}')
  expect(screen.getByRole('treeitem', { name: /Travel/ }).getAttribute('aria-level')).toBe('2')
})

it('is one tab stop, in which arrows move and Enter selects', async () => {
  const onSelect = tree()
  await userEvent.tab()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}{Enter}')
  expect(onSelect).toHaveBeenCalledWith(['Interest', 'Travel'])
  await userEvent.keyboard('{ArrowLeft}{Enter}')
  expect(onSelect).toHaveBeenLastCalledWith(['Interest'])
  await userEvent.tab()
  expect(document.activeElement).toBe(document.body)
})

it('selects all folders with a press on the first', async () => {
  const onSelect = tree()
  await userEvent.click(screen.getByRole('treeitem', { name: /All folders/ }))
  expect(onSelect).toHaveBeenCalledWith([])
})
