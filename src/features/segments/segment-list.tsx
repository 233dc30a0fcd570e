import * as z from 'zod/mini'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { type LoaderFunctionArgs, useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { q, queryClient } from '../../api/query.ts'
import { qWindow, useRowWindows } from '../../api/use-row-windows.ts'
import { SegmentSort } from '../../contract/endpoints.ts'
import type { SegmentWithUse } from '../../contract/segment.ts'
import { CONTROL_WORDS } from '../../domain/control-words.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { FolderTree } from '../../parts/folder-tree.tsx'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusHeading } from '../../ui/focus-heading.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { SegmentFilters } from './segment-filters.tsx'
import {
  isFiltered,
  NO_FILTERS,
  parseSegmentSearch,
  segmentListInput,
  type SegmentSearch,
  segmentSearchParameters,
} from './segment-search.ts'

const FOLDERS = q('segmentFolderList', { query: {} })

/** Asks for what the page shows, without waiting: the filters can be used at once. */
export function loader({ request }: LoaderFunctionArgs) {
  const search = parseSegmentSearch(new URL(request.url).searchParams)
  void queryClient.prefetchQuery(q('accountView', {}))
  void queryClient.prefetchQuery(FOLDERS)
  void queryClient.prefetchQuery(qWindow('segmentList', segmentListInput(search), 0))
  return null
}

const COLUMNS: GridColumn<SegmentWithUse>[] = [
  {
    id: 'id',
    header: 'Id',
    width: 76,
    align: 'end',
    isSortable: true,
    cell: ({ id }) => <span className="font-mono text-sm">{id}</span>,
  },
  {
    id: 'name',
    header: 'Segment',
    width: 220,
    grow: 4,
    isRowHeader: true,
    isSortable: true,
    cell: ({ id, name, folder }) => (
      <span className="block truncate" title={[...folder, name].join(' › ')}>
        <TextLink className="font-bold" to={paths.segment(id)}>
          {name}
        </TextLink>
        {folder.length > 0 && <span className="text-ink-3"> in {formatFolder(folder)}</span>}
      </span>
    ),
  },
  {
    id: 'destinations',
    header: 'Where mapped',
    width: 130,
    cell: ({ id, name, destinations }) =>
      destinations === 0 ? (
        <span className="text-ink-3">nowhere</span>
      ) : (
        <TextLink
          to={paths.segment(id)}
          aria-label={`${plural(destinations, 'destination')}: where ${name} is mapped`}
        >
          {plural(destinations, 'destination')}
        </TextLink>
      ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 96,
    cell: ({ status }) =>
      status === 'active' ? <Pill tone="ok">Active</Pill> : <Pill tone="warn">Paused</Pill>,
  },
  {
    id: 'people',
    header: 'People, 30 days',
    width: 146,
    align: 'end',
    isSortable: true,
    firstDirection: 'desc',
    cell: ({ peopleCount }) => (
      <span className="tabular-nums">{peopleCount === null ? '—' : formatNumber(peopleCount)}</span>
    ),
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
    id: 'restrictions',
    header: 'Export controls',
    width: 122,
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
]

/** All segments of the account. */
export default function SegmentList() {
  const [parameters, setParameters] = useSearchParams()
  const search = parseSegmentSearch(parameters)
  const usage = useQuery(q('accountView', {})).data?.usage.segments
  const folders = useQuery(FOLDERS)
  const list = useRowWindows('segmentList', segmentListInput(search))

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
          description={
            <>
              The audiences that destinations can be sent.
              {usage && ` ${formatNumber(usage.used)} of ${formatNumber(usage.max)} used.`}
            </>
          }
          actions={
            <LinkButton variant="primary" to={paths.segmentImport()}>
              Import segments
            </LinkButton>
          }
        />
        <SegmentFilters search={search} folders={folders.data?.items ?? []} onChange={show} />
        <output className="sr-only">
          {!list.isPending &&
            !list.isError &&
            !list.isRefreshing &&
            `${plural(list.total, 'segment')} found`}
        </output>
        <Card className="overflow-hidden lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
          <div className="hidden max-h-[max(22rem,calc(100dvh-15rem))] overflow-auto border-e border-line lg:block">
            {folders.data ? (
              <FolderTree
                folders={folders.data.items}
                total={folders.data.total}
                selected={search.folder}
                onSelect={(folder) => show({ folder })}
              />
            ) : (
              <FoldersMissing error={folders.error} onRetry={() => void folders.refetch()} />
            )}
          </div>
          <div className="min-w-0">
            <DataGrid
              label="Segments"
              columns={COLUMNS}
              rowAt={list.rowAt}
              rowCount={list.total}
              rowKey={({ id }) => id}
              rowName={({ name }) => name}
              status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
              isRefreshing={list.isRefreshing}
              listName={segmentSearchParameters(search).toString()}
              rowHeight={34}
              onVisible={list.onVisible}
              sort={{ column: search.sort, direction: search.direction }}
              onSort={({ column, direction }) =>
                show({ sort: z.catch(SegmentSort, 'name').parse(column), direction })
              }
              emptyState={
                isFiltered(search) ? (
                  <EmptyState
                    icon={<SearchX />}
                    title="Nothing matches"
                    actions={
                      <Button
                        onClick={() => {
                          show(NO_FILTERS)
                          focusHeading()
                        }}
                      >
                        Clear filters
                      </Button>
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
                  onRetry={() => void list.refetch()}
                />
              }
            />
          </div>
        </Card>
      </PageMain>
    </>
  )
}

/** In the tree's place. */
function FoldersMissing({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  if (error) {
    return (
      <p className="p-3.5 text-sm text-ink-2">
        The folders could not be read: {describeError(error).title}.{' '}
        <TextButton className="underline" onClick={onRetry}>
          Retry
        </TextButton>
      </p>
    )
  }
  return (
    <div className="grid gap-3 p-3.5">
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-3/5" />
      <Skeleton className="h-3 w-2/3" />
    </div>
  )
}
