import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type LoaderFunctionArgs, useNavigate, useParams, useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { q, queryClient } from '../../api/query.ts'
import type { StepSlug } from '../../contract/readiness.ts'
import { formatNumber } from '../../lib/format.ts'
import { withPreview } from '../../parts/preview/kept-parameters.ts'
import { paths } from '../../paths.ts'
import { ActionBar, PageMain } from '../../ui/app-shell.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SaveStatus } from '../../ui/save-status.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TabsNav } from '../../ui/tabs-nav.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { AvailableSegments } from './available-segments.tsx'
import { EditNotices } from './edit-notices.tsx'
import { FolderTree } from '../../parts/folder-tree.tsx'
import { MappedSegments } from './mapped-segments.tsx'
import type { EditState } from './mapping-edits.ts'
import {
  type MappingSearch,
  mappingSearchParameters,
  parseMappingSearch,
} from './mapping-search.ts'
import { destinationIdOf } from '../../destination-id.ts'
import { useMappingEdits } from './use-mapping-edits.ts'

export async function loader({ params }: LoaderFunctionArgs) {
  const destinationId = destinationIdOf(params)
  await queryClient.ensureQueryData(q('destinationView', { params: { destinationId } }))
  return null
}

/** First version of the mapping step: browse, search, add many, edit in place, remove. */
export default function SegmentMappings() {
  const destinationId = destinationIdOf(useParams())
  const input = { params: { destinationId } }
  const destination = useSuspenseQuery(q('destinationView', input)).data
  const { edits, state: editState } = useMappingEdits(destinationId)
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [parameters, setParameters] = useSearchParams()
  const navigate = useNavigate()
  const search = parseMappingSearch(
    parameters,
    destination.mappings.total === 0 ? 'available' : 'mapped',
  )
  const isAvailable = search.view === 'available'
  const folderList = useQuery(
    q('segmentFolderList', {
      query: isAvailable ? { notMappedTo: destinationId } : { mappedTo: destinationId },
    }),
  )
  const unmapped = useQuery(q('segmentFolderList', { query: { notMappedTo: destinationId } })).data
  const folders = folderList.data
  const { total, incomplete, blocked } = destination.mappings

  function show(changes: Partial<MappingSearch>): void {
    setParameters(
      withPreview(`?${mappingSearchParameters({ ...search, ...changes })}`, parameters),
      {
        replace: changes.q !== undefined,
        preventScrollReset: true,
      },
    )
  }

  async function goOn(): Promise<void> {
    if (await edits.flush()) await navigate(stepPath('review'))
  }

  const addressOf = (view: MappingSearch['view']) =>
    withPreview(`?${mappingSearchParameters({ ...search, view })}`, parameters)

  // What is chosen in the preview of the other steps goes along.
  const stepPath = (step: StepSlug) => withPreview(paths.builder(destinationId, step), parameters)

  return (
    <>
      <PageMain isWide>
        <Card>
          <div className="px-4 pt-3.5">
            <h1 className="text-lg font-bold" tabIndex={-1}>
              Segment mappings
            </h1>
            <p className="mt-0.5 text-sm text-ink-3">{hintFor(destination.autoFill)}</p>
            {destination.status === 'active' && (
              <div className="mt-2">
                <Notice tone="info">
                  This destination is active: what you change here is delivered at once.
                </Notice>
              </div>
            )}
            <div className="mt-2">
              <TabsNav
                label="Views"
                tabs={[
                  {
                    label: 'Available',
                    to: addressOf('available'),
                    isCurrent: isAvailable,
                    count: unmapped?.total ?? null,
                  },
                  {
                    label: 'Mapped',
                    to: addressOf('mapped'),
                    isCurrent: search.view === 'mapped',
                    count: total,
                  },
                  {
                    label: 'Incomplete',
                    to: addressOf('incomplete'),
                    isCurrent: search.view === 'incomplete',
                    count: incomplete,
                  },
                  {
                    label: 'Blocked',
                    to: addressOf('blocked'),
                    isCurrent: search.view === 'blocked',
                    count: blocked,
                  },
                ]}
              />
            </div>
          </div>
          <EditNotices edits={edits} state={editState} />
          <div className="md:grid md:grid-cols-[13rem_minmax(0,1fr)]">
            <div className="hidden max-h-[calc(100dvh-16rem)] overflow-auto border-e border-line md:block">
              {folders ? (
                <FolderTree
                  folders={folders.items}
                  total={folders.total}
                  selected={search.folder}
                  onSelect={(folder) => show({ folder })}
                />
              ) : (
                <FoldersMissing
                  error={folderList.error}
                  onRetry={() => void folderList.refetch()}
                />
              )}
            </div>
            <div className="min-w-0">
              <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2.5">
                <SearchField
                  label="Search segments"
                  placeholder="Search name, id or integration code"
                  value={search.q}
                  onSearch={(text) => show({ q: text })}
                  className="w-84 max-w-full"
                />
                <SelectField
                  label="Folder"
                  isLabelHidden
                  className="w-full md:hidden"
                  value={JSON.stringify(search.folder)}
                  onChange={({ currentTarget }) => {
                    const chosen = folders?.items.find(
                      ({ path }) => JSON.stringify(path) === currentTarget.value,
                    )
                    show({ folder: chosen?.path ?? [] })
                  }}
                  options={[
                    { value: '[]', label: 'All folders' },
                    ...(folders?.items ?? []).map(({ path, count }) => ({
                      value: JSON.stringify(path),
                      label: `${path.join(' › ')} (${formatNumber(count)})`,
                    })),
                  ]}
                />
              </div>
              {isAvailable ? (
                <AvailableSegments
                  destination={destination}
                  search={search}
                  today={today}
                  onSearch={show}
                />
              ) : (
                <MappedSegments
                  destination={destination}
                  search={search}
                  today={today}
                  edits={edits}
                  editState={editState}
                  onSearch={show}
                />
              )}
            </div>
          </div>
        </Card>
      </PageMain>
      <ActionBar>
        <LinkButton to={stepPath('configuration')}>Back</LinkButton>
        <span className="grow" />
        <span className="text-sm text-ink-3">
          {formatNumber(total)} mapped
          {incomplete > 0 && ` · ${formatNumber(incomplete)} incomplete`}
          {blocked > 0 && ` · ${formatNumber(blocked)} blocked`}
        </span>
        <SaveStatus state={statusOf(editState)} onRetry={() => void edits.flush()} />
        <Button variant="primary" onClick={() => void goOn()}>
          Continue to review
        </Button>
      </ActionBar>
    </>
  )
}

/** In place of the folders, until they are there. */
function FoldersMissing({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  if (!error) {
    return (
      <div className="grid gap-4 p-4">
        <Skeleton />
        <Skeleton />
        <Skeleton />
      </div>
    )
  }
  return (
    <p className="p-4 text-sm text-ink-2" role="alert">
      The folders could not be had: {describeError(error).title}.{' '}
      <TextButton onClick={onRetry}>Retry</TextButton>
    </p>
  )
}

function statusOf({ phase, at }: EditState) {
  return phase === 'saved' ? { phase, at } : { phase }
}

function hintFor(autoFill: 'off' | 'segment-id' | 'integration-code'): string {
  switch (autoFill) {
    case 'off':
      return 'Type the value of each mapping.'
    case 'segment-id':
      return 'Values fill themselves with the segment’s id; type over one to change it.'
    case 'integration-code':
      return 'Values fill themselves with the segment’s integration code; type over one to change it.'
  }
}
