import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style.ts'
import { cx } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import { useDisabled } from './use-disabled.ts'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'title'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Work is under way: the button keeps its focus and does nothing until it is over. */
  isPending?: boolean
  /** Shown instead of the children while pending: "Saving…". */
  pendingLabel?: string
  /** Why the button cannot be used now, as a sentence. Present: disabled, and the reason can be read. */
  disabledReason?: string | undefined
  children: ReactNode
}

/** A button; of `type="button"` unless told. `className` is for the place that it takes. */
export function Button({
  variant = 'secondary',
  size = 'normal',
  isPending = false,
  pendingLabel,
  disabledReason,
  type = 'button',
  className,
  children,
  onClick,
  'aria-describedby': describedBy,
  ...props
}: ButtonProps) {
  const { reasonId, controlProps } = useDisabled(disabledReason)

  return (
    <span className={cx('group/reason relative inline-flex', className)}>
      <button
        {...props}
        // oxlint-disable-next-line react/button-has-type -- it has `button` unless the caller asks for `submit`
        type={type}
        aria-disabled={isPending || undefined}
        aria-busy={isPending || undefined}
        onClick={isPending ? ignore : onClick}
        {...controlProps}
        aria-describedby={cx(describedBy, reasonId) || undefined}
        className={cx(buttonStyle(variant, size), 'grow')}
      >
        {isPending && <Spinner />}
        {isPending && pendingLabel ? pendingLabel : children}
      </button>
      {reasonId && <Reason id={reasonId}>{disabledReason}</Reason>}
    </span>
  )
}

function ignore(event: MouseEvent): void {
  event.preventDefault()
}

/** Shown above the control while a pointer or the focus is on it; always there for screen readers. */
function Reason({ id, children }: { id: string; children: ReactNode }) {
  return (
    <span
      id={id}
      className={cx(
        'pointer-events-none absolute bottom-full end-0 z-30 mb-1.5 w-max max-w-72 rounded-control border border-line',
        'bg-surface px-2.5 py-1.5 text-start text-sm font-normal whitespace-normal text-ink shadow-overlay',
        'opacity-0 group-focus-within/reason:opacity-100 group-hover/reason:opacity-100',
      )}
    >
      {children}
    </span>
  )
}
