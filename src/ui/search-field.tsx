import { Search, X } from 'lucide-react'
import { type Ref, useState } from 'react'
import { cx } from './class-names.ts'
import { useDebouncedCallback } from './use-debounced-callback.ts'

/** Milliseconds of rest after a keystroke before the search starts. */
export const SEARCH_DELAY = 250

export type SearchFieldProps = {
  label: string
  /** What can be searched for; the label unless told. */
  placeholder?: string
  /** What is searched for now, as the address has it. */
  value: string
  /** Gets the text after a rest, at once on Enter, and `''` when cleared (the button, or Escape). */
  onSearch: (text: string) => void
  maxLength?: number
  ref?: Ref<HTMLInputElement>
  className?: string
}

/** A search that starts by itself. */
export function SearchField({
  label,
  placeholder = label,
  value,
  onSearch,
  maxLength = 200,
  ref,
  className,
}: SearchFieldProps) {
  const [text, setText] = useState(value)
  // The value that the text is based on: one that comes from elsewhere (Back, a link) replaces the text.
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    setText(value)
  }
  const rest = useDebouncedCallback((typed: string) => {
    // What was typed may have been replaced meanwhile by a search that came from elsewhere.
    if (typed === text) search(typed)
  }, SEARCH_DELAY)

  function search(typed: string): void {
    rest.cancel()
    const next = typed.trim()
    setKnown(next)
    if (next !== value) onSearch(next)
  }

  function clear(): void {
    setText('')
    search('')
  }

  return (
    <div className={cx('relative min-w-0', className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          rest.call(currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            search(text)
          }
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            event.stopPropagation()
            clear()
          }
        }}
        className={cx(
          'min-h-9.25 w-full rounded-control border border-line-strong bg-surface py-1.75 ps-8 pe-8 text-ink',
          'hover:border-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent',
          '[&::-webkit-search-cancel-button]:hidden',
        )}
      />
      {text !== '' && (
        <button
          type="button"
          aria-label={`Clear: ${label}`}
          onClick={(event) => {
            clear()
            event.currentTarget.parentElement?.querySelector('input')?.focus()
          }}
          className="ring-focus-inset absolute end-1.5 top-1/2 grid size-6 -translate-y-1/2 place-items-center rounded-small text-ink-3 hover:text-ink"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      )}
    </div>
  )
}
