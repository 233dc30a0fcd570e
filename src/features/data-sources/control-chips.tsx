import { ExportLabel } from '../../contract/common.ts'
import { CONTROL_WORDS } from '../../domain/control-words.ts'
import { Pill } from '../../ui/pill.tsx'

/** Export controls in a few words each; the whole is in the title. */
export function ControlChips({ controls }: { controls: readonly ExportLabel[] }) {
  if (controls.length === 0) return <span className="text-ink-3">None</span>
  return (
    <span className="inline-flex gap-1.5">
      {ExportLabel.options
        .filter((label) => controls.includes(label))
        .map((label) => (
          <span key={label} title={CONTROL_WORDS[label].control}>
            <Pill tone="mute" hasDot={false}>
              {CONTROL_WORDS[label].short}
            </Pill>
          </span>
        ))}
    </span>
  )
}
