import { formatNumber } from '../lib/format.ts'
import { type TableRow, toCsv } from '../lib/read-table.ts'
import { Button } from './button.tsx'
import { downloadText } from './download-text.ts'

/** Rejected rows that are shown; all of them are in the download. */
const SHOWN = 200

export type RejectedRowsProps = {
  /** What a row is called in the table's header: "Segment". */
  what: string
  rejected: readonly { line: number; label: string; reason: string }[]
  /** The first row of the table, when it holds headers. */
  header: TableRow | undefined
  /** All rows of the table: the download gives back what was in them. */
  rows: readonly TableRow[]
}

/** Rows of an import that are left out, each with its line and reason; to be downloaded and corrected. */
export function RejectedRows({ what, rejected, header, rows }: RejectedRowsProps) {
  function download(): void {
    const cellsOf = new Map(rows.map(({ line, cells }) => [line, cells]))
    const csv = toCsv([
      ['Line', 'Reason', ...(header?.cells ?? [])],
      ...rejected.map(({ line, reason }) => [String(line), reason, ...(cellsOf.get(line) ?? [])]),
    ])
    downloadText('rejected-rows.csv', csv)
  }

  return (
    <section>
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="grow font-bold">Rejected rows</h3>
        <Button size="small" onClick={download}>
          Download rejected rows
        </Button>
      </div>
      <section
        className="relative mt-2 max-h-80 overflow-auto"
        aria-label="Rejected rows"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table className="w-full">
          <thead>
            <tr className="border-b border-line text-sm text-ink-3">
              <th className="py-1.5 pe-4 text-end font-semibold">Line</th>
              <th className="py-1.5 pe-4 text-start font-semibold">{what}</th>
              <th className="py-1.5 text-start font-semibold">Reason</th>
            </tr>
          </thead>
          <tbody>
            {rejected.slice(0, SHOWN).map(({ line, label, reason }) => (
              <tr key={`${line} ${reason}`} className="border-b border-line last:border-b-0">
                <td className="py-1.5 pe-4 text-end font-mono text-sm">{line}</td>
                <td className="max-w-60 truncate py-1.5 pe-4">{label}</td>
                <td className="py-1.5">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rejected.length > SHOWN && (
        <p className="mt-1 text-sm text-ink-3">
          The first {SHOWN} of {formatNumber(rejected.length)}; all are in the download.
        </p>
      )}
    </section>
  )
}
