import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import type { CallOutput } from '../../api/client.ts'
import { q } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingRule } from '../../contract/mapping-rule.ts'
import type { FolderPath } from '../../contract/segment.ts'
import { formatRuleFolder } from '../../domain/rule-folder.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { rememberChange } from '../../parts/mapping-undo/undo-stack.ts'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { toast } from '../../ui/toast.ts'
import { parseRuleFolder } from './rule-search.ts'
import { previewWords } from './rule-words.ts'

const Combobox = lazy(async () => ({
  default: (await import('../../ui/combobox.tsx')).Combobox<string>,
}))

type AddRuleProps = {
  destination: Destination
  folders: UseQueryResult<CallOutput<'segmentFolderList'>>
  rules: readonly MappingRule[]
}

/** Chooses a folder, tells what a rule for it would map at once, and adds it. The folder is in the address. */
export function AddRule({ destination, folders, rules }: AddRuleProps) {
  const [parameters, setParameters] = useSearchParams()
  const folder = parseRuleFolder(parameters)
  const add = useCreate('mappingRuleCreate', {
    onSuccess: ({ rule, created, change }) => {
      rememberChange(rule.destinationId, change)
      void refreshMappings()
      toast({
        tone: 'ok',
        message: `Rule added for ${formatRuleFolder(rule.folder)}`,
        detail:
          created === 0
            ? 'Nothing had to be mapped now.'
            : `${plural(created, 'segment')} mapped. Segments that come later are mapped then.`,
      })
      choose(null)
    },
  })

  function choose(next: string | null): void {
    add.reset()
    const changed = new URLSearchParams(parameters)
    if (next === null) changed.delete('folder')
    else changed.set('folder', next)
    setParameters(changed, { replace: true, preventScrollReset: true })
  }

  const key = folder && JSON.stringify(folder)
  const isThere = rules.some((rule) => JSON.stringify(rule.folder) === key)
  const items = [{ path: [], count: folders.data?.total ?? 0 }, ...(folders.data?.items ?? [])].map(
    ({ path, count }) => ({
      id: JSON.stringify(path),
      name: `${formatRuleFolder(path)} (${formatNumber(count)})`,
    }),
  )
  // A folder that the address names may hold nothing yet.
  const isKnown = key === null || items.some(({ id }) => id === key)
  const shown = isKnown ? items : [...items, { id: key, name: formatRuleFolder(folder ?? []) }]

  return (
    <Card className="px-5 py-4">
      <h2 className="mb-3 text-md font-bold">Add a rule</h2>
      {folders.isError ? (
        <p role="alert" className="text-ink-2">
          The folders could not be had: {describeError(folders.error).title}.{' '}
          <TextButton onClick={() => void folders.refetch()}>Retry</TextButton>
        </p>
      ) : (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            if (!folder) return
            add.mutate({ params: { destinationId: destination.id }, body: { folder } })
          }}
        >
          <div className="max-w-xl">
            <Suspense fallback={<Skeleton className="h-14 w-full" />}>
              {folders.isPending ? (
                <Skeleton className="h-14 w-full" />
              ) : (
                <Combobox
                  label="Folder"
                  description="Folders below it count in."
                  placeholder="Search the folders"
                  emptyText="No folder has this name"
                  items={shown}
                  value={key}
                  onChange={choose}
                />
              )}
            </Suspense>
          </div>
          {folder && !isThere && <Preview destinationId={destination.id} folder={folder} />}
          {add.isError && (
            <Notice tone="bad" isLive>
              <b>The rule was not added: {describeError(add.error).title}.</b>{' '}
              {describeError(add.error).detail}
            </Notice>
          )}
          <div>
            <Button
              type="submit"
              variant="primary"
              isPending={add.isPending}
              pendingLabel="Adding…"
              disabledReason={reasonAgainst(destination, folder, isThere)}
            >
              Add rule
            </Button>
          </div>
        </form>
      )}
    </Card>
  )
}

function reasonAgainst(
  destination: Destination,
  folder: FolderPath | null,
  isThere: boolean,
): string | undefined {
  if (destination.status === 'deleted') return 'The destination is in the trash. Restore it first.'
  if (!folder) return 'Choose a folder first.'
  return isThere ? 'There is a rule for this folder already.' : undefined
}

/** What a rule would map now. */
function Preview({ destinationId, folder }: { destinationId: number; folder: FolderPath }) {
  const found = useQuery(
    q('mappingRulePreview', {
      params: { destinationId },
      query: { folder: JSON.stringify(folder) },
    }),
  )
  if (found.isError) {
    return (
      <p role="alert" className="text-ink-2">
        What it would map could not be counted: {describeError(found.error).title}.{' '}
        <TextButton onClick={() => void found.refetch()}>Retry</TextButton>
      </p>
    )
  }
  return <output className="block">{found.data ? previewWords(found.data) : 'Counting…'}</output>
}
