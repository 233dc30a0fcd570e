import { type RefObject, useLayoutEffect, useRef } from 'react'
import { cx } from '../class-names.ts'

/**
 * The field in the cell that is being edited. It starts with `draft` and keeps its own text; what is
 * typed, its keys, and leaving it are heard by the grid around it.
 */
export function CellEditor({
  label,
  draft,
  isMono,
  isAtEnd,
  problemId,
}: {
  /** What it is and of what: "Value of Adventure travel". */
  label: string
  draft: RefObject<string>
  isMono: boolean
  isAtEnd: boolean
  problemId: string | undefined
}) {
  const input = useRef<HTMLInputElement>(null)

  // Before the next key: it belongs to the field already.
  useLayoutEffect(() => {
    const field = input.current
    if (!field) return
    field.value = draft.current
    field.focus({ preventScroll: true })
    field.setSelectionRange(field.value.length, field.value.length)
  }, [draft])

  return (
    <input
      ref={input}
      data-cell-editor=""
      aria-label={label}
      aria-invalid={problemId !== undefined || undefined}
      aria-describedby={problemId}
      autoComplete="off"
      spellCheck={false}
      className={cx(
        'absolute inset-0 w-full bg-surface px-2.5 text-ink ring-2 outline-none ring-inset select-text',
        isMono && 'font-mono text-sm',
        isAtEnd && 'text-end',
        problemId === undefined ? 'ring-accent' : 'ring-bad',
      )}
    />
  )
}
