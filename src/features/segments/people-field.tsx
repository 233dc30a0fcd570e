import { useState } from 'react'
import { formatNumber } from '../../lib/format.ts'
import { NumberField } from '../../ui/number-field.tsx'

type PeopleFieldProps = {
  label: string
  /** Null: no bound. */
  value: number | null
  /** Why the bound that is set finds nothing. */
  error: string | undefined
  onChange: (value: number | null) => void
}

const DIGITS = /^\d{1,15}$/

/** A number of people; what is typed counts once the field is left, or at Enter. */
export function PeopleField({ label, value, error, onChange }: PeopleFieldProps) {
  const shown = value === null ? '' : formatNumber(value)
  const [text, setText] = useState(shown)
  // The value that the text is based on: one that comes from elsewhere (Back, a link) replaces the text.
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    setText(shown)
  }
  const digits = text.replaceAll(/[\s,.’']/g, '')
  const isNumber = digits === '' || DIGITS.test(digits)

  function take(): void {
    if (!isNumber) return
    const next = digits === '' ? null : Number(digits)
    setText(next === null ? '' : formatNumber(next))
    if (next !== value) onChange(next)
  }

  return (
    <NumberField
      label={label}
      value={text}
      error={isNumber ? error : 'Enter a whole number, such as 1000.'}
      autoComplete="off"
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take()
      }}
      className="w-40"
    />
  )
}
