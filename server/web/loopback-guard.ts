import { ProblemError } from '../problem-error.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The names by which this machine alone reaches a server on the port. */
export function loopbackHosts(host: string, port: number): Set<string> {
  const names = ['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host]
  return new Set(
    names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])),
  )
}

/**
 * Keeps other websites out, since there is no sign-in: a page elsewhere may point its own name at
 * 127.0.0.1 (DNS rebinding), which the Host header shows, or post a form to this address, which Origin
 * and Sec-Fetch-Site show (Fetch Metadata, section 2.3).
 *
 * @throws ProblemError forbidden
 */
export function refuseForeign(request: Request, hosts: ReadonlySet<string>): void {
  const { headers, method } = request
  const host = headers.get('host')?.toLowerCase() ?? ''
  if (!hosts.has(host)) {
    throw new ProblemError(
      'forbidden',
      `This server answers to ${[...hosts][0] ?? 'localhost'}, not to another name.`,
    )
  }
  if (SAFE.has(method)) return
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  const isForeign =
    (origin !== null && origin !== `http://${host}`) ||
    (site !== null && site !== 'same-origin' && site !== 'none')
  if (isForeign) {
    throw new ProblemError('forbidden', 'Another website may not change anything here.')
  }
}
