import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import { COOKIE_MAX_BYTES } from '../../contract/destination/cookie.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Visitor } from '../../contract/visitor.ts'
import type { CookieWrite, PageContext, Part, UrlCall } from '../../domain/delivery/types.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { chipStyle } from '../../ui/chip-style.ts'
import { Meter } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { previewOf, visitorIn } from './preview-data.ts'

/** Addresses beyond this length are cut by some servers and proxies. */
const ADDRESS_MARK = 2048
/** How many mapped segments the made-up visitor is in. */
const TYPICAL_SEGMENTS = 5

const OUTPUT =
  'mt-2 rounded-control bg-sunken px-3 py-2.5 font-mono text-sm leading-[1.75] break-all'
const MACRO = 'rounded-small bg-accent-soft px-0.5 text-accent-ink'
const MISSING = 'rounded-small bg-warn-soft px-1 text-warn'

type PreviewProps = {
  /** The destination as it stands in the form, saved or not. */
  destination: Destination
}

/** What will be sent for a chosen visitor, beside the form, at each keystroke. */
export function Preview({ destination }: PreviewProps) {
  // Typing comes first: the panel follows when the browser has time.
  const current = useDeferredValue(destination)
  const visitors = useQuery(q('visitorList', {}))
  const typical = useQuery(
    q('mappingList', {
      params: { destinationId: destination.id },
      query: { limit: TYPICAL_SEGMENTS, sort: 'id' },
    }),
  )
  const [search, setSearch] = useSearchParams()
  const [protocol, setProtocol] = useState<PageContext['protocol']>('https')

  if (visitors.isPending || typical.isPending) {
    return (
      <PreviewCard>
        <Loading />
      </PreviewCard>
    )
  }
  const failed = visitors.isError ? visitors : typical.isError ? typical : null
  if (failed) {
    return (
      <PreviewCard>
        <Failed
          error={failed.error}
          onRetry={() => void Promise.all([visitors.refetch(), typical.refetch()])}
        />
      </PreviewCard>
    )
  }

  const typicalVisitor = visitorIn(typical.data?.items.map((mapping) => mapping.segmentId) ?? [])
  const choices = [...(visitors.data?.items ?? []), typicalVisitor]
  const visitor =
    choices.find((choice) => String(choice.id) === search.get('visitor')) ??
    choices[0] ??
    typicalVisitor

  return (
    <PreviewCard
      controls={
        <label className="block min-w-0">
          <span className="sr-only">Visitor</span>
          <select
            className={`${chipStyle(false)} ring-focus max-w-full px-2.75`}
            value={visitor.id}
            onChange={(event) => {
              const next = new URLSearchParams(search)
              next.set('visitor', event.target.value)
              setSearch(next, { replace: true, preventScrollReset: true })
            }}
          >
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {visitorTitle(choice)}
              </option>
            ))}
          </select>
        </label>
      }
    >
      {current.configuration.type === 'url' && (
        <ProtocolSwitch protocol={protocol} onChange={setProtocol} />
      )}
      <PreviewBody destination={current} visitor={visitor} protocol={protocol} />
    </PreviewCard>
  )
}

function Loading() {
  return (
    <output className="mt-3 grid gap-2">
      <span className="sr-only">Loading…</span>
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-16 w-full" />
    </output>
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { title, detail } = describeError(error)
  return (
    <div className="mt-3">
      <Notice tone="bad" isLive actions={<Button onClick={onRetry}>Retry</Button>}>
        <b>{title}.</b> {detail}
      </Notice>
    </div>
  )
}

function visitorTitle(visitor: Visitor): string {
  return `${visitor.name}, ${plural(visitor.segmentIds.length, 'segment')}`
}

function PreviewCard({
  controls,
  children,
}: {
  controls?: React.ReactNode
  children: React.ReactNode
}) {
  return (
    <Card className="px-4.5 py-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="grow text-md font-bold">What will be sent</h2>
        {controls}
      </div>
      {children}
    </Card>
  )
}

function ProtocolSwitch({
  protocol,
  onChange,
}: {
  protocol: PageContext['protocol']
  onChange: (protocol: PageContext['protocol']) => void
}) {
  return (
    <fieldset className="mt-3 flex items-center gap-2">
      <legend className="sr-only">The visitor’s page</legend>
      {(['https', 'http'] as const).map((choice) => (
        <label
          key={choice}
          className={`${chipStyle(protocol === choice)} px-2.75 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent`}
        >
          <input
            type="radio"
            name="preview-protocol"
            className="sr-only"
            checked={protocol === choice}
            onChange={() => onChange(choice)}
          />
          On an {choice} page
        </label>
      ))}
    </fieldset>
  )
}

function PreviewBody({
  destination,
  visitor,
  protocol,
}: {
  destination: Destination
  visitor: Visitor
  protocol: PageContext['protocol']
}) {
  // Fixed while the panel is open: only edits shall move what is shown.
  const [{ now, seed }] = useState(() => ({
    now: Date.now(),
    seed: Math.floor(Math.random() * 2 ** 31),
  }))
  const mappings = useQuery({
    ...q('mappingList', {
      params: { destinationId: destination.id },
      query: { segmentIds: visitor.segmentIds, limit: 1000, sort: 'id' },
    }),
    enabled: visitor.segmentIds.length > 0,
  })
  if (mappings.isLoading) return <Loading />
  if (mappings.isError) {
    return <Failed error={mappings.error} onRetry={() => void mappings.refetch()} />
  }
  const page = { protocol, host: pageHost(destination) }
  const preview = previewOf({
    destination,
    mappings: mappings.data?.items ?? [],
    visitor,
    page,
    now,
    seed,
  })
  switch (preview.kind) {
    case 'nothing':
      return <output className="mt-3 block text-ink-2">Nothing is sent. {preview.reason}</output>
    case 'calls':
      return <Calls calls={preview.calls} />
    case 'cookie':
      return <Cookie write={preview.write} host={page.host} maxSize={maxSizeOf(destination)} />
  }
}

function maxSizeOf({ configuration }: Destination): number {
  return configuration.type === 'cookie' ? configuration.maxSize : COOKIE_MAX_BYTES
}

/** A page on which the cookie can be set. */
function pageHost({ configuration }: Destination): string {
  const domain = configuration.type === 'cookie' ? configuration.cookieDomain : null
  return domain ? `www.${domain.replace(/^\./, '')}` : 'www.example.com'
}

/** Calls shown one by one; a visitor in hundreds of segments would flood the panel. */
const CALLS_SHOWN = 10

function Calls({ calls }: { calls: UrlCall[] }) {
  return (
    <div className="mt-2.5">
      <p className="text-sm text-ink-3">
        {plural(calls.length, 'call')}, as {calls[0]?.calledAs === 'iframe' ? 'iframe' : 'image'}
      </p>
      <ol>
        {calls.slice(0, CALLS_SHOWN).map((call, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- calls have no identity but their place
          <li key={at}>
            <Parts parts={call.parts} label={`Address of call ${at + 1}`} />
            <div className="mt-2.5 flex items-center gap-3">
              <div className="grow">
                <Meter
                  label="Address length"
                  value={call.url.length}
                  max={ADDRESS_MARK}
                  valueText={`${formatNumber(call.url.length)} of ${formatNumber(ADDRESS_MARK)}`}
                />
              </div>
              <CopyButton text={call.url} label="Copy address" />
            </div>
            <Notes notes={call.notes} />
          </li>
        ))}
      </ol>
      {calls.length > CALLS_SHOWN && (
        <p className="mt-2 text-sm text-ink-3">
          and {formatNumber(calls.length - CALLS_SHOWN)} more calls
        </p>
      )}
    </div>
  )
}

function Parts({ parts, label }: { parts: Part[]; label: string }) {
  return (
    <p className={OUTPUT}>
      <span className="sr-only">{label}: </span>
      {parts.map((part, at) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- parts have no identity but their place
          <mark key={at} title={part.macro} className={part.missing ? MISSING : MACRO}>
            {part.missing ? '' : part.text}
          </mark>
        ),
      )}
    </p>
  )
}

function Notes({ notes }: { notes: string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="mt-2">
      {notes.map((note) => (
        <li key={note} className="text-warn">
          {note}
        </li>
      ))}
    </ul>
  )
}

function Cookie({ write, host, maxSize }: { write: CookieWrite; host: string; maxSize: number }) {
  return (
    <div className="mt-2.5">
      <p className="text-sm text-ink-3">1 cookie, written on {host}</p>
      <p className={OUTPUT}>
        <span className="sr-only">Cookie as stored: </span>
        {write.name}=<mark className={MACRO}>{write.value}</mark>
      </p>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-ink-3">Read by the page</dt>
        <dd className="font-mono text-sm break-all">{write.decodedValue}</dd>
        <dt className="text-ink-3">Domain</dt>
        <dd className="font-mono text-sm break-all">{write.domain ?? `the page’s own: ${host}`}</dd>
        <dt className="text-ink-3">Expires</dt>
        <dd>
          {write.maxAge === null
            ? 'when the browser closes'
            : `after ${plural(write.maxAge / 86_400, 'day')}`}
        </dd>
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
      {write.leftOut.length > 0 && (
        <p className="mt-2 text-warn">
          {plural(write.leftOut.length, 'segment')} did not fit and{' '}
          {write.leftOut.length === 1 ? 'is' : 'are'} left out, lowest priority first:{' '}
          {write.leftOut.slice(0, 5).join(', ')}
          {write.leftOut.length > 5 && ' …'}
        </p>
      )}
      <div className="mt-3">
        <CopyButton text={`${write.name}=${write.value}`} label="Copy cookie" />
      </div>
    </div>
  )
}
