import type { ReactNode } from 'react'
import type { GridSort } from '../grid-parts.tsx'

export type SheetColumn<Row> = {
  id: string
  header: string
  /** Pixels at the normal text size, before the person changes it. */
  width: number
  align?: 'start' | 'end'
  /** Names the row: exactly one column should. It takes the width that is left. */
  isRowHeader?: boolean
  isSortable?: boolean
  /** The direction of the first press on the header; `asc` unless told. */
  firstDirection?: 'asc' | 'desc'
  /** What is shown. Links and buttons in it are reached by Enter when the column is not editable. */
  cell: (row: Row) => ReactNode
  /** As plain text: what the editor starts with and what goes to the clipboard. */
  text: (row: Row) => string
  isEditable?: boolean
  /**
   * What is shown has room in the width that the column comes with, or cuts itself off: it goes without a
   * clip, which the browser would have to place anew in each frame of a scroll.
   */
  isFitting?: boolean
  /** The editor shows text that machines read. */
  isMono?: boolean
  /** Why what is stored is wrong, as a sentence; null: it is not. Read with the cell and shown. */
  problem?: (row: Row) => string | null
}

/** A text for a cell, as a person typed or pasted it. */
export type CellEdit<Key> = { key: Key; column: string; text: string }

/** What made the edits. */
export type EditKind = 'edit' | 'paste' | 'fill' | 'clear'

export type SheetSelection<Row, Key> = {
  isSelected: (key: Key) => boolean
  state: 'none' | 'some' | 'all'
  /** What the box in the header does, in words: "Select all 796 that match". */
  allWords: string
  onToggle: (keys: Key[], selected: boolean) => void
  /** Rows `first` to `last`, loaded or not, are to be selected too. */
  onRange: (first: number, last: number) => void
  onAll: () => void
  onNone: () => void
  /** Why a row cannot be selected, as a sentence; null, or absent: it can be. */
  disabledReason?: (row: Row) => string | null
}

export type SheetGridProps<Row, Key extends string | number> = {
  /** What the rows are: "Mapped segments". */
  label: string
  /** Best kept the same object as long as nothing about them changes: rows are rendered anew with them. */
  columns: readonly SheetColumn<Row>[]
  /** All rows, loaded or not. */
  rowCount: number
  /**
   * The row at an index from 0; undefined: not loaded. The same object as long as nothing changes in it;
   * another function when something did.
   */
  rowAt: (index: number) => Row | undefined
  rowKey: (row: Row) => Key
  /** How a row is called: "Adventure travel". */
  rowName: (row: Row) => string
  /** `loading`: nothing is there yet. */
  status: 'loading' | 'error' | 'ready'
  /** The rows are being asked for anew (a sort, a search); the old ones stay, dimmed. */
  isRefreshing?: boolean
  /** Shown instead of the grid when there is no row. */
  emptyState: ReactNode
  /** Shown when `status` is `error`: an `ErrorState` with Retry. */
  errorState: ReactNode
  /** Rows `first` to `last` (both included) are in the page now. */
  onVisible: (first: number, last: number) => void
  /** Rows `first` to `last` (both included), for a copy, fill or paste over rows that are not loaded. */
  readRows: (first: number, last: number) => Promise<Row[]>
  sort?: GridSort | null
  onSort?: (sort: GridSort) => void
  selection?: SheetSelection<Row, Key>
  /**
   * Takes edits. Absent: nothing can be edited.
   *
   * @returns what is wrong, as sentences by `${key}/${column}`: those edits were not taken.
   */
  onEdit?: (edits: CellEdit<Key>[], kind: EditKind) => ReadonlyMap<string, string>
  /** A paste of many rows, or with a row of headers. @returns true: it is taken over. */
  onBigPaste?: (text: string) => boolean
  onUndo?: () => void
  onRedo?: () => void
  /**
   * Cells are to hold again what they would if nobody had typed. Absent: not offered.
   *
   * @returns what became of them, as a sentence that is read out.
   */
  onReset?: (keys: Key[], columns: string[]) => string
  /** Pixels at the normal text size by column, where the person changed them. */
  widths: ReadonlyMap<string, number>
  onWidth: (column: string, width: number) => void
  /** Rows were moved before another, or to the end. Absent: not offered. */
  onMove?: (keys: Key[], before: Key | null) => void
  /** Pixels; 34 unless told. */
  rowHeight?: 34 | 44
  /** The height of what scrolls; the rest of the window unless told. */
  heightClass?: string
}
