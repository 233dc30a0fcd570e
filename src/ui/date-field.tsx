import { parseDate } from '@internationalized/date'
import { CalendarDays, ChevronLeft, ChevronRight, X } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { Button } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { DateInput, DatePicker, DateSegment } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { FieldError } from 'react-aria-components/FieldError'
import { Group } from 'react-aria-components/Group'
import { Heading } from 'react-aria-components/Heading'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Label } from 'react-aria-components/Label'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { cx } from './class-names.ts'
import type { FieldProps } from './field.tsx'
import { frameStyle } from './frame-style.ts'
import { useOverlayContainer } from './overlay-container.ts'
import { popoverStyle } from './popover-style.ts'

export type DateFieldProps = FieldProps & {
  /** `YYYY-MM-DD`; null: no date. */
  value: string | null
  onChange: (value: string | null) => void
  onBlur?: () => void
  /** The first and last day that the calendar offers, `YYYY-MM-DD`; the form's rules check what is typed. */
  minDate?: string
  maxDate?: string
  /** Shown as the name of "no date", with the button that goes back to it: "Never expires". */
  clearLabel?: string
  ref?: Ref<{ focus(): void }>
  className?: string
}

/** A day, typed part by part or picked in a calendar: day, month, year, as dates are shown. Load it lazily. */
export function DateField({
  label,
  isLabelHidden = false,
  isOptional = false,
  description,
  error,
  disabledReason,
  value,
  onChange,
  onBlur,
  minDate,
  maxDate,
  clearLabel,
  ref,
  className,
}: DateFieldProps) {
  const container = useOverlayContainer()
  const group = useRef<HTMLDivElement>(null)

  useImperativeHandle(ref, () => ({
    focus: () => group.current?.querySelector<HTMLElement>('[role="spinbutton"]')?.focus(),
  }))

  return (
    // The order of `1 Dec 2026`, whatever the browser's language: one way to write a date.
    <I18nProvider locale="en-GB">
      <DatePicker
        granularity="day"
        value={value === null ? null : parseDate(value)}
        onChange={(date) => onChange(date?.toString() ?? null)}
        onBlur={onBlur}
        minValue={minDate === undefined ? undefined : parseDate(minDate)}
        maxValue={maxDate === undefined ? undefined : parseDate(maxDate)}
        // The form decides what is invalid, and says why.
        validationBehavior="aria"
        isInvalid={Boolean(error)}
        isReadOnly={Boolean(disabledReason)}
        shouldForceLeadingZeros
        className={cx('min-w-0', className)}
      >
        <Label className={isLabelHidden ? 'sr-only' : 'mb-1.25 block font-semibold text-ink'}>
          {label}
          {isOptional && <span className="ms-1.5 font-normal text-ink-3">optional</span>}
        </Label>
        <Group ref={group} className={cx(frameStyle, 'pe-1')}>
          <DateInput className="flex min-w-0 grow items-center py-1.75 ps-2.75 tabular-nums">
            {(segment) => (
              <DateSegment
                segment={segment}
                className={cx(
                  'rounded-[3px] px-0.5 outline-none data-focused:bg-accent data-focused:text-on-accent',
                  'data-placeholder:text-ink-3 data-[type=literal]:px-0 data-[type=literal]:text-ink-3',
                  'data-placeholder:data-focused:text-on-accent forced-colors:data-focused:outline-2',
                )}
              />
            )}
          </DateInput>
          {clearLabel && value !== null && !disabledReason && (
            <button
              type="button"
              aria-label={`${clearLabel}: ${label}`}
              onClick={() => onChange(null)}
              className={innerButtonStyle}
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          )}
          <Button className={innerButtonStyle}>
            <CalendarDays aria-hidden="true" className="size-4" />
          </Button>
        </Group>
        <FieldError className="mt-1.25 block text-sm text-bad">{error}</FieldError>
        {(disabledReason || description || (clearLabel && value === null)) && (
          <Text slot="description" className="mt-1.25 block text-sm text-ink-3">
            {disabledReason ?? description ?? clearLabel}
          </Text>
        )}
        <Popover
          offset={4}
          className={popoverStyle}
          {...(container && { UNSTABLE_portalContainer: container })}
        >
          <Dialog className="p-3 outline-none">
            <Calendar>
              <header className="flex items-center gap-1 pb-2">
                <Button slot="previous" className={innerButtonStyle}>
                  <ChevronLeft aria-hidden="true" className="size-4 rtl:-scale-x-100" />
                </Button>
                <Heading className="grow text-center font-bold" />
                <Button slot="next" className={innerButtonStyle}>
                  <ChevronRight aria-hidden="true" className="size-4 rtl:-scale-x-100" />
                </Button>
              </header>
              <CalendarGrid weekdayStyle="short">
                <CalendarGridHeader>
                  {(day) => (
                    <CalendarHeaderCell className="size-8 text-xs font-semibold text-ink-3">
                      {day}
                    </CalendarHeaderCell>
                  )}
                </CalendarGridHeader>
                <CalendarGridBody>
                  {(date) => (
                    <CalendarCell
                      date={date}
                      className={cx(
                        'ring-focus-inset grid size-8 cursor-pointer place-items-center rounded-control tabular-nums',
                        'hover:bg-sunken data-outside-month:hidden',
                        'data-selected:bg-accent data-selected:text-on-accent',
                        'data-disabled:cursor-not-allowed data-disabled:text-ink-3 data-disabled:line-through',
                        'forced-colors:data-selected:outline-2',
                      )}
                    />
                  )}
                </CalendarGridBody>
              </CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  )
}

const innerButtonStyle =
  'ring-focus-inset grid size-7 flex-none place-items-center rounded-small text-ink-3 hover:text-ink'
