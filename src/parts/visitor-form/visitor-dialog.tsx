import { useId } from 'react'
import { createPortal } from 'react-dom'
import type { Visitor } from '../../contract/visitor.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useVisitorForm } from './use-visitor-form.ts'
import { VisitorFields } from './visitor-fields.tsx'

type VisitorDialogProps = {
  /** Who is edited; absent: a new visitor. */
  visitor?: Visitor
  /** A new visitor is in these. */
  segmentIds?: readonly number[]
  onSaved: (visitor: Visitor) => void
  onClose: () => void
}

/** A visitor, edited or made where the preview stands. */
export function VisitorDialog({ visitor, segmentIds = [], onSaved, onClose }: VisitorDialogProps) {
  const formId = useId()
  const visitorForm = useVisitorForm({ visitor: visitor ?? null, segmentIds, onSaved })
  // Elsewhere in the page: around the preview there may be a form, and forms cannot hold forms.
  return createPortal(
    <Dialog
      size="large"
      title={visitor ? `Edit ${visitor.name}` : 'New visitor'}
      description="A made-up visitor, to see what would be sent. Nobody real is stored here."
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isPending={visitorForm.isSaving}
            pendingLabel="Saving…"
          >
            Save and use
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        aria-label="Visitor"
        onSubmit={(event) => {
          event.preventDefault()
          // React lets events through to the form around the preview.
          event.stopPropagation()
          void visitorForm.submit()
        }}
      >
        <VisitorFields visitorForm={visitorForm} />
      </form>
    </Dialog>,
    document.body,
  )
}
