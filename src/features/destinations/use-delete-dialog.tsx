import { type ReactNode, useState } from 'react'
import type { Destination } from '../../contract/destination/destination.ts'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'

const DeleteDialog = lazyDialog(() =>
  import('./delete-dialog.tsx').then((module) => module.DeleteDialog),
)

/**
 * The question before deleting, loaded when it is asked.
 *
 * @returns `ask` opens it for a destination; `dialog` is to be rendered.
 */
export function useDeleteDialog(): {
  ask: (destination: Destination) => void
  preload: () => void
  dialog: ReactNode
} {
  const [asked, setAsked] = useState<Destination | null>(null)
  return {
    ask: setAsked,
    preload: DeleteDialog.preload,
    dialog: asked && <DeleteDialog.Dialog destination={asked} onClose={() => setAsked(null)} />,
  }
}
