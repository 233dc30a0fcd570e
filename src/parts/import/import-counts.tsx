import { formatNumber } from '../../lib/format.ts'

/** What an import will do, in numbers: each with its words, "to add". */
export function ImportCounts({ counts }: { counts: readonly (readonly [string, number])[] }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {counts.map(([words, count]) => (
        <div key={words} className="rounded-control bg-sunken px-3.5 py-2.5">
          <dt className="text-sm text-ink-2">{words}</dt>
          <dd className="text-lg font-bold tabular-nums">{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
