import { useState } from 'react'
import { ApiError, describeError } from '../../api/api-error.ts'
import { useCreate } from '../../api/use-create.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type {
  MappingImportApplied,
  MappingImportDiff,
  MappingImportPlan,
  MappingImportRow,
} from '../../contract/mapping-import.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { rememberChange } from '../../parts/mapping-undo/undo-stack.ts'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusOnArrival } from '../../ui/focus-heading.ts'
import { ProgressBar } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { diffColumns } from './diff-columns.tsx'
import type { ImportTable } from './import-table.ts'
import { RejectedMappings } from './rejected-mappings.tsx'

/** A table whose rows were compared with what is stored. */
export type CheckedTable = {
  table: ImportTable
  /** The rows that could be understood. */
  rows: MappingImportRow[]
  /** All rows of the table, without its header. */
  total: number
  /** What would happen; `rejected` are those of the table and those of the server, by line. */
  plan: MappingImportPlan
}

type View = 'add' | 'change' | 'rejected'

type ImportDiffProps = {
  destination: Destination
  checked: CheckedTable
  onBack: () => void
  onCheckAgain: () => void
  onApplied: (result: MappingImportApplied) => void
}

/** What the import would do, row by row, and the buttons that do it: with all rows, or the good ones. */
export function ImportDiff({
  destination,
  checked,
  onBack,
  onCheckAgain,
  onApplied,
}: ImportDiffProps) {
  const { table, rows, total, plan } = checked
  const [view, setView] = useState<View>(() => firstView(plan))
  const apply = useCreate('mappingImportApply', {
    onSuccess: async (result) => {
      rememberChange(destination.id, result.change)
      await refreshMappings()
      onApplied(result)
    },
  })
  const rejected = plan.rejected.length
  const good = total - rejected
  const writes = plan.added + plan.changed
  const nothing = writes === 0 ? 'Nothing would be added or changed.' : undefined

  function start(which: 'all' | 'good'): void {
    apply.mutate({
      params: { destinationId: destination.id },
      body: { rows, from: table.from, apply: which, asOf: plan.change },
    })
  }

  if (apply.isPending) {
    return <ProgressBar label={`Writing ${plural(writes, 'mapping')}`} value={null} />
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h2 ref={focusOnArrival} tabIndex={-1} className="text-md font-bold outline-none">
          What will happen
        </h2>
        <p className="text-sm text-ink-2">
          {table.source}: {plural(total, 'row')}. Nothing is written yet.
        </p>
      </div>
      {destination.status === 'active' && writes > 0 && (
        <Notice tone="info">
          This destination is active: what you import is delivered at once.
        </Notice>
      )}
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="sr-only">Rows to show</legend>
        <ViewChip name="To add" count={plan.added} view="add" current={view} onView={setView} />
        <ViewChip
          name="To change"
          count={plan.changed}
          view="change"
          current={view}
          onView={setView}
        />
        <ViewChip
          name="Rejected"
          count={rejected}
          view="rejected"
          current={view}
          onView={setView}
        />
        <span className="px-1 text-sm text-ink-2">
          Unchanged <b className="tabular-nums">{formatNumber(plan.unchanged)}</b>
        </span>
      </fieldset>
      {view === 'rejected' ? (
        <RejectedMappings destination={destination} checked={checked} rejected={plan.rejected} />
      ) : (
        <DiffGrid key={view} destination={destination} kind={view} diff={plan.diff} />
      )}
      {apply.isError && (
        <ApplyFailed
          error={apply.error}
          onCheckAgain={onCheckAgain}
          onRetry={() => apply.variables && start(apply.variables.body.apply ?? 'all')}
        />
      )}
      <div className="flex flex-wrap gap-2.5">
        <Button onClick={onBack}>Back to the columns</Button>
        {rejected > 0 && good > 0 && (
          <Button variant="primary" disabledReason={nothing} onClick={() => start('good')}>
            Apply the {plural(good, 'good row')}
          </Button>
        )}
        <Button
          variant={rejected > 0 ? 'secondary' : 'primary'}
          disabledReason={rejected > 0 ? rejectedReason(rejected, good) : nothing}
          onClick={() => start('all')}
        >
          Apply all {formatNumber(total)}
        </Button>
      </div>
    </div>
  )
}

function firstView({ added, changed, rejected }: MappingImportPlan): View {
  if (added > 0) return 'add'
  return changed > 0 || rejected.length === 0 ? 'change' : 'rejected'
}

function rejectedReason(rejected: number, good: number): string {
  const words = `${plural(rejected, 'row is', 'rows are')} rejected.`
  return good === 0
    ? `${words} Download what is rejected, correct it and import it again.`
    : `${words} Correct ${rejected === 1 ? 'it' : 'them'} first, or apply the ${plural(good, 'good row')}.`
}

function ViewChip({
  name,
  count,
  view,
  current,
  onView,
}: {
  name: string
  count: number
  view: View
  current: View
  onView: (view: View) => void
}) {
  return (
    <Chip isSelected={view === current} onClick={() => onView(view)}>
      {name} <b className="tabular-nums">{formatNumber(count)}</b>
    </Chip>
  )
}

const NONE: Record<MappingImportDiff['kind'], { title: string; words: string }> = {
  add: { title: 'Nothing to add', words: 'No row is for a segment that is not mapped yet.' },
  change: {
    title: 'Nothing to change',
    words: 'No row differs from what is stored for its segment.',
  },
}

function DiffGrid({
  destination,
  kind,
  diff,
}: {
  destination: Destination
  kind: MappingImportDiff['kind']
  diff: readonly MappingImportDiff[]
}) {
  const rows = diff.filter((row) => row.kind === kind)
  return (
    <div className="overflow-hidden rounded-control border border-line">
      <DataGrid
        label={kind === 'add' ? 'Mappings to add' : 'Mappings to change'}
        columns={diffColumns(destination.configuration)}
        rows={rows}
        rowCount={rows.length}
        rowKey={({ line }) => line}
        rowName={({ name }) => name}
        status="ready"
        rowHeight={34}
        heightClass="max-h-[max(18rem,calc(100dvh-28rem))]"
        emptyState={<EmptyState title={NONE[kind].title}>{NONE[kind].words}</EmptyState>}
        errorState={null}
      />
    </div>
  )
}

function ApplyFailed({
  error,
  onCheckAgain,
  onRetry,
}: {
  error: Error
  onCheckAgain: () => void
  onRetry: () => void
}) {
  const { title, detail, requestId } = describeError(error)
  // The rows were good when they were checked: somebody changed something since.
  const isStale = error instanceof ApiError && error.slug === 'validation-failed'
  return (
    <Notice
      tone="bad"
      isLive
      actions={
        isStale ? (
          <Button onClick={onCheckAgain}>Check the rows again</Button>
        ) : (
          <Button onClick={onRetry}>Retry</Button>
        )
      }
    >
      <b>Nothing was imported: {title}.</b> {detail}
      {requestId && <span className="block text-sm">Request {requestId}</span>}
    </Notice>
  )
}
