import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { cx } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { OverlayContainer } from './overlay-container.ts'

export type DialogProps = {
  title: string
  description?: ReactNode
  /**
   * Called by Escape and by the close button; the caller stops rendering the dialog. Null: the
   * question must be answered, there is no way around the actions.
   */
  onClose: (() => void) | null
  children?: ReactNode
  /** Buttons, in reading order; what most people want is last. */
  actions: ReactNode
  size?: 'small' | 'medium' | 'large'
  /** `alertdialog`: something is about to be lost. */
  role?: 'dialog' | 'alertdialog'
}

const SIZES = { small: 'max-w-md', medium: 'max-w-xl', large: 'max-w-4xl' } as const

/**
 * A modal dialog, open as long as it is rendered. The browser's own: it holds the focus, makes the
 * page inert, and gives the focus back to what had it before. Focus starts at what has the attribute
 * `data-autofocus`, else at the first control of the content, else of the actions. A click beside it does not close it: what was typed would be lost.
 */
export function Dialog({
  title,
  description,
  onClose,
  children,
  actions,
  size = 'medium',
  role = 'dialog',
}: DialogProps) {
  const id = useId()
  const ref = useRef<HTMLDialogElement>(null)
  const [container, setContainer] = useState<HTMLElement | null>(null)
  const [opener] = useState(openerOf)

  // Closed before it leaves the page, so that the browser gives the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    firstControl(dialog)?.focus()
    setContainer(dialog)
    return () => {
      dialog?.close()
      const focused = document.activeElement
      if (focused === document.body || dialog?.contains(focused)) opener?.focus()
    }
  }, [opener])

  // Escape asks to cancel; browsers close without asking when nothing was done since the last time.
  useEffect(() => {
    const dialog = ref.current
    const cancel = (event: Event) => {
      if (event.target !== dialog) return
      event.preventDefault()
      onClose?.()
    }
    const closed = (event: Event) => {
      if (event.target !== dialog || dialog?.open) return
      if (onClose) onClose()
      else dialog?.showModal()
    }
    dialog?.addEventListener('cancel', cancel)
    dialog?.addEventListener('close', closed)
    return () => {
      dialog?.removeEventListener('cancel', cancel)
      dialog?.removeEventListener('close', closed)
    }
  }, [onClose])

  return (
    <dialog
      ref={ref}
      role={role === 'alertdialog' ? role : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      className={cx(
        'm-auto w-[calc(100%-2rem)] overflow-visible rounded-card border border-line bg-surface p-0 text-ink shadow-overlay',
        'backdrop:bg-[rgb(14_17_22/0.5)]',
        SIZES[size],
      )}
    >
      <OverlayContainer value={container}>
        <div className="flex max-h-[calc(100dvh-4rem)] flex-col">
          <div className="flex items-start gap-3 px-5 pt-4.5">
            <div className="min-w-0 grow">
              <h2 id={`${id}-title`} className="text-md font-bold break-words">
                {title}
              </h2>
              {description && (
                <div id={`${id}-description`} className="mt-1 text-ink-2">
                  {description}
                </div>
              )}
            </div>
            {onClose && (
              <IconButton label="Close" onClick={onClose} className="-me-2 -mt-1">
                <X />
              </IconButton>
            )}
          </div>
          {children && (
            <div data-dialog-content className="min-h-0 overflow-y-auto px-5 pt-4 pb-1">
              {children}
            </div>
          )}
          <div
            data-dialog-content
            className="flex flex-wrap items-center justify-end gap-2.5 px-5 pt-4 pb-4.5"
          >
            {actions}
          </div>
        </div>
      </OverlayContainer>
    </dialog>
  )
}

/**
 * What leads to a dialog that is about to open. An entry of a menu leaves with its menu, before the browser
 * could give it the focus back, so the menu's button stands for it.
 */
function openerOf(): HTMLElement | null {
  const focused = document.activeElement
  const opener = focused?.closest('[role=menu]')
    ? document.querySelector('[aria-haspopup=menu][aria-expanded=true]')
    : focused
  return opener instanceof HTMLElement ? opener : null
}

function firstControl(dialog: HTMLElement | null): HTMLElement | null {
  if (!dialog) return null
  const controls = ['input', 'select', 'textarea', 'button', 'a[href]', '[tabindex="0"]']
  return (
    dialog.querySelector<HTMLElement>('[data-autofocus]') ??
    dialog.querySelector<HTMLElement>(
      controls.map((control) => `[data-dialog-content] ${control}:not(:disabled)`).join(','),
    )
  )
}
