import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError, describeError } from '../../api/api-error.ts'
import { call, type CallOutput } from '../../api/client.ts'
import { reasonsOf } from '../../api/failure-words.ts'
import { createIdempotency } from '../../api/idempotency.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingAction } from '../../contract/mapping-action.ts'
import { MAPPING_FIELD_NAMES } from '../../domain/mapping-change-names.ts'
import { formatDate, formatNumber, plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useDebouncedValue } from '../../ui/use-debounced-value.ts'
import { actionOf, emptyDraft, refusedFields, type Tool } from './bulk-action.ts'
import { ToolForm } from './tool-form.tsx'
import type { BulkChanges, OpenTool } from './use-bulk-changes.ts'

type Preview = CallOutput<'mappingActionPreview'>

/** Milliseconds of rest after a keystroke before the server is asked what would change. */
const PREVIEW_DELAY = 250

const TITLES: Record<Tool, string> = {
  set: 'Set value of',
  dates: 'Set dates of',
  clear: 'Clear fields of',
  shift: 'Shift dates of',
  replace: 'Find and replace in',
  template: 'Value from template for',
  automatic: 'Back to automatic for',
  priority: 'Priorities of',
}

/** A change of many mappings: what it is, what it would do, and only then the doing. */
export function ToolDialog({
  destination,
  today,
  open,
  bulk,
}: {
  destination: Destination
  today: string
  open: OpenTool
  bulk: BulkChanges
}) {
  const { tool, segmentIds, asOf } = open
  const [draft, setDraft] = useState(() => emptyDraft(today))
  /** Tells this opening of the dialog from others, in place of twenty thousand ids. */
  const [token] = useState(() => crypto.randomUUID())
  const asked = actionOf(tool, draft)
  const action = 'action' in asked ? asked.action : null
  const text = action ? JSON.stringify(action) : null
  const settled = useDebouncedValue(text, PREVIEW_DELAY)
  const params = { destinationId: destination.id }
  const requestOf = (wanted: MappingAction, onProblem: 'refuse' | 'skip') => ({
    params,
    body: { select: { segmentIds }, do: wanted, asOf, onProblem },
  })

  const preview = useQuery({
    queryKey: ['mappingActionPreview', token, settled],
    queryFn: ({ signal }) => {
      if (!action) throw new Error('Nothing is asked for yet.')
      return call('mappingActionPreview', requestOf(action, 'skip'), { signal })
    },
    enabled: settled !== null && settled === text,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const isCurrent = text !== null && settled === text && !preview.isPlaceholderData
  const known = isCurrent ? preview.data : undefined

  const [idempotency] = useState(() => createIdempotency())
  const apply = useMutation({
    mutationFn: (wanted: MappingAction) => {
      const request = requestOf(wanted, 'skip')
      const idempotencyKey = idempotency.keyFor(request)
      return bulk.session.write(() => call('mappingActionApply', { ...request, idempotencyKey }))
    },
    onSuccess: bulk.done,
  })
  const refusal = settled === text ? (apply.error ?? preview.error) : null
  const refused = refusedFields(refusal, tool, draft)
  const [refusedWords] = refused.values()
  const isRefused = refusedWords !== undefined

  return (
    <Dialog
      title={`${TITLES[tool]} ${plural(segmentIds.length, 'mapping')}`}
      onClose={apply.isPending ? null : bulk.close}
      actions={
        <>
          <Button
            onClick={bulk.close}
            disabledReason={apply.isPending ? 'It is being done.' : undefined}
          >
            {known && known.rejected > 0 ? 'Change none' : 'Cancel'}
          </Button>
          <Button
            variant="primary"
            isPending={apply.isPending}
            pendingLabel={`Changing ${formatNumber(known?.changed ?? 0)}…`}
            disabledReason={
              'reason' in asked
                ? asked.reason
                : isRefused
                  ? refusedWords
                  : preview.isError
                    ? 'What would change could not be found out.'
                    : !known
                      ? 'Still looking what would change.'
                      : known.changed === 0
                        ? 'Nothing would change.'
                        : undefined
            }
            onClick={() => action && apply.mutate(action)}
          >
            {known && known.rejected > 0 && known.changed > 0
              ? `Change the other ${formatNumber(known.changed)}`
              : known && known.changed > 0
                ? `Change ${formatNumber(known.changed)}`
                : 'Change'}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (action && known && known.changed > 0 && !apply.isPending) apply.mutate(action)
        }}
      >
        <ToolForm
          tool={tool}
          destination={destination}
          draft={draft}
          onChange={(next) => {
            setDraft(next)
            if (apply.isError) apply.reset()
          }}
          refused={refused}
        />
        {/* Enter in a field applies, as the button does. */}
        <input type="submit" hidden />
      </form>
      <div className="mt-4 min-h-28 border-t border-line pt-3.5" aria-live="polite">
        {'reason' in asked ? (
          <p className="text-ink-2">{asked.reason}</p>
        ) : isRefused ? (
          <p className="text-ink-2">What would change is shown as soon as this is put right.</p>
        ) : preview.isError ? (
          <Notice tone="bad">
            <b>What would change could not be found out: {describeError(preview.error).title}.</b>{' '}
            {reasonsOf(preview.error)}{' '}
            {!isMeant(preview.error) && (
              <TextButton onClick={() => void preview.refetch()}>Retry</TextButton>
            )}
          </Notice>
        ) : preview.data ? (
          <PreviewWords preview={preview.data} isOld={!isCurrent} />
        ) : (
          <div className="grid gap-3">
            <Skeleton />
            <Skeleton />
          </div>
        )}
      </div>
      {apply.isPending && (
        <output className="mt-3 flex items-center gap-2 text-sm text-ink-2">
          <Spinner /> Changing {plural(known?.changed ?? segmentIds.length, 'mapping')}, as one
          change.
        </output>
      )}
      {apply.isError && !isRefused && (
        <div className="mt-3">
          <Notice tone="bad" isLive>
            <b>Nothing was changed: {describeError(apply.error).title}.</b> {reasonsOf(apply.error)}{' '}
            {!isMeant(apply.error) && (
              <TextButton onClick={() => apply.mutate(apply.variables)}>Retry</TextButton>
            )}
          </Notice>
        </div>
      )}
    </Dialog>
  )
}

/** The server meant its no: asked the same again, it would say the same. */
function isMeant(error: unknown): boolean {
  return error instanceof ApiError && error.slug === 'validation-failed'
}

/** As many problems as are listed. */
const PROBLEMS_SHOWN = 5

function PreviewWords({ preview, isOld }: { preview: Preview; isOld: boolean }) {
  const { changed, unchanged, rejected, problems, examples } = preview
  const parts = [
    changed === 0
      ? 'Nothing changes'
      : `${formatNumber(changed)} ${changed === 1 ? 'changes' : 'change'}`,
    ...(unchanged > 0
      ? [`${formatNumber(unchanged)} ${unchanged === 1 ? 'stays as it is' : 'stay as they are'}`]
      : []),
    ...(rejected > 0 ? [`${formatNumber(rejected)} would break a rule and stay as before`] : []),
  ]
  return (
    <div className={isOld ? 'opacity-60' : undefined}>
      <p className="font-semibold">{parts.join(', ')}.</p>
      {problems.length > 0 && (
        <ul className="mt-2 grid gap-1 text-sm">
          {problems.slice(0, PROBLEMS_SHOWN).map(({ segmentId, name, message }) => (
            <li key={segmentId} className="text-bad">
              <b className="break-words">{name}</b>: {message}
            </li>
          ))}
          {rejected > PROBLEMS_SHOWN && (
            <li className="text-ink-2">and {formatNumber(rejected - PROBLEMS_SHOWN)} more.</li>
          )}
        </ul>
      )}
      {examples.length > 0 && (
        <table className="mt-3 w-full table-fixed text-sm">
          <caption className="mb-1 text-start text-ink-3">
            {changed > examples.length ? 'The first of them' : 'What changes'}
          </caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Segment</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {examples.map(({ segmentId, name, changes }) => (
              <tr key={segmentId} className="border-t border-line align-top">
                <th scope="row" className="w-2/5 py-1 pe-3 text-start font-semibold">
                  <span className="block truncate" title={name}>
                    {name}
                  </span>
                </th>
                <td className="py-1">
                  {changes.map(({ field, from, to }) => (
                    <span key={field} className="block break-words">
                      <Text field={field} value={from} /> <span aria-label="becomes">→</span>{' '}
                      <Text field={field} value={to} />
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/** A value as it is stored; a day as people read it. */
function Text({ field, value }: { field: string; value: string | null }): ReactNode {
  if (value === null) {
    return (
      <span className="text-ink-3">
        {field === MAPPING_FIELD_NAMES.endDate ? 'never' : 'empty'}
      </span>
    )
  }
  return <span className="font-mono">{ISO_DAY.test(value) ? formatDate(value) : value}</span>
}
