import type { Segment } from '../../contract/segment.ts'
import type { GridColumn } from '../../ui/data-grid.tsx'
import { Pill } from '../../ui/pill.tsx'
import { People, SegmentName } from './segment-columns.tsx'

/** The columns of the segments that can be mapped. */
export const AVAILABLE_COLUMNS: GridColumn<Segment>[] = [
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
  {
    id: 'status',
    header: 'Status',
    width: 100,
    cell: ({ status }) =>
      status === 'active' ? <Pill tone="ok">Active</Pill> : <Pill tone="warn">Paused</Pill>,
  },
]
