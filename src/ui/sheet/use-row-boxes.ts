import { useRef } from 'react'
import type { SheetGridProps } from './sheet-types.ts'

type Options<Row, Key extends string | number> = Pick<
  SheetGridProps<Row, Key>,
  'rowAt' | 'rowKey' | 'rowName' | 'selection'
> & {
  count: number
  /** Rows `first` to `last`; null: some of them are not loaded. */
  loadedRows: (first: number, last: number) => Row[] | null
  /** Has words read out. */
  tell: (words: string) => void
}

/** Selecting rows by their boxes, one by one or as ranges. */
export function useRowBoxes<Row, Key extends string | number>({
  rowAt,
  rowKey,
  rowName,
  selection,
  count,
  loadedRows,
  tell,
}: Options<Row, Key>) {
  /** Where the next range of rows starts: the last row whose box was pressed. */
  const lastChecked = useRef(0)

  const isSelectable = (row: Row): boolean => !selection?.disabledReason?.(row)

  function toggleRow(index: number): void {
    const row = rowAt(index)
    if (!selection || row === undefined) return
    const key = rowKey(row)
    const isSelected = selection.isSelected(key)
    if (!isSelected && !isSelectable(row)) return
    selection.onToggle([key], !isSelected)
    tell(`${rowName(row)} ${isSelected ? 'is no longer selected' : 'is selected'}.`)
    lastChecked.current = index
  }

  /** Selects all rows of a range; where all are selected already, takes that back. */
  function toggleRows(first: number, last: number): void {
    if (!selection) return
    const loaded = loadedRows(first, last)
    const isAll = loaded?.every((row) => selection.isSelected(rowKey(row)) || !isSelectable(row))
    if (loaded && isAll) selection.onToggle(loaded.map(rowKey), false)
    else selection.onRange(first, last)
  }

  function selectUpTo(index: number): void {
    const from = Math.min(lastChecked.current, count - 1)
    selection?.onRange(Math.min(from, index), Math.max(from, index))
  }

  function toggleAll(): void {
    if (selection?.state === 'all') selection.onNone()
    else selection?.onAll()
  }

  return { toggleRow, toggleRows, selectUpTo, toggleAll }
}
