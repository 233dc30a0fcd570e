import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { TextArea } from './text-area.tsx'

function keep(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text)
  } catch {
    // More than the browser keeps: the text stays on the page.
    sessionStorage.removeItem(key)
  }
}

export type TableSourceProps = {
  /** Why what was given could not be read; null: nothing was wrong. */
  problem: string | null
  /** Where pasted rows are kept in this browser: they survive a reload until they are imported. */
  keptAs: string
  /** A header and a row, tab-separated, as an example. */
  placeholder: string
  /** Below the pasted rows: what they should have. */
  description: ReactNode
  onFile: (file: File) => void
  onText: (text: string) => void
}

/** A table from outside: a file, by choosing or dropping it, or rows from the clipboard. */
export function TableSource({
  problem,
  keptAs,
  placeholder,
  description,
  onFile,
  onText,
}: TableSourceProps) {
  const [text, setText] = useState(() => sessionStorage.getItem(keptAs) ?? '')
  const [isOver, setOver] = useState(false)

  function drop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }

  return (
    <div className="grid gap-5">
      {problem && (
        <Notice tone="bad" isLive>
          {problem}
        </Notice>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is a second way; the input inside is the first */}
      <label
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`grid cursor-pointer justify-items-center gap-2 rounded-card border border-dashed px-6 py-10 text-center hover:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${isOver ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
      >
        <Upload aria-hidden="true" className="size-6 text-ink-3" />
        <span className="font-bold">Choose a file, or drop it here</span>
        <span className="text-sm text-ink-2">CSV, TSV or text, at most 20 MB</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          className="sr-only"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0]
            // The same file can be chosen again after it was corrected.
            currentTarget.value = ''
            if (file) onFile(file)
          }}
        />
      </label>
      <form
        className="grid justify-items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          onText(text)
        }}
      >
        <TextArea
          label="Or paste rows from a spreadsheet"
          isMono
          rows={6}
          className="w-full"
          placeholder={placeholder}
          description={description}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            keep(keptAs, currentTarget.value)
          }}
        />
        <Button
          type="submit"
          variant="primary"
          disabledReason={text.trim() === '' ? 'Paste some rows first.' : undefined}
        >
          Read the rows
        </Button>
      </form>
    </div>
  )
}
