/** Lone halves of a surrogate pair cannot be encoded; they become U+FFFD, as browsers do. */
function wellFormed(text: string): string {
  return text.toWellFormed()
}

/**
 * Percent-encodes a value so that it cannot leave its place in an address: everything but the
 * unreserved characters of RFC 3986 section 2.3.
 */
export function encodeForUrl(value: string): string {
  return encodeURIComponent(wellFormed(value)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** What a cookie value may hold as it is: cookie-octet of RFC 6265 section 4.1.1, without `%`. */
const COOKIE_UNSAFE = /[^\u0021\u0023\u0024\u0026-\u002b\u002d-\u003a\u003c-\u005b\u005d-\u007e]+/gu

/**
 * Percent-encodes what a cookie value cannot hold, so that `decodeURIComponent` gives the text back:
 * a space is %20, a semicolon %3B; `=` and `&` stay.
 */
export function encodeForCookie(text: string): string {
  return wellFormed(text).replace(COOKIE_UNSAFE, encodeURIComponent)
}
