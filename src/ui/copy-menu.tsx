import { ChevronDown } from 'lucide-react'
import { Button } from './button.tsx'
import { LazyMenu } from './lazy-menu.tsx'
import { toast } from './toast.ts'

export type CopyFormat = {
  id: string
  /** In what form: "As cURL". */
  label: string
  /** May load what makes the text: it is asked for when it is chosen. */
  text: () => string | Promise<string>
}

/** One thing to copy, in one of several forms. */
export function CopyMenu({
  label,
  formats,
}: {
  /** What is copied, for screen readers: "Copy the address of call 1". */
  label: string
  formats: readonly CopyFormat[]
}) {
  async function copy({ text, label: form }: CopyFormat): Promise<void> {
    try {
      await navigator.clipboard.writeText(await text())
      toast({ tone: 'ok', message: `Copied: ${form}` })
    } catch {
      toast({
        tone: 'bad',
        message: 'The browser does not allow to copy. Select the text instead.',
      })
    }
  }

  return (
    <LazyMenu
      label={label}
      items={formats.map((format) => ({
        id: format.id,
        label: format.label,
        onAct: () => void copy(format),
      }))}
      trigger={(props) => (
        <Button size="small" variant="ghost" aria-label={label} {...props}>
          Copy
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Button>
      )}
    />
  )
}
