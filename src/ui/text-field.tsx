import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names.ts'
import { controlStyle, Field, type FieldProps, useField } from './field.tsx'

export type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'id' | 'prefix' | 'size' | 'disabled' | 'type'> & {
    type?: 'text' | 'email' | 'url'
    /** For codes, keys and addresses: monospaced, and neither corrected nor capitalised. */
    isMono?: boolean
    /** Before the value, inside of the frame: a unit, a fixed part. */
    prefix?: ReactNode
    /** After the value, inside of the frame. */
    suffix?: ReactNode
  }

/**
 * A line of text. Works with react-hook-form (`{...register('name')}`) and controlled
 * (`value`, `onChange`).
 */
export function TextField({
  label,
  isLabelHidden = false,
  isOptional = false,
  description,
  error,
  disabledReason,
  type = 'text',
  isMono = false,
  prefix,
  suffix,
  className,
  readOnly,
  ...props
}: TextFieldProps) {
  const field = { label, isLabelHidden, isOptional, description, error, disabledReason }
  const { ids, controlProps } = useField(field)
  const input = (
    <input
      autoComplete="off"
      {...(isMono && { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off' })}
      {...props}
      {...controlProps}
      type={type}
      readOnly={readOnly ?? Boolean(disabledReason)}
      className={cx(
        controlStyle,
        isMono && 'font-mono text-sm',
        Boolean(prefix) && 'ps-8',
        Boolean(suffix) && 'pe-14',
      )}
    />
  )
  return (
    <Field ids={ids} field={field} className={className}>
      {prefix || suffix ? (
        <div className="relative">
          {prefix && <Affix className="start-0 ps-2.75">{prefix}</Affix>}
          {input}
          {suffix && <Affix className="end-0 pe-2.75">{suffix}</Affix>}
        </div>
      ) : (
        input
      )}
    </Field>
  )
}

function Affix({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span
      className={cx(
        'pointer-events-none absolute inset-y-0 flex items-center text-sm text-ink-3',
        className,
      )}
    >
      {children}
    </span>
  )
}
