import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { toast } from './toast.ts'

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

/** Puts a text on the clipboard, and says so. */
export function CopyButton({
  label,
  text,
  className,
}: {
  label: string
  text: string
  className?: string
}) {
  const [isCopied, setIsCopied] = useState(false)

  // The check mark is there for a moment only.
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      toast({
        tone: 'bad',
        message: 'The browser does not allow to copy. Select the text instead.',
      })
    }
  }

  return (
    <>
      <IconButton label={label} onClick={() => void copy()} className={className}>
        {isCopied ? <Check /> : <Copy />}
      </IconButton>
      <output className="sr-only">{isCopied ? 'Copied' : ''}</output>
    </>
  )
}
