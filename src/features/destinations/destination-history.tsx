import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { q, queryClient } from '../../api/query.ts'
import type { Destination, DestinationVersion } from '../../contract/destination/destination.ts'
import { displayName } from '../../domain/destination-types.ts'
import { differences } from '../../domain/differences.ts'
import { formatAgo, formatMoment } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pill } from '../../ui/pill.tsx'
import { restoreDestinationVersion } from './destination-actions.ts'
import { destinationIdOf } from '../../destination-id.ts'
import { useNow } from './use-now.ts'

export async function loader({ params }: LoaderFunctionArgs) {
  const destinationId = destinationIdOf(params)
  await Promise.all([
    queryClient.ensureQueryData(q('destinationView', { params: { destinationId } })),
    queryClient.ensureQueryData(q('destinationVersionList', { params: { destinationId } })),
  ])
  return null
}

const ACTION_WORDS: Record<DestinationVersion['action'], string> = {
  created: 'Created',
  edited: 'Edited',
  activated: 'Activated',
  paused: 'Paused',
  resumed: 'Resumed',
  deleted: 'Moved to the trash',
  restored: 'Restored from the trash',
  'version-restored': 'Taken back to an earlier version',
}

/** The recorded states of a destination, newest first, each with what it changed. */
export default function DestinationHistory() {
  const destinationId = destinationIdOf(useParams())
  const input = { params: { destinationId } }
  const destination = useSuspenseQuery(q('destinationView', input)).data
  const { items } = useSuspenseQuery(q('destinationVersionList', input)).data
  const name = displayName(destination)
  const now = useNow()
  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[
              { label: 'Destinations', to: paths.destinations() },
              { label: name, to: paths.destination(destinationId) },
              { label: 'Versions' },
            ]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title="Versions"
          description={`What was changed on ${name}, newest first. Mappings are not part of a version.`}
          actions={<LinkButton to={paths.destination(destinationId)}>Back</LinkButton>}
        />
        <ol className="mt-5 grid max-w-4xl gap-3">
          {items.map((version, index) => (
            <Version
              key={version.revision}
              version={version}
              before={items[index + 1] ?? null}
              isCurrent={index === 0}
              destination={destination}
              now={now}
            />
          ))}
        </ol>
      </PageMain>
    </>
  )
}

function Version({
  version,
  before,
  isCurrent,
  destination,
  now,
}: {
  version: DestinationVersion
  /** The version that it was made from; null: it is the first. */
  before: DestinationVersion | null
  /** The newest: mappings are no part of a version, so the destination's revision may be higher. */
  isCurrent: boolean
  destination: Destination
  /** Milliseconds since 1970. */
  now: number
}) {
  const [isPending, setIsPending] = useState(false)
  const changed = before ? differences(before.snapshot, version.snapshot) : []

  async function restore(): Promise<void> {
    setIsPending(true)
    await restoreDestinationVersion(destination, version.revision)
    setIsPending(false)
  }

  return (
    <li>
      <Card className="px-5 py-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 className="text-md font-bold">
            Version {version.revision} · {ACTION_WORDS[version.action]}
          </h2>
          {isCurrent && <Pill tone="ok">Current</Pill>}
          <time
            dateTime={version.at}
            title={formatMoment(version.at)}
            className="grow text-sm text-ink-3"
          >
            {formatAgo(Date.parse(version.at), now)}
          </time>
          {!isCurrent && (
            <Button
              size="small"
              isPending={isPending}
              pendingLabel="Restoring…"
              disabledReason={
                destination.status === 'deleted'
                  ? 'Restore the destination from the trash first.'
                  : undefined
              }
              onClick={() => void restore()}
            >
              Restore this version
            </Button>
          )}
        </div>
        {changed.length > 0 && (
          <dl className="mt-3 grid gap-2.5">
            {changed.map(({ path, label, from, to }) => (
              <div key={path} className="grid gap-x-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
                <dt className="text-ink-3">{label}</dt>
                <dd className="min-w-0 break-words">
                  <span className="sr-only">from </span>
                  <del className="text-ink-3">{from}</del>
                  <span aria-hidden="true"> → </span>
                  <span className="sr-only">to </span>
                  <ins className="no-underline">{to}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {before && changed.length === 0 && (
          <p className="mt-1 text-sm text-ink-3">
            The settings are the same as in the version before.
          </p>
        )}
      </Card>
    </li>
  )
}
