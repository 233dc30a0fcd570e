import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type LoaderFunctionArgs, useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { displayName } from '../../domain/destination-types.ts'
import type { PageContext } from '../../domain/delivery/types.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { deliveryMappings } from '../../parts/preview/delivery-mappings.ts'
import { ENVIRONMENT_NAMES } from '../../parts/preview/environment-names.ts'
import { ENVIRONMENTS } from '../../parts/preview/preview-search.ts'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { compare, type Comparison, verdictOf } from './compare.ts'
import { CustomerPage } from './customer-page.tsx'
import { HostField } from './host-field.tsx'
import {
  type LiveTestSearch,
  liveTestSearchParameters,
  pageOf,
  parseLiveTestSearch,
} from './live-test-search.ts'
import { NotSent } from './not-sent.tsx'
import { newVisit, predict, type Sender } from './predict.ts'
import { ResultRow, type ResultStage } from './result-row.tsx'
import { SegmentToggles } from './segment-toggles.tsx'
import {
  activeDestinations,
  chosenOf,
  ensureSenders,
  visitorDeliveries,
  visitorList,
} from './senders.ts'
import { useVisit, type VisitState } from './use-visit.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await ensureSenders(parseLiveTestSearch(new URL(request.url).searchParams))
  return null
}

/** A visit of a customer's page: what is predicted beside what really arrives. */
export default function LiveTest() {
  const visitors = useSuspenseQuery(visitorList).data.items
  const destinations = useSuspenseQuery(activeDestinations).data.items
  return (
    <>
      <TopBar start={<Breadcrumb items={[{ label: 'Live test' }]} />} />
      <PageMain>
        <PageHeader
          title="Live test"
          description="Lets a visitor qualify, visits a customer’s page, and shows what arrives beside what was predicted."
        />
        {visitors.length === 0 || destinations.length === 0 ? (
          <Lacking hasVisitors={visitors.length > 0} />
        ) : (
          <Bench visitors={visitors} destinations={destinations} />
        )}
      </PageMain>
    </>
  )
}

function Lacking({ hasVisitors }: { hasVisitors: boolean }) {
  return (
    <Card className="mt-5">
      {hasVisitors ? (
        <EmptyState
          title="No destination is active"
          actions={
            <LinkButton variant="primary" to={paths.destinations()}>
              Go to destinations
            </LinkButton>
          }
        >
          Only active destinations send something. Activate one, then test it here.
        </EmptyState>
      ) : (
        <EmptyState
          title="There is no visitor"
          actions={
            <LinkButton variant="primary" to={paths.visitors()}>
              Go to visitors
            </LinkButton>
          }
        >
          A live test needs a sample visitor, who visits the customer’s page.
        </EmptyState>
      )}
    </Card>
  )
}

function Bench({
  visitors,
  destinations,
}: {
  visitors: readonly Visitor[]
  destinations: readonly Destination[]
}) {
  const [parameters, setParameters] = useSearchParams()
  const search = parseLiveTestSearch(parameters)
  const page = pageOf(search)
  const chosen = useChosen(chosenOf(destinations, search.destination))
  const visitor = chosenOf(visitors, search.visitor) ?? visitors[0]
  const visit = useVisit()
  const [deliveries] = useSuspenseQueries({
    queries: (visitor ? [visitor.id] : []).map(visitorDeliveries),
  })
  if (!visitor) return null
  const senders = deliveries?.data.items ?? []

  function show(changes: Partial<LiveTestSearch>): void {
    setParameters(liveTestSearchParameters({ ...search, ...changes }), {
      replace: true,
      preventScrollReset: true,
    })
  }

  return (
    <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Section title="Who visits which page">
          <Choices
            visitors={visitors}
            destinations={destinations}
            visitor={visitor}
            search={search}
            show={show}
          />
        </Section>
        <Section title={`Segments of ${visitor.name}`}>
          <SegmentToggles key={visitor.id} senders={senders} chosen={chosen} visitor={visitor} />
        </Section>
      </div>
      <Stage
        visit={visit}
        visitor={visitor}
        page={page}
        destinations={destinations}
        senders={senders}
        chosen={chosen}
      />
    </div>
  )
}

/** The one destination whose calls are looked at, with all of its mappings. */
function useChosen(destination: Destination | undefined): Sender | null {
  const [mappings] = useSuspenseQueries({
    queries: (destination ? [destination.id] : []).map(deliveryMappings),
  })
  return destination && mappings ? { destination, mappings: mappings.data.items } : null
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="px-5 py-4">
      <h2 className="text-md font-bold [overflow-wrap:anywhere]">{title}</h2>
      {children}
    </Card>
  )
}

const PROTOCOLS = [
  { value: 'https', label: 'https' },
  { value: 'http', label: 'http' },
] as const

function Choices({
  visitors,
  destinations,
  visitor,
  search,
  show,
}: {
  visitors: readonly Visitor[]
  destinations: readonly Destination[]
  visitor: Visitor
  search: LiveTestSearch
  show: (changes: Partial<LiveTestSearch>) => void
}) {
  const isActive = chosenOf(destinations, search.destination) !== undefined
  return (
    <div className="mt-3 grid gap-3.5">
      <SelectField
        label="Visitor"
        options={visitors.map(({ id, name, qualifications }) => ({
          value: String(id),
          label: `${name} · ${plural(qualifications.length, 'segment')}`,
        }))}
        value={String(visitor.id)}
        onChange={({ currentTarget }) => show({ visitor: Number(currentTarget.value) })}
      />
      <SelectField
        label="Destination"
        options={[
          { value: '', label: `All that are active · ${formatNumber(destinations.length)}` },
          ...destinations.map((destination) => ({
            value: String(destination.id),
            label: `${displayName(destination)} · ${destination.id}`,
          })),
        ]}
        value={isActive ? String(search.destination) : ''}
        onChange={({ currentTarget: { value } }) =>
          show({ destination: value === '' ? null : Number(value) })
        }
      />
      {!isActive && search.destination !== null && (
        <Notice tone="warn">
          Destination {search.destination} is not active and sends nothing; all that are active are
          tested. <TextLink to={paths.destination(search.destination)}>Open it</TextLink>
        </Notice>
      )}
      <HostField value={search.host} onChange={(host) => show({ host })} />
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label="Protocol"
          options={PROTOCOLS}
          value={search.protocol}
          onChange={({ currentTarget: { value } }) =>
            show({ protocol: value === 'http' ? 'http' : 'https' })
          }
        />
        <SelectField
          label="Environment"
          options={ENVIRONMENTS.map((value) => ({ value, label: ENVIRONMENT_NAMES[value] }))}
          value={search.environment}
          onChange={({ currentTarget: { value } }) =>
            show({ environment: ENVIRONMENTS.find((each) => each === value) ?? 'BROWSER' })
          }
        />
      </div>
      <p className="text-sm text-ink-3">
        The page comes from this server whatever is chosen: host, protocol and environment are what
        its tag tells the edge.
      </p>
    </div>
  )
}

function isSamePage(one: PageContext, other: PageContext): boolean {
  return (
    one.host === other.host &&
    one.protocol === other.protocol &&
    one.environment === other.environment
  )
}

/** Whether it is something that the destination sends, maybe among others. */
function isOf({ prediction, repeats }: Comparison, destinationId: number): boolean {
  return [prediction, ...repeats].some((each) => each?.destinationId === destinationId)
}

/** The customer's page and what came of it. */
function Stage({
  visit: state,
  visitor,
  page,
  destinations,
  senders,
  chosen,
}: {
  visit: VisitState
  visitor: Visitor
  page: PageContext
  destinations: readonly Destination[]
  /** Those that the visitor's segments are sent to, with the mappings of these alone. */
  senders: readonly Sender[]
  chosen: Sender | null
}) {
  const [ahead] = useState(() => newVisit(Date.now()))
  const { visited } = state
  // After a change of the visitor or the page, the last visit says nothing of the next one.
  const current =
    visited?.visitor.id === visitor.id &&
    visited.visitor.revision === visitor.revision &&
    isSamePage(visited.page, page)
      ? visited
      : null
  const stage: ResultStage = current ? (state.isOver ? 'after' : 'during') : 'before'
  const comparisons = current
    ? state.comparisons
    : compare(predict({ senders, visitor, page, visit: ahead }), [], [])
  const shown = comparisons.filter(
    (each) => !chosen || !each.prediction || isOf(each, chosen.destination.id),
  )
  const byId = new Map(destinations.map((destination) => [destination.id, destination]))

  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
      <Card className="px-5 py-4">
        <div className="flex flex-wrap items-center gap-2.5">
          <h2 className="grow text-md font-bold max-sm:basis-full">The customer’s page</h2>
          {visited && <Button onClick={state.clear}>Start over</Button>}
          <Button
            variant="primary"
            isPending={state.isPreparing}
            pendingLabel="Visiting…"
            onClick={() => void state.start(visitor.id, page)}
          >
            {visited ? 'Visit the page again' : 'Visit the page'}
          </Button>
        </div>
        <div className="mt-3">
          {current ? (
            <CustomerPage
              visit={current.visit}
              visitor={current.visitor}
              page={current.page}
              onReport={state.onReport}
            />
          ) : (
            <p className="rounded-control border border-dashed border-line-strong px-4 py-6 text-center text-ink-2">
              {visited
                ? 'Something was changed since the last visit: visit the page again to see what arrives now.'
                : `${visitor.name} has not visited the page yet.`}
            </p>
          )}
        </div>
        <p className="mt-2 text-sm text-ink-3">
          Calls reach a receiver of this server instead of the partners, and cookies are removed
          once they have been read back.
        </p>
      </Card>
      <Card className="px-5 py-4">
        <h2 className="text-md font-bold">Predicted beside arrived</h2>
        <Summary comparisons={shown} stage={stage} />
        <Problems state={state} isCurrent={current !== null} />
        <ol className="mt-2">
          {shown.map((comparison, at) => (
            <ResultRow
              // oxlint-disable-next-line react/no-array-index-key -- the same call may be made twice
              key={at}
              comparison={comparison}
              destination={
                chosen && comparison.prediction
                  ? chosen.destination
                  : ((comparison.prediction && byId.get(comparison.prediction.destinationId)) ??
                    null)
              }
              stage={stage}
            />
          ))}
        </ol>
        {chosen && (
          <NotSent
            sender={chosen}
            visitor={visitor}
            page={page}
            now={current?.visit.now ?? ahead.now}
          />
        )}
      </Card>
    </div>
  )
}

function Summary({
  comparisons,
  stage,
}: {
  comparisons: readonly Comparison[]
  stage: ResultStage
}) {
  return <output className="mt-1 block text-ink-2">{summaryWords(comparisons, stage)}</output>
}

function summaryWords(comparisons: readonly Comparison[], stage: ResultStage): string {
  const predicted = comparisons.filter(({ prediction }) => prediction).length
  if (comparisons.length === 0) {
    return stage === 'after'
      ? 'Nothing was predicted, and nothing arrived.'
      : 'Nothing will be sent to this visitor on this page. Qualify the visitor for a segment, or see what keeps the others.'
  }
  if (stage === 'before')
    return `${plural(predicted, 'call or cookie', 'calls and cookies')} predicted.`
  const verdicts = comparisons.map((each) => verdictOf(each, stage === 'after'))
  const equal = verdicts.filter((verdict) => verdict === 'equal').length
  if (stage === 'during') return `${formatNumber(equal)} of ${formatNumber(predicted)} arrived…`
  if (equal === comparisons.length) {
    return `Arrived: ${formatNumber(equal)} of ${formatNumber(predicted)}, equal byte for byte.`
  }
  return `${formatNumber(equal)} of ${formatNumber(comparisons.length)} are equal; the others are marked.`
}

/** What went wrong on the way, each with a way on. */
function Problems({ state, isCurrent }: { state: VisitState; isCurrent: boolean }) {
  const { failed, receiverError, report, isOver } = state
  return (
    <div className="mt-2 grid gap-2 empty:hidden">
      {failed !== null && (
        <Notice tone="bad" isLive>
          <b>{describeError(failed).title}.</b> The page was not visited.{' '}
          {describeError(failed).detail}
        </Notice>
      )}
      {isCurrent && receiverError !== null && receiverError !== undefined && (
        <Notice
          tone="bad"
          isLive
          actions={
            <Button size="small" onClick={state.retryReceiver}>
              Retry
            </Button>
          }
        >
          <b>{describeError(receiverError).title}.</b> What arrived could not be read.
        </Notice>
      )}
      {isCurrent && report !== null && report.error !== null && (
        <Notice tone="bad" isLive>
          <b>The tag could do nothing:</b> {report.error} Visit the page again.
        </Notice>
      )}
      {isCurrent && isOver && report === null && (
        <Notice tone="warn" isLive>
          The customer’s page has not told that it is ready: its cookies are not known. Visit it
          again.
        </Notice>
      )}
    </div>
  )
}
