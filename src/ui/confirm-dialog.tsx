import type { ReactNode } from 'react'
import { plural } from '../lib/format.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'

export type ConfirmDialogProps = {
  /** The question: "Move 3 destinations to the trash?" */
  title: string
  /** What will happen, and how it can be undone. */
  children: ReactNode
  /** What is affected, by name; empty: nothing but what the title names. */
  affected: readonly string[]
  /** The act itself: "Move to trash"; never "OK". */
  confirmLabel: string
  tone: 'danger' | 'primary'
  isPending: boolean
  /** Why the act failed; null: it did not. */
  submitError: ReactNode
  onConfirm: () => void
  onClose: () => void
}

/** As many names as are listed; the rest is counted. */
const LISTED = 8

/** Asks before something that is hard to undo, and lists what it affects. Focus starts at Cancel. */
export function ConfirmDialog({
  title,
  children,
  affected,
  confirmLabel,
  tone,
  isPending,
  submitError,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const unlisted = affected.length - LISTED
  return (
    <Dialog
      role="alertdialog"
      size="small"
      title={title}
      description={children}
      onClose={onClose}
      actions={
        <>
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant={tone}
            isPending={isPending}
            pendingLabel={`${confirmLabel}…`}
            onClick={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {affected.length > 0 && (
        <ul className="grid gap-1 rounded-control bg-sunken px-3 py-2.5 text-sm text-ink-2">
          {affected.slice(0, LISTED).map((name) => (
            <li key={name} className="break-words">
              {name}
            </li>
          ))}
          {unlisted > 0 && <li>and {plural(unlisted, 'other')}</li>}
        </ul>
      )}
      {submitError && (
        <div className="mt-3">
          <Notice tone="bad" isLive>
            {submitError}
          </Notice>
        </div>
      )}
    </Dialog>
  )
}
