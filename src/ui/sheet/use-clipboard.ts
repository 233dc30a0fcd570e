import { type RefObject, useEffect, useEffectEvent } from 'react'
import { plural } from '../../lib/format.ts'
import { activeCell } from '../grid-cells.ts'
import { toast } from '../toast.ts'
import { type CellRange, rowsIn } from './cell-range.ts'
import { toClipboardText } from './clipboard-text.ts'
import type { SheetColumn } from './sheet-types.ts'

type Options<Row> = {
  grid: RefObject<HTMLElement | null>
  columns: readonly SheetColumn<Row>[]
  /** The cells that are chosen; null: none. */
  range: CellRange | null
  /** Rows `first` to `last`; null: some of them are not loaded. */
  loadedRows: (first: number, last: number) => Row[] | null
  readRows: (first: number, last: number) => Promise<Row[]>
  /** Undefined: nothing can be edited. */
  onPaste: ((text: string) => void) | undefined
  /** Has words read out. */
  tell: (words: string) => void
}

/**
 * Copies the chosen cells, and pastes, while a cell of the grid has the focus. The clipboard's events
 * come with no question to the person, but to no particular element.
 */
export function useClipboard<Row>({
  grid,
  columns,
  range,
  loadedRows,
  readRows,
  onPaste,
  tell,
}: Options<Row>): void {
  const isCellFocused = (): boolean => {
    const { activeElement } = document
    return activeElement !== null && activeElement === activeCell(grid.current)
  }

  const copy = useEffectEvent((event: ClipboardEvent) => {
    if (!range || !isCellFocused()) return
    event.preventDefault()
    const chosen = columns.slice(range.left, range.right + 1)
    const textOf = (rows: readonly Row[]) =>
      toClipboardText(rows.map((row) => chosen.map((column) => column.text(row))))
    const told = `${plural(rowsIn(range) * chosen.length, 'cell')} copied.`
    const loaded = loadedRows(range.top, range.bottom)
    if (loaded) {
      event.clipboardData?.setData('text/plain', textOf(loaded))
      tell(told)
      return
    }
    tell(`Reading ${plural(rowsIn(range), 'row')}…`)
    const text = readRows(range.top, range.bottom).then(
      (rows) => new Blob([textOf(rows)], { type: 'text/plain' }),
    )
    navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]).then(
      () => tell(told),
      () => toast({ tone: 'bad', message: 'The cells could not be copied. Try again.' }),
    )
  })

  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (!onPaste || !range || !isCellFocused()) return
    event.preventDefault()
    onPaste(event.clipboardData?.getData('text/plain') ?? '')
  })

  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => copy(event)
    const onPasted = (event: ClipboardEvent) => paste(event)
    document.addEventListener('copy', onCopy)
    document.addEventListener('paste', onPasted)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('paste', onPasted)
    }
  }, [])
}
