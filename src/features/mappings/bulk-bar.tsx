import { useState } from 'react'
import { formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { DateRange, type Dates } from './date-range.tsx'

type BulkBarProps = {
  count: number
  /** All that match, of which some may not be selected. */
  total: number
  today: string
  hasPriority: boolean
  isBusy: boolean
  onSelectAll: () => void
  onClear: () => void
  onDates: (dates: Dates) => void
  onPriority: (priority: number) => void
  onUnmap: () => void
}

/** What can be done with the selected rows at once. */
export function BulkBar(props: BulkBarProps) {
  const { count, total, today, hasPriority, isBusy } = props
  const [tool, setTool] = useState<'dates' | 'priority' | null>(null)
  const [dates, setDates] = useState<Dates>({ startDate: today, endDate: null })
  const [priority, setPriority] = useState('')
  const isReversed = dates.endDate !== null && dates.endDate < dates.startDate
  const isPriority = /^\d{1,4}$/.test(priority.trim())

  return (
    <div
      role="toolbar"
      aria-label="Selected mappings"
      className="flex flex-wrap items-end gap-2 border-b border-line bg-sunken px-3.5 py-2"
    >
      <span className="flex min-h-8 items-center gap-2">
        <b>{formatNumber(count)} selected</b>
        {count < total && (
          <TextButton onClick={props.onSelectAll}>
            select all {formatNumber(total)} that match
          </TextButton>
        )}
      </span>
      <Button
        size="small"
        variant="ghost"
        onClick={() => setTool(tool === 'dates' ? null : 'dates')}
      >
        Set dates…
      </Button>
      {hasPriority && (
        <Button
          size="small"
          variant="ghost"
          onClick={() => setTool(tool === 'priority' ? null : 'priority')}
        >
          Set priority…
        </Button>
      )}
      <Button
        size="small"
        variant="ghost"
        className="text-bad"
        isPending={isBusy}
        onClick={props.onUnmap}
      >
        Unmap
      </Button>
      <Button size="small" variant="ghost" onClick={props.onClear}>
        Clear selection
      </Button>
      {tool === 'dates' && (
        <div className="flex w-full flex-wrap items-end gap-3">
          <DateRange dates={dates} onChange={setDates} />
          <Button
            variant="primary"
            disabledReason={isReversed ? 'The end is before the start.' : undefined}
            onClick={() => {
              props.onDates(dates)
              setTool(null)
            }}
          >
            Set for {formatNumber(count)}
          </Button>
        </div>
      )}
      {tool === 'priority' && (
        <div className="flex w-full flex-wrap items-end gap-3">
          <NumberField
            label="Priority"
            description="The higher, the longer it is kept when the cookie is full."
            value={priority}
            onChange={({ currentTarget }) => setPriority(currentTarget.value)}
          />
          <Button
            variant="primary"
            disabledReason={isPriority ? undefined : 'Enter a whole number, 0 to 9999.'}
            onClick={() => {
              props.onPriority(Number(priority))
              setTool(null)
            }}
          >
            Set for {formatNumber(count)}
          </Button>
        </div>
      )}
    </div>
  )
}
