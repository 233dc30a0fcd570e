import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'
import { textLinkStyle } from './text-link-style.ts'

/** An action that reads as a link in running text: "select all 796", a suggestion in an error. */
export function TextButton({ className, type = 'button', ...props }: ComponentProps<'button'>) {
  return (
    // oxlint-disable-next-line react/button-has-type -- it has `button` unless the caller asks for `submit`
    <button {...props} type={type} className={cx(textLinkStyle, 'inline min-h-6', className)} />
  )
}
