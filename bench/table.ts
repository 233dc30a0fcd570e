/** One measured figure beside its budget. */
export type Figure = {
  name: string
  value: number
  unit: string
  /** The most, or with `atLeast` the least, that is within the budget; null: told, not limited. */
  budget: number | null
  atLeast?: true
}

function isWithin({ value, budget, atLeast }: Figure): boolean {
  if (budget === null) return true
  return atLeast ? value >= budget : value <= budget
}

function show(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 })
}

/** A Markdown table of the figures, aligned for reading in a terminal. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'measured', 'budget', ''],
    ...figures.map((figure) => [
      figure.name,
      `${show(figure.value)} ${figure.unit}`,
      figure.budget === null
        ? ''
        : `${figure.atLeast ? '≥' : '≤'} ${show(figure.budget)} ${figure.unit}`,
      figure.budget === null ? '' : isWithin(figure) ? 'ok' : 'OVER',
    ]),
  ]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const lines = rows.map(
    (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  )
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
