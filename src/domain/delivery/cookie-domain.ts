import type { CookieConfiguration } from '../../contract/destination/cookie.ts'

function isSameOrBelow(host: string, domain: string): boolean {
  const parent = domain.toLowerCase().replace(/^\./, '')
  const child = host.toLowerCase()
  return child === parent || child.endsWith(`.${parent}`)
}

/** An IPv6 address in brackets, or a host that ends in a number (URL Standard, "ends in a number"). */
function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /(^|\.)\d+$/.test(host)
}

/**
 * Whether a page can set a cookie for a domain: it equals the page's host or is a parent of it.
 * domain.md, "Cookie destination"; RFC 6265 section 5.1.3.
 *
 * @param domain with or without a leading dot; null: the page's own.
 */
export function cookieDomainMatches(host: string, domain: string | null): boolean {
  if (domain === null) return true
  // An address has no parents, and takes no dot before it (RFC 6265 section 5.1.3).
  return isIpAddress(host) ? host === domain : isSameOrBelow(host, domain)
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
