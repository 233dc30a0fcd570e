import type { EdgeResponse, TagReport, WrittenCookie } from '../contract/edge.ts'

/*
 * The tag of a customer's page: asks the edge, writes the cookies, makes the calls. It imports types
 * alone and is built as one small script (scripts/live-test-tag.ts):
 *
 *   <script src="tag.js" data-edge="/event" data-uuid="…" defer></script>
 *
 * With `data-receiver` the page takes part in live tests (docs/decisions/010): the parameters of its
 * address stand for the visitor and the page, every call goes to the receiver instead, and cookies are
 * removed once they have been read back.
 */

/** Parameters that a live test sets; the edge knows what they mean. */
const TEST_PARAMETERS = ['d_uuid', 'd_host', 'd_proto', 'd_env', 'd_seed', 'd_now']

const SECONDS_A_DAY = 86_400

type Settings = {
  edge: URL
  isSecure: boolean
  /** Before each address that is called; '' outside of live tests. */
  receiver: string
  liveTestId: string
}

function settingsOf({ src, dataset }: HTMLScriptElement): Settings {
  const { edge: path = '/event', uuid = '', receiver } = dataset
  const given = new URLSearchParams(receiver === undefined ? '' : location.search)
  const edge = new URL(path, src)
  const { searchParams } = edge
  searchParams.set('d_rtbd', 'json')
  searchParams.set('d_host', location.hostname)
  searchParams.set('d_proto', location.protocol.slice(0, -1))
  if (uuid) searchParams.set('d_uuid', uuid)
  for (const name of TEST_PARAMETERS) {
    const value = given.get(name)
    if (value !== null) searchParams.set(name, value)
  }
  const liveTestId = given.get('live_test') ?? ''
  return {
    edge,
    isSecure: searchParams.get('d_proto') === 'https',
    receiver: receiver === undefined ? '' : new URL(`${receiver}/${liveTestId}/`, src).href,
    liveTestId,
  }
}

function makeCall(
  { c, e, y }: EdgeResponse['dests'][number],
  { isSecure, receiver }: Settings,
  images: Set<string>,
) {
  const address = isSecure ? e : c
  // A browser would not ask again for an image that the page has: then nor is it counted.
  if (!address || (y === 'img' && images.has(address))) return 0
  if (y === 'img') images.add(address)
  const element = document.createElement(y)
  element.width = element.height = '0'
  element.hidden = true
  if (element instanceof HTMLImageElement) element.alt = ''
  else element.title = 'Partner'
  element.src = receiver + address
  document.body.append(element)
  return 1
}

function isOnDomain(domain: string): boolean {
  const parent = domain.replace(/^\./, '')
  return location.hostname === parent || location.hostname.endsWith(`.${parent}`)
}

function writeCookie(
  { cn, cv, ttl, dmn }: EdgeResponse['stuff'][number],
  { receiver }: Settings,
): WrittenCookie {
  const pair = `${cn}=${cv}`
  const domain = dmn && `; domain=${dmn}`
  const life = ttl ? `; max-age=${ttl * SECONDS_A_DAY}` : ''
  const asked = `${pair}${domain}; path=/${life}`
  const isDomainLeftOut = dmn !== '' && !isOnDomain(dmn)
  // In a live test the app lives on the same host: it shall not be sent these with each request.
  const place = receiver
    ? `${isDomainLeftOut ? '' : domain}; path=${location.pathname}`
    : `${domain}; path=/`
  document.cookie = `${pair}${place}${life}`
  const kept = document.cookie.split('; ').find((each) => each.startsWith(`${cn}=`)) ?? null
  if (receiver) document.cookie = `${cn}=${place}; max-age=0`
  return { asked, kept, isDomainLeftOut }
}

async function run(script: HTMLScriptElement): Promise<void> {
  const settings = settingsOf(script)
  const report: TagReport = {
    type: 'live-test',
    liveTestId: settings.liveTestId,
    calls: 0,
    cookies: [],
    error: null,
  }
  try {
    const response = await fetch(settings.edge, { credentials: 'omit' })
    if (!response.ok) throw new Error(`The edge answered ${response.status}.`)
    const { stuff, dests }: EdgeResponse = await response.json()
    report.cookies = stuff.map((cookie) => writeCookie(cookie, settings))
    const images = new Set<string>()
    for (const call of dests) report.calls += makeCall(call, settings, images)
  } catch (error) {
    report.error = error instanceof Error ? error.message : String(error)
  }
  if (settings.receiver && parent !== window) parent.postMessage(report, location.origin)
}

if (document.currentScript instanceof HTMLScriptElement) void run(document.currentScript)
