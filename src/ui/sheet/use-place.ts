import { useState } from 'react'
import { type GridPosition, HEADER } from '../grid-keys.ts'

type RowKey = string | number

type Place = {
  active: GridPosition
  /** The other end of the range of cells; null: the active cell alone. */
  head: GridPosition | null
  /** The active row; null: the headers, or it was not loaded. */
  key: RowKey | null
}

/** How far from its place a row is looked for after rows came or went. */
const FAR = 100

/**
 * Where the person is. Rows that others add or remove above do not move them to another row: the active
 * cell stays with its row as long as that is near.
 */
export function usePlace<Row>({
  rowAt,
  rowKey,
  count,
  columnCount,
}: {
  rowAt: (index: number) => Row | undefined
  rowKey: (row: Row) => RowKey
  count: number
  columnCount: number
}) {
  const [place, setPlace] = useState<Place>({
    active: { row: HEADER, column: 0 },
    head: null,
    key: null,
  })

  function keyAt(index: number): RowKey | null {
    const row = index === HEADER ? undefined : rowAt(index)
    return row === undefined ? null : rowKey(row)
  }

  /** Rows between where the active row was and where it is; null: it is not there any more. */
  function shift(): number | null {
    const { active, key } = place
    if (key === null) return 0
    const here = keyAt(active.row)
    if (here === key || (here === null && active.row < count)) return 0
    for (let by = 1; by <= FAR; by++) {
      if (keyAt(active.row + by) === key) return by
      if (active.row >= by && keyAt(active.row - by) === key) return -by
    }
    return null
  }

  const by = shift()

  function now(position: GridPosition): GridPosition {
    const row = position.row === HEADER ? HEADER : position.row + (by ?? 0)
    return {
      row: Math.max(Math.min(row, count - 1), HEADER),
      column: Math.min(position.column, columnCount - 1),
    }
  }

  return {
    active: now(place.active),
    head: place.head && now(place.head),
    /** The row of the active cell is no longer there; another one is in its place. */
    isRowGone: by === null,
    setActive: (active: GridPosition) => setPlace({ active, head: null, key: keyAt(active.row) }),
    /** Extends the range, or takes it back to the active cell. */
    setHead: (head: GridPosition | null) =>
      setPlace((before) => ({ ...before, active: now(before.active), head })),
    setRange: (active: GridPosition, head: GridPosition) =>
      setPlace({ active, head, key: keyAt(active.row) }),
  }
}
