import { describeError } from '../../api/api-error.ts'
import { invalidate } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import type { SegmentImportResult } from '../../contract/segment.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { rowsFromTable } from '../../domain/segment-import/table.ts'
import { forgetText } from '../../lib/kept-text.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { ImportCounts } from '../../parts/import/import-counts.tsx'
import { dataRows } from '../../parts/import/loaded-table.ts'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RejectedRows } from '../../ui/rejected-rows.tsx'
import type { LoadedTable } from './import-flow.ts'
import { MappedByRules } from './mapped-by-rules.tsx'

/** Where pasted rows are kept until they are imported. */
export const PASTED_ROWS = 'destination-builder.unsaved.pasted-segments'

type ImportPreviewProps = {
  table: LoadedTable
  result: SegmentImportResult
  onBack: () => void
  onApplied: (result: SegmentImportResult) => void
}

/** What the import will do, and the button that does it. */
export function ImportPreview({ table, result, onBack, onApplied }: ImportPreviewProps) {
  const apply = useCreate('segmentImportApply', {
    onSuccess: async (applied) => {
      forgetText(PASTED_ROWS)
      await Promise.all([refreshMappings(), invalidate('accountView')])
      onApplied(applied)
    },
  })
  const writes = result.created + result.changed
  const counts = [
    ['to create', result.created],
    ['to change', result.changed],
    ['unchanged', result.unchanged],
    ['rejected', result.rejected.length],
  ] as const

  function start(): void {
    // Rows that break a rule were told; the good ones go.
    apply.mutate({ body: { rows: rowsFromTable(dataRows(table), table.roles).rows } })
  }

  if (apply.isPending) {
    return <ProgressBar label={`Importing ${plural(writes, 'segment')}`} value={null} />
  }
  return (
    <div className="grid gap-5">
      <h2 className="text-md font-bold">What will happen</h2>
      <ImportCounts counts={counts} />
      {result.createdSample.length > 0 && (
        <Sample title="New segments" total={result.created} shown={result.createdSample.length}>
          {result.createdSample.map(({ id, name, folder }) => (
            <li key={id} className="truncate py-0.5">
              <span className="font-mono text-sm text-ink-3">{id}</span>{' '}
              {folder.length > 0 && <span className="text-ink-2">{formatFolder(folder)} › </span>}
              <b>{name}</b>
            </li>
          ))}
        </Sample>
      )}
      {result.changedSample.length > 0 && (
        <Sample title="Changed segments" total={result.changed} shown={result.changedSample.length}>
          {result.changedSample.map(({ id, name, changes }) => (
            <li key={id} className="py-0.5">
              <span className="font-mono text-sm text-ink-3">{id}</span> <b>{name}</b>
              {changes.map(({ field, from, to }) => (
                <span key={field} className="block text-sm text-ink-2">
                  {field}: {from} → {to}
                </span>
              ))}
            </li>
          ))}
        </Sample>
      )}
      <MappedByRules title="Mapped by rule at once" mapped={result.mappedByRule} />
      {result.rejected.length > 0 && (
        <RejectedRows
          what="Segment"
          rejected={result.rejected}
          header={table.hasHeader ? table.rows[0] : undefined}
          rows={table.rows}
        />
      )}
      {apply.isError && <ApplyFailed error={apply.error} onRetry={start} />}
      <div className="flex flex-wrap gap-2.5">
        <Button onClick={onBack}>Back to the columns</Button>
        <Button
          variant="primary"
          disabledReason={
            writes === 0 ? 'There is nothing to create and nothing to change.' : undefined
          }
          onClick={start}
        >
          Import {plural(writes, 'segment')}
        </Button>
      </div>
    </div>
  )
}

function Sample({
  title,
  total,
  shown,
  children,
}: {
  title: string
  total: number
  shown: number
  children: React.ReactNode
}) {
  return (
    <section>
      <h3 className="font-bold">{title}</h3>
      <ul className="mt-1">{children}</ul>
      {total > shown && (
        <p className="text-sm text-ink-3">and {formatNumber(total - shown)} more</p>
      )}
    </section>
  )
}

function ApplyFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { title, detail, requestId } = describeError(error)
  return (
    <Notice tone="bad" isLive actions={<Button onClick={onRetry}>Retry</Button>}>
      <b>Nothing was imported: {title}.</b> {detail}
      {requestId && <span className="block text-sm">Request {requestId}</span>}
    </Notice>
  )
}
