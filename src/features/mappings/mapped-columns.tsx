import { RotateCcw } from 'lucide-react'
import type {
  Destination,
  DestinationConfiguration,
} from '../../contract/destination/destination.ts'
import type { MappingWithSegment } from '../../contract/mapping.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { requiredMappingFields } from '../../domain/mapping-rules.ts'
import { mappingStates, stateWords } from '../../domain/mapping-states.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { formatDate } from '../../lib/format.ts'
import { MAPPING_TONES } from '../../parts/mapping-tones.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Pill } from '../../ui/pill.tsx'
import type { ChoosableColumn } from './available-columns.tsx'
import { CELL_NAMES, type CellField, cellText } from './cell-values.ts'
import type { RowConflict } from './mapping-edits.ts'
import { Blocked, IntegrationCode, People, SegmentName } from './segment-columns.tsx'

/** Columns that are edited, by their ids in the address and in a sort. */
const FIELD_OF: Record<string, CellField> = {
  key: 'key',
  value: 'value',
  url: 'url',
  secureUrl: 'secureUrl',
  start: 'startDate',
  end: 'endDate',
  priority: 'priority',
}

/** The field that a column edits; undefined: none. */
export function fieldOfColumn(id: string): CellField | undefined {
  return FIELD_OF[id]
}

/** The column that edits a field. */
export function columnOfField(field: CellField): string {
  return Object.keys(FIELD_OF).find((id) => FIELD_OF[id] === field) ?? field
}

/** The columns of a destination's texts and dates, in their order. */
function editableIds(configuration: DestinationConfiguration): string[] {
  const required = requiredMappingFields(configuration)
  return [
    ...(required.includes('key') ? ['key'] : []),
    'value',
    ...(required.includes('url') ? ['url', 'secureUrl'] : []),
    'start',
    'end',
    ...(configuration.type === 'cookie' ? ['priority'] : []),
  ]
}

const WIDTHS: Record<CellField, number> = {
  key: 104,
  value: 120,
  url: 240,
  secureUrl: 240,
  startDate: 106,
  endDate: 106,
  priority: 88,
}

const SORTABLE = new Set(['value', 'start', 'end', 'priority'])

type ColumnOptions = {
  destination: Destination
  today: string
  conflicts: ReadonlyMap<number, RowConflict>
  /** Null: auto-fill is off. */
  onAutomatic: ((mapping: MappingWithSegment) => void) | null
}

/** The columns of the mapped segments: those that the destination's configuration asks for. */
export function mappedColumns(options: ColumnOptions): ChoosableColumn<MappingWithSegment>[] {
  const { configuration } = options.destination
  return [
    {
      id: 'id',
      header: 'Id',
      width: 64,
      isFitting: true,
      align: 'end',
      isSortable: true,
      cell: ({ segmentId }) => <span className="font-mono text-sm">{segmentId}</span>,
      text: ({ segmentId }) => String(segmentId),
    },
    {
      id: 'name',
      header: 'Segment',
      width: 220,
      isRowHeader: true,
      isFitting: true,
      isSortable: true,
      cell: ({ segment }) => <SegmentName segment={segment} />,
      text: ({ segment }) => segment.name,
    },
    {
      id: 'folder',
      header: 'Folder',
      width: 220,
      isExtra: true,
      cell: ({ segment }) => (
        <span title={formatFolder(segment.folder)}>{formatFolder(segment.folder)}</span>
      ),
      text: ({ segment }) => formatFolder(segment.folder),
    },
    {
      id: 'code',
      header: 'Integration code',
      width: 150,
      isExtra: true,
      cell: ({ segment }) => <IntegrationCode code={segment.integrationCode} />,
      text: ({ segment }) => segment.integrationCode ?? '',
    },
    ...editableIds(configuration).map((id) => editableColumn(id, options)),
    {
      id: 'people',
      header: 'People, 30 days',
      width: 136,
      isFitting: true,
      align: 'end',
      isSortable: true,
      firstDirection: 'desc',
      cell: ({ segment }) => <People count={segment.peopleCount} />,
      text: ({ segment }) => String(segment.peopleCount ?? ''),
    },
    {
      id: 'state',
      header: 'State',
      width: 166,
      cell: (mapping) => <RowState mapping={mapping} options={options} />,
      text: (mapping) =>
        statesOf(mapping, options)
          .map((state) => stateWords(state, mapping))
          .join('; '),
    },
  ]
}

function editableColumn(
  id: string,
  { onAutomatic }: ColumnOptions,
): ChoosableColumn<MappingWithSegment> {
  const field = fieldOfColumn(id) ?? 'value'
  const isMono = field !== 'startDate' && field !== 'endDate' && field !== 'priority'
  return {
    id,
    header: CELL_NAMES[field],
    width: WIDTHS[field],
    ...(field === 'priority' && { align: 'end', firstDirection: 'desc' }),
    isSortable: SORTABLE.has(id),
    isFitting: !isMono || field === 'value',
    isEditable: true,
    isMono,
    cell: (mapping) =>
      field === 'value' ? (
        <Value mapping={mapping} onAutomatic={onAutomatic} />
      ) : (
        <CellWords mapping={mapping} field={field} isMono={isMono} />
      ),
    text: (mapping) => cellText(mapping, field),
  }
}

function CellWords({
  mapping,
  field,
  isMono,
}: {
  mapping: MappingWithSegment
  field: CellField
  isMono: boolean
}) {
  const text = cellText(mapping, field)
  if (field === 'endDate' && mapping.endDate === null) {
    return <span className="text-ink-3">{text}</span>
  }
  if (field === 'startDate' || field === 'endDate') return formatDate(text)
  return (
    <span className={isMono ? 'font-mono text-sm' : undefined} title={isMono ? text : undefined}>
      {text}
    </span>
  )
}

function Value({
  mapping,
  onAutomatic,
}: {
  mapping: MappingWithSegment
  onAutomatic: ColumnOptions['onAutomatic']
}) {
  const { value, valueOrigin, ruleId, segment } = mapping
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span
        className="min-w-0 overflow-clip font-mono text-sm text-ellipsis"
        title={value ?? undefined}
      >
        {value ?? ''}
      </span>
      {valueOrigin !== 'manual' && <Badge title="The value fills itself.">auto</Badge>}
      {valueOrigin === 'manual' && onAutomatic && (
        <span
          className="inline-flex items-center"
          title="Changed by hand. Back to automatic: Ctrl+Delete"
        >
          {value !== null && <span className="sr-only">changed by hand</span>}
          <IconButton
            label={`Back to automatic value for ${segment.name}`}
            tabIndex={-1}
            className="size-6 [&_svg]:size-3.5"
            onClick={() => onAutomatic(mapping)}
          >
            <RotateCcw />
          </IconButton>
        </span>
      )}
      {ruleId !== null && <Badge title="A rule mapped it.">by rule</Badge>}
    </span>
  )
}

function Badge({ title, children }: { title: string; children: string }) {
  return (
    <span className="flex-none text-sm text-ink-3" title={title}>
      {children}
    </span>
  )
}

function statesOf(mapping: MappingWithSegment, { destination, today }: ColumnOptions) {
  return mappingStates(destination.configuration, destination.exportLabels, mapping, today)
}

/** The most urgent of what is to be said of a row, and how much more there is. */
function RowState({ mapping, options }: { mapping: MappingWithSegment; options: ColumnOptions }) {
  if (options.conflicts.has(mapping.segmentId)) {
    return (
      <span title="Changed by somebody else: decide above whose to keep.">
        <Pill tone="warn">Changed meanwhile</Pill>
      </span>
    )
  }
  const { destination } = options
  const [first = 'ready', ...rest] = statesOf(mapping, options)
  const more = rest.map((state) => stateWords(state, mapping))
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      {first === 'blocked' ? (
        <Blocked
          segment={mapping.segment}
          destinationId={destination.id}
          labels={blockedBy(destination.exportLabels, mapping.segment.restrictedLabels)}
        />
      ) : (
        <span title={stateWords(first, mapping)}>
          <Pill tone={MAPPING_TONES[first]}>{stateWords(first, mapping)}</Pill>
        </span>
      )}
      {more.length > 0 && (
        <span className="text-sm text-ink-3" title={more.join('; ')}>
          <span aria-hidden="true">+{more.length}</span>
          <span className="sr-only">{more.join('; ')}</span>
        </span>
      )}
    </span>
  )
}
