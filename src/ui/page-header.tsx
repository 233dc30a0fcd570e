import type { ReactNode } from 'react'

/** The page's heading, the only `h1`, with its actions on the other side. */
export function PageHeader({
  title,
  description,
  actions,
}: {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="min-w-0 grow">
        <h1 className="text-xl font-bold tracking-[-0.018em] break-words">{title}</h1>
        {description && <div className="mt-1 text-sm text-ink-3">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-3">{actions}</div>}
    </div>
  )
}
