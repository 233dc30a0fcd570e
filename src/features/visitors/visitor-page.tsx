import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useNavigate } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { invalidate } from '../../api/query.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { useVisitorForm } from '../../parts/visitor-form/use-visitor-form.ts'
import { VisitorFields } from '../../parts/visitor-form/visitor-fields.tsx'
import { inputOf } from '../../parts/visitor-form/visitor-values.ts'
import { paths } from '../../paths.ts'
import { ActionBar, PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { toast } from '../../ui/toast.ts'

type VisitorPageProps = {
  /** Null: a new one. */
  visitor: Visitor | null
  segmentIds: readonly number[]
}

/** The page of one visitor, stored or new. */
export function VisitorPage({ visitor, segmentIds }: VisitorPageProps) {
  const formId = useId()
  const navigate = useNavigate()
  const visitorForm = useVisitorForm({
    visitor,
    segmentIds,
    onSaved: async ({ name }) => {
      toast({ tone: 'ok', message: `${name} is saved` })
      await navigate(paths.visitors())
    },
  })
  const title = visitor?.name ?? 'New visitor'

  return (
    <>
      <TopBar
        start={
          <Breadcrumb items={[{ label: 'Visitors', to: paths.visitors() }, { label: title }]} />
        }
      />
      <PageMain>
        <PageHeader
          title={<span className="[overflow-wrap:anywhere]">{title}</span>}
          description="A made-up visitor, to see what would be sent. Nobody real is stored here."
          actions={visitor && <DeleteButton visitor={visitor} />}
        />
        <Card className="mt-5 max-w-5xl px-4 py-5 sm:px-6">
          <form
            id={formId}
            noValidate
            aria-label="Visitor"
            onSubmit={(event) => {
              event.preventDefault()
              void visitorForm.submit()
            }}
          >
            <VisitorFields visitorForm={visitorForm} />
          </form>
        </Card>
      </PageMain>
      <ActionBar>
        <LinkButton to={paths.visitors()}>Cancel</LinkButton>
        <span className="grow" />
        <Button
          type="submit"
          form={formId}
          variant="primary"
          isPending={visitorForm.isSaving}
          pendingLabel="Saving…"
        >
          Save visitor
        </Button>
      </ActionBar>
    </>
  )
}

function DeleteButton({ visitor }: { visitor: Visitor }) {
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () =>
      call('visitorDelete', { params: { visitorId: visitor.id }, ifMatch: visitor.revision }),
    onSuccess: async (removed) => {
      await navigate(paths.visitors())
      await invalidate('visitorList', 'accountView')
      toast({
        message: `${removed.name} was deleted`,
        action: { label: 'Undo', onAct: () => void bringBack(removed) },
      })
    },
    onError: async (error) => {
      await invalidate('visitorList', 'accountView')
      const { title, detail } = describeError(error)
      toast({ tone: 'bad', message: `Not deleted: ${title}`, detail })
    },
  })
  return (
    <Button
      variant="danger"
      isPending={remove.isPending}
      pendingLabel="Deleting…"
      onClick={() => remove.mutate()}
    >
      Delete
    </Button>
  )
}

/** The same visitor anew; its id is another one. */
async function bringBack(visitor: Visitor): Promise<void> {
  try {
    await call('visitorCreate', { body: inputOf(visitor), idempotencyKey: crypto.randomUUID() })
    await invalidate('visitorList', 'accountView')
  } catch (error) {
    const { title, detail } = describeError(error)
    toast({
      tone: 'bad',
      message: `${visitor.name} is not back: ${title}`,
      detail,
      action: { label: 'Retry', onAct: () => void bringBack(visitor) },
    })
  }
}
