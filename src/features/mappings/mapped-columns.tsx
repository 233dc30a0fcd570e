import type {
  Destination,
  DestinationConfiguration,
} from '../../contract/destination/destination.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { mappingProblems, requiredMappingFields } from '../../domain/mapping-rules.ts'
import type { GridColumn } from '../../ui/data-grid.tsx'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { CELL_NAMES, type CellField, cellText } from './cell-values.ts'
import { EditableCell } from './editable-cell.tsx'
import type { RowConflict } from './mapping-edits.ts'
import { Blocked, People, SegmentName } from './segment-columns.tsx'

/** The fields that a destination's mappings have, in the order of the columns. */
export function editableFields(configuration: DestinationConfiguration): CellField[] {
  const required = requiredMappingFields(configuration)
  const isUrl = configuration.type === 'url'
  return [
    ...(required.includes('key') ? (['key'] as const) : []),
    'value',
    ...(required.includes('url') ? (['url', 'secureUrl'] as const) : []),
    'startDate',
    'endDate',
    ...(isUrl ? [] : (['priority'] as const)),
  ]
}

const WIDTHS: Record<CellField, { width: number; grow?: number; sort?: string }> = {
  key: { width: 110, grow: 1 },
  value: { width: 135, grow: 1, sort: 'value' },
  url: { width: 240, grow: 2 },
  secureUrl: { width: 240, grow: 2 },
  startDate: { width: 120, sort: 'start' },
  endDate: { width: 120, sort: 'end' },
  priority: { width: 95, sort: 'priority' },
}

type ColumnOptions = {
  destination: Destination
  today: string
  conflicts: ReadonlyMap<number, RowConflict>
  onCommit: (mapping: MappingWithSegment, field: CellField, text: string) => string | null
  /** Null: auto-fill is off. */
  onAutomatic: ((mapping: MappingWithSegment) => void) | null
}

/** The columns of the mapped segments: those that the destination's configuration asks for. */
export function mappedColumns(options: ColumnOptions): GridColumn<MappingWithSegment>[] {
  return [
    {
      id: 'id',
      header: 'Id',
      width: 70,
      align: 'end',
      isSortable: true,
      cell: ({ segmentId }) => <span className="font-mono text-sm">{segmentId}</span>,
    },
    {
      id: 'name',
      header: 'Segment',
      width: 220,
      grow: 3,
      isRowHeader: true,
      isSortable: true,
      cell: ({ segment }) => <SegmentName segment={segment} />,
    },
    ...editableFields(options.destination.configuration).map((field) =>
      editableColumn(field, options),
    ),
    {
      id: 'people',
      header: 'People, 30 days',
      width: 110,
      align: 'end',
      isSortable: true,
      firstDirection: 'desc',
      cell: ({ segment }) => <People count={segment.peopleCount} />,
    },
    {
      id: 'state',
      header: 'State',
      width: 190,
      cell: (mapping) => <RowState mapping={mapping} options={options} />,
    },
  ]
}

function editableColumn(
  field: CellField,
  { onCommit, onAutomatic }: ColumnOptions,
): GridColumn<MappingWithSegment> {
  const { width, grow, sort } = WIDTHS[field]
  return {
    id: sort ?? field,
    header: CELL_NAMES[field],
    width,
    ...(grow ? { grow } : {}),
    isSortable: sort !== undefined,
    isEditable: true,
    cell: (mapping) => (
      <span className="flex items-center gap-1">
        <span className="min-w-0 grow">
          <EditableCell
            label={`${CELL_NAMES[field]} of ${mapping.segment.name}`}
            text={cellText(mapping, field)}
            isMono={
              field === 'value' || field === 'key' || field === 'url' || field === 'secureUrl'
            }
            onCommit={(text) => onCommit(mapping, field, text)}
          />
        </span>
        {field === 'value' && onAutomatic && (
          <Origin mapping={mapping} onAutomatic={() => onAutomatic(mapping)} />
        )}
      </span>
    ),
  }
}

function Origin({
  mapping,
  onAutomatic,
}: {
  mapping: MappingWithSegment
  onAutomatic: () => void
}) {
  if (mapping.valueOrigin !== 'manual') return <span className="text-sm text-ink-3">auto</span>
  return (
    <TextButton
      className="text-sm"
      aria-label={`Back to automatic value for ${mapping.segment.name}`}
      title="Back to the automatic value"
      onClick={onAutomatic}
    >
      reset
    </TextButton>
  )
}

const TONES: Record<string, Tone> = {
  'not-started': 'mute',
  ended: 'mute',
  'segment-paused': 'warn',
}

function RowState({ mapping, options }: { mapping: MappingWithSegment; options: ColumnOptions }) {
  if (options.conflicts.has(mapping.segmentId)) {
    return <Pill tone="warn">Changed by somebody else</Pill>
  }
  const { destination, today } = options
  const labels = blockedBy(destination.exportLabels, mapping.segment.restrictedLabels)
  if (labels.length > 0) {
    return <Blocked segment={mapping.segment} destinationId={destination.id} labels={labels} />
  }
  const [problem] = mappingProblems(destination.configuration, mapping, today)
  if (!problem) return <Pill tone="ok">Ready</Pill>
  return <Pill tone={TONES[problem.kind] ?? 'bad'}>{problem.message}</Pill>
}
