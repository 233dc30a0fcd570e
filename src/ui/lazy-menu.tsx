import {
  type ComponentType,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from 'react'
import type { MenuContent } from './menu-item.ts'
import type { MenuPopupProps } from './menu-popup.tsx'

/** What the button that opens the menu needs; spread onto a `Button`, `IconButton` or `Chip`. */
export type MenuTriggerProps = {
  ref: RefObject<HTMLButtonElement | null>
  'aria-haspopup': 'menu'
  'aria-expanded': boolean
  onClick: () => void
  onKeyDown: (event: KeyboardEvent) => void
  onPointerEnter: () => void
  onFocus: () => void
}

export type LazyMenuProps = MenuContent & {
  /** The name of the menu: "Actions for Ticket retargeting pixel". */
  label: string
  /** Draws the button: `trigger={(props) => <IconButton label="…" {...props}>…</IconButton>}`. */
  trigger: (props: MenuTriggerProps) => ReactNode
}

let loaded: ComponentType<MenuPopupProps> | null = null
async function load(): Promise<void> {
  try {
    loaded = (await import('./menu-popup.tsx')).MenuPopup
  } catch {
    // Offline, perhaps: the next press tries again.
  }
}

/**
 * A menu button whose menu is loaded when a pointer or the focus comes near, and opens as soon as it
 * is pressed and there.
 */
export function LazyMenu({ label, trigger, ...content }: LazyMenuProps) {
  const ref = useRef<HTMLButtonElement>(null)
  const [opening, setOpening] = useState<'first' | 'last' | null>(null)
  const [Popup, setPopup] = useState<ComponentType<MenuPopupProps> | null>(() => loaded)

  function preload(): void {
    void load().then(() => setPopup(() => loaded))
  }

  function open(startAt: 'first' | 'last'): void {
    setOpening(startAt)
    preload()
  }

  return (
    <>
      {trigger({
        ref,
        'aria-haspopup': 'menu',
        'aria-expanded': opening !== null,
        onClick: () => open('first'),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          event.stopPropagation()
          open(event.key === 'ArrowDown' ? 'first' : 'last')
        },
        onPointerEnter: preload,
        onFocus: preload,
      })}
      {opening && Popup && (
        <Popup
          {...content}
          label={label}
          triggerRef={ref}
          startAt={opening}
          onClose={() => setOpening(null)}
        />
      )}
    </>
  )
}
