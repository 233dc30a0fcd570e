import { type RefObject, useState } from 'react'
import { MACROS } from '../../domain/delivery/macros.ts'
import { Chip } from '../../ui/chip.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import type { TemplateFieldHandle } from '../../ui/template-field.tsx'

/** Those that nearly every partner asks for; the rest is one press away. */
const SHOWN_FIRST = 4

type MacroChipsProps = {
  /** The field that they insert into, for screen readers. */
  label: string
  target: RefObject<TemplateFieldHandle | null>
}

/** Macros to insert at the caret of a field. */
export function MacroChips({ label, target }: MacroChipsProps) {
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? MACROS : MACROS.slice(0, SHOWN_FIRST)
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      Insert:
      {shown.map((macro) => (
        <Chip
          key={macro.token}
          isMono
          aria-label={`Insert ${macro.token} into ${label}: ${macro.becomes}`}
          onClick={() => target.current?.insertAtCaret(macro.token)}
        >
          {macro.token}
        </Chip>
      ))}
      <TextButton aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
        {showsAll ? 'fewer' : 'all macros'}
      </TextButton>
    </span>
  )
}
