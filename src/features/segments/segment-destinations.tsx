import { useId, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { q } from '../../api/query.ts'
import type { SegmentDestination } from '../../contract/segment-detail.ts'
import type { Segment, SegmentWithUse } from '../../contract/segment.ts'
import { displayName, variantName } from '../../domain/destination-types.ts'
import { sentAs } from '../../domain/sent-as.ts'
import { formatDate, formatNumber } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { Pill } from '../../ui/pill.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { TypeTile } from '../../ui/type-tile.tsx'
import { DESTINATION_STATUS } from './destination-status.ts'
import { sendingState } from './mapping-state.ts'
import { removeFromDestination } from './segment-actions.ts'

const AddToDestination = lazyDialog(() =>
  import('./add-to-destination.tsx').then((module) => module.AddToDestination),
)

const NOWHERE: readonly SegmentDestination[] = []

type SegmentDestinationsProps = {
  segment: SegmentWithUse
  /** `YYYY-MM-DD`, UTC. */
  today: string
}

/** Every destination that a segment goes to, with what is sent for it and when. */
export function SegmentDestinations({ segment, today }: SegmentDestinationsProps) {
  const list = useQuery(q('segmentDestinationList', { params: { segmentId: segment.id } }))
  const [isAdding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<ReadonlySet<number>>(new Set())
  const headingId = useId()
  const items = list.data?.items ?? NOWHERE

  async function remove({ destination }: SegmentDestination): Promise<void> {
    setRemoving((ids) => new Set(ids).add(destination.id))
    const pressed = document.activeElement
    const isRemoved = await removeFromDestination(segment, destination)
    setRemoving((ids) => new Set([...ids].filter((id) => id !== destination.id)))
    // The row goes with the button; a person who is elsewhere by now stays there.
    const focused = document.activeElement
    if (isRemoved && (focused === pressed || focused === document.body)) {
      document.getElementById(headingId)?.focus()
    }
  }

  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-3 px-5 py-3.5">
        <h2 id={headingId} tabIndex={-1} className="text-md font-bold outline-none">
          Destinations it goes to
          {list.isSuccess && (
            <span className="ms-2 font-normal text-ink-3">{formatNumber(items.length)}</span>
          )}
        </h2>
        <Button
          size="small"
          disabledReason={list.isSuccess ? undefined : 'Where it goes is not known yet.'}
          onPointerEnter={AddToDestination.preload}
          onFocus={AddToDestination.preload}
          onClick={() => setAdding(true)}
        >
          Add to destination…
        </Button>
      </div>
      <div className="border-t border-line">
        <DataGrid
          label="Destinations it goes to"
          columns={columnsOf(segment, today, removing, (item) => void remove(item))}
          rows={items}
          rowCount={items.length}
          rowKey={({ destination }) => destination.id}
          rowName={({ destination }) => displayName(destination)}
          status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
          heightClass="max-h-[30rem]"
          emptyState={
            <EmptyState title="It goes nowhere yet">
              Add it to a destination, and its people are sent there.
            </EmptyState>
          }
          errorState={
            <ListError
              error={list.error}
              isRetrying={list.isFetching}
              onRetry={() => void list.refetch()}
            />
          }
        />
      </div>
      {isAdding && (
        <AddToDestination.Dialog
          segment={segment}
          mapped={new Set(items.map(({ destination }) => destination.id))}
          today={today}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  )
}

function columnsOf(
  segment: Segment,
  today: string,
  removing: ReadonlySet<number>,
  onRemove: (item: SegmentDestination) => void,
): GridColumn<SegmentDestination>[] {
  return [
    {
      id: 'destination',
      header: 'Destination',
      width: 190,
      grow: 2,
      isRowHeader: true,
      cell: ({ destination }) => {
        const name = displayName(destination)
        return (
          <span className="flex min-w-0 items-center gap-2.5">
            <TypeTile type={destination.configuration.type} />
            <TextLink
              className="min-w-0 truncate font-bold"
              title={name}
              to={paths.destination(destination.id)}
            >
              {name}
            </TextLink>
          </span>
        )
      },
    },
    {
      id: 'state',
      header: 'State',
      width: 226,
      grow: 1,
      cell: (item) => {
        const { tone, words, isBlocked } = sendingState(segment, item, today)
        const pill = <Pill tone={tone}>{words}</Pill>
        const { id } = item.destination
        if (!isBlocked) return pill
        return (
          <TextLink
            to={paths.segmentRestrictions(segment.id, { destinationId: id })}
            aria-label={`${words}: why, for ${displayName(item.destination)}`}
          >
            {pill}
          </TextLink>
        )
      },
    },
    {
      id: 'sent',
      header: 'Sent as',
      width: 114,
      grow: 1,
      cell: ({ destination, mapping }) => {
        const text = sentAs(destination.configuration, mapping)
        return text === null ? (
          <span className="text-ink-3">nothing yet</span>
        ) : (
          <span className="block truncate font-mono text-sm" title={text}>
            {text}
          </span>
        )
      },
    },
    {
      id: 'start',
      header: 'Start',
      width: 118,
      cell: ({ mapping }) => formatDate(mapping.startDate),
    },
    {
      id: 'end',
      header: 'End',
      width: 118,
      cell: ({ mapping }) =>
        mapping.endDate === null ? (
          <span className="text-ink-3">never</span>
        ) : (
          formatDate(mapping.endDate)
        ),
    },
    {
      id: 'type',
      header: 'Type',
      width: 138,
      cell: ({ destination }) => variantName(destination.configuration),
    },
    {
      id: 'status',
      header: 'Status',
      width: 84,
      cell: ({ destination }) => DESTINATION_STATUS[destination.status].words,
    },
    {
      id: 'mapping',
      header: 'Mapping',
      isHeaderHidden: true,
      width: 148,
      align: 'end',
      cell: (item) => {
        const { destination } = item
        const name = displayName(destination)
        return (
          <span className="flex items-center justify-end gap-3">
            <TextLink
              className="min-h-6 content-center"
              to={paths.mappedSegment(destination.id, segment.id)}
              aria-label={`Edit the mapping to ${name}`}
            >
              Edit
            </TextLink>
            <TextButton
              aria-label={`Remove from ${name}`}
              aria-disabled={removing.has(destination.id) || undefined}
              onClick={() => {
                if (!removing.has(destination.id)) onRemove(item)
              }}
            >
              {removing.has(destination.id) ? 'Removing…' : 'Remove'}
            </TextButton>
          </span>
        )
      },
    },
  ]
}
