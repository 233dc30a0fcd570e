/** Parameters of an address that say for whom, where and when the preview is: see `preview-search.ts`. */
const NAMES = ['visitor', 'protocol', 'host', 'environment', 'asOf']

/**
 * An address with the preview's choices taken along, so that they hold from one step to the next.
 *
 * @param to a path, with a query or without.
 * @param parameters of the page that links to it.
 */
export function withPreview(to: string, parameters: URLSearchParams): string {
  const [path = '', query] = to.split('?')
  const next = new URLSearchParams(query)
  for (const name of NAMES) {
    const value = parameters.get(name)
    if (value !== null && !next.has(name)) next.set(name, value)
  }
  const text = next.toString()
  return text ? `${path}?${text}` : path
}
