import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'

/** A surface with a border; the padding is the caller's (`px-6 py-5` for a form). */
export function Card({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      {...props}
      className={cx('rounded-card border border-line bg-surface shadow-card', className)}
    />
  )
}
