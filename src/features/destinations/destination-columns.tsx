import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Destination } from '../../contract/destination/destination.ts'
import { displayName, targetOf, variantName } from '../../domain/destination-types.ts'
import { formatAgo, formatMoment, formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import type { GridColumn } from '../../ui/data-grid.tsx'
import type { Tone } from '../../ui/pill.tsx'
import { TypeTile } from '../../ui/type-tile.tsx'
import { DestinationMenu } from './destination-menu.tsx'
import { FIRST_DIRECTION } from './list-search.ts'
import { statusWords } from './status-words.ts'
import { StatusPill } from './status-pill.tsx'
import { todayOf } from './use-now.ts'

type ColumnOptions = {
  /** Milliseconds since 1970. */
  now: number
  onDelete: (destination: Destination) => void
  /** Only what tells the rows apart. */
  isNarrow: boolean
}

/** The columns of the list of destinations. */
export function destinationColumns({
  now,
  onDelete,
  isNarrow,
}: ColumnOptions): GridColumn<Destination>[] {
  const today = todayOf(now)
  const name: GridColumn<Destination> = {
    id: 'name',
    header: 'Name',
    width: isNarrow ? 200 : 280,
    grow: 3,
    isRowHeader: true,
    isSortable: true,
    firstDirection: FIRST_DIRECTION.name,
    cell: (destination) => (
      <NameCell destination={destination}>
        {isNarrow ? <StatusLine destination={destination} today={today} /> : undefined}
      </NameCell>
    ),
  }
  const actions: GridColumn<Destination> = {
    id: 'actions',
    header: 'Actions',
    isHeaderHidden: true,
    width: 60,
    align: 'end',
    cell: (destination) => <DestinationMenu destination={destination} onDelete={onDelete} />,
  }
  if (isNarrow) return [name, actions]
  return [
    name,
    {
      id: 'type',
      header: 'Type',
      width: 210,
      grow: 1,
      isSortable: true,
      firstDirection: FIRST_DIRECTION.type,
      cell: (destination) => variantName(destination.configuration),
    },
    {
      id: 'status',
      header: 'Status',
      width: 240,
      grow: 1,
      isSortable: true,
      firstDirection: FIRST_DIRECTION.status,
      cell: (destination) => <StatusPill destination={destination} today={today} />,
    },
    {
      id: 'segments',
      header: 'Segments',
      width: 110,
      align: 'end',
      isSortable: true,
      firstDirection: FIRST_DIRECTION.segments,
      cell: (destination) => formatNumber(destination.mappings.total),
    },
    {
      id: 'updated',
      header: 'Updated',
      width: 130,
      isSortable: true,
      firstDirection: FIRST_DIRECTION.updated,
      cell: ({ updatedAt }) => (
        <time dateTime={updatedAt} title={formatMoment(updatedAt)}>
          {formatAgo(Date.parse(updatedAt), now)}
        </time>
      ),
    },
    actions,
  ]
}

const TONES: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  mute: 'text-ink-2',
}

/** Status and type below the name, where there is no room for columns of their own. */
function StatusLine({ destination, today }: { destination: Destination; today: string }) {
  const { tone, words } = statusWords(destination, today)
  return (
    <>
      <span className={TONES[tone]}>{words}</span> · {variantName(destination.configuration)}
    </>
  )
}

/**
 * The name, which leads to where a draft is finished or to what the others are; below it the id and where
 * the data goes, unless told.
 */
export function NameCell({
  destination,
  children,
}: {
  destination: Destination
  children?: ReactNode
}) {
  const { id, status, configuration } = destination
  const name = displayName(destination)
  return (
    <div className="flex min-w-0 items-center gap-3">
      <TypeTile type={configuration.type} />
      <div className="min-w-0 leading-tight">
        <Link
          to={status === 'draft' ? paths.builder(id) : paths.destination(id)}
          title={name}
          className="ring-focus-inset block truncate rounded-small font-bold text-accent-ink hover:underline"
        >
          {name}
        </Link>
        <div className="truncate text-sm text-ink-3">
          {children ?? [id, targetOf(configuration)].filter(Boolean).join(' · ')}
        </div>
      </div>
    </div>
  )
}
