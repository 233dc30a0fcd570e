import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SearchX, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { type LoaderFunctionArgs, useSearchParams } from 'react-router'
import { q, qPages, queryClient } from '../../api/query.ts'
import type { DataSourceWithUse } from '../../contract/audience-model.ts'
import { plural } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TabsNav } from '../../ui/tabs-nav.tsx'
import { mergeRuleColumns, SOURCE_COLUMNS, traitColumns } from './audience-columns.tsx'
import {
  type AudienceSearch,
  audienceSearchParameters,
  type AudienceView,
  matching,
  parseAudienceSearch,
  traitListInput,
} from './audience-search.ts'

/** One trait is enough to learn how many there are. */
const TRAIT_COUNT = q('traitList', { query: { limit: 1 } })

/** Asks for what the page shows, without waiting: tabs and search can be used at once. */
export function loader({ request }: LoaderFunctionArgs) {
  const search = parseAudienceSearch(new URL(request.url).searchParams)
  void queryClient.prefetchQuery(q('dataSourceList', {}))
  void queryClient.prefetchQuery(q('mergeRuleList', {}))
  void queryClient.prefetchQuery(TRAIT_COUNT)
  if (search.view === 'traits') {
    void queryClient.prefetchInfiniteQuery(qPages('traitList', traitListInput(search)))
  }
  return null
}

const SEARCHED: Record<AudienceView, string> = {
  sources: 'Search data sources',
  traits: 'Search traits',
  'merge-rules': 'Search merge rules',
}

/** What segments are built from, and the export controls that pass on to them. */
export default function DataSourceList() {
  const [parameters, setParameters] = useSearchParams()
  const search = parseAudienceSearch(parameters)
  const sources = useQuery(q('dataSourceList', {})).data?.items
  const mergeRules = useQuery(q('mergeRuleList', {})).data?.items
  const traits = useQuery(TRAIT_COUNT).data
  const sourceById = new Map(sources?.map((source) => [source.id, source]))

  function show(changes: Partial<AudienceSearch>): void {
    setParameters(audienceSearchParameters({ ...search, ...changes }), {
      replace: changes.q !== undefined,
      preventScrollReset: true,
    })
  }

  const tab = (view: AudienceView, label: string, count: number | undefined) => ({
    label,
    to: `?${audienceSearchParameters({ view, q: '', source: null }).toString()}`,
    isCurrent: search.view === view,
    count: count ?? null,
  })

  return (
    <>
      <TopBar start={<Breadcrumb items={[{ label: 'Data sources' }]} />} />
      <PageMain>
        <PageHeader
          title="Data sources"
          description="Where traits come from, and which uses of their data are not allowed. Controls pass on to every segment built from them."
          actions={
            <LinkButton variant="primary" to={paths.audienceModelImport()}>
              Import
            </LinkButton>
          }
        />
        <div className="mt-4">
          <TabsNav
            label="Views"
            tabs={[
              tab('sources', 'Data sources', sources?.length),
              tab('traits', 'Traits', traits?.total),
              tab('merge-rules', 'Merge rules', mergeRules?.length),
            ]}
          />
        </div>
        <div className="my-3 flex flex-wrap items-center gap-2">
          <SearchField
            key={search.view}
            label={SEARCHED[search.view]}
            placeholder="Search name or id"
            value={search.q}
            onSearch={(text) => show({ q: text })}
            className="w-84 max-w-full"
          />
          {search.view === 'traits' && search.source !== null && (
            <Chip
              isActive
              className="max-w-full"
              aria-label="Show the traits of all data sources"
              onClick={() => show({ source: null })}
            >
              <span className="truncate">
                Data source: {sourceById.get(search.source)?.name ?? search.source}
              </span>
              <X aria-hidden="true" className="size-3.5 flex-none" />
            </Chip>
          )}
        </div>
        <Card className="overflow-hidden">
          {search.view === 'sources' && <Sources search={search} onSearch={show} />}
          {search.view === 'traits' && (
            <Traits search={search} sources={sourceById} onSearch={show} />
          )}
          {search.view === 'merge-rules' && (
            <MergeRules search={search} sources={sourceById} onSearch={show} />
          )}
        </Card>
      </PageMain>
    </>
  )
}

type ListProps = {
  search: AudienceSearch
  onSearch: (changes: Partial<AudienceSearch>) => void
}

function Sources({ search, onSearch }: ListProps) {
  const list = useQuery(q('dataSourceList', {}))
  const rows = matching(list.data?.items ?? [], search.q)
  return (
    <>
      <Found count={list.data && rows.length} what="data source" />
      <DataGrid
        label="Data sources"
        columns={SOURCE_COLUMNS}
        rows={rows}
        rowCount={rows.length}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
        emptyState={
          <Empty search={search} onSearch={onSearch} title="No data sources yet">
            Import them with their export controls, then the traits that belong to them.
          </Empty>
        }
        errorState={<ListError {...retryOf(list)} />}
      />
    </>
  )
}

function Traits({
  search,
  sources,
  onSearch,
}: ListProps & { sources: ReadonlyMap<number, DataSourceWithUse> }) {
  const list = useInfiniteQuery({
    ...qPages('traitList', traitListInput(search)),
    placeholderData: keepPreviousData,
  })
  const total = list.data?.pages[0]?.total ?? 0
  return (
    <>
      <Found count={list.isSuccess && !list.isPlaceholderData ? total : undefined} what="trait" />
      <DataGrid
        label="Traits"
        columns={traitColumns(sources)}
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        rowCount={total}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowHeight={34}
        status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
        isRefreshing={list.isPlaceholderData}
        onNeedRows={() => {
          if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
        }}
        emptyState={
          <Empty search={search} onSearch={onSearch} title="No traits yet">
            Import the data sources first: every trait names the one that it belongs to.
          </Empty>
        }
        errorState={
          <ListError
            error={list.error}
            isRetrying={list.isFetching}
            onRetry={() => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
          />
        }
      />
    </>
  )
}

function MergeRules({
  search,
  sources,
  onSearch,
}: ListProps & { sources: ReadonlyMap<number, DataSourceWithUse> }) {
  const list = useQuery(q('mergeRuleList', {}))
  const rows = matching(list.data?.items ?? [], search.q)
  return (
    <>
      <Found count={list.data && rows.length} what="merge rule" />
      <DataGrid
        label="Merge rules"
        columns={mergeRuleColumns(sources)}
        rows={rows}
        rowCount={rows.length}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
        emptyState={
          <Empty search={search} onSearch={onSearch} title="No merge rules yet">
            A profile merge rule tells which identities and data sources a segment combines.
          </Empty>
        }
        errorState={<ListError {...retryOf(list)} />}
      />
    </>
  )
}

function retryOf(list: { error: Error | null; isFetching: boolean; refetch: () => unknown }) {
  return {
    error: list.error,
    isRetrying: list.isFetching,
    onRetry: () => {
      list.refetch()
    },
  }
}

/** Tells screen readers what a search found. */
function Found({ count, what }: { count: number | undefined; what: string }) {
  return (
    <output className="sr-only">{count !== undefined && `${plural(count, what)} found`}</output>
  )
}

function Empty({
  search,
  onSearch,
  title,
  children,
}: ListProps & { title: string; children: ReactNode }) {
  if (search.q || search.source !== null) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="Nothing matches"
        actions={<Button onClick={() => onSearch({ q: '', source: null })}>Clear filters</Button>}
      >
        Names are searched, and the beginning of ids.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={title}
      actions={
        <LinkButton variant="primary" to={paths.audienceModelImport()}>
          Import
        </LinkButton>
      }
    >
      {children}
    </EmptyState>
  )
}
