import { type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import { cx } from './class-names.ts'
import { controlStyle, Field, type FieldProps, useField } from './field.tsx'

/** A part of the text to mark: characters `from` to `to` (exclusive, UTF-16 units), none within another. */
export type TemplateRange = { from: number; to: number; tone: 'macro' | 'bad' }

export type TemplateFieldHandle = {
  focus(): void
  /** Puts a text where the caret is or was last (in place of what is selected), or else at the end. */
  insertAtCaret(text: string): void
}

export type TemplateFieldProps = FieldProps & {
  name?: string
  value: string
  /** Gets one line: line ends, which only a paste can bring, are left out. */
  onChange: (value: string) => void
  onBlur?: () => void
  ranges: readonly TemplateRange[]
  placeholder?: string
  ref?: Ref<TemplateFieldHandle>
  className?: string
}

/**
 * One long line of text with macros in it, such as an address: it wraps, grows, and marks parts. The
 * marked text is drawn below a text area whose own letters are see-through; both have the same measures.
 */
export function TemplateField({
  label,
  isLabelHidden = false,
  isOptional = false,
  description,
  error,
  disabledReason,
  name,
  value,
  onChange,
  onBlur,
  ranges,
  placeholder,
  ref,
  className,
}: TemplateFieldProps) {
  const field = { label, isLabelHidden, isOptional, description, error, disabledReason }
  const { ids, controlProps } = useField(field)
  const input = useRef<HTMLTextAreaElement>(null)
  const wasFocused = useRef(false)

  useImperativeHandle(ref, () => ({
    focus: () => input.current?.focus(),
    insertAtCaret: (text) => {
      const area = input.current
      if (!area || area.readOnly) return
      if (!wasFocused.current) area.setSelectionRange(area.value.length, area.value.length)
      area.focus()
      insertText(area, text)
    },
  }))

  return (
    <Field ids={ids} field={field} className={className}>
      <div className={cx('grid', value.length > LONG && 'max-h-72 overflow-y-auto')}>
        <div
          aria-hidden="true"
          className={cx(
            textStyle,
            'pointer-events-none min-h-9.25 border border-transparent px-2.75 py-1.75 text-ink forced-colors:invisible',
          )}
        >
          {marked(value, ranges)}
          {/* Keeps the height of an empty text, and of a caret after the last letter. */}
          {'\u200b'}
        </div>
        <textarea
          {...controlProps}
          ref={input}
          name={name}
          value={value}
          rows={1}
          placeholder={placeholder}
          readOnly={Boolean(disabledReason)}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          onFocus={() => {
            wasFocused.current = true
          }}
          onBlur={onBlur}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
          onChange={({ currentTarget }) => onChange(currentTarget.value.replace(/[\r\n]+/g, ''))}
          className={cx(
            controlStyle,
            textStyle,
            'resize-none overflow-hidden bg-transparent caret-ink [-webkit-text-fill-color:transparent]',
            'placeholder:[-webkit-text-fill-color:var(--ink-3)] selection:bg-accent/25',
          )}
        />
      </div>
    </Field>
  )
}

/** As if it were typed: the browser can undo it. */
function insertText(area: HTMLTextAreaElement, text: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- the only way that keeps the browser's undo
  if (document.execCommand?.('insertText', false, text)) return
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

function marked(value: string, ranges: readonly TemplateRange[]): ReactNode[] {
  const parts: ReactNode[] = []
  let done = 0
  for (const { from, to, tone } of ranges.toSorted((a, b) => a.from - b.from)) {
    parts.push(value.slice(done, from))
    parts.push(
      <span key={from} className={MARKS[tone]}>
        {value.slice(from, to)}
      </span>,
    )
    done = to
  }
  parts.push(value.slice(done))
  return parts
}

/** Characters beyond which the field scrolls instead of growing. */
const LONG = 1500

// No padding: a mark must not move the letters after it away from those of the text area.
const MARKS = {
  macro: 'rounded-small bg-accent-soft text-accent-ink',
  bad: 'rounded-small bg-bad-soft text-bad underline decoration-wavy underline-offset-2',
} as const satisfies Record<TemplateRange['tone'], string>

const textStyle =
  'col-start-1 row-start-1 w-full font-mono text-sm leading-[1.75] break-all whitespace-pre-wrap'
