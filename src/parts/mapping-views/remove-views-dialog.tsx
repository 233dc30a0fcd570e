import { useMutation } from '@tanstack/react-query'
import { createPortal } from 'react-dom'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { invalidate } from '../../api/query.ts'
import type { MappingView, MappingViewInput } from '../../contract/mapping-rule.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toast.ts'

/** Saves a removed view again. A repeat with the same key saves it once. */
async function saveAgain(view: MappingViewInput, idempotencyKey: string): Promise<void> {
  try {
    await call('mappingViewCreate', { body: view, idempotencyKey })
    await invalidate('mappingViewList')
    toast({ tone: 'ok', message: `View is back: ${view.name}` })
  } catch (error) {
    const { title, detail } = describeError(error)
    toast({
      tone: 'bad',
      message: `View is not back: ${view.name}. ${title}`,
      detail,
      action: { label: 'Retry', onAct: () => void saveAgain(view, idempotencyKey) },
    })
  }
}

/** Lists the named views to remove some; each can be taken back. */
export function RemoveViewsDialog({
  views,
  onClose,
}: {
  views: readonly MappingView[]
  onClose: () => void
}) {
  const remove = useMutation({
    mutationFn: ({ id }: MappingView) => call('mappingViewDelete', { params: { viewId: id } }),
    onSuccess: async (_nothing, { name, search }) => {
      toast({
        message: `View removed: ${name}`,
        action: {
          label: 'Undo',
          onAct: () => void saveAgain({ name, search }, crypto.randomUUID()),
        },
      })
      await invalidate('mappingViewList')
    },
  })
  return createPortal(
    <Dialog
      size="small"
      title="Remove views"
      description="They go for everybody. What they show stays as it is."
      onClose={onClose}
      actions={
        <Button variant="primary" data-autofocus onClick={onClose}>
          Done
        </Button>
      }
    >
      {views.length === 0 ? (
        <p className="text-ink-2">No view is left.</p>
      ) : (
        <ul className="grid">
          {views.map((view) => (
            <li
              key={view.id}
              className="flex items-center gap-3 border-t border-line py-2 first:border-t-0"
            >
              <span className="min-w-0 grow [overflow-wrap:anywhere]">{view.name}</span>
              <Button
                size="small"
                aria-label={`Remove ${view.name}`}
                isPending={remove.isPending && remove.variables.id === view.id}
                onClick={() => remove.mutate(view)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {remove.isError && (
        <div className="mt-3">
          <Notice tone="bad" isLive>
            <b>Not removed: {describeError(remove.error).title}.</b>{' '}
            {describeError(remove.error).detail}
          </Notice>
        </div>
      )}
    </Dialog>,
    document.body,
  )
}
