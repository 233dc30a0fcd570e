import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'

/**
 * Text exactly as it is sent, with a button that copies it.
 *
 * @param children the text with marks in it; `text` alone unless given.
 */
export function CodeBlock({
  label,
  text,
  children = text,
}: {
  /** What it is: "Address of the call". */
  label: string
  text: string
  children?: ReactNode
}) {
  return (
    <div className="relative rounded-control bg-sunken forced-colors:border">
      <pre className="py-2.5 ps-3 pe-11 font-mono text-sm leading-[1.75] break-all whitespace-pre-wrap">
        {children}
      </pre>
      <CopyButton label={`Copy: ${label}`} text={text} className="absolute end-1.5 top-1.5" />
    </div>
  )
}
