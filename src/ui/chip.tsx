import type { ComponentProps, ReactNode } from 'react'
import { chipStyle } from './chip-style.ts'
import { cx } from './class-names.ts'

export type ChipProps = Omit<ComponentProps<'button'>, 'disabled' | 'title'> & {
  /** Present: a toggle, in this state. Absent: a plain action, such as a macro to insert. */
  isSelected?: boolean
  /** Shown as chosen without being a toggle: a filter that is set, a menu's trigger. */
  isActive?: boolean
  isMono?: boolean
  children: ReactNode
}

/** A small round button: a toggle, a filter, something to insert. */
export function Chip({
  isSelected,
  isActive = isSelected === true,
  isMono = false,
  type = 'button',
  className,
  ...props
}: ChipProps) {
  return (
    <button
      {...props}
      // oxlint-disable-next-line react/button-has-type -- it has `button` unless the caller asks for `submit`
      type={type}
      aria-pressed={isSelected}
      className={cx(chipStyle(isActive), 'ring-focus px-2.75', isMono && 'font-mono', className)}
    />
  )
}
