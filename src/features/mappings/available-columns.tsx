import type { Destination } from '../../contract/destination/destination.ts'
import type { Segment } from '../../contract/segment.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import type { GridColumn } from '../../ui/data-grid.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Blocked, People, SegmentName } from './segment-columns.tsx'

const COLUMNS: GridColumn<Segment>[] = [
  {
    id: 'id',
    header: 'Id',
    width: 80,
    align: 'end',
    isSortable: true,
    cell: ({ id }) => <span className="font-mono text-sm">{id}</span>,
  },
  {
    id: 'name',
    header: 'Segment',
    width: 240,
    grow: 3,
    isRowHeader: true,
    isSortable: true,
    cell: (segment) => <SegmentName segment={segment} />,
  },
  {
    id: 'code',
    header: 'Integration code',
    width: 150,
    grow: 1,
    cell: ({ integrationCode }) => (
      <span className="block truncate font-mono text-sm" title={integrationCode ?? undefined}>
        {integrationCode ?? <span className="text-ink-3">none</span>}
      </span>
    ),
  },
  {
    id: 'people',
    header: 'People, 30 days',
    width: 130,
    align: 'end',
    isSortable: true,
    firstDirection: 'desc',
    cell: ({ peopleCount }) => <People count={peopleCount} />,
  },
]

/** The columns of the segments that are not mapped yet. */
export function availableColumns({
  id: destinationId,
  exportLabels,
}: Pick<Destination, 'id' | 'exportLabels'>): GridColumn<Segment>[] {
  return [
    ...COLUMNS,
    {
      id: 'status',
      header: 'Status',
      width: 160,
      cell: (segment) => {
        const labels = blockedBy(exportLabels, segment.restrictedLabels)
        if (labels.length > 0) {
          return <Blocked segment={segment} destinationId={destinationId} labels={labels} />
        }
        return segment.status === 'active' ? (
          <Pill tone="ok">Active</Pill>
        ) : (
          <Pill tone="warn">Paused</Pill>
        )
      },
    },
  ]
}
