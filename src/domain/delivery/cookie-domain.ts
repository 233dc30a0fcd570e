import type { CookieConfiguration } from '../../contract/destination/cookie.ts'

function isSameOrBelow(host: string, domain: string): boolean {
  const parent = domain.toLowerCase().replace(/^\./, '')
  const child = host.toLowerCase()
  return child === parent || child.endsWith(`.${parent}`)
}

/**
 * Whether a page can set a cookie for a domain: it equals the page's host or is a parent of it.
 * domain.md, "Cookie destination"; RFC 6265 section 5.1.3.
 *
 * @param domain with or without a leading dot; null: the page's own.
 */
export function cookieDomainMatches(host: string, domain: string | null): boolean {
  return domain === null || isSameOrBelow(host, domain)
}

/** Whether the destination is published on the page's host; an entry covers its subdomains. */
export function isPublishedOn(
  host: string,
  { mode, domains }: CookieConfiguration['publishTo'],
): boolean {
  switch (mode) {
    case 'all':
      return true
    case 'selected':
      return domains.some((domain) => isSameOrBelow(host, domain))
    case 'except':
      return !domains.some((domain) => isSameOrBelow(host, domain))
  }
}
