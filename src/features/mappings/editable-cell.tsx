import { useId, useState } from 'react'
import { cx } from '../../ui/class-names.ts'

type EditableCellProps = {
  /** What it is and of what: "Value of Adventure travel". */
  label: string
  /** As stored, or as typed and on its way. */
  text: string
  isMono?: boolean
  /** Takes the text, or gives the reason why not; the text then stays to be corrected. */
  onCommit: (text: string) => string | null
}

/** A cell that is typed into: Enter or leaving it saves, Escape brings back what was there. */
export function EditableCell({ label, text, isMono = false, onCommit }: EditableCellProps) {
  const [draft, setDraft] = useState<{ text: string; problem: string | null } | null>(null)

  function commit(): void {
    if (draft === null || draft.text === text) {
      setDraft(null)
      return
    }
    const problem = onCommit(draft.text)
    setDraft(problem === null ? null : { ...draft, problem })
  }

  const problemId = useId()
  const problem = draft?.problem ?? null
  return (
    <span className="relative block">
      <input
        aria-label={label}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : problemId}
        value={draft?.text ?? text}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => setDraft({ text: currentTarget.value, problem: null })}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          else if (event.key === 'Escape') setDraft(null)
        }}
        className={cx(
          'h-7 w-full min-w-0 rounded-small bg-transparent px-1 outline-none',
          'focus:bg-surface focus:ring-2 focus:ring-accent focus:ring-inset',
          isMono && 'font-mono text-sm',
          problem !== null && 'text-bad ring-2 ring-bad ring-inset',
        )}
      />
      {problem !== null && (
        <span
          id={problemId}
          role="alert"
          className="absolute start-0 top-full z-30 w-64 rounded-control border border-bad bg-surface px-2.5 py-1.5 text-sm whitespace-normal text-bad shadow-overlay"
        >
          {problem}
        </span>
      )}
    </span>
  )
}
