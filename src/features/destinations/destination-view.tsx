import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type LoaderFunctionArgs, useNavigate, useParams } from 'react-router'
import { q, queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { StepSlug } from '../../contract/readiness.ts'
import { attentionReasons } from '../../domain/attention.ts'
import { displayName, variantName } from '../../domain/destination-types.ts'
import { formatMoment } from '../../lib/format.ts'
import { Preview } from '../../parts/preview/preview.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { TypeTile } from '../../ui/type-tile.tsx'
import {
  cloneDestination,
  pauseDestination,
  restoreDestination,
  resumeDestination,
} from './destination-actions.ts'
import {
  basicFacts,
  configurationFacts,
  type Fact,
  labelNames,
} from '../../domain/destination-facts.ts'
import { destinationIdOf } from '../../destination-id.ts'
import { DraftChecklist } from './draft-checklist.tsx'
import { MappedSegments, mappedSegments } from './mapped-segments.tsx'
import { StatusPill } from './status-pill.tsx'
import { useDeleteDialog } from './use-delete-dialog.tsx'
import { todayOf, useNow } from './use-now.ts'

export async function loader({ params }: LoaderFunctionArgs) {
  const destinationId = destinationIdOf(params)
  // The first segments have a place of their own, which can wait or fail without the page.
  void queryClient.prefetchQuery(mappedSegments(destinationId))
  await queryClient.ensureQueryData(q('destinationView', { params: { destinationId } }))
  return null
}

/** Everything about one destination, readable. */
export default function DestinationView() {
  const destinationId = destinationIdOf(useParams())
  const destination = useSuspenseQuery(q('destinationView', { params: { destinationId } })).data
  const today = todayOf(useNow())
  const name = displayName(destination)
  const isDeleted = destination.status === 'deleted'
  const reasons = isDeleted ? [] : attentionReasons(destination, today)

  return (
    <>
      <TopBar
        start={
          <>
            <Breadcrumb
              items={[{ label: 'Destinations', to: paths.destinations() }, { label: name }]}
            />
            <StatusPill destination={destination} today={today} />
          </>
        }
      />
      <PageMain>
        <PageHeader
          title={<span className="[overflow-wrap:anywhere]">{name}</span>}
          description={
            <span className="flex items-center gap-2">
              <TypeTile type={destination.configuration.type} />
              {destination.id} · {variantName(destination.configuration)}
            </span>
          }
          actions={isDeleted ? null : <Actions destination={destination} />}
        />
        <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-4">
          {isDeleted && <DeletedNotice destination={destination} />}
          {reasons.length > 0 && (
            <Notice tone="warn">
              <b>Needs attention.</b> {reasons.join('. ')}.
              {destination.mappings.blocked > 0 && (
                <>
                  {' '}
                  <TextLink className="underline" to={paths.blockedMappings(destination.id)}>
                    See what is blocked, and why
                  </TextLink>
                </>
              )}
            </Notice>
          )}
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_26rem]">
            <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
              {destination.status === 'draft' && <DraftChecklist destination={destination} />}
              <Section title="Basic information" step="basic-information" destination={destination}>
                <Facts facts={basicFacts(destination)} />
              </Section>
              <Section title="Export labels" step="export-labels" destination={destination}>
                <Labels names={labelNames(destination)} />
              </Section>
              <Section title="Configuration" step="configuration" destination={destination}>
                <Facts facts={configurationFacts(destination.configuration)} />
              </Section>
              <Section title="Segment mappings" step="segment-mappings" destination={destination}>
                <MappedSegments destination={destination} />
              </Section>
            </div>
            <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
              {!isDeleted && <Preview destination={destination} />}
              <Card className="px-5 py-4">
                <h2 className="text-md font-bold">History</h2>
                <div className="mt-3">
                  <Facts facts={momentFacts(destination)} />
                </div>
                <TextLink
                  className="mt-3 inline-block"
                  to={paths.destinationHistory(destination.id)}
                >
                  Versions and what changed
                </TextLink>
              </Card>
            </div>
          </div>
        </div>
      </PageMain>
    </>
  )
}

/** Runs one of the page's actions at a time; they tell by themselves how they went. */
function useAction() {
  const [running, setRunning] = useState<string | null>(null)
  const run = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    setRunning(name)
    await act()
    setRunning(null)
  }
  return { running, run }
}

function Actions({ destination }: { destination: Destination }) {
  const navigate = useNavigate()
  const { running, run } = useAction()
  const deletion = useDeleteDialog()
  const { id, status } = destination
  return (
    <>
      {status === 'active' && (
        <Button
          isPending={running === 'pause'}
          pendingLabel="Pausing…"
          onClick={() => void run('pause', () => pauseDestination(destination))}
        >
          Pause
        </Button>
      )}
      {status === 'paused' && (
        <Button
          isPending={running === 'resume'}
          pendingLabel="Resuming…"
          onClick={() => void run('resume', () => resumeDestination(destination))}
        >
          Resume
        </Button>
      )}
      <Button
        isPending={running === 'clone'}
        pendingLabel="Cloning…"
        onClick={() =>
          void run('clone', () =>
            cloneDestination(destination, (clone) => void navigate(paths.builder(clone.id))),
          )
        }
      >
        Clone
      </Button>
      <Button
        variant="danger"
        onPointerEnter={deletion.preload}
        onFocus={deletion.preload}
        onClick={() => deletion.ask(destination)}
      >
        Delete…
      </Button>
      <LinkButton variant="primary" to={paths.builder(id)}>
        {status === 'draft' ? 'Go on with the draft' : 'Edit'}
      </LinkButton>
      {deletion.dialog}
    </>
  )
}

function DeletedNotice({ destination }: { destination: Destination }) {
  const { running, run } = useAction()
  const { deletedAt } = destination
  return (
    <Notice
      tone="warn"
      actions={
        <Button
          size="small"
          isPending={running === 'restore'}
          pendingLabel="Restoring…"
          onClick={() => void run('restore', () => restoreDestination(destination))}
        >
          Restore
        </Button>
      }
    >
      <b>In the trash{deletedAt && ` since ${formatMoment(deletedAt)}`}.</b> It sends nothing.
      Restoring brings it back as it was.
    </Notice>
  )
}

function Section({
  title,
  step,
  destination,
  children,
}: {
  title: string
  step: StepSlug
  destination: Destination
  children: ReactNode
}) {
  return (
    <Card className="px-5 py-4">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-md font-bold">{title}</h2>
        {destination.status !== 'deleted' && (
          <TextLink to={paths.builder(destination.id, step)} aria-label={`Edit ${title}`}>
            Edit
          </TextLink>
        )}
      </div>
      <div className="mt-3">{children}</div>
    </Card>
  )
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      {facts.map(({ term, value, isCode }) => (
        <div
          key={term}
          className="grid grid-cols-[minmax(0,1fr)] gap-x-4 sm:grid-cols-[12rem_minmax(0,1fr)]"
        >
          <dt className="text-ink-3">{term}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">
            {value === null ? (
              <span className="text-ink-3">Not given</span>
            ) : isCode ? (
              <code className="rounded-small bg-sunken px-1 py-0.5 font-mono text-sm">{value}</code>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Labels({ names }: { names: readonly string[] | null }) {
  if (names === null) return <p className="text-ink-3">Not looked at yet</p>
  if (names.length === 0) return <p>None apply: no data is held back from this destination.</p>
  return (
    <ul className="list-disc ps-5">
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  )
}

function momentFacts({ createdAt, updatedAt, activatedAt, deletedAt }: Destination): Fact[] {
  return [
    { term: 'Created', value: formatMoment(createdAt) },
    { term: 'Updated', value: formatMoment(updatedAt) },
    { term: 'Activated', value: activatedAt && formatMoment(activatedAt) },
    ...(deletedAt ? [{ term: 'Deleted', value: formatMoment(deletedAt) }] : []),
  ]
}
