import { Keyboard } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../icon-button.tsx'
import { lazyDialog } from '../lazy-dialog.tsx'

const SheetKeys = lazyDialog(() => import('./sheet-keys-dialog.tsx').then((m) => m.SheetKeysDialog))

/**
 * A button beside a sheet that lists its keys.
 *
 * @param canMove whether the sheet's rows can be moved.
 * @param canReset whether its cells have values of their own to go back to.
 */
export function SheetKeysHelp({
  canMove = false,
  canReset = false,
}: {
  canMove?: boolean
  canReset?: boolean
}) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <IconButton
        label="Keyboard shortcuts"
        aria-haspopup="dialog"
        onPointerEnter={SheetKeys.preload}
        onFocus={SheetKeys.preload}
        onClick={() => setIsOpen(true)}
      >
        <Keyboard />
      </IconButton>
      {isOpen && (
        <SheetKeys.Dialog canMove={canMove} canReset={canReset} onClose={() => setIsOpen(false)} />
      )}
    </>
  )
}
