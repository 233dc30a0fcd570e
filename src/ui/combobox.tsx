import { Check, ChevronDown, X } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { FieldError } from 'react-aria-components/FieldError'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import { cx } from './class-names.ts'
import type { FieldProps } from './field.tsx'
import { frameStyle } from './frame-style.ts'
import { useOverlayContainer } from './overlay-container.ts'
import { popoverStyle } from './popover-style.ts'

export type ComboboxItem<Key extends string | number> = {
  id: Key
  name: string
  /** Below the name; searched too. */
  detail?: string
}

export type ComboboxProps<Key extends string | number> = FieldProps & {
  items: readonly ComboboxItem<Key>[]
  /** Null: not chosen yet. */
  value: Key | null
  onChange: (value: Key | null) => void
  onBlur?: () => void
  placeholder?: string
  /** Shown when nothing matches what was typed. */
  emptyText: string
  ref?: Ref<HTMLInputElement>
  className?: string
}

const ROW = 34
const ROW_WITH_DETAIL = 50

/** One of many options, found by typing a part of its name. Fast with 10,000 of them. Load it lazily. */
export function Combobox<Key extends string | number>({
  label,
  isLabelHidden = false,
  isOptional = false,
  description,
  error,
  disabledReason,
  items,
  value,
  onChange,
  onBlur,
  placeholder,
  emptyText,
  ref,
  className,
}: ComboboxProps<Key>) {
  const container = useOverlayContainer()
  const hasDetails = items.some((item) => item.detail)
  return (
    <ComboBox
      // Static options would be made anew at each keystroke; these are filtered in one pass.
      defaultItems={items}
      defaultFilter={(text, typed) => text.toLowerCase().includes(typed.trim().toLowerCase())}
      value={value}
      onChange={(key) => onChange(items.find((item) => item.id === key)?.id ?? null)}
      onBlur={onBlur}
      allowsEmptyCollection
      isInvalid={Boolean(error)}
      isReadOnly={Boolean(disabledReason)}
      className={cx('min-w-0', className)}
    >
      <Label className={isLabelHidden ? 'sr-only' : 'mb-1.25 block font-semibold text-ink'}>
        {label}
        {isOptional && <span className="ms-1.5 font-normal text-ink-3">optional</span>}
      </Label>
      <Group className={cx(frameStyle, 'pe-1')}>
        <Input
          ref={ref}
          placeholder={placeholder}
          className="min-w-0 grow bg-transparent py-1.75 ps-2.75 outline-none"
        />
        {isOptional && value !== null && !disabledReason && (
          <button
            type="button"
            aria-label={`Clear: ${label}`}
            onClick={() => onChange(null)}
            className={innerButtonStyle}
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
        )}
        <Button className={innerButtonStyle}>
          <ChevronDown aria-hidden="true" className="size-4" />
        </Button>
      </Group>
      <FieldError className="mt-1.25 block text-sm text-bad">{error}</FieldError>
      {(disabledReason || description) && (
        <Text slot="description" className="mt-1.25 block text-sm text-ink-3">
          {disabledReason ?? description}
        </Text>
      )}
      <Popover
        offset={4}
        className={cx(popoverStyle, 'w-(--trigger-width)')}
        {...(container && { UNSTABLE_portalContainer: container })}
      >
        <Virtualizer
          layout={ListLayout}
          layoutOptions={{ rowSize: hasDetails ? ROW_WITH_DETAIL : ROW }}
        >
          <ListBox<ComboboxItem<Key>>
            className="block max-h-72 w-full overflow-y-auto outline-none"
            renderEmptyState={() => <div className="px-3 py-2.5 text-ink-3">{emptyText}</div>}
          >
            {(item) => (
              <ListBoxItem
                id={item.id}
                textValue={item.detail ? `${item.name} ${item.detail}` : item.name}
                className={cx(
                  'group relative flex h-full cursor-pointer flex-col justify-center ps-8 pe-3 outline-none',
                  'data-focused:bg-accent-soft forced-colors:data-focused:outline-2',
                )}
              >
                <Check
                  aria-hidden="true"
                  className="absolute start-2.5 hidden size-4 text-accent-ink group-data-selected:block"
                />
                <Text slot="label" className="block truncate">
                  {item.name}
                </Text>
                {item.detail && (
                  <Text slot="description" className="block truncate text-sm text-ink-3">
                    {item.detail}
                  </Text>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      </Popover>
    </ComboBox>
  )
}

const innerButtonStyle =
  'ring-focus-inset grid size-7 flex-none place-items-center rounded-small text-ink-3 hover:text-ink'
