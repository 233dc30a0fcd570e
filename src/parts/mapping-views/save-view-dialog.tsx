import { useId, useState } from 'react'
import { createPortal } from 'react-dom'
import { describeError } from '../../api/api-error.ts'
import { invalidate } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import { type MappingView, MappingViewInput } from '../../contract/mapping-rule.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'

type SaveViewDialogProps = {
  search: string
  /** Those that are there: saving under the name of one replaces it. */
  views: readonly MappingView[]
  onClose: () => void
}

function nameProblem(name: string): string | null {
  const result = MappingViewInput.shape.name.safeParse(name)
  return result.success ? null : (result.error.issues[0]?.message ?? 'Enter another name.')
}

/** Gives what the grid shows now a name. */
export function SaveViewDialog({ search, views, onClose }: SaveViewDialogProps) {
  const formId = useId()
  const [name, setName] = useState('')
  const [isTried, setIsTried] = useState(false)
  const replaced = views.find((view) => view.name.toLowerCase() === name.trim().toLowerCase())
  const problem = isTried ? nameProblem(name) : null
  const save = useCreate('mappingViewCreate', {
    onSuccess: (view) => {
      void invalidate('mappingViewList')
      toast({ tone: 'ok', message: `View saved: ${view.name}` })
      onClose()
    },
  })

  return createPortal(
    <Dialog
      size="small"
      title="Save this view"
      description="Filters, sorting and columns are kept under a name that everybody sees, for every destination."
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isPending={save.isPending}
            pendingLabel="Saving…"
          >
            {replaced ? 'Replace view' : 'Save view'}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          setIsTried(true)
          if (nameProblem(name) === null) save.mutate({ body: { name, search } })
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={problem}
          description={
            replaced ? `A view is called ${replaced.name} already; this replaces it.` : undefined
          }
        />
        {save.isError && (
          <Notice tone="bad" isLive>
            <b>Not saved: {describeError(save.error).title}.</b> {describeError(save.error).detail}
          </Notice>
        )}
      </form>
    </Dialog>,
    document.body,
  )
}
