import type { Destination } from '../../contract/destination/destination.ts'
import { COLUMN_ROLE_NAMES, type ColumnRole } from '../../domain/mapping-import/table.ts'
import { type WorksheetColumn, worksheetColumns } from '../../domain/mapping-import/worksheet.ts'

const EXAMPLES: Record<Exclude<WorksheetColumn['role'], 'destinationId'>, string> = {
  ignore: '',
  name: 'Adventure travel',
  destinationKey: '',
  segmentId: '1021',
  traitType: 'SEGMENT',
  key: 'interest',
  value: 'adventure',
  url: 'http://ads.example/px?s=1021',
  secureUrl: 'https://ads.example/px?s=1021',
  startDate: '2026-12-01',
  endDate: 'never',
  priority: '10',
}

const HINTS: Partial<Record<WorksheetColumn['role'], string>> = {
  name: 'Ignored: a mapping goes by its segment’s id',
  destinationKey: 'Ignored: all mappings have the key of the destination',
  destinationId: 'May be left out; lines for other destinations are rejected',
  traitType: 'May be left out',
}

function isRole(role: WorksheetColumn['role']): role is ColumnRole {
  return role in COLUMN_ROLE_NAMES
}

/** A header and a row as they may be pasted. */
export function exampleRows({ id, configuration }: Destination): string {
  const columns = worksheetColumns(configuration)
  return [
    columns.map(({ header }) => header),
    columns.map(({ role }) => (role === 'destinationId' ? String(id) : EXAMPLES[role])),
  ]
    .map((cells) => cells.join('\t'))
    .join('\n')
}

/** Which headers a table for this destination may have. */
export function AcceptedColumns({
  destination: { configuration },
}: {
  destination: Pick<Destination, 'configuration'>
}) {
  return (
    <details className="rounded-control bg-sunken px-3.5 py-2.5">
      <summary className="ring-focus w-fit cursor-pointer rounded-small font-semibold">
        Columns that are recognised
      </summary>
      <p className="mt-2 text-sm text-ink-2">
        In any order and any case; only the segment’s id is needed. These are the columns of the
        Audience Manager bulk worksheet and of an export from here. The headers of the grid are
        recognised too: Id, Key, Value, URL, Secure URL, Start, End, Priority.
      </p>
      <section
        aria-label="Columns that are recognised"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className="ring-focus-inset relative mt-1 overflow-x-auto"
      >
        <table className="w-full">
          <thead>
            <tr className="text-sm text-ink-2">
              <th className="py-1 pe-4 text-start font-semibold">Header</th>
              <th className="py-1 text-start font-semibold">Imported as</th>
            </tr>
          </thead>
          <tbody>
            {worksheetColumns(configuration).map(({ header, role }) => (
              <tr key={header} className="border-t border-line align-top">
                <th scope="row" className="py-1 pe-4 text-start font-mono text-sm font-semibold">
                  {header}
                </th>
                <td className="py-1 text-sm">
                  {HINTS[role] ?? (isRole(role) ? COLUMN_ROLE_NAMES[role] : '')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
