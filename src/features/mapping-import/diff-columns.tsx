import { ArrowRight } from 'lucide-react'
import type { DestinationConfiguration } from '../../contract/destination/destination.ts'
import type { MappingImportDiff } from '../../contract/mapping-import.ts'
import {
  COLUMN_ROLE_NAMES,
  type ImportField,
  importFields,
  NEVER_WORD,
} from '../../domain/mapping-import/table.ts'
import { formatNumber } from '../../lib/format.ts'
import type { GridColumn } from '../../ui/data-grid.tsx'

const WIDTHS: Record<ImportField, number> = {
  key: 160,
  value: 200,
  url: 300,
  secureUrl: 300,
  startDate: 230,
  endDate: 230,
  priority: 120,
}

/** The columns of a diff: the line, the segment, and a column for each field that mappings have. */
export function diffColumns(
  configuration: DestinationConfiguration,
): GridColumn<MappingImportDiff>[] {
  return [
    {
      id: 'line',
      header: 'Line',
      width: 60,
      align: 'end',
      cell: ({ line }) => <span className="font-mono text-sm">{formatNumber(line)}</span>,
    },
    {
      id: 'segment',
      header: 'Segment',
      width: 150,
      grow: 3,
      isRowHeader: true,
      cell: ({ segmentId, name }) => (
        <span className="block truncate" title={`${name} (${segmentId})`}>
          <span className="font-mono text-sm text-ink-3">{segmentId}</span> <b>{name}</b>
        </span>
      ),
    },
    ...importFields(configuration).map((field): GridColumn<MappingImportDiff> => ({
      id: field,
      header: COLUMN_ROLE_NAMES[field],
      width: WIDTHS[field],
      grow: 1,
      cell: (row) => <FieldDiff row={row} field={field} />,
    })),
  ]
}

/** What a field holds, in the words of the import. */
function shown(field: ImportField, value: string | null): string {
  return value ?? (field === 'endDate' ? NEVER_WORD : 'empty')
}

function FieldDiff({ row, field }: { row: MappingImportDiff; field: ImportField }) {
  const to = row.to[field]
  if (row.kind === 'add') return <Value field={field} value={to ?? null} />
  if (to === undefined) return <span className="sr-only">stays</span>
  const from = row.from[field] ?? null
  const words = `${shown(field, from)} → ${shown(field, to)}`
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={words}>
      <span className="sr-only">from </span>
      <del className="min-w-0 truncate text-ink-3">
        <Value field={field} value={from} />
      </del>
      <ArrowRight aria-hidden="true" className="size-3.5 flex-none text-ink-3" />
      <span className="sr-only"> to </span>
      <ins className="min-w-0 truncate font-semibold no-underline">
        <Value field={field} value={to} />
      </ins>
    </span>
  )
}

function Value({ field, value }: { field: ImportField; value: string | null }) {
  const text = field === 'priority' ? (value ?? '0') : value
  if (text === null) return <span className="text-ink-3">{shown(field, null)}</span>
  const isMono = field === 'key' || field === 'value' || field === 'url' || field === 'secureUrl'
  return (
    <span className={isMono ? 'truncate font-mono text-sm' : undefined} title={text}>
      {text}
    </span>
  )
}
