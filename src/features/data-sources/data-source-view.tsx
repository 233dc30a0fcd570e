import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type LoaderFunctionArgs, useParams, useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { q, qPages, queryClient } from '../../api/query.ts'
import {
  EFFECTS_NAMED,
  type DataSource,
  type DataSourceWithUse,
} from '../../contract/audience-model.ts'
import { ExportLabel } from '../../contract/common.ts'
import { CONTROL_WORDS, DATA_SOURCE_KIND_NAMES } from '../../domain/control-words.ts'
import { effectLines, effectSummary } from '../../domain/export-effects.ts'
import { EXPORT_LABEL_NAMES } from '../../domain/export-labels.ts'
import { plural } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { ActionBar, PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { addressId } from '../../address-id.ts'
import { TRAITS_OF_SOURCE } from './audience-columns.tsx'
import { traitListInput } from './audience-search.ts'
import { EffectsPanel, useEffects } from './effects-panel.tsx'
import {
  parseTickedControls,
  type TickedControls,
  tickedControlsParameters,
} from './ticked-controls.ts'
import { useSaveControls } from './use-save-controls.ts'

const ConfirmDialog = lazyDialog(() =>
  import('../../ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
)

/** There is no way to read one alone: an account has at most 1,000 of them. */
const SOURCES = q('dataSourceList', {})

function withId(items: readonly DataSourceWithUse[], id: number): DataSourceWithUse {
  const found = items.find((item) => item.id === id)
  // oxlint-disable-next-line typescript/only-throw-error -- react-router's way to say 404
  if (!found) throw new Response(null, { status: 404 })
  return found
}

export async function loader({ params }: LoaderFunctionArgs) {
  const id = addressId(params, 'dataSourceId')
  void queryClient.prefetchInfiniteQuery(qPages('traitList', traitListInput({ q: '', source: id })))
  const { items } = await queryClient.ensureQueryData(SOURCES)
  withId(items, id)
  return null
}

/** One data source: its export controls, what changing them would stop, and its traits. */
export default function DataSourceView() {
  const id = addressId(useParams(), 'dataSourceId')
  const source = withId(useSuspenseQuery(SOURCES).data.items, id)
  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[{ label: 'Data sources', to: paths.dataSources() }, { label: source.name }]}
          />
        }
      />
      <Controls key={id} source={source} />
    </>
  )
}

const OPTIONS = ExportLabel.options.map((value) => {
  const { control, label } = CONTROL_WORDS[value]
  return {
    value,
    label: `Data ${control}`,
    description: `Keeps its segments from destinations that ${label}.`,
  }
})

function isSame(one: readonly ExportLabel[], other: readonly ExportLabel[]): boolean {
  return one.length === other.length && one.every((label) => other.includes(label))
}

function Controls({ source }: { source: DataSourceWithUse }) {
  // What is ticked belongs to the revision that it was ticked on: a newer one, read meanwhile, must not
  // be overwritten unseen.
  const [parameters, setParameters] = useSearchParams()
  const [edit, setEdit] = useState(() => parseTickedControls(parameters))
  const base: DataSource = edit ? { ...source, revision: edit.from } : source
  const changed = edit && !isSame(edit.ticked, source.controls) ? edit.ticked : null
  const found = useEffects(source.id, changed)
  const { saving, save, confirm, cancel } = useSaveControls({
    onSaved: () => change(null),
    onConflict: ({ revision }) => edit && change({ ...edit, from: revision }),
  })

  /** The address keeps the ticks for a reload; it follows, so that a tick shows at once. */
  function change(next: TickedControls | null): void {
    setEdit(next)
    setParameters(tickedControlsParameters(next), { replace: true, preventScrollReset: true })
  }

  function discard(): void {
    change(null)
    cancel()
  }

  return (
    <>
      <PageMain>
        <PageHeader
          title={<span className="[overflow-wrap:anywhere]">{source.name}</span>}
          description={`${source.id} · ${DATA_SOURCE_KIND_NAMES[source.kind]} · ${plural(source.traits, 'trait')}`}
        />
        <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr]">
          <Card className="px-5 py-4">
            <h2 className="mb-3 text-md font-bold">Export controls</h2>
            <CheckboxGroup
              label="Export controls"
              isLabelHidden
              options={OPTIONS}
              value={edit?.ticked ?? source.controls}
              onChange={(ticked) => change({ ticked, from: base.revision })}
            />
            {saving.phase === 'conflict' && (
              <div className="mt-4">
                <Notice
                  tone="warn"
                  isLive
                  actions={
                    <Button size="small" onClick={discard}>
                      Take theirs
                    </Button>
                  }
                >
                  <b>Not saved: somebody else changed the controls meanwhile.</b> Theirs, saved:{' '}
                  {inWords(saving.theirs.controls)}. Yours:{' '}
                  {inWords(edit?.ticked ?? source.controls)}. To put yours in their place, save
                  again.
                </Notice>
              </div>
            )}
            {saving.phase === 'failed' && (
              <div className="mt-4">
                <Notice tone="bad" isLive>
                  <b>Not saved: {describeError(saving.error).title}.</b>{' '}
                  {describeError(saving.error).detail}
                </Notice>
              </div>
            )}
          </Card>
          <EffectsPanel
            {...found}
            isUnchanged={changed === null}
            segmentsReached={source.segments}
          />
          <TraitsOf source={source} />
        </div>
      </PageMain>
      <ActionBar>
        <LinkButton to={paths.dataSources()}>Back</LinkButton>
        <span className="grow" />
        {changed && <span className="text-sm text-ink-3 max-sm:hidden">Not saved yet</span>}
        {changed && (
          <Button variant="ghost" onClick={discard}>
            Discard
          </Button>
        )}
        <Button
          variant="primary"
          isPending={saving.phase === 'saving'}
          pendingLabel="Saving…"
          disabledReason={changed ? undefined : 'Nothing is changed.'}
          onPointerEnter={ConfirmDialog.preload}
          onFocus={ConfirmDialog.preload}
          onClick={() => changed && save(base, changed, found.isCurrent ? found.effects : null)}
        >
          Save controls
        </Button>
      </ActionBar>
      {saving.phase === 'asking' && changed && (
        <ConfirmDialog.Dialog
          title={`Stop ${effectSummary(saving.effects.blocks)}?`}
          affected={effectLines(saving.effects.blocks, EFFECTS_NAMED)}
          confirmLabel="Save and stop them"
          tone="danger"
          isPending={saving.isPending}
          submitError={saving.error ? failureWords(saving.error) : null}
          onConfirm={() => confirm(base, changed)}
          onClose={cancel}
        >
          These mappings stay where they are and count as blocked. Nothing is sent for them until
          the controls or the destination’s labels change.
        </ConfirmDialog.Dialog>
      )}
    </>
  )
}

function failureWords(error: unknown): string {
  const { title, detail } = describeError(error)
  return `Not saved: ${title}. ${detail}`
}

function inWords(controls: readonly ExportLabel[]): string {
  return controls.map((label) => EXPORT_LABEL_NAMES[label].short.toLowerCase()).join(', ') || 'none'
}

function TraitsOf({ source }: { source: DataSourceWithUse }) {
  const [text, setText] = useState('')
  const list = useInfiniteQuery({
    ...qPages('traitList', traitListInput({ q: text, source: source.id })),
    placeholderData: keepPreviousData,
  })
  return (
    <section aria-labelledby="traits-heading" className="mt-2 min-w-0">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="traits-heading" className="text-md font-bold">
          Traits of this data source
        </h2>
        <SearchField
          label="Search traits"
          placeholder="Search name or id"
          value={text}
          onSearch={setText}
          className="w-72 max-w-full"
        />
      </div>
      <Card className="overflow-hidden">
        <DataGrid
          label="Traits"
          columns={TRAITS_OF_SOURCE}
          rows={list.data?.pages.flatMap((page) => page.items) ?? []}
          rowCount={list.data?.pages[0]?.total ?? 0}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          rowHeight={34}
          heightClass="max-h-96"
          status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
          isRefreshing={list.isPlaceholderData}
          onNeedRows={() => {
            if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
          }}
          emptyState={
            text ? (
              <EmptyState
                title="Nothing matches"
                actions={<Button onClick={() => setText('')}>Clear the search</Button>}
              >
                Only the traits of this data source are searched.
              </EmptyState>
            ) : (
              <EmptyState title="No trait belongs to it">
                Traits name the data source that they belong to; import them to see them here.
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
    </section>
  )
}
