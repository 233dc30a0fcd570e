import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/number-field.tsx'

/** A whole number of people as it is typed, with or without commas; null: none, undefined: no number. */
function readCount(text: string): number | null | undefined {
  const digits = text.replace(/[\s,]/g, '')
  if (digits === '') return null
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined
}

/** How many people segments have at least, and at most. */
export function PeopleFilter({
  least,
  most,
  onSet,
  onClose,
}: {
  least: number | null
  most: number | null
  onSet: (least: number | null, most: number | null) => void
  onClose: () => void
}) {
  const [texts, setTexts] = useState({
    least: least === null ? '' : String(least),
    most: most === null ? '' : String(most),
  })
  const from = readCount(texts.least)
  const to = readCount(texts.most)
  const reason =
    from === undefined || to === undefined
      ? 'Enter whole numbers, such as 5,000.'
      : from !== null && to !== null && to < from
        ? 'The most is less than the least.'
        : undefined

  function set(): void {
    if (reason === undefined) onSet(from ?? null, to ?? null)
  }

  return (
    <Dialog
      title="People of the last 30 days"
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => onSet(null, null)}>Any number</Button>
          <Button variant="primary" disabledReason={reason} onClick={set}>
            Show these
          </Button>
        </>
      }
    >
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          set()
        }}
      >
        <NumberField
          label="At least"
          isOptional
          className="w-40"
          error={from === undefined ? 'Enter a whole number.' : undefined}
          value={texts.least}
          onChange={({ currentTarget }) => setTexts({ ...texts, least: currentTarget.value })}
        />
        <NumberField
          label="At most"
          isOptional
          className="w-40"
          error={to === undefined ? 'Enter a whole number.' : undefined}
          value={texts.most}
          onChange={({ currentTarget }) => setTexts({ ...texts, most: currentTarget.value })}
        />
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}
