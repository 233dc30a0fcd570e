import * as z from 'zod/mini'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { useSearchParams } from 'react-router'
import { q, qPages, queryClient } from '../../api/query.ts'
import { DestinationCategory } from '../../contract/destination/destination.ts'
import { type DestinationList as ListAnswer, DestinationSort } from '../../contract/endpoints.ts'
import { CATEGORY_NAME, displayName } from '../../domain/destination-types.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TabsNav } from '../../ui/tabs-nav.tsx'
import { destinationColumns } from './destination-columns.tsx'
import { DestinationFilters } from './destination-filters.tsx'
import {
  isFiltered,
  listInput,
  type ListSearch,
  listSearchParameters,
  parseListSearch,
  withoutFilters,
} from './list-search.ts'
import { useDeleteDialog } from './use-delete-dialog.tsx'
import { useIsNarrow } from './use-is-narrow.ts'
import { useNow } from './use-now.ts'
import { Welcome } from './welcome.tsx'

/**
 * Asks for what the page shows, without waiting: tabs and filters can be used at once, and a list that
 * could not be had is an error within the page.
 */
export function loader({ request }: LoaderFunctionArgs) {
  const search = parseListSearch(new URL(request.url).searchParams)
  void queryClient.prefetchQuery(q('accountView', {}))
  void queryClient.prefetchInfiniteQuery(qPages('destinationList', listInput(search)))
  return null
}

/** The landing page. */
export default function DestinationList() {
  const account = useQuery(q('accountView', {})).data
  return (
    <>
      <TopBar start={<Breadcrumb items={[{ label: 'Destinations' }]} />} />
      <PageMain>
        <PageHeader
          title="Destinations"
          actions={
            <LinkButton variant="primary" to={paths.destinationCreate()}>
              Create destination
            </LinkButton>
          }
        />
        {account?.empty ? <Welcome /> : <Listing usage={account?.usage.destinations ?? null} />}
      </PageMain>
    </>
  )
}

function Listing({ usage }: { usage: { used: number; max: number } | null }) {
  const [parameters, setParameters] = useSearchParams()
  const search = parseListSearch(parameters)
  const now = useNow()
  const isNarrow = useIsNarrow()
  const deletion = useDeleteDialog()
  const list = useInfiniteQuery({
    ...qPages('destinationList', listInput(search)),
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const first = list.data?.pages[0]

  function show(next: ListSearch): void {
    // Each keystroke of a search would be a step back; a tab or a filter is one.
    setParameters(listSearchParameters(next), {
      replace: next.q !== search.q,
      preventScrollReset: true,
    })
  }

  return (
    <>
      <div className="mt-4.5 mb-3.5">
        <TabsNav label="Categories" tabs={tabsOf(search, first?.counts ?? null)} />
      </div>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <DestinationFilters
          search={search}
          attention={first?.counts.attention ?? null}
          onChange={show}
        />
        {usage && (
          <span className="text-sm text-ink-3">
            {formatNumber(usage.used)} of {formatNumber(usage.max)} used
          </span>
        )}
      </div>
      <output className="sr-only">
        {first && !list.isPlaceholderData && `${plural(first.total, 'destination')} found`}
      </output>
      <Card className="overflow-hidden">
        <DataGrid
          label="Destinations"
          columns={destinationColumns({ now, onDelete: deletion.ask, isNarrow })}
          rows={rows}
          rowCount={first?.total ?? 0}
          rowKey={({ id }) => id}
          rowName={displayName}
          status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
          isRefreshing={list.isPlaceholderData}
          onNeedRows={() => {
            if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
          }}
          sort={{ column: search.sort, direction: search.direction }}
          onSort={({ column, direction }) =>
            show({ ...search, sort: z.catch(DestinationSort, 'updated').parse(column), direction })
          }
          emptyState={<NothingFound search={search} onShow={show} />}
          errorState={
            <ListError
              error={list.error}
              isRetrying={list.isFetching}
              onRetry={() =>
                void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())
              }
            />
          }
        />
      </Card>
      {deletion.dialog}
    </>
  )
}

function tabsOf(search: ListSearch, counts: ListAnswer['counts'] | null) {
  const to = (category: DestinationCategory | null) =>
    `${paths.destinations()}?${listSearchParameters({ ...search, category }).toString()}`
  return [
    { label: 'All', to: to(null), isCurrent: search.category === null, count: counts?.all ?? null },
    ...DestinationCategory.options.map((category) => ({
      label: CATEGORY_NAME[category],
      to: to(category),
      isCurrent: search.category === category,
      count: counts?.byCategory[category] ?? null,
    })),
  ]
}

function NothingFound({
  search,
  onShow,
}: {
  search: ListSearch
  onShow: (search: ListSearch) => void
}) {
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={search.q ? `Nothing matches “${search.q}”` : 'Nothing matches these filters'}
        actions={<Button onClick={() => onShow(withoutFilters(search))}>Clear filters</Button>}
      >
        Names, descriptions and ids are searched. Check the spelling, or look without the filters.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={
        search.category ? `Nothing in ${CATEGORY_NAME[search.category]}` : 'No destinations yet'
      }
      actions={
        search.category ? (
          <Button onClick={() => onShow({ ...search, category: null })}>Show all</Button>
        ) : (
          <LinkButton variant="primary" to={paths.destinationCreate()}>
            Create destination
          </LinkButton>
        )
      }
    >
      {search.category
        ? 'There is no destination of this category.'
        : 'A destination shares segments with another system. Create the first one.'}
    </EmptyState>
  )
}
