import type { ChosenColumn } from './mapping-search.ts'

/** What choosing needs to know of a column. */
type Choosable = {
  id: string
  /** Names the row, and cannot be left out. */
  isRowHeader?: boolean
  /** Shown only when it is chosen. */
  isExtra?: boolean
}

/** The columns that are shown, in their own order; those that come by themselves when none is chosen. */
export function shownColumns<C extends Choosable>(
  all: readonly C[],
  chosen: readonly ChosenColumn[] | null,
): C[] {
  const known = chosen?.some(({ id }) => all.some((column) => column.id === id)) ? chosen : null
  return all.filter(
    ({ id, isRowHeader, isExtra }) =>
      isRowHeader || (known ? known.some((column) => column.id === id) : !isExtra),
  )
}

/** The widths that a person gave, in pixels by column. */
export function chosenWidths(chosen: readonly ChosenColumn[] | null): Map<string, number> {
  return new Map(
    (chosen ?? []).flatMap(({ id, width }) => (width === null ? [] : [[id, width] as const])),
  )
}

/** The same choice with these columns. */
export function withColumns(
  all: readonly Choosable[],
  chosen: readonly ChosenColumn[] | null,
  ids: readonly string[],
): ChosenColumn[] | null {
  const widths = chosenWidths(chosen)
  const isShown = ({ id, isRowHeader }: Choosable) => isRowHeader === true || ids.includes(id)
  const isAsBefore =
    widths.size === 0 && all.every((each) => isShown(each) !== (each.isExtra ?? false))
  if (isAsBefore) return null
  return all.filter(isShown).map(({ id }) => ({ id, width: widths.get(id) ?? null }))
}

/** The same columns, one of them with another width. */
export function withWidth(
  all: readonly Choosable[],
  chosen: readonly ChosenColumn[] | null,
  id: string,
  width: number,
): ChosenColumn[] {
  const widths = chosenWidths(chosen).set(id, width)
  return shownColumns(all, chosen).map((column) => ({
    id: column.id,
    width: widths.get(column.id) ?? null,
  }))
}
