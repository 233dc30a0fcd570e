import { useState } from 'react'
import { hostProblem } from '../../parts/preview/preview-search.ts'
import { TextField } from '../../ui/text-field.tsx'

/** The host of the customer's page; told once it is one, when the field is left or on Enter. */
export function HostField({
  value,
  onChange,
}: {
  value: string
  onChange: (host: string) => void
}) {
  const [text, setText] = useState(value)
  // The value that the text is based on: one that comes from elsewhere replaces the text.
  const [known, setKnown] = useState(value)
  const [problem, setProblem] = useState<string | null>(null)
  if (value !== known) {
    setKnown(value)
    setText(value)
    setProblem(null)
  }

  function commit(): void {
    const host = text.trim().toLowerCase()
    const found = hostProblem(host)
    setProblem(found)
    if (found === null && host !== value) onChange(host)
  }

  return (
    <TextField
      label="Page host"
      isMono
      value={text}
      error={problem}
      description="Decides where cookies are published and can be set."
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit()
      }}
    />
  )
}
