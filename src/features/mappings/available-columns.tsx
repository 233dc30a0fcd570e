import type { Destination } from '../../contract/destination/destination.ts'
import type { Segment } from '../../contract/segment.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { Pill } from '../../ui/pill.tsx'
import type { SheetColumn } from '../../ui/sheet/sheet-types.ts'
import { Blocked, IntegrationCode, People, SegmentName } from './segment-columns.tsx'

/** A column that can be left out, or is shown only when it is chosen. */
export type ChoosableColumn<Row> = SheetColumn<Row> & { isExtra?: boolean }

const COLUMNS: ChoosableColumn<Segment>[] = [
  {
    id: 'id',
    header: 'Id',
    width: 68,
    align: 'end',
    isSortable: true,
    cell: ({ id }) => <span className="font-mono text-sm">{id}</span>,
    text: ({ id }) => String(id),
  },
  {
    id: 'name',
    header: 'Segment',
    width: 230,
    isRowHeader: true,
    isSortable: true,
    cell: (segment) => <SegmentName segment={segment} />,
    text: ({ name }) => name,
  },
  {
    id: 'folder',
    header: 'Folder',
    width: 220,
    isExtra: true,
    cell: ({ folder }) => <span title={formatFolder(folder)}>{formatFolder(folder)}</span>,
    text: ({ folder }) => formatFolder(folder),
  },
  {
    id: 'code',
    header: 'Integration code',
    width: 160,
    cell: ({ integrationCode }) => <IntegrationCode code={integrationCode} />,
    text: ({ integrationCode }) => integrationCode ?? '',
  },
  {
    id: 'people',
    header: 'People, 30 days',
    width: 136,
    align: 'end',
    isSortable: true,
    firstDirection: 'desc',
    cell: ({ peopleCount }) => <People count={peopleCount} />,
    text: ({ peopleCount }) => String(peopleCount ?? ''),
  },
]

/** The columns of the segments that are not mapped yet. */
export function availableColumns({
  id: destinationId,
  exportLabels,
}: Pick<Destination, 'id' | 'exportLabels'>): ChoosableColumn<Segment>[] {
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
      text: (segment) =>
        blockedBy(exportLabels, segment.restrictedLabels).length > 0
          ? 'Blocked'
          : segment.status === 'active'
            ? 'Active'
            : 'Paused',
    },
  ]
}
