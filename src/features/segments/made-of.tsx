import type { ReactNode } from 'react'
import type { SegmentDetail } from '../../contract/segment-detail.ts'
import { CONTROL_WORDS, DATA_SOURCE_KIND_NAMES } from '../../domain/control-words.ts'
import { formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextLink } from '../../ui/text-link.tsx'

type TraitRow = SegmentDetail['traits'][number]

const COLUMNS: GridColumn<TraitRow>[] = [
  {
    id: 'id',
    header: 'Id',
    width: 90,
    align: 'end',
    cell: ({ trait }) => <span className="font-mono text-sm">{trait.id}</span>,
  },
  {
    id: 'name',
    header: 'Trait',
    width: 200,
    grow: 2,
    isRowHeader: true,
    cell: ({ trait }) => (
      <span className="block truncate" title={trait.name}>
        {trait.name}
      </span>
    ),
  },
  {
    id: 'source',
    header: 'Data source',
    width: 180,
    grow: 1,
    cell: ({ dataSource }) =>
      dataSource === null ? (
        <span className="text-ink-3">not known</span>
      ) : (
        <TextLink
          className="block truncate"
          title={dataSource.name}
          to={paths.dataSource(dataSource.id)}
        >
          {dataSource.name}
        </TextLink>
      ),
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 120,
    cell: ({ dataSource }) => dataSource && DATA_SOURCE_KIND_NAMES[dataSource.kind],
  },
  {
    id: 'controls',
    header: 'Export controls',
    width: 170,
    grow: 1,
    cell: ({ dataSource }) => {
      const words = (dataSource?.controls ?? []).map((label) => CONTROL_WORDS[label].short)
      if (words.length === 0) return <span className="text-ink-3">none</span>
      return (
        <span className="block truncate" title={words.join(', ')}>
          {words.join(', ')}
        </span>
      )
    },
  },
]

/** What a segment is built from: traits, other segments, a merge rule. */
export function MadeOf({ traits, includedSegments, mergeRule }: SegmentDetail) {
  return (
    <Card className="overflow-hidden">
      <h2 className="px-5 pt-4 text-md font-bold">What it is made of</h2>
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-2.5 px-5 py-3.5">
        <Part term="Included segments">
          {includedSegments.length === 0 ? (
            <span className="text-ink-3">None</span>
          ) : (
            <ul className="flex max-h-40 flex-wrap gap-x-4 gap-y-1 overflow-y-auto">
              {includedSegments.map(({ id, name }) => (
                <li key={id} className="min-w-0 [overflow-wrap:anywhere]">
                  <TextLink to={paths.segment(id)}>{name}</TextLink>
                </li>
              ))}
            </ul>
          )}
        </Part>
        <Part term="Merge rule">
          {mergeRule === null ? (
            <span className="text-ink-3">None</span>
          ) : (
            <>
              <TextLink to={paths.mergeRules(mergeRule.name)}>{mergeRule.name}</TextLink>
              {mergeRule.controls.length > 0 && (
                <span className="text-ink-2">
                  {' · '}
                  {mergeRule.controls.map((label) => CONTROL_WORDS[label].short).join(', ')}
                </span>
              )}
            </>
          )}
        </Part>
        <Part term="Traits">
          {traits.length === 0 ? (
            <span className="text-ink-3">None</span>
          ) : (
            formatNumber(traits.length)
          )}
        </Part>
      </dl>
      {traits.length > 0 && (
        <div className="border-t border-line">
          <DataGrid
            label="Traits"
            columns={COLUMNS}
            rows={traits}
            rowCount={traits.length}
            rowKey={({ trait }) => trait.id}
            rowName={({ trait }) => trait.name}
            rowHeight={34}
            heightClass="max-h-80"
            status="ready"
            emptyState={<EmptyState title="No traits">It is built from nothing.</EmptyState>}
            errorState={null}
          />
        </div>
      )}
    </Card>
  )
}

function Part({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-ink-3">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
