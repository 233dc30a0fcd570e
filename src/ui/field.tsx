import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

/** What every field has. The field wires the ids; screens give words. */
export type FieldProps = {
  label: string
  /** The label is for screen readers only: the place tells what it is (a search, a table cell). */
  isLabelHidden?: boolean
  /** Beside the label, for fields that may stay empty. */
  isOptional?: boolean
  /** Below the control: what it is for, which form it has. */
  description?: ReactNode
  /** What is wrong, and what would be right; may hold a `TextButton` that puts it right. */
  error?: ReactNode
  /** Why it cannot be changed now, as a sentence. Present: read-only, and the reason is shown. */
  disabledReason?: string | undefined
}

/** The ids that tie a control to its words, and the attributes for the control. */
export function useField({ description, error, disabledReason }: Omit<FieldProps, 'label'>) {
  const id = useId()
  const ids = {
    control: id,
    label: `${id}-label`,
    description: `${id}-description`,
    error: `${id}-error`,
    reason: `${id}-reason`,
  }
  const describedBy = cx(
    isGiven(error) && ids.error,
    isGiven(disabledReason) && ids.reason,
    isGiven(description) && ids.description,
  )
  return {
    ids,
    controlProps: {
      id: ids.control,
      'aria-invalid': isGiven(error) || undefined,
      'aria-disabled': isGiven(disabledReason) || undefined,
      'aria-describedby': describedBy || undefined,
    } as const,
  }
}

export type FieldIds = ReturnType<typeof useField>['ids']

/** Label above, words below; the control between. */
export function Field({
  ids,
  field,
  className,
  children,
}: {
  ids: FieldIds
  field: FieldProps
  className?: string | undefined
  children: ReactNode
}) {
  return (
    <div className={cx('min-w-0', className)}>
      <label
        id={ids.label}
        htmlFor={ids.control}
        className={field.isLabelHidden ? 'sr-only' : labelStyle}
      >
        {field.label}
        {field.isOptional && <Optional />}
      </label>
      {children}
      <FieldWords ids={ids} field={field} />
    </div>
  )
}

/** The same for a group of controls: the label is the group's name. */
export function FieldGroup({
  ids,
  field,
  role = 'group',
  className,
  children,
}: {
  ids: FieldIds
  field: FieldProps
  role?: 'group' | 'radiogroup'
  className?: string | undefined
  children: ReactNode
}) {
  const describedBy = cx(
    isGiven(field.error) && ids.error,
    isGiven(field.disabledReason) && ids.reason,
    isGiven(field.description) && ids.description,
  )
  return (
    <div
      role={role}
      aria-labelledby={ids.label}
      aria-describedby={describedBy || undefined}
      aria-invalid={role === 'radiogroup' && isGiven(field.error) ? true : undefined}
      className={cx('min-w-0', className)}
    >
      <div id={ids.label} className={field.isLabelHidden ? 'sr-only' : labelStyle}>
        {field.label}
        {field.isOptional && <Optional />}
      </div>
      {children}
      <FieldWords ids={ids} field={field} />
    </div>
  )
}

function FieldWords({ ids, field }: { ids: FieldIds; field: FieldProps }) {
  return (
    <>
      <div aria-live="polite">
        {isGiven(field.error) && (
          <div id={ids.error} className="mt-1.25 text-sm text-bad">
            {field.error}
          </div>
        )}
      </div>
      {isGiven(field.disabledReason) && (
        <div id={ids.reason} className="mt-1.25 text-sm text-ink-2">
          {field.disabledReason}
        </div>
      )}
      {isGiven(field.description) && (
        <div id={ids.description} className="mt-1.25 text-sm text-ink-3">
          {field.description}
        </div>
      )}
    </>
  )
}

function Optional() {
  return <span className="ms-1.5 font-normal text-ink-3">optional</span>
}

const labelStyle = 'mb-1.25 block font-semibold text-ink'

/** The frame of inputs, text areas and selects. */
export const controlStyle = cx(
  'w-full min-h-9.25 rounded-control border border-line-strong bg-surface px-2.75 py-1.75 text-ink',
  'hover:border-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent',
  'aria-invalid:border-bad aria-invalid:focus:outline-bad',
  'aria-disabled:bg-sunken aria-disabled:text-ink-2 disabled:bg-sunken disabled:text-ink-2',
)

function isGiven(words: ReactNode): boolean {
  return words !== undefined && words !== null && words !== false && words !== ''
}
