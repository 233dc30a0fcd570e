import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import { Menu, MenuItem as AriaMenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { Text } from 'react-aria-components/Text'
import { flushSync } from 'react-dom'
import { useNavigate } from 'react-router'
import { cx } from './class-names.ts'
import type { MenuChoice, MenuContent, MenuItem } from './menu-item.ts'
import { useOverlayContainer } from './overlay-container.ts'
import { popoverStyle } from './popover-style.ts'

export type MenuPopupProps = MenuContent & {
  label: string
  triggerRef: RefObject<HTMLButtonElement | null>
  /** Which entry has the focus at first. */
  startAt: 'first' | 'last'
  onClose: () => void
}

/** The open menu; `LazyMenu` loads it when its button is about to be pressed. */
export function MenuPopup({ label, triggerRef, startAt, onClose, ...content }: MenuPopupProps) {
  const container = useOverlayContainer()
  return (
    <Popover
      isOpen
      aria-label={label}
      onOpenChange={onClose}
      triggerRef={triggerRef}
      placement="bottom end"
      offset={4}
      className={popoverStyle}
      {...(container && { UNSTABLE_portalContainer: container })}
    >
      {'choice' in content ? (
        <ChoiceMenu label={label} choice={content.choice} startAt={startAt} onClose={onClose} />
      ) : (
        <ActionMenu
          label={label}
          items={content.items}
          startAt={startAt}
          triggerRef={triggerRef}
          onClose={onClose}
        />
      )}
    </Popover>
  )
}

function ActionMenu({
  label,
  items,
  startAt,
  triggerRef,
  onClose,
}: {
  label: string
  items: readonly MenuItem[]
  startAt: 'first' | 'last'
  triggerRef: RefObject<HTMLButtonElement | null>
  onClose: () => void
}) {
  const navigate = useNavigate()

  function act(onAct: () => void): void {
    // A dialog that an entry opens gives the focus back to where it was: to the button, not to an entry
    // that is gone with its menu.
    flushSync(onClose)
    triggerRef.current?.focus()
    onAct()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu that opens takes the focus (APG, menu button)
    <Menu aria-label={label} autoFocus={startAt} onClose={onClose} className={menuStyle}>
      {items.map((item) => {
        if (item.kind === 'separator') {
          return <Separator key={item.id} id={item.id} className="my-1.5 border-t border-line" />
        }
        if (item.kind === 'link') {
          return (
            <AriaMenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              onAction={() => void navigate(item.to)}
              className={itemStyle}
            >
              <Words label={item.label} description={item.description} />
            </AriaMenuItem>
          )
        }
        return (
          <AriaMenuItem
            key={item.id}
            id={item.id}
            textValue={item.label}
            isDisabled={Boolean(item.disabledReason)}
            onAction={() => act(item.onAct)}
            className={cx(itemStyle, item.isDanger && 'text-bad')}
          >
            <Words label={item.label} description={item.disabledReason ?? item.description} />
          </AriaMenuItem>
        )
      })}
    </Menu>
  )
}

function ChoiceMenu({
  label,
  choice,
  startAt,
  onClose,
}: {
  label: string
  choice: MenuChoice
  startAt: 'first' | 'last'
  onClose: () => void
}) {
  return (
    <Menu
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu that opens takes the focus (APG, menu button)
      autoFocus={startAt}
      onClose={onClose}
      selectionMode={choice.mode}
      selectedKeys={choice.selected}
      shouldCloseOnSelect={choice.mode === 'single'}
      onSelectionChange={(keys) =>
        choice.onChange(
          choice.options
            .map((option) => option.value)
            .filter((value) => keys === 'all' || keys.has(value)),
        )
      }
      className={menuStyle}
    >
      {choice.options.map((option) => (
        <AriaMenuItem
          key={option.value}
          id={option.value}
          textValue={option.label}
          className={cx(itemStyle, 'group ps-8')}
        >
          <Check
            aria-hidden="true"
            className="absolute start-2.5 top-2 hidden size-4 text-accent-ink group-data-selected:block"
          />
          <Words label={option.label} description={option.description} />
        </AriaMenuItem>
      ))}
    </Menu>
  )
}

function Words({ label, description }: { label: string; description: string | undefined }) {
  return (
    <>
      <Text slot="label" className="line-clamp-3 [overflow-wrap:anywhere]">
        {label}
      </Text>
      {description && (
        <Text slot="description" className="block text-sm [overflow-wrap:anywhere] text-ink-3">
          {description}
        </Text>
      )}
    </>
  )
}

const menuStyle = 'max-h-[inherit] min-w-44 max-w-80 overflow-y-auto p-1.5 outline-none'

const itemStyle = cx(
  'relative block cursor-pointer rounded-small px-2.5 py-1.5 outline-none',
  'data-focused:bg-accent-soft data-disabled:cursor-not-allowed data-disabled:text-ink-3',
  'forced-colors:data-focused:outline-2',
)
