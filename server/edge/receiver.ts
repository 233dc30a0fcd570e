import { LiveTestId, RECEIVED_MAX } from '../../src/contract/edge.ts'
import { ProblemError } from '../problem-error.ts'

/** `/receiver/:liveTestId/`, before the address that arrives. */
const PREFIX = /\/receiver\/([^/?#]*)\//

/** A transparent GIF of one pixel. */
const PIXEL = Uint8Array.from(
  atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'),
  (character) => character.charCodeAt(0),
)

const PAGE = '<!doctype html><html lang="en"><title>Received</title></html>'

/**
 * Takes a call of a live test apart: `/receiver/<live test>/https://ads.example/px?seg=1`. The address is
 * what the browser sent, byte for byte: nothing of it is decoded.
 *
 * @param url of the request.
 * @throws ProblemError not-found, malformed-request
 */
export function receivedCall(url: string): { liveTestId: string; address: string } {
  const start = PREFIX.exec(url)
  const liveTestId = LiveTestId.safeParse(start?.[1])
  const address = start ? url.slice(start.index + start[0].length) : ''
  if (!liveTestId.success || !/^https?:\/\//.test(address)) {
    throw new ProblemError(
      'not-found',
      'The receiver takes /receiver/<live test>/<address with http or https>.',
    )
  }
  if (address.length > RECEIVED_MAX) {
    throw new ProblemError(
      'malformed-request',
      `The address has more than ${RECEIVED_MAX} characters.`,
    )
  }
  return { liveTestId: liveTestId.data, address }
}

/**
 * Only our own pages may call: any other could fill the store without reading anything of it.
 *
 * @throws ProblemError forbidden
 */
export function refuseOtherSites(headers: Headers): void {
  const site = headers.get('sec-fetch-site')
  if (site === null || site === 'same-origin' || site === 'none') return
  throw new ProblemError('forbidden', 'Another website may not call the receiver.')
}

/** A pixel for an image, a page for a frame: as the browser says what it asks for (Fetch Metadata). */
export function receiverResponse(headers: Headers): Response {
  const wanted = headers.get('sec-fetch-dest')
  // A service worker is not shown Sec-Fetch-Dest, but Accept.
  const isFrame =
    wanted === null ? (headers.get('accept')?.includes('text/html') ?? false) : wanted === 'iframe'
  return new Response(isFrame ? PAGE : PIXEL, {
    headers: {
      'content-type': isFrame ? 'text/html; charset=utf-8' : 'image/gif',
      'cache-control': 'no-store',
    },
  })
}
