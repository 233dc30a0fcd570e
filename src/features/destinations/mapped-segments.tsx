import { useQuery } from '@tanstack/react-query'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { formatDate, formatNumber, plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { sentAs } from '../../domain/sent-as.ts'

/** As many mapped segments as the page of a destination shows. */
const SHOWN = 10

/** The query for the first mapped segments, by name. */
export function mappedSegments(destinationId: number) {
  return q('mappingList', { params: { destinationId }, query: { limit: SHOWN } })
}

/** The first mapped segments, and a way to all of them. */
export function MappedSegments({ destination }: { destination: Destination }) {
  const { total, incomplete, blocked } = destination.mappings
  const list = useQuery(mappedSegments(destination.id))

  if (total === 0) return <p className="text-ink-3">No segment is mapped yet.</p>
  return (
    <>
      <p>
        {plural(total, 'segment')} mapped
        {incomplete > 0 && (
          <span className="text-warn"> · {formatNumber(incomplete)} incomplete</span>
        )}
        {blocked > 0 && (
          <>
            {' · '}
            <BlockedCount destination={destination} />
          </>
        )}
      </p>
      <FirstSegments
        destination={destination}
        mappings={list.data?.items ?? null}
        error={list.error}
        isRetrying={list.isFetching}
        onRetry={() => void list.refetch()}
        expected={Math.min(total, SHOWN)}
      />
      {total > SHOWN && destination.status !== 'deleted' && (
        <TextLink
          className="mt-3 inline-block"
          to={paths.builder(destination.id, 'segment-mappings')}
        >
          All {formatNumber(total)} mapped segments
        </TextLink>
      )}
    </>
  )
}

/** How many export controls keep back; a link to them, but not from the trash. */
function BlockedCount({ destination: { id, status, mappings } }: { destination: Destination }) {
  const words = `${formatNumber(mappings.blocked)} blocked by export controls`
  if (status === 'deleted') return <span className="text-bad">{words}</span>
  return <TextLink to={paths.blockedMappings(id)}>{words}</TextLink>
}

function FirstSegments({
  destination,
  mappings,
  error,
  isRetrying,
  onRetry,
  expected,
}: {
  destination: Destination
  /** Null: not there yet. */
  mappings: readonly MappingWithSegment[] | null
  error: unknown
  isRetrying: boolean
  onRetry: () => void
  /** How many rows there will be. */
  expected: number
}) {
  if (mappings) return <SegmentTable destination={destination} mappings={mappings} />
  if (error) {
    const { title, detail, requestId } = describeError(error)
    return (
      <ErrorState
        title={title}
        requestId={requestId ?? undefined}
        isRetrying={isRetrying}
        onRetry={onRetry}
      >
        {detail}
      </ErrorState>
    )
  }
  return (
    <output className="mt-3 grid gap-3">
      <span className="sr-only">Loading the mapped segments…</span>
      {Array.from({ length: expected }, (_, row) => (
        <Skeleton key={row} className="h-4 w-2/3" />
      ))}
    </output>
  )
}

function SegmentTable({
  destination: { id, configuration, exportLabels },
  mappings,
}: {
  destination: Destination
  mappings: readonly MappingWithSegment[]
}) {
  return (
    <section
      aria-label="First mapped segments"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      className="ring-focus-inset mt-3 overflow-x-auto rounded-small"
    >
      <table className="w-full text-start">
        <thead>
          <tr className="text-[0.75rem] whitespace-nowrap text-ink-3">
            <th className="py-1.5 pe-4 text-start font-semibold">Segment</th>
            <th className="py-1.5 pe-4 text-start font-semibold">Sent as</th>
            <th className="py-1.5 pe-4 text-start font-semibold">Start</th>
            <th className="py-1.5 text-start font-semibold">End</th>
          </tr>
        </thead>
        <tbody>
          {mappings.map((mapping) => (
            <tr key={mapping.segmentId} className="border-t border-line align-top">
              <th scope="row" className="min-w-40 py-1.5 pe-4 text-start font-normal">
                <span className="[overflow-wrap:anywhere]">{mapping.segment.name}</span>{' '}
                <span className="text-sm text-ink-3">{mapping.segmentId}</span>
                {blockedBy(exportLabels, mapping.segment.restrictedLabels).length > 0 && (
                  <span className="flex items-center gap-2">
                    <Pill tone="bad">Blocked</Pill>
                    <TextLink
                      className="text-sm"
                      aria-label={`Why ${mapping.segment.name} is blocked`}
                      to={paths.segmentRestrictions(mapping.segmentId, { destinationId: id })}
                    >
                      Why?
                    </TextLink>
                  </span>
                )}
              </th>
              <td className="max-w-72 py-1.5 pe-4 font-mono text-sm [overflow-wrap:anywhere]">
                {sentAs(configuration, mapping) ?? (
                  <span className="font-sans text-ink-3">Not given</span>
                )}
              </td>
              <td className="py-1.5 pe-4 whitespace-nowrap">{formatDate(mapping.startDate)}</td>
              <td className="py-1.5 whitespace-nowrap">
                {mapping.endDate === null ? 'Never' : formatDate(mapping.endDate)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
