import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'
import { controlStyle, Field, type FieldProps, useField } from './field.tsx'

export type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, 'id' | 'disabled'> & { isMono?: boolean }

/** Text of several lines; grows with what is typed where the browser can (`field-sizing`). */
export function TextArea({
  label,
  isLabelHidden = false,
  isOptional = false,
  description,
  error,
  disabledReason,
  isMono = false,
  className,
  readOnly,
  rows = 3,
  ...props
}: TextAreaProps) {
  const field = { label, isLabelHidden, isOptional, description, error, disabledReason }
  const { ids, controlProps } = useField(field)
  return (
    <Field ids={ids} field={field} className={className}>
      <textarea
        {...props}
        {...controlProps}
        rows={rows}
        readOnly={readOnly ?? Boolean(disabledReason)}
        className={cx(
          controlStyle,
          'block max-h-96 field-sizing-content resize-y',
          isMono && 'font-mono text-sm',
        )}
      />
    </Field>
  )
}
