import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { q, queryClient } from '../../api/query.ts'
import { type Visitor, VISITORS_MAX } from '../../contract/visitor.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { REGION_NAMES } from '../../parts/visitor-form/regions.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { isFoundVisitor, parseVisitorSearch } from './visitor-search.ts'

/** Asks for what the page shows, without waiting: the search can be used at once. */
export function loader() {
  void queryClient.prefetchQuery(q('visitorList', {}))
  return null
}

const COLUMNS: GridColumn<Visitor>[] = [
  {
    id: 'name',
    header: 'Visitor',
    width: 200,
    grow: 2,
    isRowHeader: true,
    cell: ({ id, name }) => (
      <TextLink to={paths.visitor(id)} className="font-semibold" title={name}>
        {name}
      </TextLink>
    ),
  },
  {
    id: 'segments',
    header: 'Segments',
    width: 100,
    align: 'end',
    cell: ({ qualifications }) => formatNumber(qualifications.length),
  },
  {
    id: 'region',
    header: 'Region',
    width: 120,
    cell: ({ region }) => REGION_NAMES[region],
  },
  {
    id: 'gdpr',
    header: 'GDPR',
    width: 180,
    grow: 1,
    cell: ({ gdprApplies, consent }) => gdprWords(gdprApplies, consent),
  },
  {
    id: 'ids',
    header: 'AAM UUID',
    width: 330,
    cell: ({ did }) => <span className="font-mono text-sm">{did}</span>,
  },
  {
    id: 'others',
    header: 'Other ids',
    width: 110,
    align: 'end',
    cell: ({ mcid, partnerIds }) =>
      formatNumber((mcid === null ? 0 : 1) + Object.keys(partnerIds).length),
  },
]

function gdprWords(gdprApplies: boolean, consent: string | null): string {
  if (!gdprApplies) return 'does not apply'
  return consent === null ? 'applies, no consent' : 'applies, consent given'
}

/** Made-up visitors, to see what would be sent to whom. */
export default function VisitorList() {
  const [parameters, setParameters] = useSearchParams()
  const text = parseVisitorSearch(parameters)
  const list = useQuery(q('visitorList', {}))
  const all = list.data?.items ?? []
  const rows = all.filter((visitor) => isFoundVisitor(visitor, text))

  return (
    <>
      <TopBar start={<Breadcrumb items={[{ label: 'Visitors' }]} />} />
      <PageMain>
        <PageHeader
          title="Visitors"
          description="Made-up visitors, to see what would be sent. Previews and live tests use them."
          actions={
            <>
              <LinkButton to={paths.visitorImport()}>Import</LinkButton>
              <LinkButton variant="primary" to={paths.visitorCreate()}>
                New visitor
              </LinkButton>
            </>
          }
        />
        <div className="mt-4.5 mb-3 flex flex-wrap items-center gap-2">
          <SearchField
            label="Search visitors"
            placeholder="Search name or id"
            value={text}
            onSearch={(typed) =>
              setParameters(typed ? { q: typed } : {}, { replace: true, preventScrollReset: true })
            }
            className="w-84 max-w-full"
          />
          <span className="grow" />
          {list.data && (
            <span className="text-sm text-ink-3">
              {formatNumber(all.length)} of {formatNumber(VISITORS_MAX)} used
            </span>
          )}
        </div>
        <output className="sr-only">
          {list.isSuccess && `${plural(rows.length, 'visitor')} found`}
        </output>
        <Card className="overflow-hidden">
          <DataGrid
            label="Visitors"
            columns={COLUMNS}
            rows={rows}
            rowCount={rows.length}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            status={list.isPending ? 'loading' : list.isError ? 'error' : 'ready'}
            emptyState={
              text ? (
                <EmptyState
                  icon={<SearchX />}
                  title="Nothing matches"
                  actions={<Button onClick={() => setParameters({})}>Clear the search</Button>}
                >
                  Names and all ids are searched.
                </EmptyState>
              ) : (
                <EmptyState
                  title="No visitors yet"
                  actions={
                    <>
                      <LinkButton variant="primary" to={paths.visitorCreate()}>
                        New visitor
                      </LinkButton>
                      <LinkButton to={paths.visitorImport()}>Import from JSON</LinkButton>
                    </>
                  }
                >
                  Make one up, with the ids and segments that a real one would have.
                </EmptyState>
              )
            }
            errorState={
              <ListError
                error={list.error}
                isRetrying={list.isFetching}
                onRetry={() => void list.refetch()}
              />
            }
          />
        </Card>
      </PageMain>
    </>
  )
}
