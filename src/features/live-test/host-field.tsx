import { useState } from 'react'
import { Host, hostProblem } from '../../parts/preview/preview-search.ts'
import { TextField } from '../../ui/text-field.tsx'

/**
 * The host of the customer's page; told as it is typed, so that a visit right after is made with it. One
 * that browsers write otherwise, `München.de`, is told and rewritten when the field is left or on Enter.
 */
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

  function type(typed: string): void {
    setText(typed)
    if (Host.safeParse(typed).data !== typed) return
    setKnown(typed)
    setProblem(null)
    onChange(typed)
  }

  function commit(): void {
    const { data: host } = Host.safeParse(text)
    setProblem(hostProblem(text))
    if (host !== undefined && host !== value) onChange(host)
  }

  return (
    <TextField
      label="Page host"
      isMono
      value={text}
      error={problem}
      description="Decides where cookies are published and can be set."
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit()
      }}
    />
  )
}
