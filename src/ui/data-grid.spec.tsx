// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DataGrid, type GridColumn } from './data-grid.tsx'
import type { GridSort } from './grid-parts.tsx'

type Row = { id: number; name: string }

const ROWS: Row[] = Array.from({ length: 1000 }, (_, index) => ({
  id: index + 1,
  name: `Destination ${index + 1}`,
}))

const COLUMNS: GridColumn<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 200,
    isRowHeader: true,
    isSortable: true,
    cell: (row) => <a href={`#${row.id}`}>{row.name}</a>,
  },
  { id: 'id', header: 'Id', width: 80, align: 'end', cell: (row) => row.id },
  {
    id: 'more',
    header: 'Actions',
    isHeaderHidden: true,
    width: 60,
    cell: (row) => <button type="button">{`Actions for ${row.name}`}</button>,
  },
]

beforeEach(() => {
  // jsdom lays nothing out: a scroller of ten rows.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(440)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(800)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(478)
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function Example({
  rows = ROWS,
  rowCount = ROWS.length,
  onNeedRows,
  disabledReason,
}: {
  rows?: Row[]
  rowCount?: number
  onNeedRows?: (start: number, end: number) => void
  disabledReason?: (row: Row) => string | null
}) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [sort, setSort] = useState<GridSort | null>(null)
  return (
    <>
      <button type="button">Before</button>
      <DataGrid
        label="Destinations"
        columns={COLUMNS}
        rows={rows}
        rowCount={rowCount}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        status="ready"
        emptyState={<p>Nothing here</p>}
        errorState={<p>It failed</p>}
        sort={sort}
        onSort={setSort}
        selection={{ selected, onChange: setSelected, ...(disabledReason && { disabledReason }) }}
        {...(onNeedRows && { onNeedRows })}
      />
      <button type="button">After</button>
      <output>{[...selected].toSorted((a, b) => a - b).join(' ')}</output>
    </>
  )
}

function focused(): string {
  const element = document.activeElement
  const row = element?.closest('[role="row"]')?.getAttribute('aria-rowindex')
  const cell = element?.closest('[aria-colindex]')?.getAttribute('aria-colindex')
  return `row ${row} column ${cell}`
}

function selectedIds(): string | null {
  return screen.getByRole('status').textContent
}

function nameHeader(): HTMLElement {
  return screen.getByRole('columnheader', { name: 'Name' })
}

describe('a grid of 1,000 rows', () => {
  it('has few elements in the page and tells its whole size', () => {
    const { container } = render(<Example />)
    const grid = screen.getByRole('grid', { name: 'Destinations' })
    expect(grid.getAttribute('aria-rowcount')).toBe('1001')
    expect(grid.getAttribute('aria-colcount')).toBe('4')
    expect(container.querySelectorAll('*').length).toBeLessThan(500)
    expect(screen.getByRole('rowheader', { name: 'Destination 1' })).toBeDefined()
  })

  it.each([
    ['{ArrowDown}', 'row 2 column 1'],
    ['{ArrowDown}{ArrowRight}{ArrowRight}', 'row 2 column 3'],
    ['{ArrowRight}{ArrowLeft}{ArrowLeft}', 'row 1 column 1'],
    ['{End}', 'row 1 column 4'],
    ['{ArrowDown}{End}{Home}', 'row 2 column 1'],
    ['{Control>}{End}{/Control}', 'row 1001 column 4'],
    ['{Control>}{End}{/Control}{ArrowDown}', 'row 1001 column 4'],
    ['{Control>}{End}{Home}{/Control}', 'row 2 column 1'],
    ['{ArrowDown}{PageDown}', 'row 12 column 1'],
    ['{ArrowDown}{PageDown}{PageDown}{PageUp}', 'row 12 column 1'],
    ['{ArrowDown}{ArrowUp}{ArrowUp}', 'row 1 column 1'],
  ])('%s leads to %s', async (keys, place) => {
    render(<Example />)
    const user = userEvent.setup()
    await user.tab()
    await user.tab()
    await user.keyboard(keys)
    expect(focused()).toBe(place)
  })

  it('is one tab stop, past all the links and buttons in it', async () => {
    render(<Example />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Before' }))
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'After' }))
    screen.getByRole('button', { name: 'Before' }).focus()
    await user.tab()
    expect(focused()).toBe('row 3 column 1')
    expect(document.activeElement?.getAttribute('role')).toBe('gridcell')
    await user.tab({ shift: true })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Before' }))
  })

  it.each(['{Enter}', '{F2}'])(
    '%s goes into the control of a cell, Escape comes back',
    async (key) => {
      render(<Example />)
      const user = userEvent.setup()
      await user.tab()
      await user.tab()
      await user.keyboard(`{ArrowDown}{ArrowRight}${key}`)
      expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Destination 1' }))
      await user.keyboard('{ArrowDown}')
      expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Destination 1' }))
      await user.keyboard('{Escape}')
      expect(document.activeElement).toBe(screen.getByRole('rowheader', { name: 'Destination 1' }))
    },
  )
})

describe('selecting', () => {
  it('Space selects a row and takes it back', async () => {
    render(<Example />)
    const user = userEvent.setup()
    await user.tab()
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowDown} ')
    expect(selectedIds()).toBe('2')
    expect(screen.getByRole('row', { name: /Destination 2 / }).getAttribute('aria-selected')).toBe(
      'true',
    )
    await user.keyboard(' ')
    expect(selectedIds()).toBe('')
  })

  it('Shift selects every row on the way, by keys and by pointer', async () => {
    render(<Example />)
    const user = userEvent.setup()
    await user.tab()
    await user.tab()
    await user.keyboard('{ArrowDown} {Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(selectedIds()).toBe('1 2 3')

    await user.click(screen.getByRole('checkbox', { name: 'Select Destination 5' }))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Destination 8' }), {
      shiftKey: true,
    })
    expect(selectedIds()).toBe('1 2 3 5 6 7 8')
  })

  it('the box in the header takes all rows that are there, and is mixed in between', async () => {
    render(<Example rows={ROWS.slice(0, 3)} rowCount={3} />)
    const user = userEvent.setup()
    const all = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Select all: Destinations',
    })
    await user.click(screen.getByRole('checkbox', { name: 'Select Destination 2' }))
    expect(all.indeterminate).toBe(true)
    await user.click(all)
    expect(selectedIds()).toBe('1 2 3')
    expect(all.checked).toBe(true)
    expect(all.indeterminate).toBe(false)
    await user.click(all)
    expect(selectedIds()).toBe('')
  })
})

describe('a row that cannot be selected', () => {
  const disabledReason = ({ id }: Row) => (id === 2 ? 'Export controls block it.' : null)

  it('says why at its checkbox, and stays as it is when it is pressed', async () => {
    render(<Example disabledReason={disabledReason} />)
    const user = userEvent.setup()
    const box = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Select Destination 2',
      description: 'Export controls block it.',
    })
    await user.click(box)
    expect(box.checked).toBe(false)
    await user.keyboard('{Escape} ')
    expect(selectedIds()).toBe('')
  })

  it('is left out of a range and of all', async () => {
    render(<Example rows={ROWS.slice(0, 3)} rowCount={3} disabledReason={disabledReason} />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('checkbox', { name: 'Select Destination 1' }))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Destination 3' }), {
      shiftKey: true,
    })
    expect(selectedIds()).toBe('1 3')
    const all = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Select all: Destinations',
    })
    expect(all.checked).toBe(true)
    await user.click(all)
    expect(selectedIds()).toBe('')
    await user.click(all)
    expect(selectedIds()).toBe('1 3')
  })
})

describe('sorting', () => {
  it('a header tells the direction, and Enter or a press turns it around', async () => {
    render(<Example />)
    const user = userEvent.setup()
    expect(nameHeader().getAttribute('aria-sort')).toBe('none')
    expect(screen.getByRole('columnheader', { name: 'Id' }).hasAttribute('aria-sort')).toBe(false)
    await user.click(within(nameHeader()).getByRole('button'))
    expect(nameHeader().getAttribute('aria-sort')).toBe('ascending')
    await user.keyboard('{Escape}{Enter}')
    expect(nameHeader().getAttribute('aria-sort')).toBe('descending')
  })
})

describe('rows that are not there yet', () => {
  it('are asked for when they come into view', () => {
    const need = vi.fn<(start: number, end: number) => void>()
    render(<Example rows={ROWS.slice(0, 5)} onNeedRows={need} />)
    expect(need).toHaveBeenCalledTimes(1)
    const [start, end] = need.mock.calls[0] ?? []
    expect(start).toBe(5)
    expect(end).toBeGreaterThan(9)
  })

  it('nothing is asked for while all that is in view is there', () => {
    const need = vi.fn<(start: number, end: number) => void>()
    render(<Example rows={ROWS.slice(0, 100)} onNeedRows={need} />)
    expect(need).not.toHaveBeenCalled()
  })
})

it('an empty result has words instead of a grid', () => {
  render(<Example rows={[]} rowCount={0} />)
  expect(screen.getByText('Nothing here')).toBeDefined()
  expect(screen.queryByRole('grid')).toBeNull()
})

describe('a list that is there in parts', () => {
  function Parts({ from, listName }: { from: number; listName: string }) {
    return (
      <DataGrid
        label="Destinations"
        columns={COLUMNS}
        rowAt={(index) => (index < from ? undefined : ROWS[index])}
        rowCount={ROWS.length}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        status="ready"
        emptyState={<p>Nothing here</p>}
        errorState={<p>It failed</p>}
        onVisible={seen}
        listName={listName}
      />
    )
  }
  const seen = vi.fn<(first: number, last: number) => void>()

  it('shows what is there, and tells what is in view', () => {
    render(<Parts from={5} listName="all" />)
    expect(screen.queryByRole('link', { name: 'Destination 5' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Destination 6' })).toBeTruthy()
    expect(seen).toHaveBeenCalledWith(0, 29)
    const grid = screen.getByRole('grid')
    expect(grid.getAttribute('aria-rowcount')).toBe('1001')
  })

  it('keeps the focus on a row while it comes', async () => {
    const user = userEvent.setup()
    const { rerender } = render(<Parts from={5} listName="all" />)
    screen.getByRole('columnheader', { name: /Name/ }).focus()
    await user.keyboard('{ArrowDown}')
    const cell = document.activeElement
    expect(cell?.getAttribute('role')).toBe('rowheader')
    rerender(<Parts from={0} listName="all" />)
    expect(document.activeElement).toBe(cell)
    expect(cell?.textContent).toBe('Destination 1')
  })

  it('starts at its top when another search is shown', () => {
    const { rerender } = render(<Parts from={0} listName="all" />)
    const grid = screen.getByRole('grid')
    grid.scrollTop = 4400
    rerender(<Parts from={0} listName="all" />)
    expect(grid.scrollTop).toBe(4400)
    rerender(<Parts from={0} listName="golf" />)
    expect(grid.scrollTop).toBe(0)
  })
})
