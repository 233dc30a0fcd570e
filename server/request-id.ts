/** A request id that a proxy in front has given. */
const REQUEST_ID = /^[\w.-]{1,100}$/

/**
 * The id of a request: the one that it brings (`X-Request-Id`), if that can be written into a log.
 *
 * @param newId makes one for each request that brings none.
 */
export function requestIdOf(given: string | null | undefined, newId: () => string): string {
  return given && REQUEST_ID.test(given) ? given : newId()
}
