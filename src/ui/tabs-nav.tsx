import { Link } from 'react-router'
import { formatNumber } from '../lib/format.ts'
import { cx } from './class-names.ts'

export type TabLink = {
  label: string
  to: string
  isCurrent: boolean
  /** How many there are; null: not known yet. */
  count?: number | null
}

/** Links to the parts of a page, each with an address of its own. */
export function TabsNav({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="relative overflow-x-auto border-b border-line">
      <ul className="flex gap-5.5">
        {tabs.map((tab) => (
          <li key={tab.label} className="flex-none">
            <Link
              to={tab.to}
              preventScrollReset
              aria-current={tab.isCurrent ? 'page' : undefined}
              className={cx(
                'ring-focus-inset flex items-baseline gap-1.25 border-b-2 py-2 font-semibold',
                tab.isCurrent
                  ? 'border-accent text-ink'
                  : 'border-transparent text-ink-2 hover:text-ink',
              )}
            >
              {tab.label}
              {typeof tab.count === 'number' && (
                <span className="text-sm font-normal text-ink-3">{formatNumber(tab.count)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
