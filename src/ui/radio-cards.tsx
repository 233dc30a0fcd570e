import type { ReactNode, Ref } from 'react'
import { cx } from './class-names.ts'
import { FieldGroup, type FieldProps, useField } from './field.tsx'

export type RadioCardsProps<T extends string> = FieldProps & {
  options: readonly {
    value: T
    label: ReactNode
    description?: ReactNode
    /** Why this one cannot be chosen now, as a sentence. */
    disabledReason?: string
  }[]
  /** Null: not chosen yet. */
  value: T | null
  onChange: (value: T) => void
  onBlur?: () => void
  /** Cards beside each other on a wide screen. */
  columns?: 1 | 2 | 3
  /** The option that Tab comes to; react-hook-form focuses it when something is wrong. */
  ref?: Ref<HTMLInputElement>
}

const COLUMNS = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-3' } as const

/** One of two to four options that need a word of explanation each. */
export function RadioCards<T extends string>({
  options,
  value,
  onChange,
  onBlur,
  columns = 2,
  ref,
  ...field
}: RadioCardsProps<T>) {
  const { ids } = useField(field)
  const tabStop = options.find((option) => option.value === value) ?? options[0]
  return (
    <FieldGroup ids={ids} field={field} role="radiogroup">
      <div className={cx('grid gap-x-4 gap-y-3', COLUMNS[columns])}>
        {options.map((option) => {
          const id = `${ids.control}-${option.value}`
          const reason = option.disabledReason ?? field.disabledReason
          return (
            <label
              key={option.value}
              className={cx(
                'relative block rounded-control border border-line-strong bg-surface px-2.75 py-2',
                'has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-checked:ring-inset',
                'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
                'forced-colors:has-checked:outline-2',
                reason
                  ? 'cursor-not-allowed bg-sunken text-ink-2'
                  : 'cursor-pointer hover:border-ink-3',
              )}
            >
              <input
                ref={option === tabStop ? ref : undefined}
                type="radio"
                name={ids.control}
                value={option.value}
                checked={value === option.value}
                disabled={Boolean(reason)}
                onChange={() => onChange(option.value)}
                onBlur={onBlur}
                aria-labelledby={`${id}-label`}
                aria-describedby={`${id}-description`}
                className="absolute inset-0 cursor-[inherit] appearance-none outline-none"
              />
              <span id={`${id}-label`} className="block font-bold">
                {option.label}
              </span>
              <span id={`${id}-description`} className="block text-sm text-ink-3">
                {option.description}
                {option.disabledReason && <span className="block">{option.disabledReason}</span>}
              </span>
            </label>
          )
        })}
      </div>
    </FieldGroup>
  )
}
