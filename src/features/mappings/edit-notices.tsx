import type { ReactNode } from 'react'
import { describeError } from '../../api/api-error.ts'
import { formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CELL_NAMES, type CellField, cellText } from './cell-values.ts'
import type { EditState, MappingEdits, RowConflict } from './mapping-edits.ts'
import { reasonsOf } from './reasons.ts'
import { knownRows } from './refresh.ts'

/** As many conflicts as are shown one by one. */
const SHOWN = 5

/** What became of edits, when it is not simply saved; shown in every view of the step. */
export function EditNotices({
  destinationId,
  edits,
  state,
}: {
  destinationId: number
  edits: MappingEdits
  state: EditState
}) {
  const conflicts = [...state.conflicts]
  const isQuiet = state.phase !== 'failed' && state.refusal === null && conflicts.length === 0
  if (isQuiet) return null
  return (
    <div className="grid gap-2 border-b border-line p-3.5">
      {state.phase === 'failed' && (
        <Notice tone="bad" isLive>
          <b>Not saved: {describeError(state.error).title}.</b> {reasonsOf(state.error)}
          <Choices>
            <Button onClick={() => void edits.flush()}>Retry</Button>
            <Button onClick={() => edits.discard()}>Undo these edits</Button>
          </Choices>
        </Notice>
      )}
      {state.refusal !== null && (
        <Notice tone="bad" isLive actions={<Button onClick={() => edits.discard()}>Close</Button>}>
          <b>The last edits were taken back: {describeError(state.refusal).title}.</b>{' '}
          {reasonsOf(state.refusal)}
        </Notice>
      )}
      {conflicts.slice(0, SHOWN).map(([segmentId, conflict]) => (
        <Notice key={segmentId} tone="warn" isLive>
          <b className="break-words">{nameOf(destinationId, segmentId)}</b>: {theirWords(conflict)}
          <Choices>
            {conflict.current && (
              <Button onClick={() => edits.resolve(segmentId, 'mine')}>Keep mine</Button>
            )}
            <Button onClick={() => edits.resolve(segmentId, 'theirs')}>
              {conflict.current ? 'Take theirs' : 'OK'}
            </Button>
          </Choices>
        </Notice>
      ))}
      {conflicts.length > SHOWN && (
        <p className="text-sm text-ink-2">
          {formatNumber(conflicts.length - SHOWN)} more rows were changed by somebody else; they
          follow when these are decided.
        </p>
      )}
    </div>
  )
}

/** Below the words: beside them there is no room on a phone. */
function Choices({ children }: { children: ReactNode }) {
  return <div className="mt-2 flex flex-wrap gap-2">{children}</div>
}

/** What the segment is called, if any list has shown it. */
function nameOf(destinationId: number, segmentId: number): string {
  const row = knownRows(destinationId, new Set([segmentId])).get(segmentId)
  return row?.segment.name ?? `Segment ${segmentId}`
}

/** What somebody else has made of the fields that were typed here, and what was typed. */
function theirWords({ mine, current }: RowConflict): string {
  if (!current) return 'no longer mapped: somebody else removed it.'
  const fields = Object.keys(CELL_NAMES).filter((name): name is CellField => name in mine.set)
  const typed = { ...current, ...mine.set }
  const theirs = fields.map(
    (field) =>
      `${CELL_NAMES[field]} is ${cellText(current, field) || 'empty'}, yours ${cellText(typed, field) || 'empty'}`,
  )
  return `changed by somebody else: ${theirs.join('; ')}.`
}
