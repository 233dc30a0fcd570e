import { useInfiniteQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { CallInput } from '../../api/client.ts'
import { describeError } from '../../api/api-error.ts'
import { qPages, queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { displayName, variantName } from '../../domain/destination-types.ts'
import { formatAgo, formatMoment, formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { restoreDestination } from './destination-actions.ts'
import { NameCell } from './destination-columns.tsx'
import { STATUS_NAME } from './status-words.ts'
import { useIsNarrow } from './use-is-narrow.ts'
import { useNow } from './use-now.ts'

const TRASH: CallInput<'destinationList'> = {
  query: { status: ['deleted'], sort: 'updated', direction: 'desc' },
}

/** Asks without waiting: an error is shown within the page. */
export function loader() {
  void queryClient.prefetchInfiniteQuery(qPages('destinationList', TRASH))
  return null
}

/** Deleted destinations, the last deleted first. */
export default function Trash() {
  const now = useNow()
  const isNarrow = useIsNarrow()
  const list = useInfiniteQuery(qPages('destinationList', TRASH))
  const error = list.error && describeError(list.error)
  return (
    <>
      <TopBar start={<Breadcrumb items={[{ label: 'Trash' }]} />} />
      <PageMain>
        <PageHeader
          title="Trash"
          description="Deleted destinations send nothing. They are kept here with their mappings and versions, and can be restored as they were; paused, if export controls block more of one meanwhile."
        />
        <Card className="mt-5 overflow-hidden">
          <DataGrid
            label="Deleted destinations"
            columns={columnsOf(now, isNarrow)}
            rows={list.data?.pages.flatMap((page) => page.items) ?? []}
            rowCount={list.data?.pages[0]?.total ?? 0}
            rowKey={({ id }) => id}
            rowName={displayName}
            status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
            onNeedRows={() => {
              if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
            }}
            emptyState={
              <EmptyState
                icon={<Trash2 />}
                title="The trash is empty"
                actions={<LinkButton to={paths.destinations()}>Go to destinations</LinkButton>}
              >
                A destination that is deleted comes here, and can be restored from here.
              </EmptyState>
            }
            errorState={
              error && (
                <ErrorState
                  title={error.title}
                  requestId={error.requestId ?? undefined}
                  isRetrying={list.isFetching}
                  onRetry={() =>
                    void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())
                  }
                >
                  {error.detail}
                </ErrorState>
              )
            }
          />
        </Card>
      </PageMain>
    </>
  )
}

function columnsOf(now: number, isNarrow: boolean): GridColumn<Destination>[] {
  const name: GridColumn<Destination> = {
    id: 'name',
    header: 'Name',
    width: isNarrow ? 180 : 280,
    grow: 3,
    isRowHeader: true,
    cell: (destination) => <NameCell destination={destination} />,
  }
  const restore: GridColumn<Destination> = {
    id: 'restore',
    header: 'Restore',
    isHeaderHidden: true,
    width: 124,
    align: 'end',
    cell: (destination) => <RestoreButton destination={destination} />,
  }
  if (isNarrow) return [name, restore]
  return [
    name,
    {
      id: 'type',
      header: 'Type',
      width: 170,
      grow: 1,
      cell: ({ configuration }) => variantName(configuration),
    },
    {
      id: 'before',
      header: 'Was',
      width: 90,
      cell: ({ statusBeforeDelete }) => statusBeforeDelete && STATUS_NAME[statusBeforeDelete],
    },
    {
      id: 'segments',
      header: 'Segments',
      width: 100,
      align: 'end',
      cell: ({ mappings }) => formatNumber(mappings.total),
    },
    {
      id: 'deleted',
      header: 'Deleted',
      width: 130,
      cell: ({ deletedAt }) =>
        deletedAt && (
          <time dateTime={deletedAt} title={formatMoment(deletedAt)}>
            {formatAgo(Date.parse(deletedAt), now)}
          </time>
        ),
    },
    restore,
  ]
}

function RestoreButton({ destination }: { destination: Destination }) {
  const [isPending, setIsPending] = useState(false)

  async function restore(): Promise<void> {
    setIsPending(true)
    await restoreDestination(destination)
    setIsPending(false)
  }

  return (
    <Button
      size="small"
      isPending={isPending}
      aria-label={`Restore ${displayName(destination)}`}
      onClick={() => void restore()}
    >
      Restore
    </Button>
  )
}
