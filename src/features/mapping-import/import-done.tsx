import { useState } from 'react'
import { describeError } from '../../api/api-error.ts'
import { useCreate } from '../../api/use-create.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingChangeEntry } from '../../contract/mapping-change.ts'
import type { MappingImportApplied } from '../../contract/mapping-import.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { undoStackOf } from '../../parts/mapping-undo/undo-stack.ts'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnArrival } from '../../ui/focus-heading.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { CheckedTable } from './import-diff.tsx'
import { RejectedMappings } from './rejected-mappings.tsx'

type ImportDoneProps = {
  destination: Destination
  checked: CheckedTable
  result: MappingImportApplied
  onRestart: () => void
}

/** What was imported, the rows that were left out, and the way back. */
export function ImportDone({ destination, checked, result, onRestart }: ImportDoneProps) {
  const { added, changed, unchanged } = result
  const sent = new Set(checked.rows.map(({ line }) => line))
  // Those that could not be understood never went to the server.
  const rejected = [
    ...checked.plan.rejected.filter(({ line }) => !sent.has(line)),
    ...result.rejected,
  ].toSorted((a, b) => a.line - b.line)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h2 ref={focusOnArrival} tabIndex={-1} className="text-md font-bold outline-none">
          Imported
        </h2>
        <output>
          {formatNumber(added)} added, {formatNumber(changed)} changed, {formatNumber(unchanged)}{' '}
          unchanged{rejected.length > 0 && `, ${formatNumber(rejected.length)} left out`}.
        </output>
      </div>
      {result.change && <TakeBack destinationId={destination.id} imported={result.change} />}
      {rejected.length > 0 && (
        <RejectedMappings destination={destination} checked={checked} rejected={rejected} />
      )}
      <div className="flex flex-wrap gap-2.5">
        <LinkButton variant="primary" to={paths.mappedIn(destination.id, [])}>
          See the mappings
        </LinkButton>
        <Button onClick={onRestart}>Import more</Button>
      </div>
    </div>
  )
}

/** Undo of the import, and redo of that, as often as one likes. */
function TakeBack({
  destinationId,
  imported,
}: {
  destinationId: number
  imported: MappingChangeEntry
}) {
  /** What is taken back next; `way`: what that is for the import. */
  const [next, setNext] = useState<{ change: MappingChangeEntry; way: 'undo' | 'redo' }>({
    change: imported,
    way: 'undo',
  })
  const [told, setTold] = useState<string | null>(null)
  const undo = useCreate('mappingChangeUndo', {
    onSuccess: async ({ change, conflicts }) => {
      undoStackOf(destinationId).took(next.way, next.change, change)
      await refreshMappings()
      setTold(outcomeWords(next.way, imported.name, change, conflicts.length))
      if (change) setNext({ change, way: next.way === 'undo' ? 'redo' : 'undo' })
    },
  })
  const act = () => undo.mutate({ params: { destinationId, number: next.change.number }, body: {} })
  const label = next.way === 'undo' ? 'Undo' : 'Redo'
  return (
    <div className="grid justify-items-start gap-3">
      <Button
        isPending={undo.isPending}
        pendingLabel={next.way === 'undo' ? 'Taking it back…' : 'Doing it again…'}
        onClick={act}
      >
        {label}: {imported.name}
      </Button>
      <output aria-live="polite">{told}</output>
      {undo.isError && (
        <Notice tone="bad" isLive actions={<Button onClick={act}>Retry</Button>}>
          <b>Nothing was taken back: {describeError(undo.error).title}.</b>{' '}
          {describeError(undo.error).detail}
        </Notice>
      )}
    </div>
  )
}

function outcomeWords(
  way: 'undo' | 'redo',
  name: string,
  change: MappingChangeEntry | null,
  conflicts: number,
): string {
  const stayed =
    conflicts === 0
      ? ''
      : ` ${plural(conflicts, 'mapping was', 'mappings were')} changed since and ${conflicts === 1 ? 'stays' : 'stay'} as ${conflicts === 1 ? 'it is' : 'they are'}.`
  if (change === null) return `There was nothing left to take back.${stayed}`
  return `${way === 'undo' ? 'Taken back' : 'Done again'}: ${name}.${stayed}`
}
