import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { ConflictingField } from './conflicting-fields.ts'

type Choice = 'mine' | 'theirs'

type ConflictDialogProps = {
  fields: ConflictingField[]
  /** Gets the names of the fields in which my version shall win. */
  onResolve: (mine: string[]) => void
}

/** Both versions field by field; nothing is overwritten until the person has chosen. */
export default function ConflictDialog({ fields, onResolve }: ConflictDialogProps) {
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const choiceOf = (name: string): Choice => choices[name] ?? 'mine'

  return (
    <Dialog
      title="Somebody else changed this meanwhile"
      description="Nothing is overwritten yet. Choose for each field which version to keep."
      onClose={null}
      actions={
        <>
          <Button onClick={() => onResolve([])}>Take all of theirs</Button>
          <Button
            variant="primary"
            onClick={() =>
              onResolve(fields.map(({ name }) => name).filter((name) => choiceOf(name) === 'mine'))
            }
          >
            Save my choice
          </Button>
        </>
      }
    >
      {fields.length === 0 && <p>Both versions say the same in this step.</p>}
      <div className="grid gap-4">
        {fields.map((field) => (
          <fieldset key={field.name}>
            <legend className="mb-1 font-semibold">{field.label}</legend>
            <div className="grid gap-2 sm:grid-cols-2">
              {(['theirs', 'mine'] as const).map((side) => (
                <label
                  key={side}
                  className="flex gap-2 rounded-control border border-line-strong px-3 py-2 has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
                >
                  <input
                    type="radio"
                    aria-label={`${field.label}: ${side}, ${field[side]}`}
                    name={`conflict-${field.name}`}
                    className="mt-0.5 size-4 flex-none accent-accent"
                    checked={choiceOf(field.name) === side}
                    onChange={() => setChoices({ ...choices, [field.name]: side })}
                  />
                  <span className="min-w-0">
                    <span className="block text-sm text-ink-3">
                      {side === 'mine' ? 'Mine, not saved' : 'Theirs, saved'}
                    </span>
                    <span className="block break-words">{field[side]}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </Dialog>
  )
}
