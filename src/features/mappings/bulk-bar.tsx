import { useState } from 'react'
import { formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/meter.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import type { BulkSet } from './bulk-changes.ts'
import { BulkDates } from './bulk-dates.tsx'

type BulkBarProps = {
  count: number
  /** All that match, of which some may not be selected. */
  total: number
  today: string
  hasPriority: boolean
  isBusy: boolean
  onSelectAll: () => void
  onClear: () => void
  /** How far all rows are read before they are changed, 0 to 1; null: nothing is being read. */
  progress: number | null
  onSet: (set: BulkSet) => void
  onUnmap: () => void
}

/** What can be done with the selected rows at once. */
export function BulkBar(props: BulkBarProps) {
  const { count, total, today, hasPriority, isBusy } = props
  const [tool, setTool] = useState<'dates' | 'priority' | null>(null)
  const [priority, setPriority] = useState('')
  const isPriority = /^\d{1,4}$/.test(priority.trim())

  function set(changes: BulkSet): void {
    props.onSet(changes)
    setTool(null)
  }

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
      {tool === 'dates' && <BulkDates count={count} today={today} onSet={set} />}
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
            onClick={() => set({ priority: Number(priority) })}
          >
            Set for {formatNumber(count)}
          </Button>
        </div>
      )}
      {props.progress !== null && (
        <div className="w-full">
          <ProgressBar
            label={`Reading ${formatNumber(count)} mappings`}
            value={props.progress}
            valueText={`${Math.round(props.progress * 100)} %`}
          />
        </div>
      )}
    </div>
  )
}
