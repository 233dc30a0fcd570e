import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import { COOKIE_MAX_BYTES } from '../../contract/destination/cookie.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import type { PageContext } from '../../domain/delivery/types.ts'
import { formatDate } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { Calls } from './calls.tsx'
import { deliveryMappings } from './delivery-mappings.ts'
import { ENVIRONMENT_NAMES } from './environment-names.ts'
import { NotSent } from './not-sent.tsx'
import {
  momentOf,
  parsePreviewSearch,
  previewPage,
  type PreviewSearch,
  previewSearchParameters,
} from './preview-search.ts'
import { PreviewSkeleton } from './preview-skeleton.tsx'
import type { PreviewInput } from './previewer.ts'
import { visitorIn } from './typical-visitor.ts'
import { usePreview } from './use-preview.ts'

const CookieView = lazy(async () => ({ default: (await import('./cookie-view.tsx')).CookieView }))
const PreviewControls = lazy(async () => ({
  default: (await import('./preview-controls.tsx')).PreviewControls,
}))
const VisitorDialog = lazyDialog(
  async () => (await import('../visitor-form/visitor-dialog.tsx')).VisitorDialog,
)

/** How many mapped segments the made-up visitor is in. */
const TYPICAL_SEGMENTS = 5

/** Loads what the preview needs; until then its skeleton stands in its place. */
export function PreviewPanel({ destination }: { destination: Destination }) {
  const visitors = useQuery(q('visitorList', {}))
  const mappings = useQuery(deliveryMappings(destination.id))
  const failed = visitors.error ?? mappings.error
  if (visitors.data && mappings.data) {
    return (
      <Panel
        destination={destination}
        visitors={visitors.data.items}
        mappings={mappings.data.items}
      />
    )
  }
  if (!failed) return <PreviewSkeleton />
  const { title, detail } = describeError(failed)
  const retry = () => void Promise.all([visitors.refetch(), mappings.refetch()])
  return (
    <div className="mt-3">
      <Notice tone="bad" isLive actions={<Button onClick={retry}>Retry</Button>}>
        <b>{title}.</b> {detail}
      </Notice>
    </div>
  )
}

type PanelProps = {
  destination: Destination
  visitors: readonly Visitor[]
  mappings: readonly DeliveryMapping[]
}

/** Who is being edited in place, or made. */
type Editing = { visitor: Visitor } | { segmentIds: readonly number[] }

function Panel({ destination, visitors, mappings }: PanelProps) {
  // Typing comes first: the panel follows when the browser has time.
  const current = useDeferredValue(destination)
  const [parameters, setParameters] = useSearchParams()
  const search = parsePreviewSearch(parameters)
  const [isOpen, setOpen] = useState(false)
  const [editing, setEditing] = useState<Editing | null>(null)
  // Fixed while the panel is open: only edits shall move what is shown.
  const [{ openedAt, seed }] = useState(() => ({
    openedAt: Date.now(),
    seed: Math.floor(Math.random() * 2 ** 31),
  }))

  const typical = visitorIn(mappings.slice(0, TYPICAL_SEGMENTS).map(({ segmentId }) => segmentId))
  const choices = [...visitors, typical]
  const visitor = choices.find(({ id }) => id === search.visitor) ?? choices[0] ?? typical
  const page = previewPage(search, current)
  const now = momentOf(search.asOf, openedAt)

  function choose(changes: Partial<PreviewSearch>): void {
    setParameters((before) => previewSearchParameters(before, changes), {
      replace: true,
      preventScrollReset: true,
    })
  }

  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="ring-focus mt-1 flex max-w-full items-center gap-1 rounded-small text-start text-sm text-ink-2 hover:text-ink"
      >
        <span className="sr-only">Previewed for: </span>
        <span className="min-w-0 [overflow-wrap:anywhere]">{summary(visitor, page, search)}</span>
        <ChevronDown
          aria-hidden="true"
          className={`size-3.5 flex-none ${isOpen ? 'rotate-180' : ''}`}
        />
      </button>
      {isOpen && (
        <Suspense fallback={<Skeleton className="mt-2 h-72 w-full" />}>
          <PreviewControls
            visitors={choices}
            visitor={visitor}
            page={page}
            asOf={search.asOf}
            isCookie={current.configuration.type === 'cookie'}
            onChange={choose}
            onEditVisitor={() => setEditing({ visitor })}
            onNewVisitor={() => setEditing({ segmentIds: [] })}
          />
        </Suspense>
      )}
      <StatusLine status={destination.status} />
      <Outcome
        mappings={mappings}
        destination={current}
        input={{
          destination: {
            environment: current.environment,
            exportLabels: current.exportLabels,
            configuration: current.configuration,
          },
          visitor,
          page,
          now,
          seed,
        }}
        onEditVisitor={() =>
          setEditing(
            visitor.id === 0
              ? { segmentIds: visitor.qualifications.map(({ segmentId }) => segmentId) }
              : { visitor },
          )
        }
        onNewVisitor={(segmentIds) => setEditing({ segmentIds })}
        onPage={() => setOpen(true)}
      />
      {destination.status === 'active' && visitor.id !== 0 && (
        <p className="mt-4 border-t border-line pt-3 text-sm">
          <TextLink to={paths.liveTest({ visitorId: visitor.id, destinationId: destination.id })}>
            Watch it arrive in Live test
          </TextLink>
        </p>
      )}
      {editing && (
        <VisitorDialog.Dialog
          {...editing}
          onClose={() => setEditing(null)}
          onSaved={({ id }) => {
            setEditing(null)
            choose({ visitor: id })
          }}
        />
      )}
    </>
  )
}

function summary(visitor: Visitor, page: PageContext, { asOf }: PreviewSearch): string {
  return [
    visitor.name,
    page.protocol,
    page.host,
    ENVIRONMENT_NAMES[page.environment].toLowerCase().replace('ios', 'iOS'),
    asOf === null ? 'now' : formatDate(asOf),
  ].join(' · ')
}

function StatusLine({ status }: { status: Destination['status'] }) {
  if (status === 'active') return null
  return (
    <p className="mt-2 text-sm text-ink-3">
      {status === 'paused'
        ? 'Paused: nothing is sent. This is what will be sent once it is resumed.'
        : 'Not active: nothing is sent. This is what will be sent once it is activated.'}
    </p>
  )
}

type OutcomeProps = {
  mappings: readonly DeliveryMapping[]
  destination: Destination
  input: PreviewInput
  onEditVisitor: () => void
  onNewVisitor: (segmentIds: readonly number[]) => void
  onPage: () => void
}

function Outcome({ mappings, destination, input, ...acts }: OutcomeProps) {
  const preview = usePreview(mappings, input)
  if (preview === null) return <PreviewSkeleton />
  // What was asked, not what is asked now: the answer may be on its way.
  const { visitor, page, now } = preview.input
  const { result } = preview
  const { calls, cookie, notSent } = result
  if (result.mapped === 0) {
    return (
      <output className="mt-3 block text-ink-2">
        Nothing is sent: no segment is mapped yet.{' '}
        <TextLink to={paths.builder(destination.id, 'segment-mappings')}>Map segments</TextLink>
      </output>
    )
  }
  return (
    <>
      {calls.count === 0 && cookie === null && (
        <output className="mt-3 block font-semibold">Nothing is sent to {visitor.name}.</output>
      )}
      {calls.count > 0 && <Calls calls={calls} page={page} visitorName={visitor.name} />}
      {cookie && (
        <Suspense fallback={<PreviewSkeleton />}>
          <CookieView
            write={cookie}
            page={page}
            maxSize={maxSizeOf(destination)}
            now={now}
            leftOut={notSent.find(({ reason }) => reason === 'size') ?? null}
          />
        </Suspense>
      )}
      {notSent.length > 0 && (
        <NotSent
          groups={notSent}
          destination={destination}
          protocol={page.protocol}
          visitorName={visitor.name}
          {...acts}
        />
      )}
    </>
  )
}

function maxSizeOf({ configuration }: Destination): number {
  return configuration.type === 'cookie' ? configuration.maxSize : COOKIE_MAX_BYTES
}
