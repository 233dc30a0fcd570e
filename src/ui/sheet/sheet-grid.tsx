/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, out of the table layout's reach */
import {
  type ChangeEvent,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { formatNumber, plural } from '../../lib/format.ts'
import { cx } from '../class-names.ts'
import { focusHeading } from '../focus-heading.ts'
import { type GridPosition, HEADER, isSamePosition, moveInGrid } from '../grid-keys.ts'
import { controlIn, sortBy } from '../grid-parts.tsx'
import { toast } from '../toast.ts'
import { dataRange, isOneCell, rowsIn } from './cell-range.ts'
import { fromClipboardText, isBigPaste } from './clipboard-text.ts'
import { activeCell, cellOf, positionOf, isRowBox } from '../grid-cells.ts'
import { openEditor, reveal, rowAtHeight } from './grid-dom.ts'
import { followPointer } from './pointer-drag.ts'
import { ProblemBubble } from './problem-bubble.tsx'
import { markRefused, problemOf, type RefusedCells } from './refused-cells.ts'
import { layOut, possibleWidth, WIDTH_STEP, widthOf } from './sheet-columns.ts'
import {
  type CellTarget,
  editableTargets,
  nextEditable,
  planFill,
  planPaste,
  rangeWords,
} from './sheet-edits.ts'
import { HEADER_HEIGHT, SheetHeader } from './sheet-header.tsx'
import { editorCommand, sheetCommand, type SheetCommand } from './sheet-keys.ts'
import { SheetRows } from './sheet-rows.tsx'
import type { EditKind, SheetGridProps } from './sheet-types.ts'
import { useClipboard } from './use-clipboard.ts'
import { usePlace } from './use-place.ts'
import { useRowBoxes } from './use-row-boxes.ts'

export type { CellEdit, EditKind, SheetColumn, SheetGridProps } from './sheet-types.ts'

const SKELETON_ROWS = 8
const NONE_WRONG: ReadonlyMap<string, string> = new Map()
const NOT_READ = 'The rows could not be read. Try again.'

type Editing<Key> = {
  key: Key
  /** A data column. */
  column: number
  /** What is stored, as text. */
  stored: string
  problem: string | null
}

/**
 * A table of any length that is worked through like a spreadsheet. An ARIA grid with one tab stop, of
 * which only the rows in view are in the page; the keys are listed by `SheetKeysHelp`. It knows the rows
 * that are loaded and asks for others when a copy, a paste or a fill needs them. Cells are plain text;
 * only the one that is typed into is a field.
 */
export function SheetGrid<Row, Key extends string | number>(props: SheetGridProps<Row, Key>) {
  if (props.status === 'error' && props.rowCount === 0) return props.errorState
  if (props.status === 'ready' && props.rowCount === 0) return props.emptyState
  return (
    <>
      <Sheet {...props} />
      {props.status === 'error' && props.errorState}
    </>
  )
}

function Sheet<Row, Key extends string | number>({
  label,
  columns,
  rowCount,
  rowAt,
  rowKey,
  rowName,
  status,
  isRefreshing = false,
  onVisible,
  readRows,
  sort = null,
  onSort,
  selection,
  onEdit,
  onBigPaste,
  onUndo,
  onRedo,
  onReset,
  widths,
  onWidth,
  onMove,
  rowHeight = 34,
  heightClass = 'max-h-[max(22rem,calc(100dvh-15rem))]',
}: SheetGridProps<Row, Key>) {
  const count = status === 'loading' && rowCount === 0 ? SKELETON_ROWS : rowCount
  const offset = selection ? 1 : 0
  const columnCount = columns.length + offset
  const isMovable = onMove !== undefined

  const bubbleId = useId()
  const grid = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const before = useRef<HTMLDivElement>(null)
  const after = useRef<HTMLDivElement>(null)
  const isPointer = useRef(false)
  const lastControl = useRef<Element>(null)
  const wantsFocus = useRef(false)
  /** What in the sheet has the focus; null: nothing. It may have left the page since. */
  const held = useRef<Element>(null)
  /** The cell that was pressed had been the active one before. */
  const wasActive = useRef(false)
  /** What is in the editor; it outlives the field, whose row may move or leave while it is open. */
  const draft = useRef('')

  const place = usePlace({ rowAt, rowKey, count, columnCount })
  const { active, head } = place
  const [editing, setEditing] = useState<Editing<Key> | null>(null)
  const [refused, setRefused] = useState<RefusedCells<Key>>(new Map())
  const [message, setMessage] = useState('')
  const [isBubbleShown, setIsBubbleShown] = useState(true)
  const [hasFocus, setHasFocus] = useState(false)
  const [dropAt, setDropAt] = useState<number | null>(null)

  const range = dataRange(active, head, offset)
  const isMany = range !== null && !isOneCell(range)

  const hasSelection = selection !== undefined
  // All rows read the widths from the grid: one change here instead of one in each of them.
  useLayoutEffect(() => {
    layOut(grid.current, { columns, widths, hasSelection, isMovable })
  }, [grid, columns, widths, hasSelection, isMovable])

  // The cell may be rendered by this very move: it can have the focus only afterwards. And rows that
  // come or go must not leave the focus in a cell that is not the active one.
  useLayoutEffect(() => {
    const focused = cellOf(document.activeElement)
    const isLost =
      focused !== null &&
      focused === document.activeElement &&
      grid.current?.contains(focused) === true &&
      !isSamePosition(positionOf(focused), active)
    // What had the focus went away: an open field, a button that did its work. Nobody else has it then.
    const isHomeless =
      held.current?.isConnected === false && document.activeElement === document.body
    if (wantsFocus.current) activeCell(grid.current)?.focus()
    else if (isHomeless) activeCell(grid.current)?.focus({ preventScroll: true })
    else if (isLost) activeCell(grid.current)?.focus({ preventScroll: true })
    wantsFocus.current = false
  })

  // Words or an error come in the place of the rows: nobody else has the focus then.
  useLayoutEffect(() => {
    const shown = grid.current
    return () => {
      if (shown?.contains(document.activeElement)) focusHeading()
    }
  }, [])

  function show(position: GridPosition): void {
    reveal(grid.current, position, { rowHeight, headerHeight: HEADER_HEIGHT })
  }

  function moveTo(next: GridPosition): void {
    place.setActive(next)
    setIsBubbleShown(true)
    wantsFocus.current = true
    show(next)
  }

  function extendTo(next: GridPosition): void {
    const to = { row: Math.max(next.row, 0), column: Math.max(next.column, offset) }
    place.setHead(isSamePosition(to, active) ? null : to)
    show(to)
    const extended = dataRange(active, to, offset)
    setMessage(extended && !isOneCell(extended) ? rangeWords(extended) : '')
  }

  // ——— Rows that are there, and those that are not

  /** Rows `first` to `last`; null: some of them are not loaded. */
  function loadedRows(first: number, last: number): Row[] | null {
    const rows: Row[] = []
    for (let index = first; index <= last; index++) {
      const row = rowAt(index)
      if (row === undefined) return null
      rows.push(row)
    }
    return rows
  }

  async function readAndAct(first: number, last: number, act: (rows: Row[]) => void) {
    setMessage(`Reading ${plural(last - first + 1, 'row')}…`)
    const rows = await readRows(first, last).catch(() => null)
    setMessage('')
    if (rows) act(rows)
    else toast({ tone: 'bad', message: NOT_READ })
  }

  /** Acts on rows `first` to `last` at once when they are loaded, else after they were read. */
  function withRows(first: number, last: number, act: (rows: Row[]) => void): void {
    const loaded = loadedRows(first, last)
    if (loaded) act(loaded)
    else void readAndAct(first, last, act)
  }

  // ——— Selecting rows

  const { toggleRow, toggleRows, selectUpTo, toggleAll } = useRowBoxes({
    rowAt,
    rowKey,
    rowName,
    selection,
    count,
    loadedRows,
    tell: setMessage,
  })

  // ——— Edits

  /** Hands edits over and marks those that were not taken. @returns how many were not. */
  function apply(targets: readonly CellTarget[], rows: readonly Row[], kind: EditKind): number {
    const [first] = targets
    if (!onEdit || !first) return 0
    const edits = targets.flatMap(({ row, column, text }) => {
      const found = rows[row - first.row]
      return found === undefined ? [] : [{ key: rowKey(found), column, text, row }]
    })
    const problems = onEdit(
      edits.map(({ key, column, text }) => ({ key, column, text })),
      kind,
    )
    const next = markRefused(refused, edits, problems)
    if (next.size > 0 || refused.size > 0) setRefused(next)
    const firstRefused = edits.find((each) => problemOf(problems, each) !== undefined)
    if (firstRefused) {
      const at = columns.findIndex(({ id }) => id === firstRefused.column)
      moveTo({ row: firstRefused.row, column: at + offset })
    }
    return problems.size
  }

  /** @param done what became of the cells: "pasted". */
  function tellOutcome(
    done: string,
    counts: { all: number; refused: number },
    notes: string[],
  ): void {
    const words =
      counts.refused > 0
        ? `${formatNumber(counts.refused)} of ${plural(counts.all, 'cell')} ${counts.refused === 1 ? 'was' : 'were'} not taken.`
        : `${plural(counts.all, 'cell')} ${done}.`
    if (counts.refused === 0 && notes.length === 0) setMessage(words)
    else {
      toast({
        tone: counts.refused > 0 ? 'bad' : 'info',
        message: words,
        ...(notes.length > 0 ? { detail: notes.join(' ') } : {}),
      })
    }
  }

  function clear(): void {
    if (!onEdit || !range) return
    const targets = editableTargets(range, columns, () => '')
    if (targets.length === 0) return
    withRows(range.top, range.bottom, (rows) => {
      tellOutcome('cleared', { all: targets.length, refused: apply(targets, rows, 'clear') }, [])
    })
  }

  function reset(): boolean {
    if (!onReset || !range) return false
    const chosen = columns.slice(range.left, range.right + 1).map(({ id }) => id)
    withRows(range.top, range.bottom, (rows) => setMessage(onReset(rows.map(rowKey), chosen)))
    return true
  }

  function fillDown(): void {
    const plan = range && planFill(range)
    if (!onEdit || !range || !plan) return
    withRows(plan.source, plan.bottom, ([source, ...rows]) => {
      if (source === undefined) return
      const filled = { ...range, top: plan.top, bottom: plan.bottom }
      const targets = editableTargets(filled, columns, (column) => column.text(source))
      if (targets.length === 0) return
      tellOutcome('filled', { all: targets.length, refused: apply(targets, rows, 'fill') }, [])
    })
  }

  function paste(text: string): void {
    if (!onEdit || !range) return
    const cells = fromClipboardText(text)
    if (cells.length === 0) return
    const headers = columns.map(({ header }) => header)
    if (isBigPaste(cells, headers) && onBigPaste?.(text)) return
    const plan = planPaste(cells, range, columns, count)
    const [first] = plan.targets
    const last = plan.targets.at(-1)
    if (!first || !last) {
      toast({ tone: 'bad', message: 'Nothing was pasted.', detail: plan.notes.join(' ') })
      return
    }
    withRows(first.row, last.row, (rows) => {
      const { top, bottom, left, right } = plan.range
      place.setRange({ row: top, column: left + offset }, { row: bottom, column: right + offset })
      const refusedCount = apply(plan.targets, rows, 'paste')
      tellOutcome('pasted', { all: plan.targets.length, refused: refusedCount }, plan.notes)
    })
  }

  // ——— The editor

  /** Opens the active cell's editor; `text` replaces what is in it. */
  function edit(text?: string): boolean {
    const column = columns[active.column - offset]
    const row = active.row === HEADER ? undefined : rowAt(active.row)
    if (!onEdit || !column?.isEditable || row === undefined) return false
    const stored = column.text(row)
    place.setActive(active)
    draft.current = text ?? refused.get(rowKey(row))?.get(column.id)?.text ?? stored
    show(active)
    setEditing({ key: rowKey(row), column: active.column - offset, stored, problem: null })
    return true
  }

  /** Saves what is in the editor and closes it. @returns false: it is wrong and stays open. */
  function save(): boolean {
    const column = editing && columns[editing.column]
    if (!onEdit || !editing || !column) return true
    const text = draft.current
    const { key } = editing
    const typed = { key, column: column.id, text }
    if (text !== editing.stored) {
      const problem = problemOf(onEdit([typed], 'edit'), typed)
      if (problem !== undefined) {
        setEditing({ ...editing, problem })
        return false
      }
    }
    if (refused.get(key)?.has(column.id)) setRefused(markRefused(refused, [typed], NONE_WRONG))
    setEditing(null)
    return true
  }

  const saveForGoneRow = useEffectEvent(() => {
    const text = draft.current
    if (!save()) {
      toast({
        tone: 'bad',
        message: 'The row that was typed into is not here any more',
        detail: `What was typed was not taken: ${text}`,
      })
    }
    setEditing(null)
  })
  // The row was removed, or sorted far away, while it was typed into: what was typed is not lost.
  const isRowGone = editing !== null && place.isRowGone
  useEffect(() => {
    if (!isRowGone) return
    const timer = setTimeout(() => saveForGoneRow())
    return () => clearTimeout(timer)
  }, [isRowGone])

  function afterSave(to: 'down' | 'up' | 'next' | 'previous'): GridPosition {
    switch (to) {
      case 'down':
        return { ...active, row: Math.min(active.row + 1, count - 1) }
      case 'up':
        return { ...active, row: Math.max(active.row - 1, 0) }
      case 'next':
      case 'previous': {
        const from = { row: active.row, column: active.column - offset }
        const next = nextEditable(from, to === 'next' ? 1 : -1, columns, count)
        return next ? { row: next.row, column: next.column + offset } : active
      }
    }
    return to satisfies never
  }

  function onEditorKey(event: KeyboardEvent<HTMLElement>): void {
    const { key, shiftKey, nativeEvent } = event
    const command = editorCommand({ key, shiftKey, isComposing: nativeEvent.isComposing })
    if (!command) return
    event.preventDefault()
    if (command.act === 'undo') {
      setEditing(null)
      moveTo(active)
      return
    }
    if (!save()) return
    moveTo(afterSave(command.to))
  }

  // ——— Moving rows

  function moveRows(first: number, last: number, to: number): void {
    if (!onMove || to < 0 || to > count || (to >= first && to <= last + 1)) return
    withRows(first, last, (rows) => {
      const keys = rows.map(rowKey)
      if (to === count) {
        onMove(keys, null)
        return
      }
      withRows(to, to, ([row]) => {
        if (row !== undefined) onMove(keys, rowKey(row))
      })
    })
  }

  function moveRowsBy(by: -1 | 1): boolean {
    if (!onMove || active.row === HEADER) return false
    const { top, bottom } = range ?? { top: active.row, bottom: active.row }
    moveRows(top, bottom, by === 1 ? bottom + 2 : top - 1)
    return true
  }

  function dragRows(start: PointerEvent<HTMLElement>, index: number): void {
    if (!grid.current || start.button !== 0) return
    start.preventDefault()
    const isInRange = isMany && range.top <= index && index <= range.bottom
    const { top, bottom } = isInRange ? range : { top: index, bottom: index }
    let to: number | null = null
    followPointer({
      scroller: grid.current,
      headerHeight: HEADER_HEIGHT,
      onMove: ({ clientY }) => {
        const half = clientY + rowHeight / 2
        to = rowAtHeight(body.current, half, { rowHeight, rows: count + 1 })
        setDropAt(to)
      },
      onEnd: (isTaken) => {
        setDropAt(null)
        if (isTaken && to !== null) moveRows(top, bottom, to)
      },
    })
  }

  // ——— Keys

  const activeRow = active.row === HEADER ? undefined : rowAt(active.row)
  const activeData = columns[active.column - offset]
  const activeProblem =
    activeRow === undefined || !activeData
      ? null
      : (refused.get(rowKey(activeRow))?.get(activeData.id)?.words ??
        activeData.problem?.(activeRow) ??
        null)
  const bubbleWords = editing ? editing.problem : hasFocus && isBubbleShown ? activeProblem : null

  function resize(at: number, by: number): void {
    const column = columns[at - offset]
    if (!column) return
    const width = possibleWidth(widthOf(column, widths) + by)
    onWidth(column.id, width)
    setMessage(`${column.header}: ${width} pixels wide.`)
  }

  /** Escape: what is shown goes first, then the range. */
  function takeBack(): boolean {
    if (isMany) place.setHead(null)
    else if (bubbleWords !== null) setIsBubbleShown(false)
    else return false
    return true
  }

  function perform(command: SheetCommand): boolean {
    const column = columns[active.column - offset]
    switch (command.act) {
      case 'edit':
        if (active.row === HEADER) {
          if (!column) toggleAll()
          else if (column.isSortable) onSort?.(sortBy(column, sort))
        } else if (!column) toggleRow(active.row)
        else if (!edit()) controlIn(activeCell(grid.current))?.focus()
        return true
      case 'type':
        if (!edit(command.text ?? '')) return false
        // What is being composed goes to the field, which has the focus by then.
        return command.text !== null
      case 'toggle':
        if (active.row === HEADER) {
          if (!column) toggleAll()
        } else if (isMany && rowsIn(range) > 1) toggleRows(range.top, range.bottom)
        else toggleRow(active.row)
        return true
      case 'toggle-range':
        if (active.row !== HEADER) selectUpTo(active.row)
        return true
      case 'select-all':
        selection?.onAll()
        return selection !== undefined
      case 'clear':
        clear()
        return true
      case 'reset':
        return reset()
      case 'fill-down':
        fillDown()
        return true
      case 'undo':
        // What was not taken of a paste goes with the paste.
        if (onUndo && refused.size > 0) setRefused(new Map())
        onUndo?.()
        return onUndo !== undefined
      case 'redo':
        onRedo?.()
        return onRedo !== undefined
      case 'move-rows':
        return moveRowsBy(command.by)
      case 'resize':
        if (active.row !== HEADER || !column) return false
        resize(active.column, command.by * WIDTH_STEP)
        return true
      case 'escape':
        return takeBack()
    }
    return command satisfies never
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    // A menu that a cell opened is elsewhere in the page; React brings its keys here all the same.
    if (!(event.target instanceof Element) || !grid.current?.contains(event.target)) return
    if (event.target === openEditor(grid.current)) {
      onEditorKey(event)
      return
    }
    if (event.target !== cellOf(event.target)) {
      if (event.key === 'Escape' && !event.defaultPrevented) moveTo(active)
      return
    }
    if (editing && event.key !== 'Tab') {
      // What is in the field is wrong, or it would not be open still.
      openEditor(grid.current)?.focus()
      return
    }
    if (event.key === 'Tab') {
      // Past all the controls in the cells, to where the grid ends: there the browser goes on.
      ;(event.shiftKey ? before : after).current?.focus({ preventScroll: true })
      return
    }
    const isRtl = getComputedStyle(grid.current).direction === 'rtl'
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    const isAltGraph = event.getModifierState('AltGraph')
    const command = sheetCommand({ key, ctrlKey, metaKey, altKey, shiftKey, isAltGraph }, isRtl)
    if (command) {
      if (perform(command)) event.preventDefault()
      return
    }
    if (altKey) return
    const isExtending = shiftKey && active.row !== HEADER && active.column >= offset
    const from = isExtending ? (head ?? active) : active
    const next = moveInGrid(event, from, {
      rows: count,
      columns: columnCount,
      pageRows: Math.max(1, Math.floor((grid.current.clientHeight - HEADER_HEIGHT) / rowHeight)),
      isRtl,
    })
    if (!next) return
    event.preventDefault()
    if (isExtending) {
      extendTo(next)
      return
    }
    // In the column of boxes there are no cells to take together, but rows.
    if (shiftKey && next.row !== active.row && next.row !== HEADER) selectUpTo(next.row)
    if (!isSamePosition(next, active) || head) moveTo(next)
  }

  // ——— Pointer and focus

  /** The range follows the mouse; a finger scrolls instead, and is heard here only when it tapped. */
  function dragRange(from: GridPosition): void {
    if (!grid.current) return
    let at = from
    followPointer({
      scroller: grid.current,
      headerHeight: HEADER_HEIGHT,
      onMove: (event) => {
        const cell = cellOf(event.target)
        const isHere = cell !== null && grid.current?.contains(cell) === true
        const column = isHere ? positionOf(cell).column : at.column
        const row = rowAtHeight(body.current, event.clientY, { rowHeight, rows: count })
        const to = { row, column: Math.max(column, offset) }
        if (isSamePosition(to, at)) return
        at = to
        place.setRange(from, to)
      },
      onEnd: () => {
        const dragged = dataRange(from, at, offset)
        if (dragged && !isOneCell(dragged)) setMessage(rangeWords(dragged))
      },
    })
  }

  function onMouseDown(event: MouseEvent<HTMLElement>): void {
    if (!grid.current || event.target === openEditor(grid.current)) return
    const cell = cellOf(event.target)
    if (!cell || !grid.current.contains(cell)) return
    if (editing && !save()) {
      // The field keeps the focus: what is in it is neither taken nor taken back.
      event.preventDefault()
      return
    }
    const position = positionOf(cell)
    if (event.button !== 0 || position.row === HEADER || position.column < offset) return
    if (event.shiftKey && active.row !== HEADER && active.column >= offset) {
      event.preventDefault()
      extendTo(position)
      return
    }
    if (isControl(event.target)) return
    wasActive.current = isSamePosition(position, active)
    moveTo(position)
    dragRange(position)
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    isPointer.current = true
    const handle =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-move-handle]')
    if (handle) dragRows(event, Number(handle.dataset.moveHandle))
  }

  /** Whether something is in the active cell, and no control of its own. */
  function isActiveText(target: EventTarget): boolean {
    const cell = cellOf(target)
    return cell !== null && cell === activeCell(grid.current) && !isControl(target)
  }

  /** A finger knows no double click: the second tap on a cell opens it. */
  function onClick(event: MouseEvent<HTMLElement>): void {
    const { nativeEvent } = event
    const isTouch =
      nativeEvent instanceof globalThis.PointerEvent && nativeEvent.pointerType === 'touch'
    if (isTouch && wasActive.current && !editing && isActiveText(event.target)) edit()
  }

  function onDoubleClick(event: MouseEvent<HTMLElement>): void {
    if (!editing && isActiveText(event.target)) edit()
  }

  /** The box of a row. */
  function onChange(event: ChangeEvent<HTMLElement>): void {
    if (!(event.target instanceof HTMLInputElement)) return
    if (event.target === openEditor(grid.current)) {
      draft.current = event.target.value
      if (editing?.problem) setEditing({ ...editing, problem: null })
      return
    }
    const cell = cellOf(event.target)
    if (!cell || event.target.type !== 'checkbox') return
    const { row, column } = positionOf(cell)
    if (row === HEADER || column !== 0 || !selection) return
    const { nativeEvent } = event
    if (nativeEvent instanceof globalThis.MouseEvent && nativeEvent.shiftKey) selectUpTo(row)
    else toggleRow(row)
  }

  function onFocus(event: FocusEvent<HTMLElement>): void {
    if (!(event.target instanceof Element) || !grid.current?.contains(event.target)) return
    held.current = event.target
    const cell = cellOf(event.target)
    if (!cell || event.target === openEditor(grid.current)) return
    const isFromOutside =
      !(event.relatedTarget instanceof Element) || !grid.current.contains(event.relatedTarget)
    const isByTab = isFromOutside && !isPointer.current && event.target !== lastControl.current
    isPointer.current = false
    if (isByTab && event.target !== cell) {
      // Tab came upon some cell's control: the grid's tab stop is its active cell.
      activeCell(grid.current)?.focus()
      return
    }
    setHasFocus(true)
    const position = positionOf(cell)
    if (editing && (isSamePosition(position, active) || !save())) {
      openEditor(grid.current)?.focus()
      return
    }
    if (!isSamePosition(position, active)) {
      place.setActive(position)
      setIsBubbleShown(true)
    }
    // A box that was pressed leaves the keys to the grid.
    if (event.target !== cell && isRowBox(event.target)) cell.focus()
    else if (event.target !== cell) lastControl.current = event.target
  }

  function onBlur(event: FocusEvent<HTMLElement>): void {
    // The window lost the focus, not the field.
    if (document.activeElement === event.target) return
    const isInside =
      event.relatedTarget instanceof Element && grid.current?.contains(event.relatedTarget)
    if (!isInside) {
      setHasFocus(false)
      held.current = null
    }
    if (event.target === openEditor(grid.current)) save()
  }

  // ——— The clipboard

  useClipboard({
    grid,
    columns,
    range,
    loadedRows,
    readRows,
    onPaste: onEdit && paste,
    tell: setMessage,
  })

  return (
    <div className="relative">
      <div ref={before} tabIndex={-1} className="outline-none" />
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells take the focus */}
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columnCount}
        aria-multiselectable={selection ? true : undefined}
        aria-readonly={onEdit ? undefined : true}
        aria-busy={status === 'loading' || isRefreshing}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onChange={onChange}
        onFocus={onFocus}
        onBlur={onBlur}
        onPointerDown={onPointerDown}
        onPointerUp={() => {
          isPointer.current = false
        }}
        className={cx(
          'group/sheet relative touch-manipulation scroll-pt-10 overflow-auto overscroll-x-contain',
          heightClass,
        )}
      >
        <div role="rowgroup" className="sticky top-0 z-10 min-w-(--sheet-width)">
          <SheetHeader
            grid={grid}
            columns={columns}
            widths={widths}
            isMovable={isMovable}
            selection={selection}
            activeColumn={active.row === HEADER ? active.column : -1}
            sort={sort}
            onSort={onSort}
            onWidth={onWidth}
          />
        </div>
        <SheetRows
          body={body}
          count={count}
          rowAt={rowAt}
          rowKey={rowKey}
          rowName={rowName}
          columns={columns}
          widths={widths}
          rowHeight={rowHeight}
          isLoading={status === 'loading'}
          isRefreshing={isRefreshing}
          isEditable={onEdit !== undefined}
          isMovable={isMovable}
          selection={selection}
          active={active}
          openColumn={editing ? editing.column : -1}
          draft={draft}
          problemId={editing?.problem ? bubbleId : undefined}
          refused={refused}
          range={isMany ? range : null}
          dropAt={dropAt}
          onVisible={onVisible}
        />
      </div>
      <div ref={after} tabIndex={-1} className="outline-none" />
      {bubbleWords !== null && (
        <ProblemBubble id={bubbleId} words={bubbleWords} grid={grid} isAlert={editing !== null} />
      )}
      <output className="sr-only">{message}</output>
    </div>
  )
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select') !== null
}
