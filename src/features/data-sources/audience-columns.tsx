import type {
  DataSource,
  DataSourceWithUse,
  MergeRule,
  Trait,
} from '../../contract/audience-model.ts'
import { DATA_SOURCE_KIND_NAMES } from '../../domain/control-words.ts'
import { formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import type { GridColumn } from '../../ui/data-grid.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { ControlChips } from './control-chips.tsx'

type SourceNames = ReadonlyMap<number, Pick<DataSource, 'name'>>

/** All four controls beside each other. */
const CONTROLS_WIDTH = 490

function idColumn<Row extends { id: number }>(): GridColumn<Row> {
  return {
    id: 'id',
    header: 'Id',
    width: 90,
    align: 'end',
    cell: ({ id }) => <span className="font-mono text-sm">{id}</span>,
  }
}

export const SOURCE_COLUMNS: GridColumn<DataSourceWithUse>[] = [
  idColumn(),
  {
    id: 'name',
    header: 'Data source',
    width: 220,
    grow: 2,
    isRowHeader: true,
    cell: ({ id, name }) => (
      <TextLink className="block truncate font-bold" title={name} to={paths.dataSource(id)}>
        {name}
      </TextLink>
    ),
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 120,
    cell: ({ kind }) => DATA_SOURCE_KIND_NAMES[kind],
  },
  {
    id: 'controls',
    header: 'Export controls',
    width: CONTROLS_WIDTH,
    cell: ({ controls }) => <ControlChips controls={controls} />,
  },
  {
    id: 'traits',
    header: 'Traits',
    width: 90,
    align: 'end',
    cell: ({ id, name, traits }) => (
      <TextLink aria-label={`${formatNumber(traits)}, traits of ${name}`} to={paths.traits(id)}>
        {formatNumber(traits)}
      </TextLink>
    ),
  },
  {
    id: 'segments',
    header: 'Segments reached',
    width: 150,
    align: 'end',
    cell: ({ segments }) => formatNumber(segments),
  },
]

/** The columns of traits; `sources` gives the names of what they belong to. */
export function traitColumns(sources: SourceNames): GridColumn<Trait>[] {
  return [...TRAITS_OF_SOURCE, sourceColumn(sources)]
}

/** The columns of traits that all belong to the same source. */
export const TRAITS_OF_SOURCE: GridColumn<Trait>[] = [
  idColumn(),
  {
    id: 'name',
    header: 'Trait',
    width: 220,
    grow: 3,
    isRowHeader: true,
    cell: ({ name }) => (
      <span className="block truncate font-bold" title={name}>
        {name}
      </span>
    ),
  },
]

function sourceColumn(sources: SourceNames): GridColumn<Trait> {
  return {
    id: 'source',
    header: 'Data source',
    width: 200,
    grow: 2,
    cell: ({ dataSourceId }) => <SourceLink id={dataSourceId} sources={sources} />,
  }
}

export function mergeRuleColumns(sources: SourceNames): GridColumn<MergeRule>[] {
  return [
    idColumn(),
    {
      id: 'name',
      header: 'Merge rule',
      width: 220,
      grow: 2,
      isRowHeader: true,
      cell: ({ name }) => (
        <span className="block truncate font-bold" title={name}>
          {name}
        </span>
      ),
    },
    {
      id: 'controls',
      header: 'Its own controls',
      width: CONTROLS_WIDTH,
      cell: ({ controls }) => <ControlChips controls={controls} />,
    },
    {
      id: 'sources',
      header: 'Data sources it uses',
      width: 240,
      grow: 2,
      cell: ({ dataSourceIds }) => <SourceLinks ids={dataSourceIds} sources={sources} />,
    },
  ]
}

function SourceLink({ id, sources }: { id: number; sources: SourceNames }) {
  const name = sources.get(id)?.name ?? String(id)
  return (
    <TextLink title={name} to={paths.dataSource(id)}>
      {name}
    </TextLink>
  )
}

function SourceLinks({ ids, sources }: { ids: readonly number[]; sources: SourceNames }) {
  if (ids.length === 0) return <span className="text-ink-3">None</span>
  return ids.map((id, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <SourceLink id={id} sources={sources} />
    </span>
  ))
}
