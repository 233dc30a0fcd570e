import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { q, queryClient } from '../../api/query.ts'
import { destinationIdOf } from '../../destination-id.ts'
import { displayName } from '../../domain/destination-types.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { ActionBar, PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { AddRule } from './add-rule.tsx'
import { RuleItem } from './rule-item.tsx'
import { autoFillWarning } from './rule-words.ts'

const FOLDERS = q('segmentFolderList', { query: {} })

export async function loader({ params }: LoaderFunctionArgs) {
  const input = { params: { destinationId: destinationIdOf(params) } }
  void queryClient.prefetchQuery(q('mappingRuleList', input))
  void queryClient.prefetchQuery(FOLDERS)
  await queryClient.ensureQueryData(q('destinationView', input))
  return null
}

/** The rules that map whole folders to a destination, each with what it leaves out. */
export default function MappingRules() {
  const destinationId = destinationIdOf(useParams())
  const input = { params: { destinationId } }
  const destination = useSuspenseQuery(q('destinationView', input)).data
  const list = useQuery(q('mappingRuleList', input))
  const folders = useQuery(FOLDERS)
  const heading = useRef<HTMLHeadingElement>(null)
  const warning = autoFillWarning(destination)
  const toMappings = paths.builder(destinationId, 'segment-mappings')
  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[
              { label: 'Destinations', to: paths.destinations() },
              { label: displayName(destination), to: paths.destination(destinationId) },
              { label: 'Mapping rules' },
            ]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title="Mapping rules"
          description="A rule maps every segment that is in a folder, or comes into it, to this destination. What it has mapped stays mapped."
        />
        <div className="mt-5 grid max-w-4xl gap-4">
          {destination.status === 'deleted' && (
            <Notice tone="warn">
              The destination is in the trash. Its rules wait, and catch up when it is restored.
            </Notice>
          )}
          {warning && destination.status !== 'deleted' && <Notice tone="warn">{warning}</Notice>}
          <AddRule destination={destination} folders={folders} rules={list.data?.items ?? []} />
          <Card className="overflow-hidden">
            <h2
              ref={heading}
              tabIndex={-1}
              className="px-5 pt-4 pb-3 text-md font-bold outline-none"
            >
              Rules of this destination
            </h2>
            {list.isPending && (
              <output className="grid gap-3 border-t border-line px-5 py-5">
                <span className="sr-only">Loading the rules…</span>
                <Skeleton className="h-4 w-56 max-w-full" />
                <Skeleton className="h-3 w-80 max-w-full" />
              </output>
            )}
            {list.isError && (
              <ListError
                error={list.error}
                isRetrying={list.isFetching}
                onRetry={() => void list.refetch()}
              />
            )}
            {list.data?.items.length === 0 && (
              <EmptyState title="No rule yet">
                Choose a folder above: what is in it is mapped now, and what comes into it later, by
                an import or a move, is mapped then.
              </EmptyState>
            )}
            <ul>
              {list.data?.items.map((rule) => (
                <RuleItem
                  key={rule.id}
                  destination={destination}
                  rule={rule}
                  onRemoved={() => heading.current?.focus()}
                />
              ))}
            </ul>
          </Card>
        </div>
      </PageMain>
      <ActionBar>
        <LinkButton to={toMappings}>Back to the mappings</LinkButton>
      </ActionBar>
    </>
  )
}
