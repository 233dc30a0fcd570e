import { Redo2, Undo2 } from 'lucide-react'
import type { UndoState } from '../../parts/mapping-undo/undo-stack.ts'
import { Button } from '../../ui/button.tsx'
import type { MappingSession } from './mapping-session.ts'

/** Takes back the last change, or does again what was taken back; each with its name. */
export function UndoButtons({ session, state }: { session: MappingSession; state: UndoState }) {
  return (
    <span className="inline-flex gap-1">
      <UndoButton
        words="Undo"
        name={state.undo.at(-1)?.name}
        none="There is nothing to undo."
        onAct={() => void session.takeBack('undo')}
      />
      <UndoButton
        words="Redo"
        name={state.redo.at(-1)?.name}
        none="There is nothing to redo."
        onAct={() => void session.takeBack('redo')}
      />
    </span>
  )
}

function UndoButton({
  words,
  name,
  none,
  onAct,
}: {
  words: 'Undo' | 'Redo'
  /** What it is about; undefined: nothing. */
  name: string | undefined
  none: string
  onAct: () => void
}) {
  return (
    <span title={name === undefined ? undefined : `${words}: ${name}`}>
      <Button
        size="small"
        variant="ghost"
        aria-label={name === undefined ? words : `${words}: ${name}`}
        disabledReason={name === undefined ? none : undefined}
        onClick={onAct}
      >
        {words === 'Undo' ? (
          <Undo2 aria-hidden="true" className="size-4" />
        ) : (
          <Redo2 aria-hidden="true" className="size-4" />
        )}
      </Button>
    </span>
  )
}
