import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { Destination } from '../../contract/destination/destination.ts'
import { displayName } from '../../domain/destination-types.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { focusHeading } from '../../ui/focus-heading.ts'
import { deleteEffects } from './delete-effects.ts'
import { deleteDestination } from './destination-actions.ts'

/** Asks before a destination goes to the trash, and says what that means. */
export function DeleteDialog({
  destination,
  onClose,
}: {
  destination: Destination
  onClose: () => void
}) {
  const [isPending, setIsPending] = useState(false)

  async function confirm(): Promise<void> {
    setIsPending(true)
    // It tells by itself how it went, with Undo or Retry.
    const deleted = await deleteDestination(destination)
    flushSync(onClose)
    // The button that led here goes away with the destination.
    if (deleted) focusHeading()
  }

  return (
    <ConfirmDialog
      title={`Move ${displayName(destination)} to the trash?`}
      affected={deleteEffects(destination)}
      confirmLabel="Move to trash"
      tone="danger"
      isPending={isPending}
      submitError={null}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      This is what it affects:
    </ConfirmDialog>
  )
}
