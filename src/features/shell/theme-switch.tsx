import { useId, useSyncExternalStore } from 'react'
import { cx } from '../../ui/class-names.ts'
import { getTheme, setTheme, subscribeTheme, type Theme } from '../../ui/theme.ts'

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** Light, dark, or as the device has it. Kept in this browser. */
export function ThemeSwitch() {
  const name = useId()
  const theme = useSyncExternalStore(subscribeTheme, getTheme)
  return (
    <fieldset>
      <legend className="sr-only">Theme</legend>
      <div className="flex gap-0.5 rounded-control bg-sunken p-0.5">
        {THEMES.map(({ value, label }) => (
          <label
            key={value}
            className={cx(
              'relative grow cursor-pointer rounded-small px-1.5 py-1 text-center text-ink-2 hover:text-ink',
              'has-checked:bg-surface has-checked:font-semibold has-checked:text-ink has-checked:shadow-card',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent',
              'forced-colors:has-checked:outline-2',
            )}
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={theme === value}
              onChange={() => setTheme(value)}
              className="absolute inset-0 cursor-[inherit] appearance-none outline-none"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
