import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'
import { controlStyle, Field, type FieldProps, useField } from './field.tsx'

export type SelectOption = { value: string; label: string }

export type SelectFieldProps = FieldProps &
  Omit<ComponentProps<'select'>, 'id' | 'disabled' | 'children' | 'multiple'> & {
    options: readonly SelectOption[]
    /** Shown while nothing is chosen; its value is `''` and cannot be chosen again. */
    placeholder?: string
  }

/**
 * One of a few options, with the device's own list: the best one on a phone, and no script at all.
 * Works with react-hook-form's `register` and controlled. For many options: `Combobox`.
 */
export function SelectField({
  label,
  isLabelHidden = false,
  isOptional = false,
  description,
  error,
  disabledReason,
  options,
  placeholder,
  className,
  ...props
}: SelectFieldProps) {
  const field = { label, isLabelHidden, isOptional, description, error, disabledReason }
  const { ids, controlProps } = useField(field)
  return (
    <Field ids={ids} field={field} className={className}>
      <div className="relative">
        <select
          {...props}
          {...controlProps}
          disabled={Boolean(disabledReason)}
          className={cx(controlStyle, 'appearance-none pe-8 forced-colors:appearance-auto')}
        >
          {placeholder !== undefined && (
            <option value="" disabled>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute end-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-3 forced-colors:hidden"
        />
      </div>
    </Field>
  )
}
