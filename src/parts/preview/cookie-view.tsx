import { getPublicSuffix } from 'tldts'
import { COOKIE_MAX_BYTES } from '../../contract/destination/cookie.ts'
import { storedCookie } from '../../domain/delivery/browser-cookie.ts'
import { cookieAsCurl, cookieAsHtml } from '../../domain/delivery/copy-formats.ts'
import type { PageContext } from '../../domain/delivery/types.ts'
import { formatMoment, formatNumber, plural } from '../../lib/format.ts'
import { CopyMenu } from '../../ui/copy-menu.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { MACRO, OUTPUT } from './output-style.ts'
import type { NamedSegments, PreviewResult } from './previewer.ts'
import { SegmentNames } from './segment-names.tsx'

type CookieViewProps = {
  write: NonNullable<PreviewResult['cookie']>
  page: PageContext
  maxSize: number
  /** Milliseconds since 1970, from which its life is counted. */
  now: number
  /** Segments that the full cookie has no room for. */
  leftOut: NamedSegments | null
}

const isPublicSuffix = (domain: string) =>
  getPublicSuffix(domain, { allowPrivateDomains: true }) === domain

/** The cookie as the browser stores it. In a file of its own: the list of public suffixes is large. */
export function CookieView({ write, page, maxSize, now, leftOut }: CookieViewProps) {
  const { stored, refused } = storedCookie(write, page, isPublicSuffix)
  return (
    <>
      <h3 className="mt-3 font-semibold">1 cookie, written on {page.host}</h3>
      <SegmentNames
        segments={write.segments}
        title={`Carries ${plural(write.segments.count, 'segment')}`}
      />
      {refused !== null && (
        <div className="mt-2">
          <Notice tone="bad">
            <b>Browsers do not store it.</b> {refused}
          </Notice>
        </div>
      )}
      <section
        aria-label="Cookie as stored"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className={OUTPUT}
      >
        {write.name}=<mark className={MACRO}>{write.value}</mark>
      </section>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-3">Read by the page</dt>
        <dd className="max-h-32 overflow-y-auto font-mono text-sm break-all">
          {write.decodedValue}
        </dd>
        <dt className="text-ink-3">Sent to</dt>
        <dd className="text-sm break-all">
          <span className="font-mono">{stored?.domain ?? write.domain ?? page.host}</span>
          {stored && (stored.hostOnly ? ' alone' : ' and all below it')}
        </dd>
        <dt className="text-ink-3">Expires</dt>
        <dd>{expiry(write.maxAge, now)}</dd>
      </dl>
      <div className="mt-3 grid gap-2">
        <Meter
          label="Value"
          value={write.valueBytes}
          max={maxSize}
          valueText={`${formatNumber(write.valueBytes)} of ${formatNumber(maxSize)} bytes`}
        />
        <Meter
          label="Whole cookie"
          value={write.totalBytes}
          max={COOKIE_MAX_BYTES}
          valueText={`${formatNumber(write.totalBytes)} of ${formatNumber(COOKIE_MAX_BYTES)} bytes`}
        />
      </div>
      {leftOut && (
        <p className="mt-2 text-sm text-warn">
          {plural(leftOut.count, 'segment')} did not fit, lowest priority first:{' '}
          {leftOut.first
            .slice(0, 3)
            .map(({ name }) => name)
            .join(', ')}
          {leftOut.count > 3 && ` and ${formatNumber(leftOut.count - 3)} more`}.
        </p>
      )}
      <div className="mt-2">
        <CopyMenu
          label="Copy the cookie"
          formats={[
            { id: 'pair', label: 'Name and value', text: () => `${write.name}=${write.value}` },
            { id: 'decoded', label: 'Decoded value', text: () => write.decodedValue },
            {
              id: 'curl',
              label: 'cURL',
              text: () => cookieAsCurl(write, `${page.protocol}://${page.host}/`),
            },
            { id: 'html', label: 'HTML', text: () => cookieAsHtml(write) },
          ]}
        />
      </div>
    </>
  )
}

function expiry(maxAge: number | null, now: number): string {
  if (maxAge === null) return 'when the browser closes'
  const at = formatMoment(new Date(now + maxAge * 1000).toISOString())
  return `${at}, after ${plural(maxAge / 86_400, 'day')}`
}
