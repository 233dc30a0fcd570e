import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
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
  const problemId = useId()
  const problem = draft?.problem ?? null

  function commit(): void {
    if (draft === null || draft.text === text) {
      setDraft(null)
      return
    }
    const found = onCommit(draft.text)
    setDraft(found === null ? null : { ...draft, problem: found })
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') setDraft(null)
  }

  return (
    <span className="block">
      <input
        aria-label={label}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : problemId}
        value={draft?.text ?? text}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => setDraft({ text: currentTarget.value, problem: null })}
        onBlur={commit}
        onKeyDown={onKeyDown}
        className={cx(
          'h-7 w-full min-w-0 rounded-small bg-transparent px-1 outline-none',
          'focus:bg-surface focus:ring-2 focus:ring-accent focus:ring-inset',
          isMono && 'font-mono text-sm',
          problem !== null && 'text-bad ring-2 ring-bad ring-inset',
        )}
      />
      {problem !== null && <Problem id={problemId} words={problem} />}
    </span>
  )
}

/** Below its cell, over the rows that follow: the grid cuts off whatever is placed within it. */
function Problem({ id, words }: { id: string; words: string }) {
  const bubble = useRef<HTMLSpanElement>(null)

  // Where the cell is on the screen changes with every scroll, of the grid and of the page.
  useEffect(() => {
    const place = () => {
      const cell = bubble.current?.parentElement?.getBoundingClientRect()
      const grid = bubble.current?.closest('[role=grid]')?.getBoundingClientRect()
      if (!bubble.current || !cell) return
      const { style, offsetWidth } = bubble.current
      style.top = `${cell.bottom + 2}px`
      style.left = `${Math.max(8, Math.min(cell.left, innerWidth - offsetWidth - 8))}px`
      const isInView = !grid || (cell.bottom >= grid.top && cell.top <= grid.bottom)
      style.visibility = isInView ? 'visible' : 'hidden'
    }
    place()
    addEventListener('scroll', place, { capture: true, passive: true })
    addEventListener('resize', place)
    return () => {
      removeEventListener('scroll', place, { capture: true })
      removeEventListener('resize', place)
    }
  }, [])

  return (
    <span
      ref={bubble}
      id={id}
      role="alert"
      className="fixed z-30 w-64 rounded-control border border-bad bg-surface px-2.5 py-1.5 font-sans text-sm whitespace-normal text-bad shadow-overlay"
    >
      {words}
    </span>
  )
}
