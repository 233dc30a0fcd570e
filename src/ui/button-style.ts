import { cx } from './class-names.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'normal' | 'small'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:brightness-110 active:brightness-95',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  ghost: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  danger: 'border-line-strong bg-surface text-bad hover:border-bad hover:bg-bad-soft',
}

const SIZES: Record<ButtonSize, string> = {
  normal: 'min-h-9 px-3.25 py-1.75',
  small: 'min-h-7 px-2.5 py-0.75 text-chip',
}

/** The look that buttons and links that look like buttons share. */
export function buttonStyle(variant: ButtonVariant, size: ButtonSize = 'normal'): string {
  return cx(
    'ring-focus inline-flex items-center justify-center gap-1.75 rounded-control border font-semibold',
    'whitespace-nowrap select-none transition-[background-color,border-color,filter] duration-100',
    'aria-disabled:opacity-60 aria-disabled:hover:brightness-100',
    VARIANTS[variant],
    SIZES[size],
  )
}
