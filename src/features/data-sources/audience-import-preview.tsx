import { describeError } from '../../api/api-error.ts'
import { useCreate } from '../../api/use-create.ts'
import { EFFECTS_NAMED, type AudienceModelImportResult } from '../../contract/audience-model.ts'
import {
  AUDIENCE_TABLES,
  type AudienceKind,
  type AudienceRows,
} from '../../domain/audience-model-table.ts'
import { effectLines, effectSummary } from '../../domain/export-effects.ts'
import { plural } from '../../lib/format.ts'
import type { TableRow } from '../../lib/read-table.ts'
import { ImportCounts } from '../../parts/import/import-counts.tsx'
import { Button } from '../../ui/button.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { ProgressBar } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RejectedRows } from '../../ui/rejected-rows.tsx'
import { effectsIn } from './controls-conflict.ts'
import { refreshControls } from './refresh.ts'

const ConfirmDialog = lazyDialog(() =>
  import('../../ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
)

/** A table that was read, the good rows of it, and what importing them would do. */
export type CheckedTable = {
  kind: AudienceKind
  table: readonly TableRow[]
  rows: AudienceRows
  result: AudienceModelImportResult
}

/** What a row of the kind is called in a table's header. */
const ROW_NAMES: Record<AudienceKind, string> = {
  dataSources: 'Data source',
  traits: 'Trait',
  mergeRules: 'Merge rule',
  segmentRules: 'Segment',
}

/** What the import will do, and the button that does it. */
export function AudienceImportPreview({
  checked: { kind, table, rows, result },
  onBack,
  onApplied,
}: {
  checked: CheckedTable
  onBack: () => void
  onApplied: (result: AudienceModelImportResult) => void
}) {
  const apply = useCreate('audienceModelImportApply', {
    onSuccess: async (applied) => {
      await refreshControls()
      onApplied(applied)
    },
  })
  const { created, changed, unchanged } = result[kind]
  const { one, name } = AUDIENCE_TABLES[kind]
  const effects = effectsIn(apply.error)
  const counts = [
    ['to create', created],
    ['to change', changed],
    ['unchanged', unchanged],
    ['rejected', result.rejected.length],
  ] as const

  const start = (confirmed: boolean) => apply.mutate({ body: { ...rows, confirmed } })

  if (apply.isPending) {
    return <ProgressBar label={`Importing ${name}`} value={null} />
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <h2 className="text-md font-bold">What will happen</h2>
      <ImportCounts counts={counts} />
      {result.rejected.length > 0 && (
        <RejectedRows
          what={ROW_NAMES[kind]}
          rejected={result.rejected}
          header={table[0]}
          rows={table}
        />
      )}
      {apply.isError && !effects && (
        <Notice tone="bad" isLive actions={<Button onClick={() => start(false)}>Retry</Button>}>
          <b>Nothing was imported: {describeError(apply.error).title}.</b>{' '}
          {describeError(apply.error).detail}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2.5">
        <Button onClick={onBack}>Back</Button>
        <Button
          variant="primary"
          disabledReason={
            created + changed === 0
              ? 'There is nothing to create and nothing to change.'
              : undefined
          }
          onClick={() => start(false)}
        >
          Import {plural(created + changed, one)}
        </Button>
      </div>
      {effects && (
        <ConfirmDialog.Dialog
          title={`Stop ${effectSummary(effects.blocks)}?`}
          affected={effectLines(effects.blocks, EFFECTS_NAMED)}
          confirmLabel="Import and stop them"
          tone="danger"
          isPending={false}
          submitError={null}
          onConfirm={() => start(true)}
          onClose={() => apply.reset()}
        >
          With these rows, export controls would block what is being sent now. The mappings stay
          where they are and count as blocked.
        </ConfirmDialog.Dialog>
      )}
    </div>
  )
}
