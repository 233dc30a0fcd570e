import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/** Bytes below which compressing costs more than it saves. */
const WORTHWHILE = 1024

/** Of 1 to 9; beyond this one an answer gets little smaller and much later. */
const QUICK = 4

/** Whether a client takes a content coding (RFC 9110 section 12.5.3). */
export function accepts(headers: Headers, wanted: 'br' | 'gzip'): boolean {
  const codings = (headers.get('accept-encoding') ?? '').toLowerCase().split(',')
  return codings.some((coding) => {
    const [name, ...parameters] = coding.split(';').map((part) => part.trim())
    return name === wanted && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}

/** Compresses an answer for a client that takes it, where it pays. */
export async function compressed(response: Response, request: Request): Promise<Response> {
  response.headers.append('vary', 'accept-encoding')
  // Asked in this order: to look at the body makes a stream of it, which is slower to send.
  if (!accepts(request.headers, 'gzip') || !response.body) return response
  const { status, headers } = response
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.byteLength < WORTHWHILE) return new Response(bytes, { status, headers })
  headers.set('content-encoding', 'gzip')
  headers.delete('content-length')
  return new Response(await compress(bytes, { level: QUICK }), { status, headers })
}
