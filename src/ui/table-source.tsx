import { Upload } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from 'react'
import { plural } from '../lib/format.ts'
import { keepText, keptText } from '../lib/kept-text.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { TextArea } from './text-area.tsx'

/** Characters above which a field to type in becomes slow: such a text is read at once. */
const TYPED_MAX = 500_000

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
  const [kept] = useState(() => keptText(keptAs) ?? '')
  const [text, setText] = useState(kept.length > TYPED_MAX ? '' : kept)
  const [isOver, setOver] = useState(false)

  function drop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }

  function paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData.getData('text/plain')
    if (pasted.length <= TYPED_MAX) return
    event.preventDefault()
    keepText(keptAs, pasted)
    onText(pasted)
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
      {kept.length > TYPED_MAX && text === '' && (
        <Notice tone="info" actions={<Button onClick={() => onText(kept)}>Read them again</Button>}>
          The rows that were pasted before are kept: {plural(kept.length, 'character')}.
        </Notice>
      )}
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
            keepText(keptAs, currentTarget.value)
          }}
          onPaste={paste}
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
