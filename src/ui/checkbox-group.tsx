import type { ReactNode } from 'react'
import { Checkbox } from './checkbox.tsx'
import { FieldGroup, type FieldProps, useField } from './field.tsx'

export type CheckboxGroupProps<T extends string> = Omit<FieldProps, 'disabledReason'> & {
  options: readonly {
    value: T
    label: ReactNode
    description?: ReactNode
    disabledReason?: string
  }[]
  /** Those that are ticked. */
  value: readonly T[]
  /** Gets the ticked ones, in the order of the options. */
  onChange: (value: T[]) => void
  onBlur?: () => void
}

/** Any of several options. */
export function CheckboxGroup<T extends string>({
  options,
  value,
  onChange,
  onBlur,
  ...field
}: CheckboxGroupProps<T>) {
  const { ids } = useField(field)
  return (
    <FieldGroup ids={ids} field={field}>
      <div className="grid gap-3">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            description={option.description}
            disabledReason={option.disabledReason}
            checked={value.includes(option.value)}
            onBlur={onBlur}
            onChange={({ currentTarget }) =>
              onChange(
                options
                  .map((each) => each.value)
                  .filter((each) =>
                    each === option.value ? currentTarget.checked : value.includes(each),
                  ),
              )
            }
          />
        ))}
      </div>
    </FieldGroup>
  )
}
