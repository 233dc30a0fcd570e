// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createContext, use, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GridSort } from '../grid-parts.tsx'
import { ToastRegion } from '../toast-region.tsx'
import { dismissToast, toastEntries } from '../toast.ts'
import { type CellEdit, type EditKind, type SheetColumn, SheetGrid } from './sheet-grid.tsx'

type Row = { id: number; name: string; value: string; end: string }

const ROWS: Row[] = Array.from({ length: 1000 }, (_, at) => ({
  id: at + 1,
  name: `Segment ${at + 1}`,
  value: `v${at + 1}`,
  end: '',
}))

const NEW_ROW: Row = { id: -1, name: 'New', value: 'new', end: '' }

let rendered = 0
const COLUMNS: SheetColumn<Row>[] = [
  {
    id: 'name',
    header: 'Segment',
    width: 200,
    isRowHeader: true,
    isSortable: true,
    cell: (row) => {
      rendered += 1
      return <a href={`#${row.id}`}>{row.name}</a>
    },
    text: (row) => row.name,
  },
  {
    id: 'value',
    header: 'Value',
    width: 100,
    isEditable: true,
    cell: (row) => <Value row={row} />,
    text: (row) => row.value,
    problem: (row) => (row.value === 'twice' ? 'Another mapping has this value.' : null),
  },
  {
    id: 'end',
    header: 'End',
    width: 100,
    isEditable: true,
    cell: (row) => row.end || 'never',
    text: (row) => row.end,
  },
  { id: 'state', header: 'State', width: 100, cell: () => 'Ready', text: () => 'Ready' },
]

/** A value with a button that goes away when it was pressed. */
function Value({ row }: { row: Row }) {
  const giveBack = use(GiveBack)
  return (
    <>
      {row.value}
      {row.value === 'typed' && (
        <button type="button" onClick={() => giveBack(row.id)}>
          Give back
        </button>
      )}
    </>
  )
}

const GiveBack = createContext<(id: number) => void>(() => undefined)

const HEADER_AND_TEN_ROWS = 38 + 340

beforeEach(() => {
  // jsdom lays nothing out: a scroller of ten rows.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEADER_AND_TEN_ROWS)
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  for (const { id } of toastEntries()) dismissToast(id)
})

type Options = {
  rows?: Row[]
  /** Rows from here on are not loaded. */
  loaded?: number
  onBigPaste?: (text: string) => boolean
  isMovable?: boolean
  isBlocked?: boolean
}

/** A page with a sheet that takes any value but "bad", and only days as an end. */
function Example({ rows: first = ROWS, loaded = 1e6, onBigPaste, isMovable, isBlocked }: Options) {
  const [rows, setRows] = useState(first)
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [sort, setSort] = useState<GridSort | null>(null)
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map())
  const [search, setSearch] = useState('')
  const [log, setLog] = useState<string[]>([])
  const note = (line: string) => setLog((before) => [...before, line])

  function edit(edits: CellEdit<number>[], kind: EditKind): ReadonlyMap<string, string> {
    const problems = new Map(
      edits
        .filter(({ column, text }) =>
          column === 'value' ? text === 'bad' : !/^(\d{4}-\d\d-\d\d)?$/.test(text),
        )
        .map(({ key, column }) => [`${key}/${column}`, 'Write something else.']),
    )
    const taken = edits.filter(({ key, column }) => !problems.has(`${key}/${column}`))
    setRows((before) =>
      before.map((row) => {
        const mine = taken.filter(({ key }) => key === row.id)
        if (mine.length === 0) return row
        return { ...row, ...Object.fromEntries(mine.map(({ column, text }) => [column, text])) }
      }),
    )
    note(`${kind}: ${taken.map(({ key, column, text }) => `${key} ${column} ${text}`).join(', ')}`)
    return problems
  }

  function giveBack(id: number): void {
    setRows((all) => all.map((row) => (row.id === id ? { ...row, value: `v${id}` } : row)))
  }

  function move(keys: number[], before: number | null): void {
    note(`move ${keys.join(' ')} before ${before}`)
    setRows((all) => {
      const rest = all.filter(({ id }) => !keys.includes(id))
      const at = before === null ? rest.length : rest.findIndex(({ id }) => id === before)
      return rest.toSpliced(at, 0, ...all.filter(({ id }) => keys.includes(id)))
    })
  }

  return (
    <GiveBack value={giveBack}>
      <input aria-label="Search" value={search} onChange={(e) => setSearch(e.target.value)} />
      <button type="button" onClick={() => setRows(rows.slice(1))}>
        Remove the first row
      </button>
      <button type="button" onClick={() => setRows([NEW_ROW, ...rows])}>
        Add a row above
      </button>
      <SheetGrid
        label="Mapped segments"
        columns={COLUMNS}
        rowCount={rows.length}
        rowAt={(index) => (index < loaded ? rows[index] : undefined)}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        status="ready"
        emptyState={<p>Nothing here</p>}
        errorState={<p>It failed</p>}
        onVisible={() => undefined}
        readRows={(from, to) => Promise.resolve(rows.slice(from, to + 1))}
        sort={sort}
        onSort={setSort}
        selection={{
          isSelected: (key) => selected.has(key),
          state: selected.size === 0 ? 'none' : selected.size === rows.length ? 'all' : 'some',
          allWords: `Select all ${rows.length} that match`,
          onToggle: (keys, isOn) =>
            setSelected((before) =>
              isOn ? before.union(new Set(keys)) : before.difference(new Set(keys)),
            ),
          onRange: (from, to) =>
            setSelected((before) =>
              before.union(new Set(rows.slice(from, to + 1).map(({ id }) => id))),
            ),
          onAll: () => setSelected(new Set(rows.map(({ id }) => id))),
          onNone: () => setSelected(new Set()),
          disabledReason: (row) => (isBlocked && row.id === 2 ? 'Export controls block it.' : null),
        }}
        onEdit={edit}
        {...(onBigPaste && { onBigPaste })}
        onUndo={() => note('undo')}
        onRedo={() => note('redo')}
        onReset={(keys, ids) => {
          note(`reset ${ids.join(' ')} of ${keys.join(' ')}`)
          return 'All given back.'
        }}
        widths={widths}
        onWidth={(column, width) => {
          note(`${column} ${width}`)
          setWidths((before) => new Map(before).set(column, width))
        }}
        {...(isMovable && { onMove: move })}
      />
      <button type="button">After</button>
      <p data-testid="selected">{[...selected].toSorted((a, b) => a - b).join(' ')}</p>
      <p data-testid="log">{log.join('; ')}</p>
      <ToastRegion />
    </GiveBack>
  )
}

const selected = () => screen.getByTestId('selected').textContent
const log = () => screen.getByTestId('log').textContent
const told = () => screen.getByRole('status').textContent
const editor = () => screen.queryByRole<HTMLInputElement>('textbox', { name: / of Segment / })

function focused(): string {
  const element = document.activeElement
  const row = element?.closest('[role="row"]')?.getAttribute('aria-rowindex')
  const cell = element?.closest('[aria-colindex]')?.getAttribute('aria-colindex')
  return `row ${row} column ${cell}`
}

/** Opens the page and goes to the value of the first segment. */
async function atFirstValue(options: Options = {}) {
  render(<Example {...options} />)
  const user = userEvent.setup()
  screen.getByRole('button', { name: 'Add a row above' }).focus()
  await user.tab()
  await user.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}')
  return user
}

/** What a copy puts on the clipboard. */
function copied(): string {
  const written: Record<string, string> = {}
  const event = new Event('copy', { bubbles: true, cancelable: true })
  Object.assign(event, {
    clipboardData: { setData: (type: string, text: string) => (written[type] = text) },
  })
  fireEvent(document.activeElement ?? document.body, event)
  return written['text/plain'] ?? ''
}

function paste(text: string): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: { getData: () => text } })
  fireEvent(document.activeElement ?? document.body, event)
}

describe('a sheet of 1,000 rows', () => {
  it('has the rows in view in the page, and tells its whole size', () => {
    const { container } = render(<Example />)
    const grid = screen.getByRole('grid', { name: 'Mapped segments' })
    expect(grid.getAttribute('aria-rowcount')).toBe('1001')
    expect(grid.getAttribute('aria-colcount')).toBe('5')
    expect(container.querySelectorAll('[role="row"]').length).toBeLessThan(35)
  })

  it('has its rows in their order again once a scroll is over', async () => {
    render(<Example />)
    const grid = screen.getByRole('grid')
    for (const row of [3, 9, 20]) {
      grid.scrollTop = 34 * row
      fireEvent.scroll(grid)
    }
    const places = () =>
      screen.getAllByRole('row').map((row) => Number(row.getAttribute('aria-rowindex')))
    expect(places()).toContain(22)
    await waitFor(() => expect(places()).toEqual(places().toSorted((a, b) => a - b)))
    expect(new Set(places()).size).toBe(places().length)
  })

  it('shows other rows after it was scrolled, and keeps the one with the focus', async () => {
    const user = await atFirstValue()
    const grid = screen.getByRole('grid')
    grid.scrollTop = 34 * 500
    fireEvent.scroll(grid)
    expect(screen.getByRole('rowheader', { name: 'Segment 501' })).toBeDefined()
    expect(screen.queryByRole('rowheader', { name: 'Segment 50' })).toBeNull()
    expect(focused()).toBe('row 2 column 3')
    await user.keyboard('{ArrowDown}')
    expect(focused()).toBe('row 3 column 3')
    expect(grid.scrollTop).toBe(34)
  })

  it.each([
    ['{ArrowDown}', 'row 3 column 3'],
    ['{ArrowUp}{ArrowUp}', 'row 1 column 3'],
    ['{Home}', 'row 2 column 1'],
    ['{End}', 'row 2 column 5'],
    ['{Control>}{End}{/Control}', 'row 1001 column 5'],
    ['{Control>}{End}{Home}{/Control}', 'row 2 column 1'],
    ['{PageDown}{PageDown}{PageUp}', 'row 12 column 3'],
  ])('%s leads to %s', async (keys, place) => {
    const user = await atFirstValue()
    await user.keyboard(keys)
    expect(focused()).toBe(place)
  })

  it('is one tab stop', async () => {
    const user = await atFirstValue()
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'After' }))
    await user.tab({ shift: true })
    expect(focused()).toBe('row 2 column 3')
  })

  it('renders no row again while somebody types elsewhere', async () => {
    render(<Example />)
    const user = userEvent.setup()
    const before = rendered
    await user.type(screen.getByRole('textbox', { name: 'Search' }), 'travel')
    expect(rendered).toBe(before)
  })

  it('sorts by the header with Enter', async () => {
    const user = await atFirstValue()
    await user.keyboard('{ArrowUp}{ArrowLeft}{Enter}')
    const header = screen.getByRole('columnheader', { name: 'Segment' })
    expect(header.getAttribute('aria-sort')).toBe('ascending')
    await user.keyboard('{Enter}')
    expect(header.getAttribute('aria-sort')).toBe('descending')
  })

  it('stays with its row when others add rows above', async () => {
    const user = await atFirstValue()
    fireEvent.click(screen.getByRole('button', { name: 'Add a row above' }))
    expect(focused()).toBe('row 3 column 3')
    await user.keyboard('x{Enter}')
    expect(log()).toBe('edit: 1 value x')
  })

  it('goes to the link of a cell with Enter, and comes back with Escape', async () => {
    const user = await atFirstValue()
    await user.keyboard('{ArrowLeft}{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Segment 1' }))
    await user.keyboard('{Escape}')
    expect(focused()).toBe('row 2 column 2')
  })

  it('keeps the focus when the button that had it goes away', async () => {
    render(<Example rows={[{ id: 1, name: 'Segment 1', value: 'typed', end: '' }]} />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Give back' }))
    expect(screen.queryByRole('button', { name: 'Give back' })).toBeNull()
    expect(focused()).toBe('row 2 column 3')
    await user.keyboard('{ArrowRight}')
    expect(focused()).toBe('row 2 column 4')
  })

  it('keeps the focus when the row that is typed into goes away', async () => {
    const user = await atFirstValue()
    await user.keyboard('mine')
    // As others do: the person presses nothing.
    fireEvent.click(screen.getByRole('button', { name: 'Remove the first row' }))
    await waitFor(() => expect(log()).toContain('edit'))
    expect(editor()).toBeNull()
    expect(focused()).toBe('row 2 column 3')
  })

  it('tells what was typed and is wrong when its row goes away', async () => {
    const user = await atFirstValue()
    await user.keyboard('{F2}')
    await user.clear(screen.getByRole('textbox', { name: 'Value of Segment 1' }))
    await user.keyboard('bad')
    fireEvent.click(screen.getByRole('button', { name: 'Remove the first row' }))
    expect(await screen.findByText('What was typed was not taken: bad')).toBeDefined()
  })

  it('takes the focus from nobody else when its rows go away', async () => {
    await atFirstValue()
    const search = screen.getByRole('textbox', { name: 'Search' })
    search.focus()
    fireEvent.click(screen.getByRole('button', { name: 'Remove the first row' }))
    expect(document.activeElement).toBe(search)
    search.blur()
    fireEvent.click(screen.getByRole('button', { name: 'Remove the first row' }))
    expect(document.activeElement).toBe(document.body)
  })

  it('gives the chosen cells back with Control and Delete, and says what became of them', async () => {
    const user = await atFirstValue()
    await user.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}{Control>}{Delete}{/Control}')
    expect(log()).toBe('reset value end of 1 2')
    expect(told()).toBe('All given back.')
  })

  it('forgets what was not taken of a paste when the paste is undone', async () => {
    const user = await atFirstValue()
    paste('fine\r\nbad')
    expect(screen.getByRole('gridcell', { name: /“bad” was not taken/ })).toBeDefined()
    await user.keyboard('{Control>}z{/Control}')
    expect(screen.queryByRole('gridcell', { name: /was not taken/ })).toBeNull()
  })

  it('tells which cells cannot be edited and which are wrong', () => {
    render(<Example rows={[{ id: 1, name: 'Segment 1', value: 'twice', end: '' }]} />)
    const [name] = screen.getAllByRole('rowheader')
    expect(name?.getAttribute('aria-readonly')).toBe('true')
    const value = screen.getByRole('gridcell', {
      name: /^twice ?. Another mapping has this value.$/,
    })
    expect(value.getAttribute('aria-invalid')).toBe('true')
    expect(value.hasAttribute('aria-readonly')).toBe(false)
  })

  it('has words instead of a grid when there is nothing', () => {
    render(<Example rows={[]} />)
    expect(screen.getByText('Nothing here')).toBeDefined()
  })
})

describe('a range of cells', () => {
  it('grows with Shift and is told', async () => {
    const user = await atFirstValue()
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}{/Shift}')
    expect(told()).toBe('8 cells selected: 4 rows, 2 columns')
    expect(focused()).toBe('row 2 column 3')
    expect(copied()).toBe('v1\t\r\nv2\t\r\nv3\t\r\nv4\t')
    await user.keyboard('{Escape}')
    expect(copied()).toBe('v1')
  })

  it('is made by Shift and a click, and by dragging', async () => {
    const user = await atFirstValue()
    fireEvent.mouseDown(screen.getByText('v3'), { shiftKey: true })
    expect(copied()).toBe('v1\r\nv2\r\nv3')

    const cell = (name: string) => screen.getByText(name)
    await user.pointer([
      { keys: '[MouseLeft>]', target: cell('v2'), coords: { clientY: 34 } },
      { target: cell('v5'), coords: { clientY: 34 * 4 + 5 } },
      { keys: '[/MouseLeft]' },
    ])
    expect(told()).toBe('4 cells selected: 4 rows, 1 column')
    expect(copied()).toBe('v2\r\nv3\r\nv4\r\nv5')
  })

  it('is copied with the rows that are not loaded', async () => {
    const user = await atFirstValue({ loaded: 20 })
    const write = vi.fn<(items: { parts: Record<string, Promise<Blob>> }[]) => Promise<void>>()
    write.mockResolvedValue()
    vi.stubGlobal(
      'ClipboardItem',
      class {
        parts: Record<string, Promise<Blob>>
        constructor(parts: Record<string, Promise<Blob>>) {
          this.parts = parts
        }
      },
    )
    Object.defineProperty(navigator, 'clipboard', { value: { write }, configurable: true })
    await user.keyboard('{Control>}{Shift>}{End}{/Shift}{/Control}')
    expect(copied()).toBe('')
    const blob = await write.mock.calls[0]?.[0][0]?.parts['text/plain']
    const lines = (await blob?.text())?.split('\r\n')
    expect(lines).toHaveLength(1000)
    expect(lines?.at(-1)).toBe('v1000\t\tReady')
    await waitFor(() => expect(told()).toBe('3,000 cells copied.'))
    vi.unstubAllGlobals()
  })
})

describe('selecting rows', () => {
  it('Space takes the row and takes it back', async () => {
    const user = await atFirstValue()
    await user.keyboard(' ')
    expect(selected()).toBe('1')
    expect(told()).toBe('Segment 1 is selected.')
    expect(screen.getByRole('row', { name: /Segment 1 / }).getAttribute('aria-selected')).toBe(
      'true',
    )
    await user.keyboard(' ')
    expect(selected()).toBe('')
  })

  it('Space takes all rows of a range of cells', async () => {
    const user = await atFirstValue()
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift} ')
    expect(selected()).toBe('1 2 3')
    await user.keyboard(' ')
    expect(selected()).toBe('')
  })

  it('Shift and Space takes the rows from the last one on', async () => {
    const user = await atFirstValue()
    await user.keyboard(' {ArrowDown}{ArrowDown}{Shift>} {/Shift}')
    expect(selected()).toBe('1 2 3')
  })

  it('Shift and a press of a box does too, also over rows that are not loaded', async () => {
    const user = await atFirstValue({ loaded: 12 })
    await user.click(screen.getByRole('checkbox', { name: 'Select Segment 11' }))
    expect(focused()).toBe('row 12 column 1')
    expect(document.activeElement?.getAttribute('role')).toBe('gridcell')
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(selected()).toBe('11 12 13')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Segment 8' }), { shiftKey: true })
    expect(selected()).toBe('8 9 10 11 12 13')
  })

  it('Ctrl+A takes all that match, and the box in the header says so', async () => {
    const user = await atFirstValue()
    const all = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Select all 1000 that match',
    })
    await user.keyboard(' ')
    expect(all.indeterminate).toBe(true)
    await user.keyboard('{Control>}a{/Control}')
    expect(selected()?.split(' ')).toHaveLength(1000)
    expect(all.checked).toBe(true)
    await user.click(all)
    expect(selected()).toBe('')
  })

  it('a row that cannot be selected says why', async () => {
    const user = await atFirstValue({ isBlocked: true })
    await user.keyboard('{ArrowDown} ')
    expect(selected()).toBe('')
    expect(
      screen.getByRole('checkbox', {
        name: 'Select Segment 2',
        description: 'Export controls block it.',
      }),
    ).toBeDefined()
  })
})

describe('editing', () => {
  it.each(['{F2}', '{Enter}'])('%s opens what is there, Enter saves and goes down', async (key) => {
    const user = await atFirstValue()
    await user.keyboard(key)
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Value of Segment 1' }))
    expect(editor()?.value).toBe('v1')
    await user.keyboard('0{Enter}')
    expect(log()).toBe('edit: 1 value v10')
    expect(focused()).toBe('row 3 column 3')
    expect(editor()).toBeNull()
  })

  it('typing replaces what is there, and Escape brings it back', async () => {
    const user = await atFirstValue()
    await user.keyboard('new')
    expect(editor()?.value).toBe('new')
    await user.keyboard('{Escape}')
    expect(editor()).toBeNull()
    expect(log()).toBe('')
    expect(focused()).toBe('row 2 column 3')
    expect(screen.getByText('v1')).toBeDefined()
  })

  it('Tab saves and goes to the next cell that can be edited, row after row', async () => {
    const user = await atFirstValue()
    await user.keyboard('a{Tab}2026-12-31{Tab}b{Enter}')
    expect(log()).toBe('edit: 1 value a; edit: 1 end 2026-12-31; edit: 2 value b')
    await user.keyboard('{ArrowUp}c{Shift>}{Tab}{/Shift}')
    expect(focused()).toBe('row 2 column 4')
  })

  it('a second Tab leaves the grid', async () => {
    const user = await atFirstValue()
    await user.keyboard('a{Tab}')
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'After' }))
  })

  it('leaving the cell saves, by the pointer too', async () => {
    const user = await atFirstValue()
    await user.keyboard('a')
    await user.click(screen.getByText('v4'))
    expect(log()).toBe('edit: 1 value a')
    await user.keyboard('b')
    await user.click(screen.getByRole('button', { name: 'After' }))
    expect(log()).toBe('edit: 1 value a; edit: 4 value b')
  })

  it('a double click opens the cell', async () => {
    const user = await atFirstValue()
    await user.dblClick(screen.getByText('v4'))
    expect(editor()?.value).toBe('v4')
  })

  it('nothing is saved when nothing was changed', async () => {
    const user = await atFirstValue()
    await user.keyboard('{F2}{Enter}')
    expect(log()).toBe('')
  })

  it('what is wrong stays open, with the words, until it is right', async () => {
    const user = await atFirstValue()
    await user.keyboard('bad{Enter}')
    expect(editor()?.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByRole('alert').textContent).toBe('Write something else.')
    expect(
      screen.getByRole('textbox', {
        name: 'Value of Segment 1',
        description: 'Write something else.',
      }),
    ).toBe(document.activeElement)
    await user.click(screen.getByText('v4'))
    expect(document.activeElement).toBe(editor())
    await user.keyboard('{Backspace}')
    expect(screen.queryByRole('alert')).toBeNull()
    await user.keyboard('{Enter}')
    expect(editor()).toBeNull()
    expect(log()).toContain('edit: 1 value ba')
  })

  it('Enter of an input method does not save', async () => {
    const user = await atFirstValue()
    await user.keyboard('{F2}')
    const field = screen.getByRole('textbox', { name: 'Value of Segment 1' })
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
    expect(editor()).toBe(field)
  })

  it('what is typed stays when others add rows above', async () => {
    const user = await atFirstValue()
    await user.keyboard('draft')
    fireEvent.click(screen.getByRole('button', { name: 'Add a row above' }))
    expect(editor()?.value).toBe('draft')
    await user.keyboard('{Enter}')
    expect(log()).toBe('edit: 1 value draft')
  })

  it('Delete clears what can be edited in the range', async () => {
    const user = await atFirstValue()
    await user.keyboard('{ArrowLeft}{Shift>}{ArrowDown}{ArrowRight}{/Shift}{Delete}')
    expect(log()).toBe('clear: 1 value , 2 value ')
    expect(told()).toBe('2 cells cleared.')
  })

  it('Ctrl+D fills down the range, or from the cell above', async () => {
    const user = await atFirstValue()
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}')
    expect(log()).toBe('fill: 2 value v1, 3 value v1')
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Control>}d{/Control}')
    expect(log()).toContain('fill: 4 value v1')
  })

  it('fills over rows that are not loaded', async () => {
    const user = await atFirstValue({ loaded: 20 })
    await user.keyboard('{Control>}{Shift>}{End}{/Shift}d{/Control}')
    await waitFor(() => expect(told()).toBe('1,998 cells filled.'))
  })

  it('Ctrl+Z and Ctrl+Y undo and redo, but not what is being typed', async () => {
    const user = await atFirstValue()
    await user.keyboard('{Control>}zy{/Control}{Control>}{Shift>}Z{/Shift}{/Control}')
    expect(log()).toBe('undo; redo; redo')
    await user.keyboard('a{Control>}z{/Control}')
    expect(log()).toBe('undo; redo; redo')
  })
})

describe('pasting', () => {
  it('takes cells of a spreadsheet from the active cell on', async () => {
    await atFirstValue()
    paste('a\t2026-12-31\r\n"b"\t\r\n')
    expect(log()).toBe('paste: 1 value a, 1 end 2026-12-31, 2 value b, 2 end ')
    expect(told()).toBe('4 cells pasted.')
    expect(copied()).toBe('a\t2026-12-31\r\nb\t')
  })

  it('marks what was not taken, goes to the first of it and sums it up', async () => {
    const user = await atFirstValue()
    paste('a\t2026-12-31\nb\tsoon\nbad\t')
    expect(log()).toBe('paste: 1 value a, 1 end 2026-12-31, 2 value b, 3 end ')
    expect(screen.getByText('2 of 6 cells were not taken.')).toBeDefined()
    expect(focused()).toBe('row 3 column 4')
    expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement?.textContent).toContain(
      '“soon” was not taken. Write something else.',
    )

    await user.keyboard('{F2}')
    expect(editor()?.value).toBe('soon')
    await user.clear(screen.getByRole('textbox', { name: 'End of Segment 2' }))
    await user.keyboard('2026-12-31{Enter}{ArrowUp}')
    expect(document.activeElement?.hasAttribute('aria-invalid')).toBe(false)
  })

  it('says what was left out', async () => {
    const user = await atFirstValue()
    await user.keyboard('{Control>}{End}{/Control}{ArrowLeft}')
    paste('2026-01-01\tx\n2026-01-02\ty')
    expect(screen.getByText('1 cell pasted.')).toBeDefined()
    expect(
      screen.getByText(
        'State cannot be edited and stayed as before. 1 row beyond the last row was left out.',
      ),
    ).toBeDefined()
  })

  it('of many rows, or with headers, is handed to the import first', async () => {
    const onBigPaste = vi.fn<(text: string) => boolean>(() => true)
    await atFirstValue({ onBigPaste })
    const many = 'x\n'.repeat(501)
    paste(many)
    paste('Value\tEnd\na\t2026-12-31')
    expect(onBigPaste.mock.calls).toEqual([[many], ['Value\tEnd\na\t2026-12-31']])
    expect(log()).toBe('')
    paste('x\ny')
    expect(onBigPaste).toHaveBeenCalledTimes(2)
    expect(log()).toBe('paste: 1 value x, 2 value y')
  })

  it('goes to the field while a cell is typed into', async () => {
    const user = await atFirstValue()
    await user.keyboard('{F2}')
    paste('elsewhere')
    expect(log()).toBe('')
  })

  it('brings a formula back as it was copied', async () => {
    const user = await atFirstValue({ rows: [{ id: 1, name: 'A', value: '=1+1', end: '' }] })
    expect(copied()).toBe("'=1+1")
    await user.keyboard('x{Enter}')
    paste("'=1+1")
    expect(log()).toBe('edit: 1 value x; paste: 1 value =1+1')
  })
})

describe('columns and rows', () => {
  it('Alt+Shift+arrows in a header change the width', async () => {
    const user = await atFirstValue()
    await user.keyboard('{ArrowUp}{Alt>}{Shift>}{ArrowRight}{ArrowLeft}{ArrowLeft}{/Shift}{/Alt}')
    expect(log()).toBe('value 116; value 100; value 84')
    expect(told()).toBe('Value: 84 pixels wide.')
  })

  it('dragging the edge of a header does too, and Escape takes it back', async () => {
    await atFirstValue()
    const edge = screen.getByRole('columnheader', { name: 'Value' }).lastElementChild
    if (!edge) throw new Error('The header has no edge')
    fireEvent.pointerDown(edge, { clientX: 100, button: 0 })
    fireEvent.pointerMove(document.body, { clientX: 250 })
    fireEvent.keyDown(document.body, { key: 'Escape' })
    fireEvent.pointerUp(document.body)
    expect(log()).toBe('')
    fireEvent.pointerDown(edge, { clientX: 100, button: 0 })
    fireEvent.pointerMove(document.body, { clientX: 250 })
    fireEvent.pointerUp(document.body)
    expect(log()).toBe('value 150')
  })

  it('Alt and an arrow moves the row, and the focus goes with it', async () => {
    const user = await atFirstValue({ isMovable: true })
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(log()).toBe('move 1 before 3')
    expect(focused()).toBe('row 3 column 3')
    await user.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}')
    expect(log()).toBe('move 1 before 3; move 1 before 2')
    await user.keyboard('{Control>}{End}{/Control}{ArrowUp}{Alt>}{ArrowDown}{/Alt}')
    expect(log()).toContain('move 999 before null')
  })

  it('a row is dragged by its handle', async () => {
    await atFirstValue({ isMovable: true })
    const row = screen.getByRole('row', { name: /Segment 1 / })
    const handle = row.firstElementChild
    if (!handle) throw new Error('The row has no handle')
    fireEvent.pointerDown(handle, { clientY: 10, button: 0 })
    fireEvent.pointerMove(document.body, { clientY: 34 * 4 + 3 })
    fireEvent.pointerUp(document.body)
    expect(log()).toBe('move 1 before 5')
  })

  it('rows cannot be moved where nobody takes them', async () => {
    const user = await atFirstValue()
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(log()).toBe('')
  })
})
