import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { type LoaderFunctionArgs, useNavigate, useParams, useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { q, queryClient } from '../../api/query.ts'
import type { StepSlug } from '../../contract/readiness.ts'
import { destinationIdOf } from '../../destination-id.ts'
import { formatNumber } from '../../lib/format.ts'
import { FolderTree } from '../../parts/folder-tree.tsx'
import { MappingViewsMenu } from '../../parts/mapping-views/mapping-views-menu.tsx'
import { withPreview } from '../../parts/preview/kept-parameters.ts'
import { paths } from '../../paths.ts'
import { ActionBar, PageMain } from '../../ui/app-shell.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { SaveStatus } from '../../ui/save-status.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SheetKeysHelp } from '../../ui/sheet/sheet-keys-help.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TabsNav } from '../../ui/tabs-nav.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { othersWords } from './change-follower.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { EditNotices } from './edit-notices.tsx'
import { ExportButton } from './export-button.tsx'
import { focusGrid } from './focus-grid.ts'
import { FilterBar } from './filter-bar.tsx'
import type { EditState } from './mapping-edits.ts'
import {
  countInput,
  isFiltered,
  type MappingSearch,
  mappingSearchParameters,
  NO_FILTERS,
  parseMappingSearch,
} from './mapping-search.ts'
import { UndoButtons } from './undo-buttons.tsx'
import { useMappingSession } from './use-mapping-session.ts'

/** The grids come beside the page, in chunks of their own. */
const loadMapped = () => import('./mapped-segments.tsx')
const loadAvailable = () => import('./available-segments.tsx')
const MappedSegments = lazy(async () => ({ default: (await loadMapped()).MappedSegments }))
const AvailableSegments = lazy(async () => ({ default: (await loadAvailable()).AvailableSegments }))

export async function loader({ params, request }: LoaderFunctionArgs) {
  const destinationId = destinationIdOf(params)
  const isAvailable = new URL(request.url).searchParams.get('view') === 'available'
  // A failure shows where the grid is rendered.
  ;(isAvailable ? loadAvailable() : loadMapped()).catch(() => undefined)
  await queryClient.ensureQueryData(q('destinationView', { params: { destinationId } }))
  return null
}

const VIEWS: { view: MappingSearch['view']; label: string }[] = [
  { view: 'available', label: 'Available' },
  { view: 'mapped', label: 'Mapped' },
  { view: 'attention', label: 'Needs attention' },
  { view: 'blocked', label: 'Blocked' },
]

/** Which segments a destination is sent, and as what: found, mapped, edited and taken off here. */
export default function SegmentMappings() {
  const destinationId = destinationIdOf(useParams())
  // Another destination is another session, with its own edits and undo.
  return <Mappings key={destinationId} destinationId={destinationId} />
}

function Mappings({ destinationId }: { destinationId: number }) {
  const input = { params: { destinationId } }
  const destination = useSuspenseQuery(q('destinationView', input)).data
  const { session, editState, undoState, followState } = useMappingSession(destinationId)
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [parameters, setParameters] = useSearchParams()
  const navigate = useNavigate()
  /** Where the selection's tools are: at the foot, in view however long the page is. */
  const [toolbarPlace, setToolbarPlace] = useState<HTMLElement | null>(null)
  const search = parseMappingSearch(
    parameters,
    destination.mappings.total === 0 ? 'available' : 'mapped',
  )
  const isAvailable = search.view === 'available'
  const counts = useQuery({
    ...q('mappingCountView', countInput(destinationId, search)),
    placeholderData: keepPreviousData,
  }).data
  const folderList = useQuery({
    ...q('segmentFolderList', {
      query: isAvailable ? { notMappedTo: destinationId } : { mappedTo: destinationId },
    }),
    placeholderData: keepPreviousData,
  })
  const folders = folderList.data
  const { total, incomplete, blocked } = destination.mappings

  const addressOf = (changes: Partial<MappingSearch>) =>
    withPreview(`?${mappingSearchParameters({ ...search, ...changes })}`, parameters)

  function show(changes: Partial<MappingSearch>): void {
    setParameters(addressOf(changes), {
      // Neither a letter more nor a wider column is something to go back to.
      replace: ['q', 'columns', 'segmentColumns'].some((name) => name in changes),
      preventScrollReset: true,
    })
  }

  const clearFilters = (): void => show({ ...NO_FILTERS, folder: [] })

  async function goOn(): Promise<void> {
    if (await session.edits.flush()) await navigate(stepPath('review'))
  }

  // What is chosen in the preview of the other steps goes along.
  const stepPath = (step: StepSlug) => withPreview(paths.builder(destinationId, step), parameters)
  const grid = {
    destination,
    search,
    today,
    session,
    onSearch: show,
    onClearFilters: clearFilters,
    toolbarPlace,
  }

  return (
    <>
      <PageMain isWide>
        <Card>
          <div className="px-4 pt-3.5">
            <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
              <div className="min-w-0">
                <h1 className="text-lg font-bold" tabIndex={-1}>
                  Segment mappings
                </h1>
                <p className="mt-0.5 text-sm text-ink-3">{hintFor(destination.autoFill)}</p>
                {destination.status === 'active' && (
                  <p className="text-sm font-semibold text-accent-ink">
                    This destination is active: what you change here is delivered at once.
                  </p>
                )}
              </div>
              <div className="ms-auto flex flex-wrap items-center gap-1.5">
                <UndoButtons session={session} state={undoState} />
                <MappingViewsMenu
                  current={mappingSearchParameters(search).toString()}
                  to={(text) => withPreview(`?${text}`, parameters)}
                />
                <LinkButton size="small" to={paths.mappingRules(destinationId)}>
                  Rules
                </LinkButton>
                <ExportButton
                  destination={destination}
                  search={search}
                  today={today}
                  count={total}
                />
                <LinkButton size="small" to={paths.mappingImport(destinationId)}>
                  Paste or import…
                </LinkButton>
              </div>
            </div>
            <div className="mt-2">
              <TabsNav
                label="Views"
                tabs={VIEWS.map(({ view, label }) => ({
                  label,
                  to: addressOf({ view }),
                  isCurrent: search.view === view,
                  count: counts?.[view] ?? null,
                }))}
              />
            </div>
          </div>
          <EditNotices session={session} state={editState} />
          <div aria-live="polite">
            {followState.others.length > 0 && (
              <p className="flex flex-wrap items-center gap-x-3 border-b border-line bg-accent-soft px-4 py-1.5 text-sm text-accent-ink">
                <span className="min-w-0 break-words">{othersWords(followState.others)}</span>
                <TextButton
                  className="font-semibold"
                  onClick={() => {
                    focusGrid()
                    session.follower.dismiss()
                  }}
                >
                  Dismiss
                </TextButton>
              </p>
            )}
          </div>
          <div className="md:grid md:grid-cols-[12.5rem_minmax(0,1fr)]">
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
              <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
                <SearchField
                  label="Search segments"
                  placeholder={
                    isAvailable
                      ? 'Name, id or integration code'
                      : 'Name, id, integration code or value'
                  }
                  value={search.q}
                  onSearch={(text) => show({ q: text })}
                  className="w-full sm:w-74"
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
                <FilterBar
                  search={search}
                  counts={counts}
                  onSearch={show}
                  isAnySet={isFiltered(search)}
                  onClear={clearFilters}
                />
                <span className="ms-auto inline-flex items-center gap-1">
                  <ColumnsMenu destination={destination} search={search} onSearch={show} />
                  <SheetKeysHelp
                    canMove={destination.configuration.type === 'cookie' && !isAvailable}
                    canReset={destination.autoFill !== 'off' && !isAvailable}
                  />
                </span>
              </div>
              <Suspense fallback={<GridSkeleton />}>
                {isAvailable ? (
                  <AvailableSegments {...grid} />
                ) : (
                  <MappedSegments {...grid} editState={editState} />
                )}
              </Suspense>
            </div>
          </div>
        </Card>
      </PageMain>
      <ActionBar>
        <div
          ref={setToolbarPlace}
          className="-mx-4 -mt-3 basis-[calc(100%+2rem)] empty:hidden md:-mx-6 md:basis-[calc(100%+3rem)]"
        />
        <LinkButton to={stepPath('configuration')}>Back</LinkButton>
        <span className="grow" />
        <span className="text-sm text-ink-3">
          {formatNumber(total)} mapped
          {incomplete > 0 && ` · ${formatNumber(incomplete)} incomplete`}
          {blocked > 0 && ` · ${formatNumber(blocked)} blocked`}
        </span>
        <SaveStatus state={statusOf(editState)} onRetry={() => void session.edits.flush()} />
        <Button variant="primary" onClick={() => void goOn()}>
          Continue to review
        </Button>
      </ActionBar>
    </>
  )
}

/** In place of the grid, until its code is there. */
function GridSkeleton() {
  return (
    <div className="grid gap-4 p-4">
      <Skeleton />
      <Skeleton />
      <Skeleton />
      <Skeleton />
    </div>
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
