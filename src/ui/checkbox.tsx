import { type ReactNode, useId } from 'react'
import { CheckboxInput, type CheckboxInputProps } from './checkbox-input.tsx'
import { cx } from './class-names.ts'
import { useDisabled } from './use-disabled.ts'

export type CheckboxProps = Omit<CheckboxInputProps, 'id' | 'disabled' | 'children'> & {
  label: ReactNode
  /** Below the label: what it means. */
  description?: ReactNode
  error?: ReactNode
  /** Why it cannot be changed now, as a sentence. */
  disabledReason?: string | undefined
}

/** A yes or no. Works with react-hook-form's `register` and controlled (`checked`, `onChange`). */
export function Checkbox({
  label,
  description,
  error,
  disabledReason,
  className,
  ...props
}: CheckboxProps) {
  const id = useId()
  const { reasonId, controlProps } = useDisabled(disabledReason)
  const describedBy = cx(
    Boolean(error) && `${id}-error`,
    reasonId,
    Boolean(description) && `${id}-description`,
  )
  return (
    <div className={cx('flex gap-1.5', className)}>
      <CheckboxInput
        {...props}
        {...controlProps}
        id={id}
        className="-ms-1 -mt-0.5"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {description && (
          <div id={`${id}-description`} className="text-sm text-ink-3">
            {description}
          </div>
        )}
        {reasonId && (
          <div id={reasonId} className="text-sm text-ink-2">
            {disabledReason}
          </div>
        )}
        <div aria-live="polite">
          {error && (
            <div id={`${id}-error`} className="text-sm text-bad">
              {error}
            </div>
          )}
        </div>
      </div>
    </div>
  )
}
