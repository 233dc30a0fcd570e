import { useSearchParams } from 'react-router'
import type { Destination } from '../../contract/destination/destination.ts'
import { notSentWords } from '../../domain/delivery/not-sent-words.ts'
import type { NotSentReason, Protocol } from '../../domain/delivery/types.ts'
import { formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { FixLink } from './fix-link.tsx'
import { withPreview } from './kept-parameters.ts'
import type { NotSentGroup } from './previewer.ts'

type NotSentProps = {
  groups: readonly NotSentGroup[]
  destination: Destination
  protocol: Protocol
  visitorName: string
  onEditVisitor: () => void
  /** A new visitor who is in these segments. */
  onNewVisitor: (segmentIds: number[]) => void
  onPage: () => void
}

/** Something is wrong; something keeps it for now; it is as it should be. */
const TONES: Record<NotSentReason, Tone> = {
  'destination-deleted': 'bad',
  'destination-draft': 'warn',
  'destination-paused': 'warn',
  environment: 'warn',
  'publish-to': 'warn',
  'cookie-domain': 'warn',
  blocked: 'bad',
  'segment-paused': 'warn',
  'not-started': 'mute',
  ended: 'mute',
  incomplete: 'bad',
  consent: 'warn',
  'not-qualified': 'mute',
  size: 'warn',
}

/** Each reason once, with how many mappings it keeps, the first of them, and what puts it right. */
export function NotSent({ groups, destination, protocol, visitorName, ...acts }: NotSentProps) {
  return (
    <section aria-label="Not sent" className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm text-ink-3">Not sent to {visitorName}</h3>
      <ul className="mt-1.5 grid grid-cols-[minmax(0,1fr)] gap-2.5">
        {groups.map((group) => (
          <Group
            key={group.reason}
            group={group}
            destination={destination}
            protocol={protocol}
            {...acts}
          />
        ))}
      </ul>
    </section>
  )
}

function Group({
  group,
  destination,
  protocol,
  onEditVisitor,
  onNewVisitor,
  onPage,
}: Omit<NotSentProps, 'groups' | 'visitorName'> & { group: NotSentGroup }) {
  const { reason, count, first } = group
  const { title, why, fix } = notSentWords(reason, destination.configuration, protocol)
  const more = count - first.length
  return (
    <li>
      <details className="group">
        <summary className="ring-focus flex cursor-pointer list-none items-center gap-2 rounded-small [&::-webkit-details-marker]:hidden">
          <Pill tone={TONES[reason]}>{title}</Pill>
          <span className="tabular-nums">{formatNumber(count)}</span>
          <span className="min-w-0 truncate text-ink-2">
            {first
              .slice(0, 3)
              .map(({ name }) => name)
              .join(', ')}
          </span>
          <span
            aria-hidden="true"
            className="ms-auto flex-none text-sm text-ink-3 group-open:rotate-90"
          >
            ›
          </span>
        </summary>
        <ul className="mt-1.5 max-h-48 overflow-y-auto ps-2 text-sm">
          {first.map(({ id, name }) => (
            <li key={id} className="[overflow-wrap:anywhere]">
              <SegmentLink reason={reason} id={id} name={name} destination={destination} />{' '}
              <span className="text-ink-3">{id}</span>
            </li>
          ))}
          {more > 0 && <li className="text-ink-3">and {formatNumber(more)} more</li>}
        </ul>
      </details>
      <p className="mt-0.5 text-sm text-ink-2">
        {why}{' '}
        {fix && (
          <FixLink
            fix={fix}
            destinationId={destination.id}
            onVisitor={onEditVisitor}
            onPage={onPage}
          />
        )}
        {reason === 'not-qualified' && (
          <>
            {' or '}
            <TextButton
              className="underline"
              onClick={() => onNewVisitor(first.map(({ id }) => id))}
            >
              try a new visitor in {count > first.length ? 'some of them' : 'these segments'}
            </TextButton>
          </>
        )}
      </p>
    </li>
  )
}

/** A blocked segment leads to what blocks it, a paused one to where it is resumed; any other to its mapping. */
function SegmentLink({
  reason,
  id,
  name,
  destination,
}: {
  reason: NotSentReason
  id: number
  name: string
  destination: Destination
}) {
  const [parameters] = useSearchParams()
  return (
    <TextLink to={addressFor(reason, id, destination, parameters)}>
      {name || `Segment ${id}`}
    </TextLink>
  )
}

function addressFor(
  reason: NotSentReason,
  id: number,
  destination: Destination,
  parameters: URLSearchParams,
): string {
  if (reason === 'blocked') {
    return paths.segmentRestrictions(id, {
      destinationId: destination.id,
      labels: destination.exportLabels ?? [],
    })
  }
  if (reason === 'segment-paused') return paths.segment(id)
  return withPreview(paths.mappedSegment(destination.id, id), parameters)
}
