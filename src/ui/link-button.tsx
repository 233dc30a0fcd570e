import type { ComponentProps } from 'react'
import { Link } from 'react-router'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style.ts'
import { cx } from './class-names.ts'

export type LinkButtonProps = ComponentProps<typeof Link> & {
  variant?: ButtonVariant
  size?: ButtonSize
}

/** A link that looks like a button: it goes somewhere. What acts is a `Button`. */
export function LinkButton({ variant = 'secondary', size, className, ...props }: LinkButtonProps) {
  return <Link {...props} className={cx(buttonStyle(variant, size), className)} />
}
