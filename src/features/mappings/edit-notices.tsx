import type { ReactNode } from 'react'
import { describeError } from '../../api/api-error.ts'
import { reasonsOf } from '../../api/failure-words.ts'
import type { Mapping } from '../../contract/mapping.ts'
import { formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CELL_NAMES, type CellField, valueText } from './cell-values.ts'
import { focusGrid } from './focus-grid.ts'
import type { EditState, RowConflict } from './mapping-edits.ts'
import type { MappingSession } from './mapping-session.ts'

/** As many conflicts as are shown one by one. */
const SHOWN = 5

/** What became of edits, when it is not simply saved; shown in every view of the step. */
export function EditNotices({ session, state }: { session: MappingSession; state: EditState }) {
  const { edits } = session
  const conflicts = [...state.conflicts]
  const isQuiet = state.phase !== 'failed' && state.refusal === null && conflicts.length === 0
  if (isQuiet) return null
  return (
    <div className="grid gap-2 border-b border-line p-3.5">
      {state.phase === 'failed' && (
        <Notice tone="bad" isLive>
          <b>Not saved: {describeError(state.error).title}.</b> {reasonsOf(state.error)}
          <Choices>
            <Button onClick={andGoOn(() => void edits.flush())}>Retry</Button>
            <Button onClick={andGoOn(() => edits.discard())}>Undo these edits</Button>
          </Choices>
        </Notice>
      )}
      {state.refusal !== null && (
        <Notice
          tone="bad"
          isLive
          actions={<Button onClick={andGoOn(() => edits.discard())}>Close</Button>}
        >
          <b>The last edits were taken back: {describeError(state.refusal).title}.</b>{' '}
          {reasonsOf(state.refusal)}
        </Notice>
      )}
      {conflicts.slice(0, SHOWN).map(([segmentId, conflict]) => (
        <Notice key={segmentId} tone="warn" isLive>
          <b className="break-words">{session.nameOf(segmentId)}</b>: {theirWords(conflict)}
          <Choices>
            {conflict.current && (
              <Button onClick={andGoOn(() => edits.resolve(segmentId, 'mine'))}>Keep mine</Button>
            )}
            <Button onClick={andGoOn(() => edits.resolve(segmentId, 'theirs'))}>
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

/** Does what a button says. The notice goes away with it, and the focus goes to the grid. */
function andGoOn(act: () => void): () => void {
  return () => {
    focusGrid()
    act()
  }
}

/** Below the words: beside them there is no room on a phone. */
function Choices({ children }: { children: ReactNode }) {
  return <div className="mt-2 flex flex-wrap gap-2">{children}</div>
}

/** What somebody else has made of the fields that were typed here, and what was typed. */
function theirWords({ mine, current }: RowConflict): string {
  const fields = Object.keys(CELL_NAMES).filter((name): name is CellField => name in mine.set)
  if (!current) {
    const typed = fields.map((field) => `${CELL_NAMES[field]} ${textOf(mine.set[field], field)}`)
    return `no longer mapped: somebody else removed it. What was changed here is not saved: ${typed.join('; ')}.`
  }
  const theirs = fields.map(
    (field) =>
      `${CELL_NAMES[field]} is ${textOf(current[field], field)}, yours ${textOf(mine.set[field], field)}`,
  )
  return `changed by somebody else: ${theirs.join('; ')}.`
}

function textOf(value: Mapping[CellField] | undefined, field: CellField): string {
  return valueText(value ?? null, field) || 'empty'
}
