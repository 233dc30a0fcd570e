import { useEffect, useRef } from 'react'
import { useLocation, useNavigation } from 'react-router'

const PRODUCT = 'Destination Builder'

/**
 * The document's title for a page: its heading, what it belongs to where that is something else, and the
 * product.
 *
 * @param heading the page's `h1`; null: it has none.
 * @param place the last entry of the breadcrumb; null: there is none.
 */
export function documentTitle(heading: string | null, place: string | null): string {
  return [...new Set([heading, place, PRODUCT])].filter(Boolean).join(' · ')
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
    const heading = document.querySelector<HTMLElement>('main h1')
    const place = document.querySelector('header [aria-current="page"]')
    document.title = documentTitle(heading?.textContent ?? null, place?.textContent ?? null)

    const isArrival = shown.current !== null && shown.current !== pathname
    shown.current = pathname
    if (!isArrival || new URLSearchParams(search).has('focus') || !heading) return
    heading.tabIndex = -1
    heading.style.outline = 'none'
    heading.focus({ preventScroll: true })
  }, [pathname, search, isIdle])
}
