import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { toast } from './toast.ts'

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
