import * as z from 'zod/mini'
import { lazy, Suspense } from 'react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { type LoaderFunctionArgs, useSearchParams } from 'react-router'
import { q, qPages, queryClient } from '../../api/query.ts'
import { SegmentSort } from '../../contract/endpoints.ts'
import type { Segment } from '../../contract/segment.ts'
import { CONTROL_WORDS } from '../../domain/control-words.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { formatNumber, plural } from '../../lib/format.ts'
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
import { Pill } from '../../ui/pill.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import {
  parseSegmentSearch,
  segmentListInput,
  type SegmentSearch,
  segmentSearchParameters,
} from './segment-search.ts'

const Combobox = lazy(async () => ({
  default: (await import('../../ui/combobox.tsx')).Combobox<string>,
}))

/** Asks for what the page shows, without waiting: the filters can be used at once. */
export function loader({ request }: LoaderFunctionArgs) {
  const search = parseSegmentSearch(new URL(request.url).searchParams)
  void queryClient.prefetchQuery(q('accountView', {}))
  void queryClient.prefetchQuery(q('segmentFolderList', { query: {} }))
  void queryClient.prefetchInfiniteQuery(qPages('segmentList', segmentListInput(search)))
  return null
}

const COLUMNS: GridColumn<Segment>[] = [
  {
    id: 'id',
    header: 'Id',
    width: 90,
    align: 'end',
    isSortable: true,
    cell: ({ id }) => <span className="font-mono text-sm">{id}</span>,
  },
  {
    id: 'name',
    header: 'Segment',
    width: 260,
    grow: 3,
    isRowHeader: true,
    isSortable: true,
    cell: ({ name, folder }) => (
      <span className="block truncate" title={[...folder, name].join(' › ')}>
        {folder.length > 0 && <span className="text-ink-2">{formatFolder(folder)} › </span>}
        <b>{name}</b>
      </span>
    ),
  },
  {
    id: 'code',
    header: 'Integration code',
    width: 170,
    grow: 1,
    cell: ({ integrationCode }) => (
      <span className="block truncate font-mono text-sm" title={integrationCode ?? undefined}>
        {integrationCode ?? <span className="text-ink-3">none</span>}
      </span>
    ),
  },
  {
    id: 'restrictions',
    header: 'Export controls',
    width: 170,
    grow: 1,
    cell: ({ id, name, restrictedLabels }) => {
      if (restrictedLabels.length === 0) return <span className="text-ink-3">none</span>
      const words = restrictedLabels.map((label) => CONTROL_WORDS[label].short).join(', ')
      return (
        <TextLink
          className="block truncate"
          title={words}
          aria-label={`${words}: why, for ${name}`}
          to={paths.segmentRestrictions(id)}
        >
          {words}
        </TextLink>
      )
    },
  },
  {
    id: 'people',
    header: 'People, 30 days',
    width: 140,
    align: 'end',
    isSortable: true,
    firstDirection: 'desc',
    cell: ({ peopleCount }) => (
      <span className="tabular-nums">{peopleCount === null ? '—' : formatNumber(peopleCount)}</span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    cell: ({ status }) =>
      status === 'active' ? <Pill tone="ok">Active</Pill> : <Pill tone="warn">Paused</Pill>,
  },
]

/** All segments of the account. */
export default function SegmentList() {
  const [parameters, setParameters] = useSearchParams()
  const search = parseSegmentSearch(parameters)
  const usage = useQuery(q('accountView', {})).data?.usage.segments
  const folders = useQuery(q('segmentFolderList', { query: {} })).data?.items ?? []
  const list = useInfiniteQuery({
    ...qPages('segmentList', segmentListInput(search)),
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0

  function show(changes: Partial<SegmentSearch>): void {
    setParameters(segmentSearchParameters({ ...search, ...changes }), {
      replace: changes.q !== undefined,
      preventScrollReset: true,
    })
  }

  return (
    <>
      <TopBar start={<Breadcrumb items={[{ label: 'Segments' }]} />} />
      <PageMain>
        <PageHeader
          title="Segments"
          description="The audiences that destinations can be sent."
          actions={
            <LinkButton variant="primary" to={paths.segmentImport()}>
              Import segments
            </LinkButton>
          }
        />
        <div className="mt-4.5 mb-3 flex flex-wrap items-end gap-2">
          <SearchField
            label="Search segments"
            placeholder="Search name, id or integration code"
            value={search.q}
            onSearch={(text) => show({ q: text })}
            className="w-84 max-w-full"
          />
          <div className="w-72 max-w-full">
            <Suspense fallback={<Skeleton className="h-9.25 w-full" />}>
              <Combobox
                label="Folder"
                isLabelHidden
                placeholder="All folders"
                emptyText="No folder has this name"
                items={folders.map(({ path, count }) => ({
                  id: JSON.stringify(path),
                  name: path.join(' › '),
                  detail: formatNumber(count),
                }))}
                value={search.folder || null}
                onChange={(folder) => show({ folder: folder ?? '' })}
              />
            </Suspense>
          </div>
          <span className="grow" />
          {usage && (
            <span className="text-sm text-ink-3">
              {formatNumber(usage.used)} of {formatNumber(usage.max)} used
            </span>
          )}
        </div>
        <output className="sr-only">
          {list.isSuccess && !list.isPlaceholderData && `${plural(total, 'segment')} found`}
        </output>
        <Card className="overflow-hidden">
          <DataGrid
            label="Segments"
            columns={COLUMNS}
            rows={rows}
            rowCount={total}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
            isRefreshing={list.isPlaceholderData}
            rowHeight={34}
            onNeedRows={() => {
              if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
            }}
            sort={{ column: search.sort, direction: search.direction }}
            onSort={({ column, direction }) =>
              show({ sort: z.catch(SegmentSort, 'name').parse(column), direction })
            }
            emptyState={
              search.q || search.folder ? (
                <EmptyState
                  icon={<SearchX />}
                  title="Nothing matches"
                  actions={
                    <Button onClick={() => show({ q: '', folder: '' })}>Clear filters</Button>
                  }
                >
                  Names, ids and integration codes are searched.
                </EmptyState>
              ) : (
                <EmptyState
                  title="No segments yet"
                  actions={
                    <LinkButton variant="primary" to={paths.segmentImport()}>
                      Import segments
                    </LinkButton>
                  }
                >
                  Import them from a file, or paste rows from a spreadsheet.
                </EmptyState>
              )
            }
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
      </PageMain>
    </>
  )
}
