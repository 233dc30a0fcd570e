import { type ComponentProps, useEffect, useRef } from 'react'
import { cx } from './class-names.ts'

export type CheckboxInputProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  ref?: ((input: HTMLInputElement | null) => void) | undefined
  /** Some, but not all of what it stands for. */
  isMixed?: boolean
}

/** The box alone, 16 px in a target of 24; `Checkbox` adds the words. */
export function CheckboxInput({ isMixed: mixed, ref, className, ...props }: CheckboxInputProps) {
  const isMixed = mixed === true
  const input = useRef<HTMLInputElement>(null)

  // The mixed state exists as a property only, not as an attribute.
  useEffect(() => {
    if (input.current) input.current.indeterminate = isMixed
  }, [isMixed])

  return (
    <span className={cx('relative inline-grid size-6 flex-none place-items-center', className)}>
      <input
        {...props}
        ref={(element) => {
          input.current = element
          ref?.(element)
        }}
        type="checkbox"
        className={cx(
          'peer ring-focus size-4 appearance-none rounded-[4px] border-[1.5px] border-line-strong bg-surface',
          'after:absolute after:-inset-0 after:content-[""] hover:border-ink-3',
          'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent',
          'aria-disabled:opacity-60 aria-invalid:border-bad forced-colors:appearance-auto',
        )}
      />
      {/* A box that is known to be empty goes without the mark: a list has one in each row. */}
      {(isMixed || props.checked !== false) && (
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className={cx(
            'pointer-events-none absolute size-4 fill-none stroke-on-accent stroke-2 opacity-0 forced-colors:hidden',
            isMixed ? 'peer-indeterminate:opacity-100' : 'peer-checked:opacity-100',
          )}
        >
          <path
            d={isMixed ? 'M4 8h8' : 'M3.8 8.3 6.8 11.2 12.2 5.2'}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      )}
    </span>
  )
}
