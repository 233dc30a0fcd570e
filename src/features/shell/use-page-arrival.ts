import { useEffect, useRef } from 'react'
import { useLocation, useNavigation } from 'react-router'
import { focusHeading } from '../../ui/focus-heading.ts'

const PRODUCT = 'Destination Builder'

/**
 * The document's title for a page: its heading, what it belongs to from the near to the far, the product.
 *
 * @param heading the page's `h1`; null: it has none.
 * @param crumbs the entries of its breadcrumb, from the far to the near.
 */
export function documentTitle(heading: string | null, crumbs: readonly string[]): string {
  const parts = [heading ?? '', ...crumbs.toReversed(), PRODUCT]
  return [...new Set(parts)].filter((part) => part !== '').join(' · ')
}

function crumbsOnPage(): string[] {
  const entries = document.querySelectorAll(
    'header nav[aria-label="Breadcrumb"] li:not([aria-hidden])',
  )
  return Array.from(entries, (entry) => entry.textContent)
}

/**
 * Tells people where they have arrived: the document's title follows the page, and the focus moves to
 * its heading, from where screen readers and the Tab key go on. Not at the first page, where the
 * browser does it; not where the address names a field, which takes the focus itself; and not when only
 * the search part of the address changes.
 */
export function usePageArrival(): void {
  const { pathname, search } = useLocation()
  const isIdle = useNavigation().state === 'idle'
  const shown = useRef<string | null>(null)

  // The document and its focus are outside of React.
  useEffect(() => {
    if (!isIdle) return
    const heading = document.querySelector('main h1')?.textContent ?? null
    document.title = documentTitle(heading, crumbsOnPage())

    const isArrival = shown.current !== null && shown.current !== pathname
    shown.current = pathname
    if (isArrival && !new URLSearchParams(search).has('focus')) focusHeading()
  }, [pathname, search, isIdle])
}
