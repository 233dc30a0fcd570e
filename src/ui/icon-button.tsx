import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names.ts'

export type IconButtonProps = Omit<
  ComponentProps<'button'>,
  'aria-label' | 'title' | 'disabled'
> & {
  /** What it does, and to what: "Actions for Ticket retargeting pixel". */
  label: string
  /** One icon. */
  children: ReactNode
}

/** A button with an icon alone; its name is read, not shown. */
export function IconButton({
  label,
  children,
  className,
  type = 'button',
  ...props
}: IconButtonProps) {
  return (
    <button
      {...props}
      // oxlint-disable-next-line react/button-has-type -- it has `button` unless the caller asks for `submit`
      type={type}
      aria-label={label}
      className={cx(
        'ring-focus inline-grid size-8 flex-none place-items-center rounded-control text-ink-2',
        'hover:bg-sunken hover:text-ink aria-expanded:bg-sunken [&_svg]:size-4',
        className,
      )}
    >
      {children}
    </button>
  )
}
