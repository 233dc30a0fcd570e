import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type LoaderFunctionArgs, useParams, useSearchParams } from 'react-router'
import { q, queryClient } from '../../api/query.ts'
import type { LineageStep, RestrictionPath } from '../../contract/audience-model.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { displayName } from '../../domain/destination-types.ts'
import { EXPORT_LABEL_NAMES } from '../../domain/export-labels.ts'
import { carriersOf, restrictionSentence } from '../../domain/restriction-sentence.ts'
import { plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { addressId } from '../../address-id.ts'
import { RestrictionDiagram } from './restriction-diagram.tsx'
import { parseRestrictionSearch, pathsTo } from './restriction-search.ts'

/** Ways that are shown before the others are counted: the shortest of each label come first. */
const SHOWN = 20

export async function loader({ params, request }: LoaderFunctionArgs) {
  const { destination } = parseRestrictionSearch(new URL(request.url).searchParams)
  await Promise.all([
    // The destination may be gone by now; the segment's restrictions are worth reading all the same.
    destination !== null &&
      queryClient.prefetchQuery(q('destinationView', { params: { destinationId: destination } })),
    queryClient.ensureQueryData(
      q('segmentRestrictions', { params: { segmentId: addressId(params, 'segmentId') } }),
    ),
  ])
  return null
}

/** Why a segment may not be sent to a destination: every way to a control, and what would lift it. */
export default function SegmentRestrictions() {
  const segmentId = addressId(useParams(), 'segmentId')
  const search = parseRestrictionSearch(useSearchParams()[0])
  const segment = useSuspenseQuery(q('segmentRestrictions', { params: { segmentId } })).data
  const destination = useQuery({
    ...q('destinationView', { params: { destinationId: search.destination ?? 0 } }),
    enabled: search.destination !== null,
  }).data
  const labels = search.labels ?? (destination ? (destination.exportLabels ?? []) : null)
  const ways = pathsTo(segment.paths, labels)
  const isStored = labels?.every((label) => destination?.exportLabels?.includes(label)) ?? false
  const title = destination
    ? `Why ${segment.name} ${isStored ? 'is' : 'would be'} blocked`
    : `Where ${segment.name} may not be sent`

  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[
              ...(destination
                ? [
                    { label: 'Destinations', to: paths.destinations() },
                    { label: displayName(destination), to: paths.destination(destination.id) },
                  ]
                : [{ label: 'Segments', to: paths.segments() }]),
              ...(destination
                ? [{ label: segment.name }]
                : [
                    { label: segment.name, to: paths.segment(segmentId) },
                    { label: 'Export restrictions' },
                  ]),
            ]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title={
            <span className="[overflow-wrap:anywhere]">
              {ways.length === 0 ? segment.name : title}
            </span>
          }
          description={
            <span className="[overflow-wrap:anywhere]">
              <TextLink to={paths.segment(segmentId)}>Segment {segmentId}</TextLink>
              {destination && ` · for ${displayName(destination)}`}
              {!isStored && destination && ' · with labels that are not saved yet'}
            </span>
          }
        />
        {ways.length === 0 ? (
          <Card className="mt-5">
            <EmptyState title="Nothing blocks this segment">
              {destination
                ? 'No export control that reaches it meets a label of the destination. It may be mapped and sent.'
                : 'No export control reaches it. It may be sent to every destination.'}
            </EmptyState>
          </Card>
        ) : (
          <div className="mt-5 grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-4">
            {ways.length > 1 && (
              <Notice tone="info">
                There are {plural(ways.length, 'way')} to a control. The segment stays blocked until
                none is left.
              </Notice>
            )}
            {ways.slice(0, SHOWN).map((way) => (
              <Way key={JSON.stringify(way)} way={way} destination={destination ?? null} />
            ))}
            {ways.length > SHOWN && (
              <p className="text-sm text-ink-3">and {plural(ways.length - SHOWN, 'other way')}</p>
            )}
            <Remedies
              ways={ways}
              segmentId={segmentId}
              segmentName={segment.name}
              destination={destination ?? null}
            />
          </div>
        )}
      </PageMain>
    </>
  )
}

function Way({ way, destination }: { way: RestrictionPath; destination: Destination | null }) {
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 px-4 py-4 sm:px-5 lg:grid-cols-2">
      <div>
        <h2 className="text-md font-bold">{EXPORT_LABEL_NAMES[way.label].short}</h2>
        <p className="mt-1 [overflow-wrap:anywhere]">
          {restrictionSentence(way, { hasDestination: destination !== null })}
        </p>
      </div>
      <RestrictionDiagram
        path={way}
        labelOwner={destination ? displayName(destination) : 'Any destination with this label'}
      />
    </Card>
  )
}

function Remedies({
  ways,
  segmentId,
  segmentName,
  destination,
}: {
  ways: readonly RestrictionPath[]
  segmentId: number
  segmentName: string
  destination: Destination | null
}) {
  const labels = [...new Set(ways.map(({ label }) => EXPORT_LABEL_NAMES[label].short))]
  const carriers = carriersOf(ways)
  return (
    <Card className="px-4 py-4 sm:px-5">
      <h2 className="text-md font-bold">What would lift it</h2>
      <p className="text-sm text-ink-3">One of these is enough.</p>
      <ul className="mt-2.5 grid gap-2.5">
        {destination && (
          <Remedy
            link={
              <TextLink to={paths.builder(destination.id, 'export-labels')}>
                Change the destination’s labels
              </TextLink>
            }
          >
            Untick {labels.map((label) => `‘${label}’`).join(' and ')}, if the data is not used that
            way.
          </Remedy>
        )}
        <Remedy
          link={carriers.map((carrier) => (
            <Carrier key={`${carrier.kind} ${carrier.id}`} carrier={carrier} />
          ))}
        >
          {carriers.length === 1
            ? 'Take the control away, if the data may be used that way.'
            : 'Take the controls away from all of them, if the data may be used that way.'}
          {carriers.some(({ kind }) => kind === 'merge-rule') &&
            ' The controls of a merge rule come with its import: import it again, without them.'}
        </Remedy>
        {destination && (
          <Remedy
            link={
              <TextLink to={paths.blockedMappings(destination.id, String(segmentId))}>
                Unmap the segment
              </TextLink>
            }
          >
            Map one instead of ‘{segmentName}’ that is built without this data.
          </Remedy>
        )}
      </ul>
    </Card>
  )
}

function Remedy({ link, children }: { link: ReactNode; children: ReactNode }) {
  return (
    <li className="border-t border-line pt-2.5 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap gap-x-4 font-semibold">{link}</div>
      <p className="text-sm [overflow-wrap:anywhere] text-ink-2">{children}</p>
    </li>
  )
}

/** Where controls are changed: a data source’s on its page, a merge rule’s by an import (docs/decisions/014). */
function Carrier({ carrier: { kind, id, name } }: { carrier: LineageStep }) {
  return kind === 'merge-rule' ? (
    <TextLink className="[overflow-wrap:anywhere]" to={paths.audienceModelImport()}>
      Import the merge rule {name} again
    </TextLink>
  ) : (
    <TextLink className="[overflow-wrap:anywhere]" to={paths.dataSource(id)}>
      Controls of {name}
    </TextLink>
  )
}
