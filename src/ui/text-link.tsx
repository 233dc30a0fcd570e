import type { ComponentProps } from 'react'
import { Link } from 'react-router'
import { cx } from './class-names.ts'
import { textLinkStyle } from './text-link-style.ts'

export type TextLinkProps = ComponentProps<typeof Link>

/** A link in running text or a table. */
export function TextLink({ className, ...props }: TextLinkProps) {
  return <Link {...props} className={cx(textLinkStyle, className)} />
}
