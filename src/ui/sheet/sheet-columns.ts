import { toRem } from '../grid-parts.tsx'
import type { SheetColumn } from './sheet-types.ts'

const SELECT_WIDTH = 44
const MOVE_WIDTH = 26
const NARROWEST = 56
const WIDEST = 1200
/** Pixels of one press of a key. */
export const WIDTH_STEP = 16

type Layout<Row> = {
  columns: readonly SheetColumn<Row>[]
  widths: ReadonlyMap<string, number>
  hasSelection: boolean
  isMovable: boolean
}

/** The width of a column, in pixels at the normal text size. */
export function widthOf<Row>(
  column: SheetColumn<Row>,
  widths: ReadonlyMap<string, number>,
): number {
  return widths.get(column.id) ?? column.width
}

/** A width that a column can have, in whole pixels. */
export function possibleWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, NARROWEST), WIDEST))
}

/**
 * The columns as CSS knows them; the one that names the row takes what is left, until the person gave it
 * a width.
 */
export function columnTracks<Row>({ columns, widths, hasSelection, isMovable }: Layout<Row>): {
  template: string
  /** The width of all columns together, at the least. */
  width: string
} {
  const before = (isMovable ? MOVE_WIDTH : 0) + (hasSelection ? SELECT_WIDTH : 0)
  const tracks = columns.map((column) => {
    const width = toRem(widthOf(column, widths))
    return column.isRowHeader && !widths.has(column.id) ? `minmax(${width}, 1fr)` : width
  })
  return {
    template: [
      ...(isMovable ? [toRem(MOVE_WIDTH)] : []),
      ...(hasSelection ? [toRem(SELECT_WIDTH)] : []),
      ...tracks,
    ].join(' '),
    width: toRem(columns.reduce((sum, column) => sum + widthOf(column, widths), before)),
  }
}

/** Lays out all rows at once: they read their columns from the grid around them. */
export function layOut<Row>(grid: HTMLElement | null, layout: Layout<Row>): void {
  const { template, width } = columnTracks(layout)
  grid?.style.setProperty('--sheet-columns', template)
  grid?.style.setProperty('--sheet-width', width)
}

/** For every row of a grid that `layOut` laid out. */
export const rowStyle = 'grid grid-cols-(--sheet-columns)'
/** The frame of the active cell is there whatever brought the focus: the pointer or a key. */
export const cellStyle = 'outline-accent focus:z-1 focus:outline-2 focus:-outline-offset-2'
