import type { ReactNode } from 'react'

export type EmptyStateProps = {
  title: string
  /** Why there is nothing, and what to do about it. */
  children: ReactNode
  /** Buttons or links; the first one is what most people want. */
  actions?: ReactNode
  icon?: ReactNode
}

/** Where a list would be, when there is nothing in it. */
export function EmptyState({ title, children, actions, icon }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-lg justify-items-center gap-2 px-6 py-14 text-center">
      {icon && (
        <span aria-hidden="true" className="mb-1 text-ink-3 [&_svg]:size-7">
          {icon}
        </span>
      )}
      <h2 className="text-md font-bold">{title}</h2>
      <div className="text-ink-2">{children}</div>
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2.5">{actions}</div>}
    </div>
  )
}
