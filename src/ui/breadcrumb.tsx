import { Fragment } from 'react'
import { Link } from 'react-router'

export type Crumb = { label: string; to?: string }

/** Where this page is: links to what is above it; the last entry is the page itself. */
export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-ink-3">
        {items.map(({ label, to }, index) => (
          <Fragment key={`${label} ${to ?? ''}`}>
            {index > 0 && (
              <li aria-hidden="true" className="flex-none">
                ›
              </li>
            )}
            <li className="min-w-0 truncate">
              {to === undefined ? (
                <span aria-current="page" className="font-bold text-ink">
                  {label}
                </span>
              ) : (
                <Link
                  to={to}
                  className="ring-focus-inset rounded-small hover:text-ink hover:underline"
                >
                  {label}
                </Link>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}
