import { Link } from 'react-router'
import type { Destination } from '../../contract/destination/destination.ts'
import { displayName, targetOf, variantName } from '../../domain/destination-types.ts'
import { formatAgo, formatMoment, formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import type { GridColumn } from '../../ui/data-grid.tsx'
import { TypeTile } from '../../ui/type-tile.tsx'
import { DestinationMenu } from './destination-menu.tsx'
import { FIRST_DIRECTION } from './list-search.ts'
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
    width: isNarrow ? 170 : 280,
    grow: 3,
    isRowHeader: true,
    isSortable: true,
    firstDirection: FIRST_DIRECTION.name,
    cell: (destination) => <NameCell destination={destination} />,
  }
  const status: GridColumn<Destination> = {
    id: 'status',
    header: 'Status',
    width: isNarrow ? 132 : 210,
    ...(isNarrow ? {} : { grow: 1 }),
    isSortable: true,
    firstDirection: FIRST_DIRECTION.status,
    cell: (destination) => <StatusPill destination={destination} today={today} />,
  }
  const actions: GridColumn<Destination> = {
    id: 'actions',
    header: 'Actions',
    isHeaderHidden: true,
    width: 60,
    align: 'end',
    cell: (destination) => <DestinationMenu destination={destination} onDelete={onDelete} />,
  }
  if (isNarrow) return [name, status, actions]
  return [
    name,
    {
      id: 'type',
      header: 'Type',
      width: 170,
      grow: 1,
      isSortable: true,
      firstDirection: FIRST_DIRECTION.type,
      cell: (destination) => variantName(destination.configuration),
    },
    status,
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

/** A draft leads to where it is finished, the others to what they are. */
export function NameCell({ destination }: { destination: Destination }) {
  const { id, status, configuration } = destination
  const name = displayName(destination)
  const target = targetOf(configuration)
  const sub = [id, target].filter(Boolean).join(' · ')
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
        <div className="truncate text-sm text-ink-3" title={sub}>
          {sub}
        </div>
      </div>
    </div>
  )
}
